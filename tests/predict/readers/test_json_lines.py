"""A line of JSON Lines is a record; a bad one fails in its place and the others come."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.predict.readers.fields import GUESSES, Fields
from dateline.predict.readers.json_lines import read_json_lines, read_json_record
from dateline.predict.records import Failure, Record

CASES = Path(__file__).parents[2] / "cases" / "bad_lines.jsonl"
BAD_LINES = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
KNOWN = {name for names in GUESSES.values() for name in names}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def read(lines: Sequence[str], fields: Fields = Fields(), said: list[str] | None = None) -> list[Record | Failure]:  # noqa: B008 # a value that nobody changes
    tell = (said if said is not None else []).append
    return list(read_json_lines([f"{line}\n".encode() for line in lines], "r.jsonl", fields, tell))


def read_objects(
    *objects: dict[str, Any],
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    said: list[str] | None = None,
) -> list[Record | Failure]:
    return read([json.dumps(each) for each in objects], fields, said)


@pytest.mark.parametrize("case", BAD_LINES, ids=lambda case: case["comment"])
def test_a_bad_line_fails_in_its_place_and_the_others_come(case: dict[str, Any]) -> None:
    first, bad, last = read(['{"text": "Hanoi"}', "", case["line"], '{"id": 7, "text": "Suva"}'])
    assert (first, last) == (Record("r.jsonl:1", "Hanoi", "r.jsonl:1"), Record("7", "Suva", "r.jsonl:4"))
    assert isinstance(bad, Failure)
    assert (bad.id, bad.code) == (case["id"] or "r.jsonl:3", "article")
    assert bad.message.startswith(f"r.jsonl:3: {case['message']}")


@pytest.mark.parametrize("lines", [[], [""], ["", " ", "\t"]])
def test_a_file_without_a_record_fails(lines: Sequence[str]) -> None:
    assert read(lines) == [Failure("r.jsonl", "article", "r.jsonl: the file is empty")]


def test_a_byte_order_mark_is_not_part_of_the_first_line() -> None:
    assert read(['\ufeff{"text": "Hanoi"}']) == [Record("r.jsonl:1", "Hanoi", "r.jsonl:1")]


def test_a_line_that_is_not_utf_8_fails_alone() -> None:
    lines = [b'{"text": "caf\xe9"}\n', b'{"text": "Suva"}']
    bad, good = read_json_lines(lines, "r.jsonl", Fields(), lambda _: None)
    assert isinstance(bad, Failure)
    assert bad.message == "r.jsonl:1: the text is not UTF-8: byte 13 is 0xe9; save it as UTF-8"
    assert good == Record("r.jsonl:2", "Suva", "r.jsonl:2")


def test_home_and_language_are_read_and_other_fields_carried() -> None:
    carried = {"url": None, "tags": [1, {"x": "é"}]}
    values = {"id": "a", "text": "Hanoi", "home": "FR", "language": "en", **carried}
    assert read_objects(values) == [Record("a", "Hanoi", "r.jsonl:1", "FR", "en", carried)]


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.text().filter(lambda name: name.lower() not in KNOWN), JSON_VALUES, max_size=3),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_json_stands_in_other_fields_is_carried_through(objects: list[dict[str, Any]]) -> None:
    records = read_objects(*({"id": number, "text": "Hanoi", **each} for number, each in enumerate(objects)))
    assert [getattr(record, "fields", None) for record in records] == objects


@pytest.mark.parametrize("value", [None, ""])
def test_an_id_that_is_null_or_empty_is_none(value: str | None) -> None:
    assert read_objects({"id": value, "text": "Hanoi"}) == [Record("r.jsonl:1", "Hanoi", "r.jsonl:1")]
    assert read_json_record(json.dumps({"id": value, "text": "Hanoi"}).encode(), "4") == Record("4", "Hanoi", "4")


def test_a_record_by_itself_is_read_as_strictly() -> None:
    failure = read_json_record(b'{"id": "a", "text": "Hanoi", "n": NaN}', "4")
    assert failure == Failure("4", "article", "4: this is no JSON: NaN is no number of JSON; write null")


def test_a_named_field_that_a_line_lacks_is_told_once_and_one_that_all_lack_fails_last() -> None:
    said: list[str] = []
    fields = Fields(id="nr", title="headlin")
    first, bad, second, last, failure = read(
        ['{"nr": 1, "text": "Hanoi"}', "Apia", '{"text": "Suva"}', '{"text": "Lima"}'], fields, said
    )
    assert [first.id, second.id, last.id] == ["1", "r.jsonl:3", "r.jsonl:4"]
    assert isinstance(bad, Failure)
    assert said == ["r.jsonl:1: there is no field `headlin`", "r.jsonl:3: there is no field `nr`"]
    assert failure == Failure(
        "r.jsonl", "article", "r.jsonl: no record has the field `headlin`; name another (--title-field)"
    )


def test_named_fields_are_looked_for_as_records_stream() -> None:
    def lines() -> Iterator[bytes]:
        yield b'{"text": "Hanoi"}\n'
        pytest.fail("a line was read before it was asked for")

    said: list[str] = []
    assert next(read_json_lines(lines(), "r.jsonl", Fields(id="nr"), said.append)).id == "r.jsonl:1"
    assert said == ["r.jsonl:1: there is no field `nr`"]


def test_where_no_line_is_an_object_no_field_is_missing() -> None:
    assert [record.id for record in read(["Hanoi", "[]"], Fields(id="nr"))] == ["r.jsonl:1", "r.jsonl:2"]


def test_json_too_deep_fails_in_its_place() -> None:
    bad, good = read(["[" * 100_000, '{"text": "Suva"}'])
    assert isinstance(bad, Failure)
    assert bad.id == "r.jsonl:1"
    assert good == Record("r.jsonl:2", "Suva", "r.jsonl:2")


def test_a_given_field_that_one_line_lacks_fails_that_line_alone() -> None:
    first, bad, last = read_objects(
        {"story": "Hanoi"}, {"id": "b", "text": "Apia"}, {"story": "Suva"}, fields=Fields(text="story")
    )
    assert (first, last) == (Record("r.jsonl:1", "Hanoi", "r.jsonl:1"), Record("r.jsonl:3", "Suva", "r.jsonl:3"))
    assert isinstance(bad, Failure)
    assert bad.id == "b"
    assert bad.message.startswith("r.jsonl:2: the field `story` is missing; the record has: id, text. Call the field")


def test_guesses_are_told_once() -> None:
    said: list[str] = []
    records = read_objects({"Body": "Hanoi", "uid": "a"}, {"Body": "Suva", "uid": "b"}, said=said)
    assert records == [Record("a", "Hanoi", "r.jsonl:1"), Record("b", "Suva", "r.jsonl:2")]
    assert said == ["r.jsonl: text from `Body`, id from `uid`"]


def test_names_of_their_own_are_not_told() -> None:
    said: list[str] = []
    read_objects({"text": "Hanoi", "id": "a"}, {"text": "Suva", "home": "FJ", "language": "en"}, said=said)
    assert said == []


def test_each_record_has_id_home_and_language_where_its_own_fields_are() -> None:
    said: list[str] = []
    records = read_objects(
        {"text": "Hanoi", "uid": "a"},
        {"text": "Suva", "id": 7, "home": "FJ", "lang": "en", "uid": "b"},
        {"text": "Apia", "id": 8, "language": "sm", "lang": "en"},
        {"text": "Lima", "uid": "c"},
        said=said,
    )
    assert records == [
        Record("a", "Hanoi", "r.jsonl:1"),
        Record("7", "Suva", "r.jsonl:2", "FJ", "en", {"uid": "b"}),
        Record("8", "Apia", "r.jsonl:3", None, "sm", {"lang": "en"}),
        Record("c", "Lima", "r.jsonl:4"),
    ]
    assert said == ["r.jsonl: id from `uid`", "r.jsonl: language from `lang`"]


def test_a_text_is_read_from_one_field_in_all_records() -> None:
    good, bad = read_objects({"text": "Hanoi", "content": "page 1"}, {"content": "page 2"})
    assert good == Record("r.jsonl:1", "Hanoi", "r.jsonl:1", fields={"content": "page 1"})
    assert isinstance(bad, Failure)
    assert "the field `text` is missing" in bad.message


def test_a_record_without_a_text_settles_no_field() -> None:
    said: list[str] = []
    bad, good = read_objects({"uid": "a", "lang": "en"}, {"text": "Suva", "id": "b", "language": "fr"}, said=said)
    assert isinstance(bad, Failure)
    assert good == Record("b", "Suva", "r.jsonl:2", None, "fr")
    assert said == []
