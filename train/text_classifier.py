"""What the classifiers of article texts share: settings as values, texts as input, the label set, the folds."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias, Union

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from dateline.labels.article import Article, read_article
from dateline.labels.errors import ArticleError
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import load_label_set
from dateline.labels.labelled_files import DEFAULT_LABELS
from dateline.labels.words import KnownWords
from dateline.models.bundle import Bundle, load_bundle
from dateline.train.fitting import FOLDS, Bools

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Texts: TypeAlias = Union[Sequence[str], NDArray[Any], "Series[Any]"]
"""Texts of articles, a paragraph a line."""

Labels: TypeAlias = Union[Iterable[Iterable[str]], NDArray[Any], "Series[Any]", "DataFrame"]
"""For each article its labels, or a row of a matrix that says which of the classes it has."""

_ID_LENGTH = 16


class TextClassifier(BaseEstimator):  # type: ignore[misc]  # scikit-learn publishes no types
    """A classifier whose samples are the texts of articles."""

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401  # scikit-learn publishes no types
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.one_d_array = True
        tags.input_tags.string = True
        tags.target_tags.required = True
        tags.target_tags.multi_output = True
        tags.target_tags.single_output = False
        return tags

    def __sklearn_clone__(self) -> Self:
        """Return an unfitted copy with the same settings, not with copies of them.

        A setting is a value that nobody changes. A label set is large, and of a fitted section model scikit-learn
        would make one that is not fitted.
        """
        return type(self)(**self.get_params(deep=False))


def check_texts(X: Texts) -> list[str]:  # noqa: N803  # scikit-learn's name
    """Return the texts of a sequence.

    Raises:
        ValueError: It is no sequence of strings, or empty.

    >>> check_texts("Fiji, Tonga sign police pact")
    Traceback (most recent call last):
    ValueError: X is a single string; wanted a sequence of article texts: put it in a list
    """
    if isinstance(X, str | bytes):
        raise ValueError("X is a single string; wanted a sequence of article texts: put it in a list")
    if isinstance(X, Mapping | Set) or not hasattr(X, "__len__") or len(getattr(X, "shape", (0,))) != 1:
        raise ValueError(f"X is {_describe(X)}; wanted a sequence of article texts: a list, a 1-d array or a column")
    texts = list(X)
    if not texts:
        raise ValueError("X is empty: it has 0 articles; wanted at least 1")
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError(f"X[{place}] is of type {type(text).__name__}; wanted the text of an article")
    return [str(text) for text in texts]


def _describe(value: object) -> str:
    shape = getattr(value, "shape", None)
    return f"of type {type(value).__name__}" + (f" and shape {shape}" if shape else "")


def check_number(articles: int, labelled: int) -> None:
    """Check that each article has labels.

    Raises:
        ValueError: There are more articles than labels, or fewer.
    """
    if articles != labelled:
        raise ValueError(f"X has {articles} articles and y has {labelled}; wanted the labels of each article")


def require_labels(y: Labels | None) -> Iterable[Any]:
    """Return the labels of articles, or a matrix of them, as given.

    Raises:
        ValueError: There are none, or they are a single string.
    """
    if y is None:
        raise ValueError("fitting requires y to be passed, but the target y is None; wanted the labels of each article")
    if isinstance(y, str):
        raise ValueError(f"y is the string {y!r}; wanted the labels of each article")
    return y


def read_texts(texts: Iterable[str], known: KnownWords | None = None) -> Iterator[Article]:
    """Yield the articles of texts, named by their text: so the fold of an article does not hang on its place.

    Raises:
        ArticleError: A text is no article.
    """
    for place, text in enumerate(texts):
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        try:
            yield read_article(text, article_id=digest[:_ID_LENGTH], known=known)
        except ArticleError as error:
            raise ArticleError(f"X[{place}]: {error}") from error


def label_set_of(setting: LabelSet | Path | str | None) -> LabelSet:
    """Return a label set as it is, that of a folder, that of a name among the shipped ones, or the shipped one.

    Raises:
        LabelSetError: There is none in the folder, or it does not parse.
    """
    if setting is None:
        return load_shipped().label_set
    if isinstance(setting, LabelSet):
        return setting
    named = DEFAULT_LABELS / setting
    return load_label_set(named if named.is_dir() else Path(setting))


@cache
def load_shipped() -> Bundle:
    """Return the shipped bundle with all its lexicons in memory, for what is pickled must not hang on files here."""
    bundle = load_bundle()
    label_set = bundle.label_set
    read = replace(
        label_set,
        domain_surfaces=dict(label_set.domain_surfaces),
        party_surfaces=dict(label_set.party_surfaces),
    )
    return replace(bundle, label_set=read)


def can_be_learned(truth: Bools, folds: NDArray[np.intp]) -> bool:
    """Tell whether samples that are true and samples that are not stand outside of each fold.

    Args:
        truth: Shape (samples,).
        folds: The fold of each, shape (samples,).

    >>> can_be_learned(np.array([True, False, True, False]), np.array([0, 0, 1, 1]))
    True
    >>> can_be_learned(np.array([True, False, False, False]), np.array([0, 0, 1, 1]))
    False
    """
    outside = (truth[folds != fold] for fold in range(FOLDS))
    return all(found.any() and not found.all() for found in outside)
