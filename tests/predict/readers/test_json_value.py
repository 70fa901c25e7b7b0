"""JSON is read as the standard has it, and what Python takes beyond it is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.errors import ArticleError
from dateline.predict.readers.json_value import MOST_DEEP, parse_json, require_object

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=9,
)


@settings(deadline=None)
@given(VALUES)
def test_every_value_of_the_standard_is_read_as_it_is(value: Any) -> None:  # noqa: ANN401 # JSON
    assert parse_json(json.dumps(value, allow_nan=False).encode(), "r:1") == value


@pytest.mark.parametrize(("before", "behind"), [("[", "]"), ('{"a": ', "}")])
def test_a_value_is_nested_as_deeply_as_it_can_be_sent_and_written_and_no_deeper(before: str, behind: str) -> None:
    def nested(depth: int) -> bytes:
        return (before * depth + "1" + behind * depth).encode()

    assert parse_json(nested(MOST_DEEP - 1), "r:1") is not None  # the number is a layer of its own
    for depth in (MOST_DEEP, 5_000, 200_000):
        with pytest.raises(ArticleError, match=f"^r:1: the JSON is nested more than {MOST_DEEP} deep"):
            parse_json(nested(depth), "r:1")


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("form", ["%s", '{"n": %s}', '{"n": [1, {"m": %s}]}'])
def test_what_is_no_number_is_refused_wherever_it_stands(name: str, form: str) -> None:
    with pytest.raises(ArticleError) as caught:
        parse_json((form % name).encode(), "r:1")
    assert str(caught.value) == f"r:1: this is no JSON: {name} is no number of JSON; write null"


@pytest.mark.parametrize(
    ("digits", "shown"), [("1e999", "1e999"), ("-1e999", "-1e999"), ("9" * 400 + ".0", "9" * 20 + "…")]
)
def test_a_number_that_is_too_large_is_refused_and_not_made_infinite(digits: str, shown: str) -> None:
    with pytest.raises(ArticleError) as caught:
        parse_json(f'{{"n": {digits}}}'.encode(), "r:1")
    assert str(caught.value) == f"r:1: this is no JSON: the number {shown} is too large; write it as a string"


@pytest.mark.parametrize("digits", ["1e308", "-0.0", "1e-999", "5E+3"])
def test_other_numbers_are_read(digits: str) -> None:
    assert repr(parse_json(digits.encode(), "r:1")) == repr(float(digits))


@pytest.mark.parametrize(("value", "kind"), [(None, "NoneType"), ([{}], "list"), ("Hanoi", "str"), (1.5, "float")])
def test_what_is_no_object_is_refused(value: object, kind: str) -> None:
    with pytest.raises(ArticleError, match=f"^r:1: this is {kind}; wanted an object with the field `text`$"):
        require_object(value, "r:1")
