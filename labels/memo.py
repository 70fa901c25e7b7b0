"""A memo: what was computed for a text, kept for when the text comes again.

Pages of one source print the same teasers again and again, and each of them need be read only once.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")

_MOST_CHARACTERS = 2_000_000  # some thousand pages: teasers come again much sooner


class Memo(Generic[Value]):
    """Keeps the values of a function of a text; it is emptied when it holds too many characters.

    Args:
        compute: The function. What it returns must not be changed by anyone.

    >>> lengths = Memo(len)
    >>> lengths("Suva"), lengths("Suva")
    (4, 4)
    """

    def __init__(self, compute: Callable[[str], Value]) -> None:
        self._compute = compute
        self._kept: dict[str, Value] = {}
        self._characters = 0

    def __call__(self, text: str) -> Value:
        """Return the value for a text."""
        if text in self._kept:
            return self._kept[text]
        value = self._compute(text)
        if self._characters > _MOST_CHARACTERS:
            self._kept.clear()
            self._characters = 0
        self._kept[text] = value
        self._characters += len(text)
        return value
