"""What the classifiers of partners and domains share: they give an article some of many classes."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse
from sklearn.base import ClassifierMixin
from sklearn.metrics import f1_score
from sklearn.utils.validation import check_is_fitted

from dateline.labels.content import Content
from dateline.labels.errors import CorpusError
from dateline.train.content_model import ContentModel
from dateline.train.fitting import Bools, Floats
from dateline.train.text_classifier import (
    Labels,
    TextClassifier,
    Texts,
    check_number,
    check_texts,
    read_texts,
    require_labels,
)

_MOST_NAMED = 30


class TagClassifier(ClassifierMixin, TextClassifier, ABC):  # type: ignore[misc]  # scikit-learn publishes no types
    """A classifier of several labels, which reads the story of an article and not the rest of its page."""

    content_: ContentModel
    thresholds_: Floats

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401  # scikit-learn publishes no types
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.classifier_tags.multi_label = True
        return tags

    def predict(self, X: Texts) -> Bools:  # noqa: N803  # scikit-learn's name
        """Return which classes each article has, shape (articles, classes).

        Raises:
            ValueError: X is no sequence of texts.
            ArticleError: A text is no article.
        """
        return self.predict_proba(X) >= self.thresholds_

    def predict_proba(self, X: Texts) -> Floats:  # noqa: N803  # scikit-learn's name
        """Return the probability of each article to have each class, shape (articles, classes).

        Raises:
            ValueError: X is no sequence of texts.
            ArticleError: A text is no article.
        """
        check_is_fitted(self)
        texts = check_texts(X)
        column_of = {name: column for column, name in enumerate(self.classes_.tolist())}
        found = np.zeros((len(texts), len(column_of)))
        for row, article in zip(found, read_texts(texts, self.content_.known), strict=True):
            for name, probability in self._score(self.content_.find(article)).items():
                row[column_of[name]] = probability
        return found

    def score(self, X: Texts, y: Labels) -> float:  # noqa: N803  # scikit-learn's name
        """Return the micro-averaged F1 over articles and classes.

        Raises:
            ValueError: X is no sequence of texts, or y does not fit it.
            ArticleError: A text is no article.
            CorpusError: A label is unknown.
        """
        found = self.predict(X)
        return float(f1_score(self._truth(y, len(found)), found, average="micro", zero_division=0.0))

    @abstractmethod
    def _score(self, content: Content) -> Mapping[str, float]:
        """Return the probabilities of the classes of an article that it may have."""

    @abstractmethod
    def _truth(self, y: Labels, number: int) -> Bools:
        """Return which classes each of so many articles has."""


def as_indicator(y: Labels, number: int, classes: Iterable[str], known: Collection[str]) -> Bools:
    """Return which classes each article has, shape (articles, classes).

    Args:
        y: For each article a set of labels, or a matrix of this kind.
        number: The number of articles.
        classes: The classes.
        known: All labels that there are; those that are no classes are left out.

    Raises:
        ValueError: y is of another form, or not of so many articles.
        CorpusError: A label is not known.

    >>> as_indicator([{"training"}, set()], 2, ["defence", "training"], ["training", "defence"]).tolist()
    [[False, True], [False, False]]
    """
    columns = {name: column for column, name in enumerate(classes)}
    rows = _list_rows(require_labels(y))
    check_number(number, len(rows))
    if isinstance(rows, np.ndarray):
        return _check_matrix(rows, len(columns))
    truth = np.zeros((number, len(columns)), dtype=np.bool_)
    for place, labels in enumerate(rows):
        if isinstance(labels, str) or not isinstance(labels, Iterable):
            raise ValueError(f"y[{place}] is {labels!r}; wanted a set of labels, as in {{{labels!r}}}")
        for label in labels:
            if label not in known:
                raise CorpusError(f"y[{place}]: {label!r} is no label of the label set; there are: {_name_some(known)}")
            if label in columns:
                truth[place, columns[label]] = True
    return truth


def _list_rows(y: Any) -> list[Any] | NDArray[Any]:  # noqa: ANN401  # whatever is given
    """Return the labels of each article: as a matrix where they are given as numbers, else as they are."""
    if issparse(y):
        return y.toarray()
    if len(getattr(y, "shape", ())) > 1:
        return np.asarray(y)
    rows = list(y)
    if rows and all(isinstance(row, Sequence | np.ndarray) and _is_numeric(row) for row in rows):
        return np.array(rows) if len({len(row) for row in rows}) == 1 else rows
    return rows


def _is_numeric(row: Sequence[Any] | NDArray[Any]) -> bool:
    return len(row) > 0 and all(isinstance(cell, int | float | np.number | np.bool_) for cell in row)


def _check_matrix(rows: NDArray[Any], width: int) -> Bools:
    if rows.shape[1:] != (width,):
        raise ValueError(f"y has the shape {rows.shape}; wanted a column for each of {width} classes, in their order")
    if not np.isin(rows, (0, 1)).all():
        raise ValueError("y is a matrix of other values than 0 and 1; wanted 1 where an article has a class, else 0")
    return rows.astype(np.bool_)


def _name_some(known: Collection[str]) -> str:
    rest = len(known) - _MOST_NAMED
    return ", ".join(islice(known, _MOST_NAMED)) + (f" and {rest} more" if rest > 0 else "")
