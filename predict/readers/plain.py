"""Values of tables as plain JSON values."""

import json
import math
from collections.abc import Mapping
from typing import Any


def as_json(value: Any) -> Any:  # noqa: ANN401 # values of a table are of any type
    """Return a table's value as JSON can hold it: dates and numbers of other kinds as text, NaN as nothing.

    Bytes are text where they are UTF-8, else the list of their numbers.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, bytes):
        return _text_or_numbers(value)
    if isinstance(value, Mapping):
        return {str(name): as_json(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(inner) for inner in value]
    try:
        json.dumps(value)
    except TypeError:
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    return value


def _text_or_numbers(value: bytes) -> str | list[int]:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return list(value)
