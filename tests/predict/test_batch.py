"""Batches give one outcome for each record, in order, and do not touch what a record carries."""

import json
from dataclasses import replace
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.predict.batch import TaggedRecord, home_of, split_chunks, tag_record, tag_records
from dateline.predict.records import RESERVED, Failure, Record
from dateline.predict.tagged import TaggedArticle
from dateline.predict.tagger import Tagger

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=3), values, max_size=3),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def treaty(tagger: Tagger) -> TaggedArticle:
    return tagger.tag(TREATY, article_id="treaty")


def tagged(outcome: TaggedRecord | Failure) -> TaggedArticle:
    assert isinstance(outcome, TaggedRecord)
    return outcome.tagged


@pytest.mark.parametrize(
    ("given_home", "home", "partners"),
    [(None, "VN", {"FR"}), ("FR", "FR", {"VN"}), ("fr", "FR", {"VN"}), ("none", None, {"FR", "VN"})],
)
def test_a_record_s_own_home_wins(given_home: str | None, home: str | None, partners: set[str], tagger: Tagger) -> None:
    found = tagged(tag_record(tagger, Record("a", TREATY, home=given_home)))
    assert found.home == home
    assert {partner.code for partner in found.partners} == partners


def test_a_home_that_is_no_party_fails_the_record_alone(tagger: Tagger) -> None:
    bad, good = tag_records(tagger, [Record("a", TREATY, "r.jsonl:9", home="XX"), Record("b", TREATY)])
    assert isinstance(bad, Failure)
    assert (bad.id, bad.code) == ("a", "label-set")
    assert bad.message.startswith("r.jsonl:9: 'XX' is no party of the label set 'security-cooperation'")
    assert tagged(good).article.id == "b"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Record("a", TREATY, language="de"), "the language is 'de'; it must be one of en, fr, vi, es, or left out"),
        (Record("a", " \n\n"), "the text is empty: an article needs at least one line that is not blank"),
        (Record("a", "x" * 1_000_001), "the text has 1,000,001 characters; an article has at most 1,000,000."),
        (Record("a", "x\n" * 5_001), "the text has 5,001 paragraphs; an article has at most 5,000"),
        (Record("a", "x\x00"), "the text holds a NUL character at 1: give a text file in UTF-8"),
    ],
)
def test_a_text_that_is_no_article_fails_in_its_place(record: Record, message: str, tagger: Tagger) -> None:
    failure = tag_record(tagger, record)
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == ("a", "article")
    assert failure.message.startswith(message)


def test_the_language_of_a_record_is_not_guessed(tagger: Tagger) -> None:
    assert tagged(tag_record(tagger, Record("a", TREATY, language="fr"))).article.language == "fr"
    assert tagged(tag_record(tagger, Record("a", TREATY))).article.language == "en"


def test_a_failure_passes_through(tagger: Tagger) -> None:
    failure = Failure("a", "article", "gone")
    assert tag_record(tagger, failure) is failure
    assert failure.to_dict() == {"id": "a", "error": {"code": "article", "message": "gone"}}


@pytest.mark.parametrize("record", [Record("a", " "), Record("a", TREATY, home="XX")], ids=["text", "home"])
def test_a_record_that_fails_keeps_what_it_carried(record: Record, tagger: Tagger) -> None:
    failure = tag_record(tagger, replace(record, fields={"url": "x"}))
    assert isinstance(failure, Failure)
    assert failure.fields == {"url": "x"}


def test_records_are_tagged_when_they_are_asked_for(tagger: Tagger) -> None:
    endless = (Record(str(number), TREATY) for number in iter(int, 1))
    assert len(list(islice(tag_records(tagger, endless), 2))) == 2


@given(size=st.integers(1, 9), length=st.integers(0, 20))
def test_chunks_hold_all_items_in_order_and_are_full_but_for_the_last(size: int, length: int) -> None:
    chunks = list(split_chunks(range(length), size))
    assert [item for chunk in chunks for item in chunk] == list(range(length))
    assert all(len(chunk) == size for chunk in chunks[:-1])
    assert all(1 <= len(chunk) <= size for chunk in chunks)


def test_a_chunk_is_read_when_it_is_asked_for() -> None:
    assert list(islice(split_chunks(count(), 2), 2)) == [[0, 1], [2, 3]]


@settings(deadline=None)
@given(fields=st.dictionaries(st.sampled_from("id home sections model error input url é".split()) | st.text(), JSON))
def test_carried_fields_come_through_untouched(fields: dict[str, Any], treaty: TaggedArticle) -> None:
    tags = treaty.to_dict()
    found = TaggedRecord(treaty, fields).to_dict()
    hidden = {name: value for name, value in fields.items() if name in RESERVED}
    assert {name: found[name] for name in tags} == tags
    assert found.get("input", {}) == hidden
    assert {name: found[name] for name in fields.keys() - hidden} == {
        name: fields[name] for name in fields.keys() - hidden
    }
    assert json.loads(json.dumps(found)) == found


def test_the_names_that_are_hidden_are_those_of_all_outcomes(treaty: TaggedArticle) -> None:
    assert {*treaty.to_dict(), "error", "input"} == RESERVED


def test_evidence_is_left_out_where_it_is_not_wanted(treaty: TaggedArticle) -> None:
    record = TaggedRecord(treaty, {"evidence": 1})
    full, bare = record.to_dict(), record.to_dict(evidence=False)
    for tag in (*full["partners"], *full["domains"]):
        assert tag.pop("evidence")
    assert bare == full


def test_home_is_read_from_a_setting() -> None:
    assert [home_of(value) for value in (None, "none", "NONE", "vn", "interpol")] == [
        None,
        None,
        None,
        "VN",
        "INTERPOL",
    ]
