"""A field that was named and is not there is told once, and fails if no record has it."""

import pytest

from dateline.predict.readers.fields import Fields
from dateline.predict.readers.named_fields import NamedFields
from dateline.predict.records import Failure


@pytest.fixture
def said() -> list[str]:
    return []


def look(fields: Fields, said: list[str], *records: tuple[str, ...]) -> list[Failure]:
    named = NamedFields(fields, "r.jsonl", said.append)
    for number, names in enumerate(records, 1):
        named.look(names, f"r.jsonl:{number}")
    return list(named.failures())


@pytest.mark.parametrize(
    ("fields", "option"),
    [
        (Fields(title="headlin"), "--title-field"),
        (Fields(id="headlin"), "--id-field"),
        (Fields(home="headlin"), "--home-field"),
        (Fields(language="headlin"), "Fields.language"),
    ],
)
def test_a_field_that_no_record_has_is_told_at_the_first_and_fails(
    fields: Fields, option: str, said: list[str]
) -> None:
    [failure] = look(fields, said, ("text", "headline"), ("text",))
    assert said == ["r.jsonl:1: there is no field `headlin`"]
    assert failure == Failure(
        "r.jsonl", "article", f"r.jsonl: no record has the field `headlin`; name another ({option})"
    )


def test_a_field_that_some_records_lack_is_told_once_and_does_not_fail(said: list[str]) -> None:
    assert look(Fields(id="nr", title="head"), said, ("nr", "head"), ("head",), (), ("nr",)) == []
    assert said == ["r.jsonl:2: there is no field `nr`", "r.jsonl:3: there is no field `head`"]


def test_each_field_that_is_not_there_has_a_failure_of_its_own(said: list[str]) -> None:
    failures = look(Fields(id="nr", home="land", title="head"), said, ("land",))
    assert [failure.message.split("`")[1] for failure in failures] == ["nr", "head"]
    assert said == ["r.jsonl:1: there is no field `nr`", "r.jsonl:1: there is no field `head`"]


@pytest.mark.parametrize("fields", [Fields(), Fields("story")], ids=["none", "that of the text"])
def test_fields_that_are_guessed_or_fail_each_record_are_not_told(fields: Fields, said: list[str]) -> None:
    assert look(fields, said, ("body",), ("text",)) == []
    assert said == []


def test_where_there_are_no_records_no_field_is_missing(said: list[str]) -> None:
    assert look(Fields(id="nr"), said) == []
