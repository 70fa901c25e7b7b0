"""An article as it is read: its paragraphs, repaired, with offsets into the text as given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.labels.errors import ArticleError
from dateline.labels.language import LANGUAGES, guess_language
from dateline.labels.repair import Edit, RepairedText, repair_text
from dateline.labels.words import KnownWords

MAX_CHARACTERS = 1_000_000
"""A longer text is no article: it is refused, not cut."""

MAX_PARAGRAPHS = 5_000

_HALF_PAIR = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A non-empty line of an article.

    Attributes:
        number: Its place among the article's paragraphs, from 0.
        start: Where it begins in the text as given, in characters.
        end: Where it ends there.
        repaired: Its text after repair, with the way back.
    """

    number: int
    start: int
    end: int
    repaired: RepairedText

    @property
    def text(self) -> str:
        """The repaired text."""
        return self.repaired.text

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What repair changed; offsets count from the start of the paragraph."""
        return self.repaired.edits

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the article's text as given for a span of the paragraph's repaired text."""
        first, last = self.repaired.given_span(start, end)
        return self.start + first, self.start + last


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its id, its language and its paragraphs in order."""

    id: str
    language: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The repaired text of each paragraph."""
        return tuple(paragraph.text for paragraph in self.paragraphs)


def read_article(
    text: str, *, article_id: str = "", language: str | None = None, known: KnownWords | None = None
) -> Article:
    r"""Read a text as an article: one paragraph for each non-empty line.

    Args:
        text: The text as given.
        article_id: The article's id.
        language: One of `LANGUAGES`; guessed if not given.
        known: Known words; with them, glued words are taken apart.

    Raises:
        ArticleError: The text is empty, too long, or no text.

    >>> article = read_article("Fiji, Tonga sign police pact\n\nSuva – The two sides agreed ...")
    >>> [(paragraph.start, paragraph.text[:4]) for paragraph in article.paragraphs]
    [(0, 'Fiji'), (30, 'Suva')]
    """
    _check(text, language)
    paragraphs = tuple(_iter_paragraphs(text, known))
    if not paragraphs:
        raise ArticleError("the text is empty: an article needs at least one line that is not blank")
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise ArticleError(
            f"the text has {len(paragraphs):,} paragraphs; an article has at most {MAX_PARAGRAPHS:,}. Split it"
        )
    return Article(article_id, language or guess_language(text), paragraphs)


def split_lines(text: str) -> Iterator[str]:
    r"""Yield the lines of a text that are not blank, as they are, without blanks around them.

    >>> list(split_lines("Fiji and Tonga \r\n\n agree"))
    ['Fiji and Tonga', 'agree']
    """
    return filter(None, (line.group().strip() for line in _LINE.finditer(text)))


def _check(text: object, language: str | None) -> None:
    if not isinstance(text, str):
        raise ArticleError(f"the text is of the type {type(text).__name__}; give a str")
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(
            f"the text has {len(text):,} characters; an article has at most {MAX_CHARACTERS:,}. "
            "Split the file into articles, or give it as JSON Lines"
        )
    if "\x00" in text:
        raise ArticleError(f"the text holds a NUL character at {text.index(chr(0)):,}: give a text file in UTF-8")
    if half := _HALF_PAIR.search(text):
        raise ArticleError(
            f"the text holds half of a surrogate pair at {half.start():,}: write the whole sign, or none"
        )
    if language is not None and language not in LANGUAGES:
        raise ArticleError(f"the language is {language!r}; it must be one of {', '.join(LANGUAGES)}, or left out")


def _iter_paragraphs(text: str, known: KnownWords | None) -> Iterator[Paragraph]:
    number = 0
    for line in _LINE.finditer(text):
        bare = line.group().strip()
        start = line.start() + line.group().find(bare)
        repaired = repair_text(bare, known)
        if repaired.text.strip():
            yield Paragraph(number, start, start + len(bare), repaired)
            number += 1
