"""Recall of the lexicons: what they find at all of what articles are labelled with, before a classifier decides."""

from collections.abc import Sequence

from dateline.labels.annotation import Annotation, LabelledArticle
from dateline.labels.label_set import LabelSet
from dateline.models.mentions import find_mentions
from dateline.train.metrics import Row, Score, count_article, score_rows


def measure_recall(articles: Sequence[LabelledArticle], label_set: LabelSet) -> dict[Row, Score]:
    """Return the scores of a labeller that gives each party and domain which an article's own content mentions."""
    return score_rows([count_article(item.gold, _mentioned(item, label_set), None, label_set) for item in articles])


def _mentioned(labelled: LabelledArticle, label_set: LabelSet) -> Annotation:
    mentions = find_mentions(labelled.article, label_set)
    content = label_set.content_sections
    own = [number for number, section in enumerate(labelled.gold.sections) if section in content]
    return Annotation(
        article_id=labelled.article.id,
        sections=labelled.gold.sections,
        parties=frozenset(mention.key for number in own for mention in mentions.parties[number]),
        domains=frozenset(mention.key for number in own for mention in mentions.domains[number]),
    )
