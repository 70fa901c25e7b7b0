"""Repeats: paragraphs that stand in several stories of a batch are the page's, not the story's.

Pages of one source print the same teasers behind different stories. Articles with the same title or the same lead are
versions of one story and tell nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from dateline.labels.article import Article
from dateline.models.lead import find_title

_LEAST_LENGTH = 60  # characters; shorter lines recur by chance
_LEAST_LEAD = 40  # characters; shorter lines behind a title are credits and dates

Digest = bytes
Story = tuple[Digest, Digest]
"""Title and lead of an article."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """Paragraphs that stand in more than one story.

    Attributes:
        digests: Digests of their texts.
    """

    digests: frozenset[Digest] = frozenset()

    def lines_of(self, article: Article) -> list[int]:
        """Return the numbers of an article's paragraphs that are among them."""
        if not self.digests:
            return []
        return [number for number, text in enumerate(article.texts) if _is_long(text) and _digest(text) in self.digests]


def find_repeats(articles: Iterable[Article]) -> Repeats:
    """Return the paragraphs of 60 or more characters that stand in two articles of different title and lead.

    The order of the articles does not count.
    """
    stories: dict[Digest, set[Story]] = {}
    for article in articles:
        story = _story(article)
        for text in filter(_is_long, article.texts):
            stories.setdefault(_digest(text), set()).add(story)
    return Repeats(frozenset(digest for digest, found in stories.items() if _hold_two(found)))


def _story(article: Article) -> Story:
    title = find_title(article.texts)
    behind = (text for text in article.texts[title + 1 :] if len(text) >= _LEAST_LEAD)
    return _digest(article.texts[title]), _digest(next(behind, ""))


def _is_long(text: str) -> bool:
    return len(text) >= _LEAST_LENGTH


def _digest(text: str) -> Digest:
    return blake2b(text.encode(), digest_size=8).digest()


def _hold_two(stories: set[Story]) -> bool:
    """Tell whether two of the stories differ in title and in lead."""
    return any(one[0] != other[0] and one[1] != other[1] for one, other in combinations(stories, 2))
