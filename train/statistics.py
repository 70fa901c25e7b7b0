"""How often each label stands in the labelled articles, by language."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from dateline.labels.annotation import LabelledArticle, partners_of
from dateline.labels.language import LANGUAGES

ALL = "all"

LabelsOf = Callable[[LabelledArticle], Iterable[str]]

_KINDS: dict[str, LabelsOf] = {
    "articles": lambda article: ["articles"],
    "paragraphs by section": lambda article: article.gold.sections,
    "articles by domain": lambda article: article.gold.domains,
    "paragraphs by domain": lambda article: [label for found in article.gold.paragraph_domains for label in found],
    "articles by partner": lambda article: partners_of(article.gold.parties, article.home),
}


def count_labels(articles: Sequence[LabelledArticle]) -> dict[str, pd.DataFrame]:
    """Return for each kind of label a table of its labels by language, most frequent first."""
    return {kind: _count(articles, labels_of) for kind, labels_of in _KINDS.items()}


def _count(articles: Sequence[LabelledArticle], labels_of: LabelsOf) -> pd.DataFrame:
    found = [(label, article.article.language) for article in articles for label in labels_of(article)]
    table = pd.DataFrame(found, columns=["label", "language"])
    counts = pd.crosstab(table["label"], table["language"]).reindex(columns=list(LANGUAGES), fill_value=0)
    counts[ALL] = counts.sum(axis=1)
    return counts.sort_values([ALL, "label"], ascending=[False, True])
