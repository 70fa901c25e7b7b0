"""Annotations: what a person, or the tagger, says of an article. Gold and prediction are the same type."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.labels.article import Article


@dataclass(frozen=True, slots=True)
class Annotation:
    """The labels of one article.

    Attributes:
        article_id: The article's id.
        sections: A section id for each paragraph.
        parties: Codes of the parties, home among them where it is one.
        domains: Ids of the domains.
        paragraph_domains: For each paragraph its domains; empty where they are not known by paragraph.
        pairs: For a partner's code the domains that it shares, where the annotation tells them apart.
    """

    article_id: str
    sections: tuple[str, ...]
    parties: frozenset[str]
    domains: frozenset[str]
    paragraph_domains: tuple[frozenset[str], ...] = ()
    pairs: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with its gold labels and the home country that it was labelled for.

    Attributes:
        article: The article.
        gold: Its labels.
        home: The home country's code, or None where every party is a partner.
        text: The text as given.
        place: File and line that it was read from, for messages.
    """

    article: Article
    gold: Annotation
    home: str | None
    text: str
    place: str = ""


def partners_of(parties: frozenset[str], home: str | None) -> frozenset[str]:
    """Return the parties without the home country.

    >>> sorted(partners_of(frozenset({"VN", "FR"}), "VN"))
    ['FR']
    """
    return parties - {home}
