"""Frames get a column for each kind of tag, and keep what they have; rows that fail stay in their place."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import ArticleError
from dateline.predict import Tagger, tag_frame
from dateline.predict.batch import tag_record
from dateline.predict.readers import Fields
from dateline.predict.records import Failure, Record
from dateline.predict.tagged_frame import TAG_COLUMNS, tag_columns
from dateline.predict.writers import FORMS

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."
DTYPES = {
    "partners": "object",
    "partner_scores": "object",
    "domains": "object",
    "domain_scores": "object",
    "pairs": "object",
    "content_paragraphs": "Int64",
    "boilerplate_paragraphs": "Int64",
    "review": "boolean",
    "error": "string",
    "tags": "string",
}


def frame_of(*texts: object, **columns: Sequence[object]) -> pd.DataFrame:
    return pd.DataFrame({"text": pd.Series(texts, dtype=object), **columns})


def dtypes_of(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


def test_a_frame_keeps_its_rows_its_columns_and_its_index(tagger: Tagger) -> None:
    frame = pd.DataFrame(
        {"views": [3, 1, 2], "text": [TREATY, None, "Suva"], "day": pd.to_datetime(["2026-01-01"] * 3)},
        index=pd.Index(["b", "a", "b"], name="nr"),
    )
    before = frame.copy()
    tagged = tag_frame(tagger, frame)
    assert_frame_equal(tagged[["views", "text", "day"]], before)
    assert_frame_equal(frame, before)
    assert list(tagged.columns) == [*before.columns, *TAG_COLUMNS]


def test_the_tags_of_a_row_are_those_of_its_article(tagger: Tagger, labelled: list[LabelledArticle]) -> None:
    some = labelled[:20]
    frame = pd.DataFrame({"id": [each.article.id for each in some], "text": [each.text for each in some]})
    rows = tag_frame(tagger, frame).to_dict("records")
    for each, row in zip(some, rows, strict=True):
        tagged = tagger.tag(each.text, article_id=each.article.id)
        assert json.loads(row["tags"]) == json.loads(json.dumps(tagged.to_dict()))
        assert row["partners"] == [tag.code for tag in tagged.partners]
        assert row["partner_scores"] == [tag.score for tag in tagged.partners]
        assert row["domains"] == [tag.id for tag in tagged.domains]
        assert row["domain_scores"] == [tag.score for tag in tagged.domains]
        assert row["pairs"] == [f"{tag.code}:{','.join(tag.domains)}" for tag in tagged.partners]
        assert row["content_paragraphs"] == sum(section.content for section in tagged.sections)
        assert row["content_paragraphs"] + row["boilerplate_paragraphs"] == len(tagged.sections)
        assert row["review"] is tagged.doubt.review
        assert pd.isna(row["error"])
    assert any(len(row["partners"]) > 1 for row in rows)
    assert len({row["review"] for row in rows}) == 2


def test_a_pair_is_a_partner_with_the_domains_that_it_shares(tagger: Tagger) -> None:
    assert tag_frame(tagger, frame_of(TREATY))["pairs"].tolist() == [["FR:extradition"]]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (None, "article: row '1': there is no text in the column 'text'"),
        (float("nan"), "article: row '1': there is no text in the column 'text'"),
        (pd.NA, "article: row '1': there is no text in the column 'text'"),
        (pd.NaT, "article: row '1': there is no text in the column 'text'"),
        (7, "article: row '1': the field `text` is int; wanted a string"),
        (b"Hanoi", "article: row '1': the field `text` is bytes; wanted a string"),
        ("", "article: row '1': the text is empty"),
        ("x\x00", "article: row '1': the text holds a NUL character"),
        ("x\ud800", "article: row '1': the text holds half of a surrogate pair"),
    ],
)
def test_a_row_without_an_article_stays_in_its_place(text: object, error: str, tagger: Tagger) -> None:
    tagged = tag_frame(tagger, frame_of(TREATY, text, TREATY))
    assert tagged["error"].isna().tolist() == [True, False, True]
    assert tagged["error"].iloc[1].startswith(error)
    assert tagged["partners"].tolist() == [["FR"], None, ["FR"]]
    assert tagged.loc[1, [name for name in TAG_COLUMNS if name != "error"]].isna().all()


@pytest.mark.parametrize(
    ("column", "value", "error"),
    [
        ("home", "XX", "label-set: row 'a': 'XX' is no party of the label set"),
        ("home", 7.5, "article: row 'a': the field `home` is float; wanted a string"),
        ("language", "de", "article: row 'a': the language is 'de'; it must be one of"),
    ],
)
def test_a_row_with_a_setting_that_does_not_exist_stays_in_its_place(
    column: str, value: object, error: str, tagger: Tagger
) -> None:
    tagged = tag_frame(tagger, frame_of(TREATY, TREATY, id=["a", "b"], **{column: [value, None]}))
    assert tagged["error"].iloc[0].startswith(error)
    assert tagged["partners"].tolist() == [None, ["FR"]]


@settings(deadline=None, max_examples=20)
@given(texts=st.lists(st.sampled_from([TREATY, "Suva", "", None, float("nan"), 7, "\x00"])))
def test_every_row_has_either_tags_or_an_error(texts: list[object], tagger: Tagger) -> None:
    tagged = tag_frame(tagger, frame_of(*texts))
    assert tagged["error"].isna().tolist() == [text in (TREATY, "Suva") for text in texts]
    assert tagged["tags"].isna().tolist() == tagged["error"].notna().tolist()
    assert [partners == ["FR"] for partners in tagged["partners"]] == [text == TREATY for text in texts]


def test_a_row_s_own_home_wins(tagger: Tagger) -> None:
    tagged = tag_frame(tagger, frame_of(*[TREATY] * 4, home=["FR", "fr", "none", None]))
    assert [set(partners) for partners in tagged["partners"]] == [{"VN"}, {"VN"}, {"FR", "VN"}, {"FR"}]


def test_a_row_s_own_language_is_not_guessed(tagger: Tagger) -> None:
    tagged = tag_frame(tagger, frame_of(TREATY, TREATY, lang=["fr", None]))
    assert [json.loads(tags)["language"] for tags in tagged["tags"]] == ["fr", "en"]


def test_a_row_without_an_id_is_named_after_its_label(tagger: Tagger) -> None:
    tagged = tag_frame(tagger, frame_of("Suva", "Suva", uid=["a", None]).set_index(pd.Index([8, 9])))
    assert [json.loads(tags)["id"] for tags in tagged["tags"]] == ["a", "9"]


@pytest.mark.parametrize(
    "texts", [[], [None], [None, None], [TREATY], ["Suva"], [TREATY, None]], ids=["none", *"abcde"]
)
def test_columns_have_the_same_types_whatever_the_rows(texts: list[object], tagger: Tagger) -> None:
    assert dtypes_of(tag_frame(tagger, frame_of(*texts)).drop(columns="text")) == DTYPES


def test_an_empty_frame_stays_empty(tagger: Tagger) -> None:
    frame = frame_of(TREATY, views=[1]).iloc[:0]
    tagged = tag_frame(tagger, frame)
    assert len(tagged) == 0
    assert dtypes_of(tagged) == {"text": "object", "views": "int64", **DTYPES}


def test_without_evidence_there_is_no_json(tagger: Tagger) -> None:
    frame = frame_of(TREATY, None)
    assert_frame_equal(tag_frame(tagger, frame, evidence=False), tag_frame(tagger, frame).drop(columns="tags"))


@pytest.mark.parametrize("name", TAG_COLUMNS)
@pytest.mark.parametrize("change", [str, str.upper])
def test_a_column_of_the_same_name_is_not_overwritten(name: str, change: Callable[[str], str], tagger: Tagger) -> None:
    taken = change(name)
    frame = frame_of(TREATY, **{taken: ["mine"]})
    with pytest.raises(ArticleError, match=rf"the table has a column '{taken}'.* \(prefix='tag_'\)"):
        tag_frame(tagger, frame)
    tagged = tag_frame(tagger, frame, prefix="tag_")
    assert list(tagged.columns) == ["text", taken, *(f"tag_{added}" for added in TAG_COLUMNS)]
    assert tagged[taken].tolist() == ["mine"]
    assert tagged["tag_partners"].tolist() == [["FR"]]


def test_a_column_may_be_called_tags_where_none_is_added(tagger: Tagger) -> None:
    tagged = tag_frame(tagger, frame_of(TREATY, tags=["mine"]), evidence=False)
    assert tagged["tags"].tolist() == ["mine"]


@pytest.mark.parametrize("name", TAG_COLUMNS)
def test_a_prefix_that_leads_to_another_column_is_refused(name: str) -> None:
    with pytest.raises(ArticleError, match=f"the table has a column 'my_{name}'"):
        tag_columns(["text", f"my_{name}"], prefix="my_")


def test_columns_are_read_by_the_names_that_are_given_or_guessed(tagger: Tagger) -> None:
    frame = pd.DataFrame({"Body": ["Suva"], "story": [TREATY], "GUID": ["a"], "nr": [7]})
    guessed = tag_frame(tagger, frame)
    named = tag_frame(tagger, frame, Fields(text="story", id="nr"))
    assert (guessed["partners"].tolist(), named["partners"].tolist()) == ([[]], [["FR"]])
    assert [json.loads(tagged["tags"].iloc[0])["id"] for tagged in (guessed, named)] == ["a", "7"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [(Fields(), "text"), (Fields(text="Text"), "Text"), (Fields(text="story", home="land"), "land")],
)
def test_a_column_that_is_missing_is_named(fields: Fields, name: str, tagger: Tagger) -> None:
    frame = pd.DataFrame({"story": [TREATY], 3: [4]})
    with pytest.raises(ArticleError, match=rf"no column '{name}'; its columns are: story, 3\. .*Fields\(text='body'\)"):
        tag_frame(tagger, frame, fields)


def test_only_columns_that_are_read_must_stand_once(tagger: Tagger) -> None:
    frame = pd.DataFrame([[TREATY, 1, 2]], columns=["text", "n", "n"])
    assert tag_frame(tagger, frame)["n"].to_numpy().tolist() == [[1, 2]]
    with pytest.raises(ArticleError, match="the table has two columns 'text'"):
        tag_frame(tagger, frame.set_axis(["n", "text", "text"], axis="columns"))


@pytest.mark.parametrize("dtype", [object, "string", "category", "str"])
def test_texts_are_read_in_whatever_way_they_are_kept(dtype: Any, tagger: Tagger) -> None:  # noqa: ANN401
    tagged = tag_frame(tagger, pd.DataFrame({"text": pd.Series([TREATY, None], dtype=dtype)}))
    assert tagged["partners"].tolist() == [["FR"], None]


def test_frames_are_tagged_without_importing_what_is_not_needed() -> None:
    names = ("dateline.predict", "dateline.predict.dask_frames", "dateline.predict.spark_frames")
    program = f"import sys, {', '.join(names)}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    loaded = {name.partition(".")[0] for name in ran.stdout.split()}
    assert "dateline" in loaded
    assert not loaded & {"pandas", "dask", "distributed", "pyspark", "pyarrow", "sklearn", "scipy", "joblib"}


def test_the_method_does_what_the_function_does(tagger: Tagger) -> None:
    frame = pd.DataFrame({"story": [TREATY, None, "Suva"], "partners": [1, 2, 3]})
    fields = Fields(text="story")
    found = tagger.tag_frame(frame, fields, evidence=False, prefix="tag_")
    assert_frame_equal(found, tag_frame(tagger, frame, fields, evidence=False, prefix="tag_"))
    assert found["tag_partners"].tolist() == [["FR"], None, []]
    assert "tag_tags" not in found
    with pytest.raises(ArticleError, match="the table has a column 'partners'"):
        tagger.tag_frame(frame, fields)


def test_the_method_keeps_the_settings_of_its_tagger(tagger: Tagger) -> None:
    frame = pd.DataFrame({"text": [TREATY]})
    assert tagger.at_home("FR").tag_frame(frame)["partners"].tolist() == [["VN"]]
    assert Tagger(tagger.bundle, "VN", min_score=1.0).tag_frame(frame)["partners"].tolist() == [[]]


@pytest.mark.parametrize("text", [TREATY, "", "x\x00"])
@pytest.mark.parametrize("home", [None, "fr", "NONE", "XX"])
@pytest.mark.parametrize("record_id", ["a", "half a pair: \ud83e"])
def test_a_row_fares_as_a_record_of_a_file(text: str, home: str | None, record_id: str, tagger: Tagger) -> None:
    columns = {"text": text, "home": home, "id": record_id}
    row = tagger.tag_frame(pd.DataFrame({name: pd.Series([value], dtype=object) for name, value in columns.items()}))
    outcome = tag_record(tagger, Record(record_id, text, f"row {record_id!r}", home))
    if isinstance(outcome, Failure):
        assert row["error"].tolist() == [f"{outcome.code}: {outcome.message}"]
        return
    assert row["tags"].tolist() == [FORMS["jsonl"].encode(outcome, True).rstrip("\n")]
    assert json.loads(row["tags"].iloc[0]) == json.loads(json.dumps(outcome.to_dict()))


def test_fields_of_another_type_are_refused(tagger: Tagger) -> None:
    fields: Any = {"text": "story"}
    with pytest.raises(TypeError, match=r"the fields are of the type dict; give them as in Fields\(text='story'\)"):
        tagger.tag_frame(pd.DataFrame({"story": ["Hanoi"]}), fields)
