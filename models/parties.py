"""The party model: which of the countries and organisations that an article names take part in what it reports.

Two steps for all candidates alike, whichever party they are; the model knows none by name. First each mention: TF-IDF
of the words around it. One telling mention ("talks with the Fijian minister") outweighs many idle ones, so the second
step weighs a candidate's best mentions, their mean, and numbers on where and how it is mentioned.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.labels.lexicon import Mention
from dateline.models.context import MaskedText, context_features
from dateline.models.reading import Place, Reading
from dateline.models.sections import sigmoid
from dateline.models.tfidf import FeatureSpace

Floats = NDArray[np.float64]

_LONG_LIST = 3  # other parties in the same sentence that make it a list of names
_DATELINE_LENGTH = 40
_OF_PLACE = frozenset(
    [
        "in",
        "at",
        "to",
        "from",
        "near",
        "into",
        "visited",
        "across",
        "à",
        "au",
        "aux",
        "en",
        "vers",
        "depuis",
        "tại",
        "ở",
        "đến",
        "sang",
        "từ",
        "thăm",
        "hacia",
        "desde",
    ]
)

STRUCTURE_NAMES = (
    "best mention",
    "second best mention",
    "mean of mentions",
    "log mentions",
    "share of mentions",
    "mentions to most mentioned",
    "most mentioned",
    "one mention",
    "log paragraphs",
    "share of paragraphs",
    "surest content",
    "in headline",
    "in summary",
    "in caption",
    "in first body paragraph",
    "in first line",
    "in first three lines",
    "relative place of first",
    "first named",
    "second named",
    "among first three named",
    "log order",
    "log candidates",
    "only candidate",
    "at most two candidates",
    "by name",
    "by adjective",
    "by capital alone",
    "by agency alone",
    "in dateline alone",
    "share in lists",
    "share beside home",
    "home is named",
    "there is no home",
    "organisation",
    "country beside organisations",
    "share after a preposition of place",
    "by capital or after a preposition of place alone",
)
"""The columns of `PartyModel.describe`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that an article names, as the party model sees it.

    Attributes:
        code: The party's code.
        contexts: For each mention the counts of its context features.
        weights: For each mention how surely its paragraph is content.
        structure: Where and how it is mentioned: the numbers of `STRUCTURE_NAMES` after the mentions' own.
    """

    code: str
    contexts: tuple[Mapping[str, float], ...]
    weights: tuple[float, ...]
    structure: tuple[float, ...]


@dataclass(frozen=True)
class PartyModel:
    """The fitted party model.

    Attributes:
        space: The context features of a mention.
        context_weights: Shape (features,).
        context_bias: The intercept.
        weights: Of `STRUCTURE_NAMES`.
        bias: The intercept.
        calibration: Slope and intercept from the decision value to the log odds.
        threshold: The least probability of a party.
    """

    space: FeatureSpace
    context_weights: Floats
    context_bias: float
    weights: Floats
    bias: float
    calibration: tuple[float, float]
    threshold: float

    def score_mentions(self, candidate: Candidate) -> list[float]:
        """Return the decision value of each mention of a candidate."""
        return [self.space.score(context, self.context_weights) + self.context_bias for context in candidate.contexts]

    def decide(self, candidate: Candidate) -> float:
        """Return the decision value of a candidate."""
        features = describe_candidate(candidate, self.score_mentions(candidate))
        return float(features @ self.weights + self.bias)

    def probabilities(self, reading: Reading) -> dict[str, float]:
        """Return the probability of each candidate of an article to be a party."""
        candidates = list_candidates(reading)
        values = np.array([self.decide(candidate) for candidate in candidates])
        slope, intercept = self.calibration
        scores = sigmoid(slope * values + intercept)
        return dict(zip((candidate.code for candidate in candidates), scores.tolist(), strict=True))


def describe_candidate(candidate: Candidate, scores: Sequence[float]) -> Floats:
    """Return the features of a candidate, in the order of `STRUCTURE_NAMES`.

    Args:
        candidate: The candidate.
        scores: The decision values of its mentions.
    """
    sure = [score * weight if score > 0 else score for score, weight in zip(scores, candidate.weights, strict=True)]
    best = sorted(sure, reverse=True)
    return np.array([best[0], best[min(1, len(best) - 1)], sum(sure) / len(sure), *candidate.structure])


def list_candidates(reading: Reading) -> list[Candidate]:
    """Return the parties that an article names, home left out, in order of their first mention."""
    places = {code: found for code, found in reading.party_places.items() if code != reading.home}
    return [
        Candidate(
            code,
            tuple(_describe_mention(reading, *place) for place in found),
            tuple(reading.content.weights[number] for number, _ in found),
            describe_structure(reading, places, code),
        )
        for code, found in places.items()
    ]


def _describe_mention(reading: Reading, number: int, mention: Mention) -> dict[str, float]:
    features = context_features(reading.masked[number], mention.start, mention.end)
    kinds = (f"kind={mention.kind}", f"section={reading.content.sections[number]}")
    return {name: float(count) for name, count in Counter([*features, *kinds]).items()}


def describe_structure(reading: Reading, places: Mapping[str, tuple[Place, ...]], code: str) -> tuple[float, ...]:
    """Return how and where a candidate is mentioned: the numbers of `STRUCTURE_NAMES` after the mentions' own.

    Args:
        reading: The article.
        places: For each candidate its mentions, in order of their first.
        code: The candidate.
    """
    own = places[code]
    content = reading.content
    weights = {candidate: sum(content.weights[number] for number, _ in found) for candidate, found in places.items()}
    read = list(reading.parties)
    lines = [number for number, _ in own]
    sections = {content.sections[number] for number in lines}
    kinds = {mention.kind for _, mention in own}
    body = next((number for number in read if content.sections[number] == "body"), -1)
    order = list(places).index(code)
    first = read.index(lines[0])
    sentences = [_sentence(reading.masked[number], mention.start) for number, mention in own]
    organisations = sum(weights[other] for other in places if other in reading.organisations)
    after_place = [_word_before(reading.masked[number], mention.start) in _OF_PLACE for number, mention in own]
    venue = [after or mention.kind == "capital" for after, (_, mention) in zip(after_place, own, strict=True)]
    return tuple(
        map(
            float,
            (
                math.log1p(weights[code]),
                weights[code] / sum(weights.values()),
                weights[code] / max(weights.values()),
                weights[code] >= max(weights.values()),
                len(own) == 1,
                math.log1p(len(set(lines))),
                len(set(lines)) / len(read),
                max(content.weights[number] for number in lines),
                "headline" in sections,
                "summary" in sections,
                "caption" in sections,
                body in lines,
                first == 0,
                first < 3,
                first / len(read),
                order == 0,
                order == 1,
                order < 3,
                math.log1p(order),
                math.log1p(len(places)),
                len(places) == 1,
                len(places) <= 2,
                "name" in kinds,
                "adjective" in kinds,
                kinds == {"capital"},
                kinds == {"agency"},
                kinds == {"capital"} and all(n == body and m.start < _DATELINE_LENGTH for n, m in own),
                sum(words.count("PARTY") >= _LONG_LIST for words in sentences) / len(own),
                sum("HOME" in words for words in sentences) / len(own),
                reading.home in reading.party_places,
                reading.home is None,
                code in reading.organisations,
                0.0 if code in reading.organisations else organisations / sum(weights.values()),
                sum(after_place) / len(own),
                all(venue),
            ),
        )
    )


def _sentence(masked: MaskedText, start: int) -> tuple[str, ...]:
    span = masked.sentence(masked.place(start))
    return masked.words[span.start : span.stop]


def _word_before(masked: MaskedText, start: int) -> str:
    place = masked.place(start)
    return masked.words[place - 1] if place > 0 else ""
