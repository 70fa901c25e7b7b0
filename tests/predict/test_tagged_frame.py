"""A tagger's method for frames gives what the function gives, and rows fare as records of files do."""

import json
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from dateline.labels.errors import ArticleError
from dateline.predict import Tagger, tag_frame
from dateline.predict.batch import tag_record
from dateline.predict.readers import Fields
from dateline.predict.records import Failure, Record
from dateline.predict.writers import FORMS

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."


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
