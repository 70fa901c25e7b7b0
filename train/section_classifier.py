"""The section model as a scikit-learn estimator."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.validation import check_is_fitted

from dateline.labels.annotation import Annotation, LabelledArticle
from dateline.labels.article import Article
from dateline.labels.label_set import LabelSet
from dateline.models.mentions import find_mentions
from dateline.models.sections import SectionPrediction
from dateline.train.corpus import count_words
from dateline.train.fit_sections import fit_sections
from dateline.train.fitting import Floats
from dateline.train.learning import learning
from dateline.train.line_labels import check_sections, check_sides
from dateline.train.splice_folds import BROKEN, splice_folds
from dateline.train.text_classifier import (
    Labels,
    TextClassifier,
    Texts,
    check_texts,
    label_set_of,
    read_texts,
)

_SPLICED = ("teaser", "furniture")  # the sections of what splicing adds


class SectionClassifier(TextClassifier):
    """Gives each line of an article its section: headline, body, teaser and so on.

    An article has a label for each line that is not blank, so a sample has as many outputs as its text has lines.
    scikit-learn knows no such target: to its tools the estimator is neither classifier nor regressor, and
    cross-validation folds are not stratified.

    Args:
        copies: Pages to splice of each article for training: its story, then teasers of others. Real pages carry such
            teasers; labelled articles often have none.
        label_set: The label set: a folder, or its name among the shipped ones; None for the shipped one.
        random_state: Seed of splicing, the only random step.
        n_jobs: Processes to fit with; they change no result.

    Attributes:
        classes_: The section ids that were learned.
        label_set_: The label set.
        known_: Known words.
        fitted_: The fitted models.

    >>> from dateline.labels.labelled_files import read_labelled_folder
    >>> labelled = read_labelled_folder()[:45]
    >>> X, y = [item.text for item in labelled], [item.gold.sections for item in labelled]
    >>> classifier = SectionClassifier().fit(X[5:], y[5:])
    >>> classifier.predict(X[:1])[0][:3]
    ('headline', 'summary', 'caption')
    >>> classifier.score(X[:5], y[:5]) > 0.8
    True
    """

    def __init__(
        self,
        *,
        copies: int = 0,
        label_set: LabelSet | Path | str | None = None,
        random_state: int = 0,
        n_jobs: int = 1,
    ) -> None:
        self.copies = copies
        self.label_set = label_set
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Texts, y: Labels) -> Self:  # noqa: N803  # scikit-learn's name
        """Learn from labelled articles.

        Args:
            X: The texts of articles, a paragraph a line.
            y: For each the section ids of its lines; blank lines have none.

        Raises:
            ValueError: X is no sequence of texts, y has not a label for each line, or a setting is none.
            ArticleError: A text is no article.
            CorpusError: A section is unknown, or there are too few articles to tell content from boilerplate.
        """
        texts = check_texts(X)
        label_set = label_set_of(self.label_set)
        self._check_settings(label_set)
        articles = list(read_texts(texts))
        labels = check_sections(y, articles, label_set)
        labelled = [_labelled(*item) for item in zip(articles, labels, texts, strict=True)]
        known = count_words(labelled, label_set)
        read = [
            replace(item, article=article) for item, article in zip(labelled, read_texts(texts, known), strict=True)
        ]
        content, copies, seed = label_set.content_sections, self.copies, self.random_state
        pages = [*read, *splice_folds(read, content, copies=copies, broken=BROKEN, seed=seed)]
        check_sides(pages, label_set)
        with learning("sections"):
            self.fitted_ = fit_sections(pages, [1.0] * len(pages), known, label_set, self.n_jobs)
        self.label_set_ = label_set
        self.known_ = known
        self.classes_ = np.array(self.fitted_.model.labels)
        return self

    def predict(self, X: Texts) -> NDArray[Any]:  # noqa: N803  # scikit-learn's name
        """Return for each article the section ids of its lines: a tuple for each, in an array of objects.

        Raises:
            ValueError: X is no sequence of texts.
            ArticleError: A text is no article.
        """
        found = self._predict(X)
        labels = np.empty(len(found), dtype=object)
        for place, prediction in enumerate(found):
            labels[place] = prediction.labels
        return labels

    def content_probability(self, X: Texts) -> list[Floats]:  # noqa: N803  # scikit-learn's name
        """Return for each article the probability of each of its lines to belong to the story.

        Raises:
            ValueError: X is no sequence of texts.
            ArticleError: A text is no article.
        """
        return [np.array(prediction.content) for prediction in self._predict(X)]

    def score(self, X: Texts, y: Labels) -> float:  # noqa: N803  # scikit-learn's name
        """Return the share of all lines whose section is right.

        Raises:
            ValueError: X is no sequence of texts, or y has not a label for each line.
            ArticleError: A text is no article.
            CorpusError: A section is unknown.
        """
        found = self.predict(X)
        truth = check_sections(y, list(read_texts(check_texts(X))), self.label_set_)
        pairs = [pair for item in zip(truth, found, strict=True) for pair in zip(*item, strict=True)]
        return sum(gold == label for gold, label in pairs) / len(pairs)

    def _check_settings(self, label_set: LabelSet) -> None:
        for name, least in (("copies", 0), ("random_state", None)):
            value = getattr(self, name)
            if not isinstance(value, int | np.integer) or (least is not None and value < least):
                wanted = "a whole number" + ("" if least is None else f" from {least}")
                raise ValueError(f"{name} is {value!r}; wanted {wanted}")
        if self.copies and (missing := [section for section in _SPLICED if section not in label_set.sections]):
            raise ValueError(
                f"copies is {self.copies}, but the label set {label_set.name!r} has no section {missing[0]!r} for what "
                "splicing adds; set copies=0"
            )

    def _predict(self, X: Texts) -> list[SectionPrediction]:  # noqa: N803  # scikit-learn's name
        check_is_fitted(self)
        articles = read_texts(check_texts(X), self.known_)
        return [self._predict_article(article) for article in articles]

    def _predict_article(self, article: Article) -> SectionPrediction:
        mentions = find_mentions(article, self.label_set_)
        return self.fitted_.model.predict(article.texts, mentions, self.known_)


def _labelled(article: Article, sections: tuple[str, ...], text: str) -> LabelledArticle:
    return LabelledArticle(article, Annotation(article.id, sections, frozenset(), frozenset()), None, text)
