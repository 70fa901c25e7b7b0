"""A story with the domains that its article was given, of which no one says where it names them."""

from collections.abc import Collection
from dataclasses import dataclass

from dateline.labels.article import Article
from dateline.labels.content import Content
from dateline.labels.label_set import LabelSet
from dateline.models.mentions import Mentions, find_mentions
from dateline.models.reading import Reading, read_content
from dateline.train.fit_domains import LabelledReading

_CONTENT = 0.5  # the probability from which a line is taken for content


@dataclass(frozen=True)
class LabelledStory:
    """An article with its content, what it names, and its domains.

    Attributes:
        content: The article as a section model sees it.
        mentions: What it names.
        domains: The domains that it was given.
        by_paragraph: The domains that each paragraph is taken to name.
    """

    content: Content
    mentions: Mentions
    domains: frozenset[str]
    by_paragraph: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, content: Content, domains: frozenset[str], label_set: LabelSet) -> "LabelledStory":
        """Return the story of an article.

        A paragraph names those of the domains that it has a cue of. A domain without a cue in the whole story must be
        said in other words, no one knows where: it counts for each paragraph, and what they say otherwise evens out.
        """
        mentions = find_mentions(content.article, label_set)
        cues = [frozenset(mention.key for mention in found) & domains for found in mentions.domains]
        inside = [found for found, weight in zip(cues, content.weights, strict=True) if weight >= _CONTENT]
        without_cue = domains.difference(*inside)
        return cls(content, mentions, domains, tuple(found | without_cue for found in cues))

    @property
    def article(self) -> Article:
        """The article."""
        return self.content.article

    @property
    def told_apart(self) -> Content:
        """The content with each paragraph wholly in the story or out of it, as where a person gave the sections."""
        weights = tuple(float(weight >= _CONTENT) for weight in self.content.weights)
        return Content(self.article, self.content.sections, weights)

    @property
    def truth(self) -> list[frozenset[str]]:
        """The domains of each paragraph of the story."""
        return [found for found, weight in zip(self.by_paragraph, self.told_apart.weights, strict=True) if weight]

    def list_cues(self, learned: Collection[str]) -> list[bool]:
        """Return for each domain that a paragraph of the story has a cue of whether the article was given it."""
        paragraphs = zip(self.mentions.domains, self.told_apart.weights, strict=True)
        cues = [{mention.key for mention in found}.intersection(learned) for found, weight in paragraphs if weight]
        return [domain in self.domains for found in cues for domain in found]

    def read_as_labelled(self, learned: Collection[str], label_set: LabelSet) -> LabelledReading:
        """Return the story read as where a person gave the sections."""
        reading = read_for_domains(self.told_apart, self.mentions, learned, label_set)
        return LabelledReading(reading, self.domains, self.by_paragraph)

    def read_as_seen(self, learned: Collection[str], label_set: LabelSet) -> LabelledReading:
        """Return the story read as a section model sees it."""
        reading = read_for_domains(self.content, self.mentions, learned, label_set)
        return LabelledReading(reading, self.domains, self.by_paragraph)


def read_for_domains(content: Content, mentions: Mentions, learned: Collection[str], label_set: LabelSet) -> Reading:
    """Read content for some of the domains; cues of others, of which no one says what they mean, are passed over."""
    cues = tuple(tuple(mention for mention in found if mention.key in learned) for found in mentions.domains)
    return read_content(content, Mentions(mentions.parties, cues), label_set, None)
