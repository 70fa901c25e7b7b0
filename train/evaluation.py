"""Evaluation: tag labelled articles with the tagger that users run, and count beside the keyword baseline."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dateline.labels.annotation import Annotation, LabelledArticle
from dateline.labels.errors import CorpusError
from dateline.labels.label_set import LabelSet
from dateline.predict.tagged import TaggedArticle
from dateline.predict.tagger import Tagger
from dateline.train.baseline import tag_by_keywords
from dateline.train.causes import Cause, count_causes
from dateline.train.conditions import CONDITIONS
from dateline.train.corpus import Corpus
from dateline.train.fitting import FOLDS, held_out_fold_of
from dateline.train.metrics import Row, Score, count_article, score_rows
from dateline.train.reliability import Reliability, ReviewScore, measure_reliability, measure_review
from dateline.train.training import TrainingSettings, train

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of a model and of the keyword baseline on the same articles.

    Attributes:
        articles: What was evaluated on.
        condition: Under which of the conditions.
        number: How many articles there were.
        model: The model's score in each row.
        baseline: The baseline's.
        reliability: That of the probabilities of partners, domains and content.
        review: What the review flag finds.
        causes: How many errors there are of each cause.
    """

    articles: str
    condition: str
    number: int
    model: dict[Row, Score]
    baseline: dict[Row, Score]
    reliability: dict[str, Reliability]
    review: ReviewScore
    causes: Counter[Cause]

    def to_dict(self) -> dict[str, Any]:
        """Return the evaluation as JSON values."""
        return {
            "articles": self.articles,
            "condition": self.condition,
            "number": self.number,
            "rows": [
                {"task": row[0], "label": row[1], "model": asdict(score), "baseline": asdict(self.baseline[row])}
                for row, score in self.model.items()
            ],
            "reliability": {task: asdict(found) for task, found in self.reliability.items()},
            "review": asdict(self.review),
            "causes": [
                {"task": task, "error": error, "cause": cause, "number": number}
                for (task, error, cause), number in sorted(self.causes.items())
            ],
        }


@dataclass(frozen=True, slots=True)
class Prediction:
    """A labelled article with what the model and the baseline say of it."""

    labelled: LabelledArticle
    tagged: TaggedArticle
    baseline: Annotation


def predict(tagger: Tagger, articles: Sequence[LabelledArticle]) -> Iterator[Prediction]:
    """Tag labelled articles, each for its own home; glued words are taken apart as for any text."""
    for labelled in articles:
        tagged = tagger.at_home(labelled.home).tag(
            labelled.text, article_id=labelled.article.id, language=labelled.article.language
        )
        baseline = tag_by_keywords(tagged.article, labelled.home, tagger.bundle.label_set)
        yield Prediction(labelled, tagged, baseline)


def evaluate(tagger: Tagger, articles: Sequence[LabelledArticle], name: str, condition: str) -> Evaluation:
    """Evaluate a tagger on labelled articles under a condition.

    Raises:
        CorpusError: There are no articles, or one has a label that the tagger's label set does not know.
    """
    _check(articles, tagger.bundle.label_set, name)
    predictions = list(predict(tagger, CONDITIONS[condition](articles)))
    return summarize(predictions, tagger.bundle.label_set, name, condition)


def _check(articles: Sequence[LabelledArticle], label_set: LabelSet, name: str) -> None:
    if not articles:
        raise CorpusError(f"{name}: there are no labelled articles to evaluate on")
    for article in articles:
        unknown = [
            *(set(article.gold.sections) - label_set.sections.keys()),
            *(article.gold.domains - label_set.domains.keys()),
        ]
        if unknown:
            raise CorpusError(f"{article.place}: {unknown[0]!r} is no section or domain of {label_set.name!r}")


def cross_validate(
    corpus: Corpus, settings: TrainingSettings, conditions: Sequence[str], report: Report = lambda _: None
) -> list[Evaluation]:
    """Evaluate by folds: each article is tagged by a model that saw neither it nor a page that borrows from it.

    Args:
        corpus: The labelled articles.
        settings: How to train the models.
        conditions: Names of the conditions to evaluate under.
        report: Called with a sentence before each step.

    Returns:
        For each condition an evaluation of all articles, and one of the seeds alone.
    """
    predictions: dict[str, list[Prediction]] = {condition: [] for condition in conditions}
    for fold in range(FOLDS):
        held_out = [article for article in corpus.articles if held_out_fold_of(article.article.id) == fold]
        report(f"fold {fold + 1} of {FOLDS}: {len(held_out)} articles held out")
        ids = frozenset(article.article.id for article in held_out)
        tagger = Tagger(train(corpus.without(ids), settings), None)
        for condition, found in predictions.items():
            found += predict(tagger, CONDITIONS[condition](held_out))
    evaluations = []
    for condition, found in predictions.items():
        seeds = [prediction for prediction in found if prediction.labelled.article.id in corpus.seeds]
        evaluations.append(summarize(found, corpus.label_set, "all labelled articles", condition))
        evaluations.append(summarize(seeds, corpus.label_set, "seeds", condition))
    return evaluations


def summarize(predictions: Sequence[Prediction], label_set: LabelSet, name: str, condition: str) -> Evaluation:
    """Return the scores of predictions."""

    def scores(found: Callable[[Prediction], Annotation]) -> dict[Row, Score]:
        return score_rows([count_article(p.labelled.gold, found(p), p.labelled.home, label_set) for p in predictions])

    tagged = [(prediction.labelled, prediction.tagged) for prediction in predictions]
    return Evaluation(
        name,
        condition,
        len(predictions),
        scores(lambda p: p.tagged.annotation),
        scores(lambda p: p.baseline),
        measure_reliability(tagged, label_set),
        measure_review(tagged),
        count_causes(tagged, label_set),
    )
