"""Numbers of options are read whole and in their range; all else is named in the error."""

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.numbers import decimal_number, whole_number


@given(st.integers(3, 9))
def test_whole_numbers_in_the_range_are_read(number: int) -> None:
    assert whole_number(3, 9)(f" {number} ") == whole_number(3)(str(number)) == number


@given(st.floats(0.5, 9))
def test_numbers_in_the_range_are_read(number: float) -> None:
    assert decimal_number(0.5, 9)(str(number)) == decimal_number(0.5)(str(number)) == number


@given(
    st.integers(max_value=2).map(str)
    | st.sampled_from(["10", "4.0", "", "nan", "inf", "four", "1e1", "1_0", "\u0664", "9" * 5000])
)
def test_other_whole_numbers_are_refused_with_what_is_wanted(text: str) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        whole_number(3, 9)(text)
    assert refused.value.message == f"{text!r}; wanted a whole number from 3 to 9"


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "0.49", "x", ""])
def test_other_numbers_are_refused_with_what_is_wanted(text: str) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        decimal_number(0.5)(text)
    assert refused.value.message == f"{text!r}; wanted a number from 0.5 on"
