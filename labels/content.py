"""The content of an article: its paragraphs and how surely each belongs to the story."""

from dataclasses import dataclass

from dateline.labels.article import Article, Paragraph


@dataclass(frozen=True, slots=True)
class Content:
    """An article seen through its sections.

    Attributes:
        article: The article.
        sections: A section id for each paragraph.
        weights: For each paragraph the probability that it belongs to the story, 0 to 1.
    """

    article: Article
    sections: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs of the article."""
        return self.article.paragraphs
