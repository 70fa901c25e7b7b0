"""Fitting the section model on spliced pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from joblib import Parallel, delayed

from dateline.labels.annotation import LabelledArticle
from dateline.labels.content import Content
from dateline.labels.label_set import LabelSet
from dateline.labels.words import KnownWords
from dateline.models.line_form import is_short
from dateline.models.mentions import Mentions, find_mentions
from dateline.models.section_features import describe_lines
from dateline.models.sections import SectionModel, describe_run
from dateline.train.fitting import FOLDS, Floats, fit_regression, fit_scaled_regression, fold_of

_C = 0.1
_PLAIN_RUN = np.array([1.0, 0.0, 0.0, 0.0])  # a line's own log odds decide


@dataclass(frozen=True)
class FittedSections:
    """The section model, and for each fold the model that never saw its articles."""

    model: SectionModel
    by_fold: tuple[SectionModel, ...]

    def content_out_of_fold(self, page: LabelledArticle, mentions: Mentions, known: KnownWords) -> Content:
        """Return a page's content as the model sees it that never saw its article."""
        prediction = self.by_fold[fold_of(page.article.id)].predict(page.article.texts, mentions, known)
        return Content(page.article, prediction.labels, prediction.content)


@dataclass(frozen=True)
class _Samples:
    """Pages with the features of their lines, and the weight of each page."""

    pages: Sequence[LabelledArticle]
    features: Sequence[Floats]
    weights: Sequence[float]

    def within(self, fold: int, *, inside: bool) -> "_Samples":
        kept = [n for n, page in enumerate(self.pages) if (fold_of(page.article.id) == fold) == inside]
        return _Samples(
            [self.pages[n] for n in kept], [self.features[n] for n in kept], [self.weights[n] for n in kept]
        )


def fit_sections(
    pages: Sequence[LabelledArticle], weights: Sequence[float], known: KnownWords, label_set: LabelSet, jobs: int
) -> FittedSections:
    """Fit the section model to pages.

    Args:
        pages: Labelled articles and spliced pages; a page borrows from articles of its own fold only.
        weights: The weight of each page.
        known: Known words.
        label_set: The label set.
        jobs: Processes to compute features with.
    """
    found = [find_mentions(page.article, label_set) for page in pages]
    features = Parallel(n_jobs=jobs)(
        delayed(describe_lines)(page.article.texts, mentions, known)
        for page, mentions in zip(pages, found, strict=True)
    )
    samples = _Samples(pages, features, weights)
    parts = [*(samples.within(fold, inside=False) for fold in range(FOLDS)), samples]
    *plain, full = Parallel(n_jobs=jobs, prefer="threads")(delayed(_fit_lines)(part, label_set) for part in parts)
    run_weights = _fit_run([(plain[fold], samples.within(fold, inside=True)) for fold in range(FOLDS)])
    by_fold = tuple(replace(model, run_weights=run_weights) for model in plain)
    return FittedSections(replace(full, run_weights=run_weights), by_fold)


def _fit_lines(samples: _Samples, label_set: LabelSet) -> SectionModel:
    """Fit side and kind of single lines."""
    features = np.vstack(samples.features)
    labels = np.array([label for page in samples.pages for label in page.gold.sections])
    sizes = [len(page.gold.sections) for page in samples.pages]
    weights = np.repeat(np.array(samples.weights), sizes)
    is_content = np.isin(labels, list(label_set.content_sections))
    side = fit_scaled_regression(features, is_content, weights, _C)
    names = sorted(set(labels.tolist()))
    kinds = [fit_scaled_regression(features, labels == name, weights, _C) for name in names]
    return SectionModel(
        labels=tuple(names),
        is_content=np.isin(names, list(label_set.content_sections)),
        side_weights=side.weights,
        side_bias=float(side.bias),
        kind_weights=np.array([kind.weights for kind in kinds]),
        kind_bias=np.array([float(kind.bias) for kind in kinds]),
        run_weights=_PLAIN_RUN,
    )


def _fit_run(parts: Sequence[tuple[SectionModel, _Samples]]) -> Floats:
    """Fit how a line's own log odds and its side of the run count, on pages that the models never saw."""
    runs, truth, weights = [], [], []
    for model, samples in parts:
        content = [label for label, side in zip(model.labels, model.is_content, strict=True) if side]
        for page, features, weight in zip(samples.pages, samples.features, samples.weights, strict=True):
            short = np.array([is_short(text) for text in page.article.texts])
            runs.append(describe_run(features @ model.side_weights + model.side_bias, short))
            truth.append(np.isin(page.gold.sections, content))
            weights.append(np.full(len(short), weight))
    line = fit_regression(np.vstack(runs), np.concatenate(truth), np.concatenate(weights))
    return np.append(line.weights, line.bias)
