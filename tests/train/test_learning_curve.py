"""The learning curve: growing parts of the articles, measured on articles that none of them holds."""

from itertools import pairwise

import pytest

from dateline.predict.tagger import Tagger
from dateline.train import learning_curve
from dateline.train.corpus import Corpus, load_corpus
from dateline.train.fitting import held_out_fold_of
from dateline.train.learning_curve import SHARES, measure_learning_curve
from dateline.train.training import TrainingSettings


def test_each_part_holds_the_one_before_and_none_of_the_held_out(
    monkeypatch: pytest.MonkeyPatch, tagger: Tagger
) -> None:
    parts: list[set[str]] = []

    def train(corpus: Corpus, _: TrainingSettings) -> object:
        parts.append({article.article.id for article in corpus.articles})
        return tagger.bundle

    monkeypatch.setattr(learning_curve, "train", train)
    points = measure_learning_curve(load_corpus(), TrainingSettings())
    assert [point.articles for point in points] == [len(part) for part in parts]
    assert all(small < large for small, large in pairwise(parts))
    assert len(parts) == len(SHARES)
    assert not any(held_out_fold_of(name) == 0 for name in parts[-1])
    assert {"partners", "domains", "5 rarest domains", "pairs", "boilerplate"} <= points[0].scores.keys()
