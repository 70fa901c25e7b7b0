"""The mentions of parties and domains in an article, found once and read by all models."""

from dataclasses import dataclass

from dateline.labels.article import Article
from dateline.labels.label_set import LabelSet
from dateline.labels.lexicon import Mention


@dataclass(frozen=True, slots=True)
class Mentions:
    """What an article's paragraphs name.

    Attributes:
        parties: For each paragraph its mentions of parties.
        domains: For each paragraph its mentions of domains.
    """

    parties: tuple[tuple[Mention, ...], ...]
    domains: tuple[tuple[Mention, ...], ...]


def find_mentions(article: Article, label_set: LabelSet) -> Mentions:
    """Find the mentions of a label set's parties and domains, by the lexicons of the article's language."""
    parties, domains = label_set.party_lexicon(article.language), label_set.domain_lexicon(article.language)
    return Mentions(
        tuple(parties.find(text) for text in article.texts),
        tuple(domains.find(text) for text in article.texts),
    )
