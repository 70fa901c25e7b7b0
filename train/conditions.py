"""Conditions to evaluate under: articles as they are, and as scrapers and pages leave them. All are seeded."""

import random
from collections.abc import Callable, Sequence

from dateline.labels.annotation import LabelledArticle
from dateline.labels.words import WORD
from dateline.models import marks
from dateline.train.splice import Line, lines_of, relabel

Condition = Callable[[Sequence[LabelledArticle]], list[LabelledArticle]]

_SEED = 7
_TEASERS = 6
_STRAY = "🌟🐻🦹ജഅ✨"
_STRAY_SHARE = 0.004  # of the letters
_GLUED_SHARE = 0.03  # of the spaces
_LEAD_SECTIONS = ("headline", "summary", "body")


def as_given(articles: Sequence[LabelledArticle]) -> list[LabelledArticle]:
    """Return the articles as they are."""
    return list(articles)


def behind_teasers(articles: Sequence[LabelledArticle]) -> list[LabelledArticle]:
    """Return the articles, each with six teasers behind it: headlines and lead paragraphs of others of the same set."""
    rng = random.Random(_SEED)
    pages = []
    for article in articles:
        others = [other for other in articles if other.article.id != article.article.id] or list(articles)
        donors = [rng.choice(others) for _ in range(_TEASERS)]
        teasers = [Line("teaser", rng.choice(_leads(donor))) for donor in donors]
        pages.append(relabel(article, [*lines_of(article), *teasers]))
    return pages


def _leads(donor: LabelledArticle) -> list[str]:
    leads = [line.text for line in lines_of(donor) if line.section in _LEAD_SECTIONS]
    return leads[:3] or [donor.article.texts[0]]


def with_noise(articles: Sequence[LabelledArticle]) -> list[LabelledArticle]:
    """Return the articles with stray signs in 0.4 % of the letters and 3 % of the spaces lost."""
    rng = random.Random(_SEED)
    return [
        relabel(article, [line._replace(text=_noisy(line.text, rng)) for line in lines_of(article)])
        for article in articles
    ]


def _noisy(text: str, rng: random.Random) -> str:
    signs = []
    for place, sign in enumerate(text):
        between_words = 0 < place < len(text) - 1 and text[place - 1].isalpha() and text[place + 1].isalpha()
        if sign == " " and between_words and rng.random() < _GLUED_SHARE:
            continue
        signs.append(sign)
        if WORD.match(sign) and rng.random() < _STRAY_SHARE:
            signs.append(rng.choice(_STRAY))
    return "".join(signs)


def without_marks(articles: Sequence[LabelledArticle]) -> list[LabelledArticle]:
    """Return the articles with end marks cut off and lines of link words and agency sign-offs removed."""
    return [relabel(article, _stripped(lines_of(article))) for article in articles]


def _stripped(lines: Sequence[Line]) -> list[Line]:
    kept = []
    for line in lines:
        bare = marks.END_MARK.sub("", line.text).rstrip()
        if line.section == "furniture" and (
            not bare or marks.LINK_WORDS.search(line.text) or marks.SIGN_OFF.search(line.text)
        ):
            continue
        kept.append(line._replace(text=bare or line.text))
    return kept


CONDITIONS: dict[str, Condition] = {
    "clean": as_given,
    "teasers": behind_teasers,
    "noise": with_noise,
    "stripped": without_marks,
}
"""The conditions by name."""
