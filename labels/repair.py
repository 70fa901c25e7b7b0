"""Repair of dirty text: each fix finds its edits, the result says what was changed and where.

News text scraped from pages carries emoji and letters of foreign scripts inside words ("cybersecuri🌟ty"), invisible
characters, and words that lost the space between them ("withcountries"). The models read the repaired text; offsets
lead back to the text as given.

When not to repair: a word written wholly in another script stays, and so does a symbol that stands free of words,
for it tells furniture from story.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dateline.labels.words import WORD, KnownWords

_LATIN = "A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿ"
_PICTOGRAPH = "\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_FOREIGN = "\u0370-\u1aff\u1c80-\u1cff\u2c80-\u2dff\u2e80-\u2fff\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefe"
_INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_BLANK = "\t\v\f\u00a0\u2000-\u200a\u202f\u205f\u3000"
_MARK = "\u0300-\u036f"

_SUSPICIOUS = re.compile(rf"[{_PICTOGRAPH}{_FOREIGN}{_INVISIBLE}{_BLANK}{_MARK}]|  ")
_STRAY = f"[{_PICTOGRAPH}{_FOREIGN}]"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: characters `start` to `end` became `after`, by the fix of that name."""

    fix: str
    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A repaired text and the way back.

    Attributes:
        text: The text after repair.
        edits: What was changed, in the order of the fixes; offsets count characters of the text as given.
        origins: For each character of `text`, where it began in the text as given, and last the length of that text.
            Empty if nothing was changed.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    origins: tuple[int, ...] = ()

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text as given that became characters `start` to `end` of the repaired text.

        >>> repair_text("cyber🌟 crime").given_span(6, 11)
        (7, 12)
        """
        if not self.origins:
            return start, end
        return self.origins[start], self.origins[end]

    def repaired_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the repaired text that came of characters `start` to `end` of the text as given.

        It is the way back from `given_span`; what repair dropped lies in no span.

        >>> repair_text("cyber🌟 crime").repaired_span(7, 12)
        (6, 11)
        """
        if not self.origins:
            return start, end
        first = bisect_left(self.origins, start)
        # A space put between glued words came of no character: it stands before the word, not in it.
        if self.text[first : first + 1] == " " and self.origins[first] == self.origins[first + 1]:
            first += 1
        return first, max(first, bisect_left(self.origins, end))


def repair_text(text: str, known: KnownWords | None = None) -> RepairedText:
    """Repair one paragraph; with known words, glued ones are taken apart as well.

    Repairing a repaired text changes nothing.

    >>> repair_text("cybersecuri🌟ty").text
    'cybersecurity'
    >>> [edit.fix for edit in repair_text("ജCommittee").edits]
    ['stray-character']
    """
    repaired = RepairedText(text)
    if _SUSPICIOUS.search(text):
        repaired = _repair_characters(repaired)
    if known is not None:
        repaired = _apply(repaired, _find_glued_words(repaired.text, known))
    return repaired


def _repair_characters(repaired: RepairedText) -> RepairedText:
    """Apply the fixes until none finds anything: what one drops may bring together what another joins."""
    before = None
    while before != repaired.text:
        before = repaired.text
        for fix in CHARACTER_FIXES:
            repaired = _apply(repaired, fix(repaired.text))
    return repaired


def _apply(repaired: RepairedText, edits: Iterable[Edit]) -> RepairedText:
    """Return the text with edits applied; the edits' offsets count characters of `repaired.text`."""
    edits = list(edits)
    if not edits:
        return repaired
    text, origins = repaired.text, repaired.origins or range(len(repaired.text) + 1)
    parts: list[str] = []
    kept: list[int] = []
    applied: list[Edit] = []
    done = 0
    for edit in edits:
        parts += text[done : edit.start], edit.after
        kept += origins[done : edit.start]
        kept += [origins[edit.start]] * len(edit.after)
        given_end = origins[edit.end - 1] + 1 if edit.end > edit.start else origins[edit.start]
        applied.append(Edit(edit.fix, origins[edit.start], given_end, edit.after))
        done = edit.end
    return RepairedText("".join([*parts, text[done:]]), (*repaired.edits, *applied), (*kept, *origins[done:]))


def _substitute(name: str, pattern: str, after: Callable[[str], str]) -> Callable[[str], Iterator[Edit]]:
    """Return a fix that replaces what a pattern matches, where the replacement differs."""
    compiled = re.compile(pattern)

    def fix(text: str) -> Iterator[Edit]:
        for match in compiled.finditer(text):
            replacement = after(match.group())
            if replacement != match.group():
                yield Edit(name, match.start(), match.end(), replacement)

    return fix


def _drop(_: str) -> str:
    return ""


CHARACTER_FIXES: tuple[Callable[[str], Iterator[Edit]], ...] = (
    _substitute("invisible", rf"[{_INVISIBLE}]+", _drop),
    # Each run is tried once, as a whole: else time grows with the square of its length.
    _substitute("stray-character", rf"(?<=[{_LATIN}]){_STRAY}++|(?<!{_STRAY}){_STRAY}++(?=[{_LATIN}])", _drop),
    _substitute("composed", rf"[^{_MARK}][{_MARK}]+", lambda found: unicodedata.normalize("NFC", found)),
    _substitute("space", rf"[ {_BLANK}]{{2,}}|[{_BLANK}]", lambda _: " "),
)
"""The fixes of characters, in order."""


def _find_glued_words(text: str, known: KnownWords) -> Iterator[Edit]:
    glued = known.find_glued(text)
    for token in WORD.finditer(text) if glued else ():
        for seam in glued.get(token.group(), ()):
            yield Edit("glued-words", token.start() + seam, token.start() + seam, " ")
