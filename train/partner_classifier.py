"""The party model as a scikit-learn estimator."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from dateline.labels.content import Content
from dateline.labels.errors import CorpusError
from dateline.labels.label_set import LabelSet
from dateline.models.mentions import find_mentions
from dateline.models.reading import Reading, read_content
from dateline.predict.tagger import DEFAULT_HOME
from dateline.train.content_model import ContentModel, Sections
from dateline.train.fit_parties import fit_parties
from dateline.train.fitting import FOLDS, Bools, fold_of
from dateline.train.learning import learning
from dateline.train.tag_classifier import TagClassifier, as_indicator
from dateline.train.text_classifier import (
    Labels,
    Texts,
    can_be_learned,
    check_texts,
    label_set_of,
    read_texts,
)


class PartnerClassifier(TagClassifier):
    """Gives an article the countries and organisations that take part in what it reports.

    The model knows no party by name: it learns how partners are spoken of, and finds each party of the label set, also
    one that it never saw. A party that an article does not name has the probability 0.

    Args:
        sections: What tells the story from the rest of the page: a fitted `SectionClassifier`, None for the shipped
            model, "all" to take every line for the story. It is never fitted here.
        home: The home country's code, which is no partner, whether y has it or not; None where every party is one.
        label_set: The label set: a folder, or its name among the shipped ones; None for the shipped one.

    Attributes:
        classes_: The codes of the label set's parties, in the order of columns.
        thresholds_: The least probability of each to be given, the same for all.
        label_set_: The label set.
        content_: The content model.
        model_: The fitted model.

    >>> from dateline.labels.labelled_files import read_labelled_folder
    >>> labelled = read_labelled_folder()[:65]
    >>> X, y = [item.text for item in labelled], [item.gold.parties for item in labelled]
    >>> classifier = PartnerClassifier().fit(X[5:], y[5:])
    >>> classifier.classes_[classifier.predict(X[:1])[0]].tolist()
    ['FR']
    >>> classifier.score(X[:5], y[:5]) > 0.7
    True
    """

    def __init__(
        self,
        *,
        sections: Sections = None,
        home: str | None = DEFAULT_HOME,
        label_set: LabelSet | Path | str | None = None,
    ) -> None:
        self.sections = sections
        self.home = home
        self.label_set = label_set

    def fit(self, X: Texts, y: Labels) -> Self:  # noqa: N803  # scikit-learn's name
        """Learn from labelled articles.

        Args:
            X: The texts of articles, a paragraph a line.
            y: For each the set of its parties' codes, or a row of a matrix with a column for each of the label set's.

        Raises:
            ValueError: X is no sequence of texts, y does not fit it, or a setting is none.
            ArticleError: A text is no article.
            LabelSetError: Home is no party of the label set.
            CorpusError: A party is unknown, or there are too few articles.
        """
        texts = check_texts(X)
        label_set = label_set_of(self.label_set)
        if self.home is not None:
            label_set.require_party(self.home)
        classes = tuple(label_set.parties)
        truth = as_indicator(y, len(texts), classes, label_set.parties)
        parties = [frozenset(classes[column] for column in np.flatnonzero(row)) for row in truth]
        content = ContentModel.of(self.sections)
        readings = [
            _read(content.find(article, unseen=True), label_set, self.home)
            for article in read_texts(texts, content.known)
        ]
        _check_candidates(readings, parties)
        with learning("partners"):
            fitted = fit_parties(readings, parties, [1.0] * len(readings))
        self.label_set_ = label_set
        self.content_ = content
        self.model_ = fitted.model
        self.classes_ = np.array(classes)
        self.thresholds_ = np.full(len(classes), fitted.model.threshold)
        return self

    def _score(self, content: Content) -> Mapping[str, float]:
        return self.model_.probabilities(_read(content, self.label_set_, self.home))

    def _truth(self, y: Labels, number: int) -> Bools:
        truth = as_indicator(y, number, self.classes_.tolist(), self.label_set_.parties)
        truth[:, np.isin(self.classes_, [self.home or ""])] = False
        return truth


def _read(content: Content, label_set: LabelSet, home: str | None) -> Reading:
    return read_content(content, find_mentions(content.article, label_set), label_set, home)


def _check_candidates(readings: Sequence[Reading], parties: Sequence[frozenset[str]]) -> None:
    """Check that partners can be told from other parties named, and that each fold names some.

    Raises:
        CorpusError: They cannot.
    """
    named = [
        (fold_of(reading.content.article.id), code in gold)
        for reading, gold in zip(readings, parties, strict=True)
        for code in reading.party_places
        if code != reading.home
    ]
    folds, truth = np.array([fold for fold, _ in named]), np.array([true for _, true in named])
    if len(set(folds.tolist())) < FOLDS or not can_be_learned(truth, folds):
        raise CorpusError(
            f"the stories of {len(readings)} articles name {len(named)} parties, of which {int(truth.sum())} are "
            f"partners; wanted some in each of {FOLDS} folds, and in each four of them both partners and others: give "
            "more articles"
        )
