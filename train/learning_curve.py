"""The learning curve: how well models do that were trained on growing parts of the labelled articles."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from dateline.predict.tagger import Tagger
from dateline.train.corpus import Corpus
from dateline.train.evaluation import evaluate
from dateline.train.fitting import held_out_fold_of
from dateline.train.metrics import MACRO, Row, Score
from dateline.train.training import TrainingSettings, train

SHARES = (0.125, 0.25, 0.5, 1.0)
"""The parts of the articles that are trained on."""

_RARE = 5

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Point:
    """A model of the curve.

    Attributes:
        articles: The number of articles that it was trained on.
        scores: Its F1 on the held-out articles, by task.
    """

    articles: int
    scores: Mapping[str, float]


def measure_learning_curve(corpus: Corpus, settings: TrainingSettings, report: Report = lambda _: None) -> list[Point]:
    """Train on growing parts of the articles, each part within the next, and evaluate on the same held-out fold."""
    held_out = [article for article in corpus.articles if held_out_fold_of(article.article.id) == 0]
    rest = corpus.without(frozenset(article.article.id for article in held_out))
    ids = sorted((article.article.id for article in rest.articles), key=lambda name: zlib.crc32(name.encode()))
    points = []
    for share in SHARES:
        part = rest.without(frozenset(ids[round(share * len(ids)) :]))
        report(f"{len(part.articles)} articles")
        tagger = Tagger(train(part, settings), None)
        points.append(Point(len(part.articles), _summarize(evaluate(tagger, held_out, "held out", "clean").model)))
    return points


def _summarize(scores: Mapping[Row, Score]) -> dict[str, float]:
    """Return F1 by task; the rarest domains are those that the held-out articles name least often."""
    domains = [score for (task, label), score in scores.items() if task == "domains" and label not in ("micro", MACRO)]
    rarest = sorted(domains, key=lambda score: score.support)[:_RARE]
    return {
        "partners": scores["partners", "micro"].f1,
        "domains": scores["domains", "micro"].f1,
        "domains, macro": scores["domains", MACRO].f1,
        f"{_RARE} rarest domains": round(float(np.mean([score.f1 for score in rarest])), 4),
        "pairs": scores["pairs", "micro"].f1,
        "boilerplate": scores["sections", "boilerplate"].f1,
    }
