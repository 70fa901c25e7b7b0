"""The sections of lines, as they are given for training."""

from collections.abc import Sequence

import numpy as np

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import Article
from dateline.labels.errors import CorpusError
from dateline.labels.label_set import LabelSet
from dateline.train.fitting import FOLDS, fold_of
from dateline.train.text_classifier import Labels, can_be_learned, check_number, require_labels


def check_sections(y: Labels, articles: Sequence[Article], label_set: LabelSet) -> list[tuple[str, ...]]:
    """Return the sections of articles, one for each line.

    Raises:
        ValueError: There are more than lines, or fewer.
        CorpusError: The label set does not know one.
    """
    rows = [row if isinstance(row, str) else tuple(row) for row in require_labels(y)]
    check_number(len(articles), len(rows))
    for place, (row, article) in enumerate(zip(rows, articles, strict=True)):
        if isinstance(row, str) or len(row) != len(article.paragraphs):
            given = f"the string {row!r}" if isinstance(row, str) else f"{len(row)} section ids"
            raise ValueError(
                f"y[{place}] is {given} for {len(article.paragraphs)} lines; wanted one section id for each line that "
                "is not blank"
            )
        for section in row:
            if section not in label_set.sections:
                raise CorpusError(
                    f"y[{place}]: {section!r} is no section of {label_set.name!r}; there are: "
                    f"{', '.join(label_set.sections)}"
                )
    return [tuple(map(str, row)) for row in rows]


def check_sides(pages: Sequence[LabelledArticle], label_set: LabelSet) -> None:
    """Check that content can be told from boilerplate, whichever fold is held out.

    Raises:
        CorpusError: It cannot.
    """
    content = np.array([label in label_set.content_sections for page in pages for label in page.gold.sections])
    folds = np.array([fold_of(page.article.id) for page in pages for _ in page.gold.sections])
    if not can_be_learned(content, folds):
        raise CorpusError(
            f"{int(content.sum())} of {len(content)} lines are content, and outside of one of {FOLDS} folds all or "
            "none are; give more articles with both content and boilerplate, or set copies=3 to splice teasers"
        )
