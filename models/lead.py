"""Where a story most likely begins on a page: its title and its lead, told by form alone."""

from collections.abc import Sequence

from dateline.models import marks

LONG_LINE = 80
"""Characters from which a line is long enough to be a paragraph of a story."""

_LEAD_LINES = 3
_TITLE_WORDS = 4


def find_title(texts: Sequence[str]) -> int:
    """Return the place of the first line that may be a title: a few words and no mark of a page.

    >>> find_title(["Home > World", "Fiji and Tonga sign police pact"])
    1
    """
    for number, text in enumerate(texts):
        if len(text.split()) >= _TITLE_WORDS and not _is_page_line(text):
            return number
    return 0


def find_lead(texts: Sequence[str]) -> list[int]:
    """Return the places of the first long lines that are no page's, at most three; of the first lines if none is."""
    long = [number for number, text in enumerate(texts) if len(text) >= LONG_LINE and not _is_page_line(text)]
    return long[:_LEAD_LINES] or list(range(min(_LEAD_LINES, len(texts))))


def _is_page_line(text: str) -> bool:
    return bool(marks.PAGE_WORDS.match(text) or marks.LINK_WORDS.match(text)) or marks.is_breadcrumb(text)
