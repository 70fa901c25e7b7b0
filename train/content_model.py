"""The content model: which lines of an article the classifiers of partners and domains read."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dateline.labels.article import Article
from dateline.labels.content import Content
from dateline.labels.label_set import LabelSet
from dateline.labels.words import KnownWords
from dateline.models.mentions import find_mentions
from dateline.models.sections import SectionModel
from dateline.train.fitting import FOLDS, fold_of
from dateline.train.section_classifier import SectionClassifier
from dateline.train.text_classifier import load_shipped

Sections: TypeAlias = SectionClassifier | Literal["all"] | None
"""Where the sections of articles come from: a fitted classifier, the shipped model, or no model."""


@dataclass(frozen=True)
class ContentModel:
    """Finds the lines of the story.

    Attributes:
        label_set: The label set whose parties and domains the section models look for.
        known: Known words, to read articles with.
        models: The section model, then for each fold the one that never saw its articles; None where every line is
            content.
    """

    label_set: LabelSet
    known: KnownWords
    models: tuple[SectionModel, ...] | None

    @classmethod
    def of(cls, sections: Sections) -> "ContentModel":
        """Return the content model of a setting.

        Raises:
            ValueError: It is none, or a classifier that is not fitted.
        """
        shipped = load_shipped()
        if sections is None:
            return cls(shipped.label_set, shipped.known, (shipped.models.sections,) * (1 + FOLDS))
        if isinstance(sections, str) and sections == "all":
            return cls(shipped.label_set, shipped.known, None)
        classifier = getattr(sections, "estimator", sections)  # that of a `FrozenEstimator`
        if not isinstance(classifier, SectionClassifier) or not hasattr(classifier, "fitted_"):
            raise ValueError(
                f"sections is {sections!r}; wanted a SectionClassifier that is fitted (in a grid of parameters inside "
                "a FrozenEstimator), 'all' to take every line for the story, or None for the shipped model"
            )
        fitted = classifier.fitted_
        return cls(classifier.label_set_, classifier.known_, (fitted.model, *fitted.by_fold))

    def find(self, article: Article, *, unseen: bool = False) -> Content:
        """Return the content of an article.

        Args:
            article: The article, read with the known words.
            unseen: Whether to find it as for an article that the model never saw. What learns from content must
                learn from such as it will meet.
        """
        if self.models is None:
            # The models look for a headline; the first of several lines is taken for it.
            rest = len(article.paragraphs) - 1
            labels = ("headline" if rest else "body", *("body",) * rest)
            return Content(article, labels, (1.0,) * len(labels))
        model = self.models[1 + fold_of(article.id) if unseen else 0]
        found = model.predict(article.texts, find_mentions(article, self.label_set), self.known)
        return Content(article, found.labels, found.content)
