"""Evaluation with the tagger that users run."""

import json

from dateline.labels.annotation import LabelledArticle
from dateline.predict.tagger import Tagger
from dateline.train.evaluation import evaluate, predict

ROWS = [
    ("partners", "micro"),
    ("domains", "micro"),
    ("domains", "macro"),
    ("sections", "boilerplate"),
    ("sections", "six-way"),
]


def test_the_model_beats_the_keywords_on_the_seeds(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    for condition in ("clean", "stripped"):
        evaluation = evaluate(tagger, seeds, "seeds", condition)
        for row in ROWS:
            assert evaluation.model[row].f1 > evaluation.baseline[row].f1, (condition, row)


def test_an_article_is_tagged_for_its_own_home(tagger: Tagger, labelled: list[LabelledArticle]) -> None:
    for prediction in predict(tagger, labelled[60:160:5]):
        assert prediction.labelled.home not in prediction.tagged.annotation.parties
        assert prediction.labelled.home not in prediction.baseline.parties


def test_an_evaluation_is_json(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    record = json.loads(json.dumps(evaluate(tagger, seeds[:2], "two seeds", "clean").to_dict()))
    assert record["number"] == 2
    assert {"task", "label", "model", "baseline"} == record["rows"][0].keys()
