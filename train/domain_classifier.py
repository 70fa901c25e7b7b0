"""The domain model as a scikit-learn estimator."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from dateline.labels.content import Content
from dateline.labels.errors import CorpusError
from dateline.labels.label_set import LabelSet
from dateline.models.mentions import find_mentions
from dateline.train.content_model import ContentModel, Sections
from dateline.train.fit_domains import fit_domains
from dateline.train.fitting import FOLDS, Bools, fold_of
from dateline.train.labelled_story import LabelledStory, read_for_domains
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

# The probability that an article reports a cooperation at all comes from its parties, and here no parties are given.
# So every article is taken for one that does, in fitting as in use: only those who label know what theirs are about.
_COOPERATION = 1.0


class DomainClassifier(TagClassifier):
    """Gives an article the domains of the cooperation that it reports.

    Only the domains of whole articles are given. A paragraph's own are taken to be those of its article that have a
    cue in it. A domain without a cue anywhere in the story must be said in other words, no one knows where; it counts
    for every paragraph of the story, and what they say otherwise evens out.

    Args:
        classes: The domains to learn; all of the label set if None. Others in y are left out.
        sections: What tells the story from the rest of the page: a fitted `SectionClassifier`, None for the shipped
            model, "all" to take every line for the story. It is never fitted here.
        label_set: The label set: a folder, or its name among the shipped ones; None for the shipped one.
        n_jobs: Threads to fit with; they change no result.

    Attributes:
        classes_: The domain ids, in the order of columns.
        learned_: Which of them stand in enough articles to be learned; the others have the probability 0.
        thresholds_: The least probability of each to be given.
        label_set_: The label set.
        content_: The content model.
        model_: The fitted model.

    >>> from dateline.labels.labelled_files import read_labelled_folder
    >>> labelled = read_labelled_folder()[:65]
    >>> X, y = [item.text for item in labelled], [item.gold.domains for item in labelled]
    >>> classifier = DomainClassifier(classes=["drug-trafficking", "terrorism", "training"]).fit(X[5:], y[5:])
    >>> classifier.classes_[classifier.predict(X[:1])[0]].tolist()
    ['terrorism', 'training']
    >>> classifier.score(X[:5], y[:5]) > 0.7
    True
    """

    def __init__(
        self,
        *,
        classes: Sequence[str] | None = None,
        sections: Sections = None,
        label_set: LabelSet | Path | str | None = None,
        n_jobs: int = 1,
    ) -> None:
        self.classes = classes
        self.sections = sections
        self.label_set = label_set
        self.n_jobs = n_jobs

    def fit(self, X: Texts, y: Labels) -> Self:  # noqa: N803  # scikit-learn's name
        """Learn from labelled articles.

        Args:
            X: The texts of articles, a paragraph a line.
            y: For each the set of its domains, or a row of a matrix with a column for each of the classes.

        Raises:
            ValueError: X is no sequence of texts, y does not fit it, or a setting is none.
            ArticleError: A text is no article.
            CorpusError: A domain is unknown, or there are too few articles.
        """
        texts = check_texts(X)
        label_set = label_set_of(self.label_set)
        classes = _check_classes(self.classes, label_set)
        truth = as_indicator(y, len(texts), classes, label_set.domains)
        content = ContentModel.of(self.sections)
        domains = [frozenset(name for name, true in zip(classes, row, strict=True) if true) for row in truth.tolist()]
        stories = [
            LabelledStory.of(content.find(article, unseen=True), given, label_set)
            for article, given in zip(read_texts(texts, content.known), domains, strict=True)
        ]
        learned = _list_learned(stories, classes)
        _check_cues(stories, learned)
        with learning("domains"):
            fitted = fit_domains(
                [story.read_as_labelled(learned, label_set) for story in stories],
                [story.read_as_seen(learned, label_set) for story in stories],
                np.full(len(stories), _COOPERATION),
                learned,
                self.n_jobs,
            )
        self.label_set_ = label_set
        self.content_ = content
        self.model_ = fitted.model
        self.classes_ = np.array(classes)
        self.learned_ = np.isin(self.classes_, learned)
        self.thresholds_ = np.ones(len(classes))
        self.thresholds_[self.learned_] = fitted.model.thresholds
        return self

    def _score(self, content: Content) -> Mapping[str, float]:
        mentions = find_mentions(content.article, self.label_set_)
        reading = read_for_domains(content, mentions, self.model_.domains, self.label_set_)
        return self.model_.probabilities(reading, _COOPERATION)[0]

    def _truth(self, y: Labels, number: int) -> Bools:
        return as_indicator(y, number, self.classes_.tolist(), self.label_set_.domains)


def _check_classes(classes: Sequence[str] | None, label_set: LabelSet) -> tuple[str, ...]:
    """Return the domains to learn.

    Raises:
        ValueError: They are no sequence, none, or one comes twice.
        CorpusError: One is unknown.
    """
    if classes is None:
        return tuple(label_set.domains)
    if isinstance(classes, str):
        raise ValueError(f"classes is the string {classes!r}; wanted a sequence of domain ids: [{classes!r}]")
    given = tuple(map(str, classes))
    if not given or len(set(given)) < len(given):
        raise ValueError(f"classes is {classes!r}; wanted at least one domain id, and each once")
    for domain in given:
        if domain not in label_set.domains:
            raise CorpusError(
                f"classes: {domain!r} is no domain of {label_set.name!r}; there are: {', '.join(label_set.domains)}"
            )
    return given


def _list_learned(stories: Sequence[LabelledStory], classes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes that can be learned, and warn of the others.

    Raises:
        CorpusError: None can.
    """
    paragraphs = [(found, fold_of(story.article.id)) for story in stories for found in story.truth]
    folds = np.array([fold for _, fold in paragraphs])
    learned = tuple(
        domain for domain in classes if can_be_learned(np.array([domain in found for found, _ in paragraphs]), folds)
    )
    if not learned:
        raise CorpusError(
            f"none of the {len(classes)} domains stands in the stories of articles of two of {FOLDS} folds and is "
            f"missing in others; {len(stories)} articles were given: give more"
        )
    if missing := [domain for domain in classes if domain not in learned]:
        warnings.warn(
            f"{len(missing)} of {len(classes)} domains stand in too few articles to be learned and have the "
            f"probability 0: {', '.join(missing)}",
            stacklevel=3,
        )
    return learned


def _check_cues(stories: Sequence[LabelledStory], learned: tuple[str, ...]) -> None:
    """Check that cues which speak for a domain can be told from those in passing.

    Raises:
        CorpusError: They cannot.
    """
    cues = [(true, fold_of(story.article.id)) for story in stories for true in story.list_cues(learned)]
    truth, folds = np.array([true for true, _ in cues], dtype=np.bool_), np.array([fold for _, fold in cues])
    if not can_be_learned(truth, folds):
        raise CorpusError(
            f"the stories of {len(stories)} articles name their own domains in {int(truth.sum())} places and others in "
            f"passing in {int((~truth).sum())}; wanted both outside of each of {FOLDS} folds: give more articles"
        )
