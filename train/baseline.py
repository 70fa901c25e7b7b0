"""The keyword baseline: what the lexicons say alone, so that a model's worth is always visible."""

from dateline.labels.annotation import Annotation
from dateline.labels.article import Article
from dateline.labels.label_set import LabelSet

_LEAD = 3  # paragraphs whose parties are taken for partners


def tag_by_keywords(article: Article, home: str | None, label_set: LabelSet) -> Annotation:
    """Tag an article by its words alone: every cue is a tag, every party named in the first three paragraphs a partner.

    All paragraphs are taken for content, and every partner is taken to share every domain.
    """
    parties = label_set.party_lexicon(article.language)
    domains = label_set.domain_lexicon(article.language)
    partners = frozenset(mention.key for text in article.texts[:_LEAD] for mention in parties.find(text)) - {home}
    fields = frozenset(mention.key for text in article.texts for mention in domains.find(text))
    return Annotation(
        article_id=article.id,
        sections=("body",) * len(article.paragraphs),
        parties=partners,
        domains=fields,
        pairs=dict.fromkeys(partners, fields),
    )
