"""Numbers of options: a value that is none, or out of its range, is named in the error."""

import math
import re
from collections.abc import Callable

import typer


def whole_number(least: int, most: float = math.inf) -> Callable[[str], int]:
    """Return a parser of whole numbers in a range.

    >>> whole_number(1)("12")
    12
    """

    def parse(text: str) -> int:
        # A default comes here as well, and is a number already.
        number = int(text) if re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", str(text)) else None
        if number is None or not least <= number <= most:
            raise typer.BadParameter(f"{text!r}; wanted a whole number {_range(least, most)}")
        return number

    return parse


def decimal_number(least: float, most: float = math.inf) -> Callable[[str], float]:
    """Return a parser of finite numbers in a range.

    >>> decimal_number(0, 1)("0.9")
    0.9
    """

    def parse(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not (least <= number <= most and math.isfinite(number)):
            raise typer.BadParameter(f"{text!r}; wanted a number {_range(least, most)}")
        return number

    return parse


def _range(least: float, most: float) -> str:
    return f"from {least} on" if most == math.inf else f"from {least} to {most}"
