"""JSON as the standard has it: Python reads numbers that are none, and would write them where nobody can read them."""

import json
import math
from collections.abc import Iterable
from typing import NoReturn

from dateline.labels.errors import ArticleError
from dateline.predict.readers.text_files import decode

MOST_DEEP = 100
"""How deep a value may be nested: how much deeper Python can read, write and send it depends on where that is done."""

_SHOWN = 20  # characters of a number in a message


def parse_json(data: bytes, place: str) -> object:
    """Return the value that JSON in UTF-8 holds.

    Args:
        data: The JSON.
        place: Where it stands, for messages.

    Raises:
        ArticleError: It is no JSON.
    """
    text = decode(data, place)
    try:
        value = _DECODER.decode(text)
    except RecursionError as error:
        raise _too_deep(place) from error
    except ValueError as error:
        raise ArticleError(f"{place}: this is no JSON: {error}") from error
    if text.count("[") + text.count("{") >= MOST_DEEP and _is_too_deep(value):
        raise _too_deep(place)
    return value


def require_object(value: object, place: str) -> dict[str, object]:
    """Return a value that is an object.

    Raises:
        ArticleError: It is none.
    """
    if not isinstance(value, dict):
        raise ArticleError(f"{place}: this is {type(value).__name__}; wanted an object with the field `text`")
    return value


def _is_too_deep(value: object) -> bool:
    layer = [value]
    for _ in range(MOST_DEEP):
        layer = [inner for outer in layer for inner in _inside(outer)]
    return bool(layer)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _too_deep(place: str) -> ArticleError:
    return ArticleError(f"{place}: the JSON is nested more than {MOST_DEEP} deep; write what is deeper as a string")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON; write null")


def _read_float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        shown = digits if len(digits) <= _SHOWN else f"{digits[:_SHOWN]}…"
        raise ValueError(f"the number {shown} is too large; write it as a string")
    return number


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_read_float)
