"""A JSON file is an array of records, one record, or JSON Lines under that name."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from dateline.predict.readers import json_files
from dateline.predict.readers.fields import Fields
from dateline.predict.readers.json_files import read_json
from dateline.predict.records import Failure, Record

from .forms import message_of

MARK = b"\xef\xbb\xbf"


def read(
    data: bytes,
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    said: list[str] | None = None,
) -> list[Record | Failure]:
    return list(read_json(io.BytesIO(data), "r.json", fields, (said if said is not None else []).append))


def pretty(value: Any) -> bytes:  # noqa: ANN401 # JSON
    return json.dumps(value, indent=2).encode()


def compact(value: Any) -> bytes:  # noqa: ANN401 # JSON
    return json.dumps(value).encode()


forms = pytest.mark.parametrize("dump", [pretty, compact])


@forms
@pytest.mark.parametrize("before", [b"", MARK, b"\n \n", MARK + b"\n"], ids=["nothing", "mark", "blanks", "both"])
def test_an_item_of_an_array_is_a_record(before: bytes, dump: Callable[[Any], bytes]) -> None:
    items = [{"id": 7, "text": "Hanoi", "home": "FR", "n": [1]}, {"text": "Suva", "language": "en"}]
    assert read(before + dump(items) + b"\n") == [
        Record("7", "Hanoi", "r.json[0]", "FR", None, {"n": [1]}),
        Record("r.json[1]", "Suva", "r.json[1]", None, "en"),
    ]


@forms
def test_an_object_is_one_record(dump: Callable[[Any], bytes]) -> None:
    assert read(dump({"text": "Hanoi", "n": {}})) == [Record("r.json", "Hanoi", "r.json", fields={"n": {}})]
    assert read(dump({"id": "a", "text": "Hanoi"}) + b"\n\n") == [Record("a", "Hanoi", "r.json")]


@pytest.mark.parametrize("before", [b"", MARK, b"\n"])
def test_json_lines_of_that_name_are_read_as_such(before: bytes) -> None:
    number = 1 + before.count(b"\n")
    assert read(before + b'{"text": "Hanoi"}\n\n{"id": 7, "text": "Suva"}') == [
        Record(f"r.json:{number}", "Hanoi", f"r.json:{number}"),
        Record("7", "Suva", f"r.json:{number + 2}"),
    ]


@pytest.mark.parametrize("bad", ['{"text": "Apia"', "Hanoi", '{"text": "Apia", "n": NaN}', '"Apia"'])
def test_a_bad_line_of_json_lines_fails_in_its_place_also_if_it_is_the_first(bad: str) -> None:
    for before, after in ((bad, '{"text": "Suva"}'), ('{"text": "Suva"}', bad)):
        records = read(f"{before}\n{after}\n".encode())
        assert [record.id for record in records] == ["r.json:1", "r.json:2"]
        assert [isinstance(record, Failure) for record in records] == [before == bad, after == bad]


@pytest.mark.parametrize("data", ['{\n "a":\n {}\n ,\n "text": "x"', '[\n{"text": "x"}\n{"text": "y"}\n]'])
def test_a_value_of_several_lines_that_is_no_json_is_not_taken_for_lines(data: str) -> None:
    [failure] = read(data.encode())
    assert isinstance(failure, Failure)
    assert (failure.id, failure.message[:25]) == ("r.json", "r.json: this is no JSON: ")


def test_an_item_that_is_no_object_fails_in_its_place_and_the_others_come() -> None:
    first, bad, lacking, last = read(compact([{"text": "Hanoi"}, "Apia", {"id": "c", "body": 1}, {"text": "Suva"}]))
    assert [first.id, bad.id, lacking.id, last.id] == ["r.json[0]", "r.json[1]", "c", "r.json[3]"]
    assert message_of(bad) == "r.json[1]: this is str; wanted an object with the field `text`"
    assert message_of(lacking).startswith("r.json[2]: the field `text` is missing; the record has: id, body")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"[]", "the array is empty"),
        (b"[\n\n]\n", "the array is empty"),
        (b'"Hanoi"', "this is str; wanted an object with the field `text`"),
        (b"null\n", "this is NoneType; wanted an object with the field `text`"),
        (b"Hanoi (VNA)\nSuva\n", "this is no JSON: Expecting value: line 1 column 1"),
        (b'[{"text": "Hanoi"},\n{"text": "Suva"}\n', "this is no JSON: Expecting ',' delimiter: line 3 column 1"),
        (b'[{"text": "Hanoi", "n": NaN}]', "this is no JSON: NaN is no number of JSON; write null"),
        (b'{"text": "Hanoi",\n"n": Infinity}', "this is no JSON: Infinity is no number of JSON; write null"),
        (b'{\n"text": "Hanoi"\n}\n{\n"text": "Suva"\n}\n', "this is no JSON: Extra data: line 4 column 1"),
        (b"[" * 100_000, "the JSON is nested more than 100 deep; write what is deeper as a string"),
        ("[]".encode("utf-16"), "the text is UTF-16; save it as UTF-8"),
        (b'[{"text": "caf\xe9"}]', "the text is not UTF-8: byte 14 is 0xe9; save it as UTF-8"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_what_holds_no_records_fails_once_and_says_why(data: bytes, message: str) -> None:
    [failure] = read(data)
    assert failure.id == "r.json"
    assert message_of(failure).startswith(f"r.json: {message}")


def test_fields_are_guessed_named_and_told_as_in_json_lines() -> None:
    said: list[str] = []
    items = [{"Body": "Hanoi", "uid": "a"}, {"text": "x", "Body": "Suva", "nr": 1}]
    first, last, failure = read(compact(items), Fields(home="land"), said)
    assert (first, last) == (
        Record("a", "Hanoi", "r.json[0]"),
        Record("r.json[1]", "Suva", "r.json[1]", fields={"text": "x", "nr": 1}),
    )
    assert said == ["r.json: text from `Body`, id from `uid`", "r.json[0]: there is no field `land`"]
    assert message_of(failure) == "r.json: no record has the field `land`; name another (--home-field)"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(json_files, "MOST_BYTES", 100)
    return 100


@pytest.mark.parametrize("form", ['[{"text": "%s"}]', '{"text": "%s"}', '[\n{"text": "%s"}\n]', '{\n"text": "%s"}'])
def test_a_value_that_is_too_large_fails_with_the_cure(form: str, small: int) -> None:
    room = small - len(form % "")
    assert [getattr(record, "text", None) for record in read((form % ("x" * room)).encode())] == ["x" * room]
    [failure] = read((form % ("x" * (room + 9))).encode())
    assert failure == Failure(
        "r.json", "article", "r.json: the file has more than 100 bytes; give it as JSON Lines, a record a line"
    )


def test_json_lines_of_that_name_may_be_of_any_size(small: int) -> None:
    lines = b"".join(compact({"id": number, "text": "Hanoi"}) + b"\n" for number in range(small))
    assert [record.id for record in read(lines)] == [str(number) for number in range(small)]


def test_the_largest_value_is_of_64_mib() -> None:
    assert json_files.MOST_BYTES == 64 * 1024 * 1024
