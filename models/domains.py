"""The domain model: which fields of cooperation an article names.

Three steps, each a linear model on the one before:

1. a paragraph and a domain: the words of the paragraph (one linear support vector machine for each domain) and, where
   a cue of the domain stands in it, the words around the cue (one regression for all domains: what marks a cue as
   background, "amid" or "in the face of", is the same for every field);
2. both together give the probability that the paragraph names the domain;
3. the paragraphs, weighted by how surely they are content and the article reports a cooperation at all, give the
   probability that the article does. A domestic story on a security theme has no party and so no domain.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dateline.labels.lexicon import Mention
from dateline.models.context import Context, describe_context
from dateline.models.reading import Reading
from dateline.models.sections import sigmoid
from dateline.models.tfidf import FeatureSpace, LinearScorer
from dateline.models.words import WordScorer

Floats = NDArray[np.float64]

NO_CUE = -3.0
"""Decision value of the cue regression where no cue stands: below nearly all that it gives."""

_HEAD = ("headline", "summary")
_LEAST, _MOST = 1e-3, 1 - 1e-3


@dataclass(frozen=True)
class DomainModel:
    """The fitted domain model; D domains, C features of cues.

    Attributes:
        domains: The domain ids.
        words: Scores of a paragraph's words for each domain.
        cue_bonus: What a cue in the paragraph adds, for each domain, shape (D,).
        word_bias: Shape (D,).
        cue_space: The features of a cue in its context.
        cue_weights: Shape (C,).
        cue_bias: The intercept.
        paragraph_weights: Over `describe_pair`, the last is the intercept, shape (5,).
        article_weights: Over `describe_article`, the last is the intercept, shape (5,).
        thresholds: For each domain the least probability of a tag, shape (D,).
    """

    domains: tuple[str, ...]
    words: WordScorer
    cue_bonus: Floats
    word_bias: Floats
    cue_space: FeatureSpace
    cue_weights: Floats
    cue_bias: float
    paragraph_weights: Floats
    article_weights: Floats
    thresholds: Floats

    def probabilities(self, reading: Reading, cooperation: float) -> tuple[dict[str, float], dict[int, Floats]]:
        """Return the probability of each domain for the article, and of all domains for each paragraph read.

        Args:
            reading: The article.
            cooperation: The probability that it reports a cooperation: that of its likeliest party.
        """
        features, by_paragraph = self.describe(reading, cooperation)
        scores = sigmoid(features @ self.article_weights[:-1] + self.article_weights[-1])
        return dict(zip(self.domains, scores.tolist(), strict=True)), by_paragraph

    def describe(self, reading: Reading, cooperation: float) -> tuple[Floats, dict[int, Floats]]:
        """Return the features of the article for each domain, shape (D, 4), and each paragraph's probabilities.

        A paragraph's probability is that it names the domain and is content.
        """
        weights = [reading.content.weights[number] for number in reading.domains]
        paragraphs = self.combine(*self.score_paragraphs(reading)) * np.array(weights)[:, None]
        head = [reading.content.sections[number] in _HEAD for number in reading.domains]
        return describe_article(paragraphs, head, cooperation), dict(zip(reading.domains, paragraphs, strict=True))

    def score_paragraphs(self, reading: Reading) -> tuple[Floats, Floats]:
        """Return the decision values of words and of cues for each paragraph read, each of shape (paragraphs, D)."""
        cues = np.full((len(reading.domains), len(self.domains)), NO_CUE)
        for row, number in enumerate(reading.domains):
            found = cues_of(reading, number)
            for domain in found.keys() & self._column_of.keys():
                contexts = describe_cues(reading, number, domain, found[domain], len(found))
                cues[row, self._column_of[domain]] = self._score_cues(contexts) + self.cue_bias
        words = self.words.score([reading.content.paragraphs[number].text for number in reading.domains])
        return words + self.cue_bonus * (cues != NO_CUE) + self.word_bias, cues

    @cached_property
    def _column_of(self) -> dict[str, int]:
        return {domain: column for column, domain in enumerate(self.domains)}

    def _score_cues(self, contexts: Sequence[Context]) -> float:
        if len(contexts) == 1:
            return self._cues.score_set(contexts[0].near, contexts[0].sentence)
        return self._cues.score(count_cues(contexts))

    @cached_property
    def _cues(self) -> LinearScorer:
        return LinearScorer(self.cue_space, self.cue_weights)

    def combine(self, words: Floats, cues: Floats) -> Floats:
        """Return the probability that a paragraph names each domain, from its two decision values."""
        return sigmoid(describe_pair(words, cues) @ self.paragraph_weights[:-1] + self.paragraph_weights[-1])


def cues_of(reading: Reading, number: int) -> dict[str, list[Mention]]:
    """Return the mentions of a paragraph by domain."""
    cues: dict[str, list[Mention]] = {}
    for mention in reading.domains[number]:
        cues.setdefault(mention.key, []).append(mention)
    return cues


def describe_cues(
    reading: Reading, number: int, domain: str, mentions: Sequence[Mention], fields: int
) -> list[Context]:
    """Return the contexts of a domain's cues in a paragraph.

    Args:
        reading: The article.
        number: The paragraph's number.
        domain: The domain.
        mentions: Its mentions in the paragraph.
        fields: The number of domains mentioned in the paragraph.
    """
    text = reading.content.paragraphs[number].text
    more = (
        f"domain={domain}",
        f"section={reading.content.sections[number]}",
        f"fields={min(fields, 5)}",
        f"mentions={min(len(mentions), 3)}",
    )
    return [
        describe_context(reading.masked[number], m.start, m.end, f"cue={text[m.start : m.end].lower()}", *more)
        for m in mentions
    ]


def count_cues(contexts: Sequence[Context]) -> dict[str, float]:
    """Return the features of a domain's cues in a paragraph, each with the share of the cues that have it."""
    counts = Counter(chain.from_iterable(chain(context.near, context.sentence) for context in contexts))
    return {feature: count / len(contexts) for feature, count in counts.items()}


def describe_pair(words: Floats, cues: Floats) -> Floats:
    """Return the features of paragraph and domain: both decision values, whether a cue stands, and their product.

    Args:
        words: Decision values of the words, any shape.
        cues: Decision values of the cues, `NO_CUE` where none stands, the same shape.

    Returns:
        Shape (*words.shape, 4).
    """
    present = cues != NO_CUE
    return np.stack([words, cues, present, words * present], axis=-1)


def describe_article(paragraphs: Floats, head: Sequence[bool], cooperation: float) -> Floats:
    """Return for each domain the log odds of its best paragraph, of the second, of any, and of the best in the head.

    Args:
        paragraphs: Probability that each paragraph read names each domain and is content, shape (paragraphs, D).
        head: For each paragraph read whether it is a headline or a summary.
        cooperation: The probability that the article reports a cooperation; all four hold only if it does.

    Returns:
        Shape (D, 4).
    """
    padded = np.vstack([paragraphs, np.zeros((2, paragraphs.shape[1]))])
    ordered = np.sort(padded, axis=0)
    any_of_them = 1 - np.prod(1 - paragraphs, axis=0)
    in_head = padded[[*head, True, True]].max(axis=0)
    return _log_odds(cooperation * np.column_stack([ordered[-1], ordered[-2], any_of_them, in_head]))


def _log_odds(probabilities: Floats) -> Floats:
    clipped = np.clip(probabilities, _LEAST, _MOST)
    return np.log(clipped / (1 - clipped))
