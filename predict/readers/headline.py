"""The headline that an article has in a field of its own."""

from dateline.labels.article import split_lines

HEADLINES = ("headline", "title", "article_title", "titre")
"""The names of fields that may hold one. It is told, not guessed: places count in the text that it opens."""


def join_headline(text: str, headline: str) -> str:
    r"""Return a text with its headline as its first line, unless it opens with it already, or holds nothing.

    >>> join_headline("SUVA – They agreed.", "Fiji, Tonga\nsign pact")
    'Fiji, Tonga sign pact\nSUVA – They agreed.'
    """
    opening = _as_line(headline)
    first = _as_line(next(split_lines(text), ""))
    return text if opening in ("", first) or first == "" else f"{opening}\n{text}"


def _as_line(words: str) -> str:
    return " ".join(words.split())
