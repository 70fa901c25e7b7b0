"""The section model: which lines are the story, and of what kind each line is.

A line's side (content or boilerplate) is a logistic regression over its features. A page carries its story in one
piece, so the run of lines with the highest sum of log odds is taken for the story (Kadane's maximal subarray, see
Bentley, "Programming pearls: algorithm design techniques", 1984), and a second regression weighs a line's own odds
with the side of the run that it lies in. The kind follows from one regression for each kind, the likeliest of
its side.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.labels.words import KnownWords
from dateline.models.line_form import is_short
from dateline.models.mentions import Mentions
from dateline.models.section_features import describe_lines

Floats = NDArray[np.float64]

_CLIP = 3.0  # log odds of one line count at most so much for the run
_FOREIGN = -12.0  # log odds of a line that surely is none of the story: lower than the run can lift


@dataclass(frozen=True, slots=True)
class SectionPrediction:
    """What the section model says of an article's lines.

    Attributes:
        labels: A section id for each line.
        scores: The probability of each line's label.
        content: The probability of each line to belong to the story.
    """

    labels: tuple[str, ...]
    scores: tuple[float, ...]
    content: tuple[float, ...]


@dataclass(frozen=True)
class SectionModel:
    """The fitted section model.

    Attributes:
        labels: The section ids.
        is_content: For each label whether it is on the content side, shape (labels,).
        side_weights: Of the side's regression, shape (features,).
        side_bias: Its intercept.
        kind_weights: Of the kind's regression, shape (labels, features).
        kind_bias: Its intercepts, shape (labels,).
        run_weights: Of the second regression over `describe_run`, shape (4,); the last is its intercept.
    """

    labels: tuple[str, ...]
    is_content: NDArray[np.bool_]
    side_weights: Floats
    side_bias: float
    kind_weights: Floats
    kind_bias: Floats
    run_weights: Floats

    def predict(
        self, texts: Sequence[str], mentions: Mentions, known: KnownWords, foreign: Sequence[int] = ()
    ) -> SectionPrediction:
        """Label the lines of an article.

        Args:
            texts: The lines.
            mentions: What they name.
            known: Known words.
            foreign: Places of lines that are known to belong to other stories.
        """
        features = describe_lines(texts, mentions, known)
        odds = features @ self.side_weights + self.side_bias
        odds[list(foreign)] = _FOREIGN
        content = self.content_probability(odds, np.array([is_short(text) for text in texts]))
        return self._with_kinds(features, content)

    def content_probability(self, odds: Floats, short: NDArray[np.bool_]) -> Floats:
        """Return each line's probability to be content from the log odds of the lines."""
        run = describe_run(odds, short)
        return sigmoid(run @ self.run_weights[:-1] + self.run_weights[-1])

    def _with_kinds(self, features: Floats, content: Floats) -> SectionPrediction:
        within = sigmoid(features @ self.kind_weights.T + self.kind_bias) + 1e-12
        sides = np.where(self.is_content, content[:, None], 1 - content[:, None])
        for side in (self.is_content, ~self.is_content):
            within[:, side] /= within[:, side].sum(axis=1, keepdims=True)
        chosen = np.where(sides >= 0.5, within, -1).argmax(axis=1)
        scores = (sides * within)[np.arange(len(chosen)), chosen]
        return SectionPrediction(
            tuple(self.labels[kind] for kind in chosen), tuple(scores.tolist()), tuple(content.tolist())
        )


def describe_run(odds: Floats, short: NDArray[np.bool_]) -> Floats:
    """Return for each line its log odds and whether it lies in the story's run, shape (lines, 3).

    Args:
        odds: Each line's own log odds of content, shape (lines,).
        short: Whether a line is too short to tell by itself to which story it belongs, shape (lines,).
    """
    inside = find_run(np.where(short, 0.0, np.clip(odds, -_CLIP, _CLIP)))
    sign = np.where(inside, 1.0, -1.0)
    return np.column_stack([odds, np.where(short, 0.0, sign), np.where(short, sign, 0.0)])


def find_run(gains: Floats) -> NDArray[np.bool_]:
    """Return which lines belong to the contiguous run with the highest sum of gains; none if all gains are negative.

    >>> find_run(np.array([-1.0, 2.0, -0.5, 3.0, -4.0, 1.0])).tolist()
    [False, True, True, True, False, False]
    """
    best, best_span, total, begin = 0.0, (0, 0), 0.0, 0
    for place, gain in enumerate(gains.tolist()):
        if total <= 0:
            total, begin = 0.0, place
        total += gain
        if total > best:
            best, best_span = total, (begin, place + 1)
    inside = np.zeros(len(gains), dtype=np.bool_)
    inside[slice(*best_span)] = True
    return inside


def sigmoid(values: Floats) -> Floats:
    """Return the logistic function, without overflow."""
    return 0.5 * (1 + np.tanh(values / 2))
