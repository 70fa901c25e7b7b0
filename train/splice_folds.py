"""Splicing within folds, so that what a fold learns from shares no paragraph with what it is judged by."""

from collections.abc import Sequence

from dateline.labels.annotation import LabelledArticle
from dateline.train.fitting import FOLDS, fold_of
from dateline.train.splice import splice_all

BROKEN = 0.15
"""The share of spliced stories that break off, as scraped ones do."""


def splice_folds(
    labelled: Sequence[LabelledArticle], content: frozenset[str], *, copies: int, broken: float, seed: int
) -> list[LabelledArticle]:
    """Return so many spliced pages of each article; each borrows only from articles of its own fold.

    Articles without a story, and those that are alone in their fold, give none. The arguments are those of
    `splice_all`.
    """
    pages: list[LabelledArticle] = []
    for fold in range(FOLDS):
        own = [item for item in labelled if fold_of(item.article.id) == fold]
        stories = [item for item in own if content.intersection(item.gold.sections)]
        if len(stories) > 1:
            pages += splice_all(stories, content, copies=copies, broken=broken, seed=seed)
    return pages
