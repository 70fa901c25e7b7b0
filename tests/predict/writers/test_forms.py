"""Forms give what they promise: a JSON object a line, one JSON array, a CSV row for each article."""

import csv
import io
import json
import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.predict.batch import Outcome, split_chunks, tag_record, tag_records
from dateline.predict.records import Failure, Record
from dateline.predict.tagger import Tagger
from dateline.predict.writers import CSV_COLUMNS, FORMS, Encoder

TREATY = "Vietnam, France sign extradition treaty"
FIELDS = {"url": 'https://example.org/?a=1;b="2"', "note": "é\nü", "id": 5}


@pytest.fixture(scope="module")
def outcomes(tagger: Tagger, seeds: list[LabelledArticle]) -> list[Outcome]:
    records = [
        Record(seed.article.id, seed.text, fields=FIELDS if number == 1 else {}) for number, seed in enumerate(seeds)
    ]
    failure = Failure("gone;\n", "article", 'no "file", none')
    return list(tag_records(tagger, [*records, failure, Record("quiet", "Nothing at all", home="none")]))


def written(name: str, outcomes: Sequence[Outcome], *, evidence: bool = True, chunk: int = 100) -> str:
    form = FORMS[name]
    encode = Encoder(form, evidence)
    return form.head + form.between.join(encode(part).text for part in split_chunks(outcomes, chunk)) + form.tail


def test_json_lines_are_the_outcomes_one_by_one(outcomes: list[Outcome]) -> None:
    lines = written("jsonl", outcomes).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == [outcome.to_dict() for outcome in outcomes]


def test_json_is_one_array_of_the_same(outcomes: list[Outcome]) -> None:
    assert json.loads(written("json", outcomes)) == [outcome.to_dict() for outcome in outcomes]
    assert json.loads(written("json", [])) == []


def test_letters_are_written_as_they_are(outcomes: list[Outcome]) -> None:
    assert "cyber-sécurité" in written("jsonl", outcomes)
    assert "cyber-sécurité" in written("json", outcomes)


@pytest.mark.parametrize("name", ["json", "jsonl", "parquet"])
def test_evidence_can_be_left_out(name: str, outcomes: list[Outcome]) -> None:
    assert '"evidence"' in written(name, outcomes)
    assert '"evidence"' not in written(name, outcomes, evidence=False)


def test_csv_has_a_row_for_each_article(outcomes: list[Outcome]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", outcomes), newline="")))
    assert [row["id"] for row in rows] == [outcome.to_dict()["id"] for outcome in outcomes]
    assert all(tuple(row) == CSV_COLUMNS for row in rows)
    for row, outcome in zip(rows[:5], outcomes[:5], strict=True):
        found = outcome.to_dict()
        assert (row["language"], row["home"], row["error"]) == (found["language"], "VN", "")
        for column, key in (("partner", "code"), ("domain", "id")):
            assert row[f"{column}s"].split(";") == [tag[key] for tag in found[f"{column}s"]]
            assert [float(score) for score in row[f"{column}_scores"].split(";")] == [
                tag["score"] for tag in found[f"{column}s"]
            ]
        shared = [pair.split(":") for pair in row["pairs"].split(";")]
        assert [[code, domains.split(",")] for code, domains in shared] == [
            [tag["code"], tag["domains"] or [""]] for tag in found["partners"]
        ]
        content = sum(section["content"] for section in found["sections"])
        assert int(row["content_paragraphs"]) == content
        assert int(row["boilerplate_paragraphs"]) == len(found["sections"]) - content
        assert row["review"] == str(found["review"]).lower()
        assert row["model"] == "{name} {version}".format(**found["model"])


def test_csv_keeps_carried_fields_and_errors_each_in_a_cell(outcomes: list[Outcome]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", outcomes), newline="")))
    assert json.loads(rows[1]["fields"]) == FIELDS
    assert rows[0]["fields"] == ""
    failed = {name: value for name, value in rows[5].items() if value}
    assert failed == {"id": "gone;\n", "error": 'article: no "file", none'}
    assert (rows[6]["home"], rows[6]["partners"], rows[6]["domain_scores"]) == ("", "", "")


def test_a_carriage_return_in_an_id_does_not_break_its_row(tagger: Tagger) -> None:
    text = written("csv", [tag_record(tagger, Record("a\rb", TREATY))])
    assert [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))] == ["a\rb"]


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_half_a_surrogate_pair_is_escaped_in_its_record_alone(name: str, outcomes: list[Outcome]) -> None:
    text = written(name, [Failure("\ud83e é", "article", "gone"), *outcomes])
    text.encode()
    assert "\\ud83e \\u00e9" in text
    assert "cyber-sécurité" in text


@pytest.mark.parametrize("name", FORMS)
@given(chunk=st.integers(1, 8))
def test_chunks_joined_are_the_same_as_one(name: str, chunk: int, outcomes: list[Outcome]) -> None:
    assert written(name, outcomes, chunk=chunk) == written(name, outcomes)


@pytest.mark.parametrize("name", FORMS)
def test_an_encoder_sent_elsewhere_counts_records_and_keeps_messages(name: str, outcomes: list[Outcome]) -> None:
    encode = Encoder(FORMS[name])
    sent = pickle.loads(pickle.dumps(encode))
    assert sent(outcomes) == encode(outcomes)
    assert (encode(outcomes).records, encode(outcomes).failures) == (7, ('no "file", none',))
