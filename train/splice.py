"""Splicing: from labelled articles, pages as they are scraped, with other stories' paragraphs behind the story.

A scraped page prints teasers of other stories right behind its own, often about the same country and in the same
voice. Few labelled articles hold enough of them, so training pages are put together: one article's story, then lines
of others, with and without end marks, link words and page furniture.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import read_article
from dateline.models import marks


class Line(NamedTuple):
    """A line of a page with its labels."""

    section: str
    text: str
    domains: frozenset[str] = frozenset()


_END_MARKS = ("./.", "/.", " -VNA", " – VNA", ". - VNA", " (END)", " ./", " ■", " (VNA)", ". -30-")
_READ_ALSO = {
    "en": ("Also read: ", "Read more: ", "See also: ", "Related: "),
    "fr": ("À lire aussi : ", "Lire aussi : ", "Voir aussi : "),
    "vi": ("Xem thêm: ", "Đọc thêm: "),
    "es": ("Lea también: ", "Lee también: ", "Ver más: "),
}
_TEASERS_SHARE = 0.45  # of the pages; half of real pages carry none, and what is never seen without is cut off as one
_TEASER_FORMS = ("paragraphs", "triplets", "headlines", "headline and lead", "mixed")
_TEASER_WEIGHTS = (45, 20, 12, 13, 10)
_TEASER_NUMBERS = (1, 2, 3, 4, 5, 6, 6, 8, 10, 14, 20)


def lines_of(labelled: LabelledArticle) -> list[Line]:
    """Return the lines of a labelled article with their labels."""
    gold = labelled.gold
    domains = gold.paragraph_domains or (frozenset(),) * len(gold.sections)
    return [Line(*line) for line in zip(gold.sections, labelled.article.texts, domains, strict=True)]


def relabel(labelled: LabelledArticle, lines: Iterable[Line]) -> LabelledArticle:
    """Return a labelled article with other lines and the same parties and domains."""
    lines = tuple(lines)
    text = "\n".join(line.text for line in lines)
    return replace(
        labelled,
        article=read_article(text, article_id=labelled.article.id, language=labelled.article.language),
        gold=replace(
            labelled.gold,
            sections=tuple(line.section for line in lines),
            paragraph_domains=tuple(line.domains for line in lines),
        ),
        text=text,
    )


class Splicer:
    """Makes pages from labelled articles.

    Args:
        donors: The articles to borrow from.
        content: The ids of the sections on the content side.
        broken: The share of stories that break off; 0 keeps the article's parties and domains true of the page.
    """

    def __init__(self, donors: Sequence[LabelledArticle], content: frozenset[str], broken: float) -> None:
        self.donors = donors
        self.content = content
        self.broken = broken
        self._by_language: dict[str, list[LabelledArticle]] = {}
        self._furniture: dict[str, list[str]] = {}
        for donor in donors:
            self._by_language.setdefault(donor.article.language, []).append(donor)
            stock = self._furniture.setdefault(donor.article.language, [])
            stock += [line.text for line in lines_of(donor) if line.section == "furniture"]

    def splice(self, labelled: LabelledArticle, rng: random.Random) -> LabelledArticle:
        """Return a page with the story of one article and the teasers of others."""
        language = labelled.article.language
        lines = lines_of(labelled) if rng.random() < 0.25 else self._story(labelled, rng)
        if rng.random() < _TEASERS_SHARE:
            lines += self._teasers(labelled, rng)
        if rng.random() < 0.3:
            lines += self._some_furniture(language, rng)
        return relabel(labelled, lines)

    def _story(self, labelled: LabelledArticle, rng: random.Random) -> list[Line]:
        """Return the article's own lines, sometimes with navigation before and links to other stories within."""
        keeps_furniture = rng.random() < 0.4
        own = self.content | {"furniture"} if keeps_furniture else self.content
        lines = [line for line in lines_of(labelled) if line.section in own]
        lines = _break_off(lines, rng) if rng.random() < self.broken else _with_end_mark(lines, rng)
        if rng.random() < 0.15 and len(lines) > 4:
            lines.insert(rng.randrange(3, len(lines)), self._read_also(labelled, rng))
        if rng.random() < 0.06 and lines[0].section == "headline":
            lines.insert(rng.randrange(1, min(4, len(lines)) + 1), lines[0])
        if rng.random() < 0.2:
            lines = self._some_furniture(labelled.article.language, rng) + lines
        return lines

    def _read_also(self, labelled: LabelledArticle, rng: random.Random) -> Line:
        words = rng.choice(_READ_ALSO[labelled.article.language])
        return Line("teaser", words + _headline(self._donor(labelled, rng), rng))

    def _some_furniture(self, language: str, rng: random.Random) -> list[Line]:
        stock = self._furniture.get(language) or ["Source"]
        return [Line("furniture", rng.choice(stock)) for _ in range(rng.randint(1, 4))]

    def _teasers(self, labelled: LabelledArticle, rng: random.Random) -> list[Line]:
        form = rng.choices(_TEASER_FORMS, _TEASER_WEIGHTS)[0]
        lines: list[Line] = []
        if rng.random() < 0.4:
            stock = self._furniture.get(labelled.article.language, [])
            link_words = [text for text in stock if marks.LINK_WORDS.search(text)]
            lines.append(Line("furniture", rng.choice(link_words or ["See more"])))
        for _ in range(rng.choice(_TEASER_NUMBERS)):
            lines += [Line("teaser", text) for text in _teaser(self._donor(labelled, rng), form, rng)]
        return lines

    def _donor(self, labelled: LabelledArticle, rng: random.Random) -> LabelledArticle:
        """Return another article, most often one in the language that shares a party or a domain."""
        same = self._by_language[labelled.article.language]
        pool: Sequence[LabelledArticle] = same if len(same) > 8 and rng.random() < 0.95 else self.donors
        like = rng.random()
        for _ in range(30):
            donor = rng.choice(pool)
            if donor.article.id != labelled.article.id and _is_like(donor, labelled, like):
                break
        return donor


def _is_like(donor: LabelledArticle, labelled: LabelledArticle, like: float) -> bool:
    """Tell whether a donor will do: one that shares a partner, one that shares a domain, or any, by the draw `like`."""
    if like < 0.35:
        return bool((donor.gold.parties & labelled.gold.parties) - {labelled.home})
    return like > 0.65 or bool(donor.gold.domains & labelled.gold.domains)


def _with_end_mark(lines: list[Line], rng: random.Random) -> list[Line]:
    """Return the lines with an end mark on the last line of the body, or with none there."""
    places = [place for place, line in enumerate(lines) if line.section == "body"]
    if not places or rng.random() < 0.2:
        return lines
    last = lines[places[-1]]
    bare = marks.END_MARK.sub("", last.text).rstrip()
    if rng.random() < 0.4:
        bare = bare.rstrip(".") + rng.choice(_END_MARKS)
    elif bare[-1:].isalnum():
        bare += "."
    return [*lines[: places[-1]], last._replace(text=bare or last.text), *lines[places[-1] + 1 :]]


def _break_off(lines: list[Line], rng: random.Random) -> list[Line]:
    """Return the lines up to somewhere within one of the later ones, as scrapers with a size limit leave them."""
    place = rng.randrange(min(3, len(lines) - 1), len(lines))
    line = lines[place]
    kept = line.text[: rng.randint(1, len(line.text))].rstrip() or line.text
    return [
        *lines[:place],
        line._replace(text=kept, domains=line.domains if len(kept) > 0.8 * len(line.text) else frozenset()),
    ]


def _teaser(donor: LabelledArticle, form: str, rng: random.Random) -> list[str]:
    """Return what a page prints of another story, in one of the forms."""
    if form == "mixed":
        form = rng.choice(_TEASER_FORMS[:-1])
    if form == "paragraphs":
        return [_paragraph(donor, rng)]
    if form == "headlines":
        return [_headline(donor, rng)]
    captions = [_caption(donor, rng)] if form == "triplets" else []
    return [*captions, _headline(donor, rng), _paragraph(donor, rng)]


def _headline(donor: LabelledArticle, rng: random.Random) -> str:
    headlines = [line.text for line in lines_of(donor) if line.section in ("headline", "teaser")]
    return rng.choice(headlines or [donor.article.texts[0]])


def _paragraph(donor: LabelledArticle, rng: random.Random) -> str:
    """Return a paragraph of another story, often its first."""
    body = [line.text for line in lines_of(donor) if line.section in ("body", "summary") and len(line.text) > 60]
    if not body:
        return donor.article.texts[0]
    chosen = body[0] if rng.random() < 0.4 else rng.choice(body)
    return marks.END_MARK.sub("", chosen) or chosen


def _caption(donor: LabelledArticle, rng: random.Random) -> str:
    captions = [line.text for line in lines_of(donor) if line.section == "caption"]
    return rng.choice(captions) if captions else _headline(donor, rng) + rng.choice((" (Photo: VNA)", ""))


def splice_all(
    labelled: Sequence[LabelledArticle], content: frozenset[str], *, copies: int, broken: float, seed: int
) -> list[LabelledArticle]:
    """Return so many spliced pages of each article, which borrow from the others.

    Args:
        labelled: The articles.
        content: The ids of the sections on the content side.
        copies: How many pages to make of each article.
        broken: The share of stories that break off.
        seed: Of the random choices.
    """
    splicer = Splicer(labelled, content, broken)
    pages: list[LabelledArticle] = []
    for item in labelled:
        rng = random.Random(f"{seed} {item.article.id}")
        pages += [splicer.splice(item, rng) for _ in range(copies)]
    return pages
