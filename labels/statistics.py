"""How often each label stands in the labelled articles, by language."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.labels.annotation import LabelledArticle, partners_of
from dateline.labels.language import LANGUAGES

ALL = "all"

Counts = Mapping[str, Mapping[str, Mapping[str, int]]]
"""For each kind of label and each label the number for each language and for all."""


def count_labels(articles: Sequence[LabelledArticle]) -> Counts:
    """Return the numbers of articles, of paragraphs by section and domain, and of articles by domain and partner."""
    return {
        "articles": _count(articles, lambda article: ["articles"]),
        "paragraphs by section": _count(articles, lambda article: article.gold.sections),
        "articles by domain": _count(articles, lambda article: article.gold.domains),
        "paragraphs by domain": _count(
            articles, lambda article: [d for found in article.gold.paragraph_domains for d in found]
        ),
        "articles by partner": _count(articles, lambda article: partners_of(article.gold.parties, article.home)),
    }


def _count(
    articles: Sequence[LabelledArticle], labels_of: Callable[[LabelledArticle], Iterable[str]]
) -> dict[str, dict[str, int]]:
    """Return how often each label stands, most frequent first."""
    counts: dict[str, Counter[str]] = {}
    for article in articles:
        for label in labels_of(article):
            counts.setdefault(label, Counter()).update((article.article.language, ALL))
    ordered = sorted(counts.items(), key=lambda item: (-item[1][ALL], item[0]))
    return {label: {language: count[language] for language in (*LANGUAGES, ALL)} for label, count in ordered}
