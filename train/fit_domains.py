"""Fitting the domain model: words and cues of paragraphs, then paragraphs, then articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.svm import LinearSVC

from dateline.models.domains import DomainModel, count_cues, cues_of, describe_cues, describe_pair
from dateline.models.packing import round_weights
from dateline.models.reading import Reading
from dateline.models.sections import sigmoid
from dateline.models.tfidf import FeatureSpace
from dateline.models.words import WordScorer, count_features
from dateline.train.calibration import shrunk_thresholds
from dateline.train.fitting import (
    FOLDS,
    Bools,
    Counts,
    Floats,
    fit_feature_space,
    fit_regression,
    fold_of,
    tfidf_matrix,
    weighted_matrix,
)

_WORDS_C = 1.0
_CUES_C = 3.0
_LEAST_PARAGRAPHS = 5  # that a feature of words must stand in
_LEAST_CUES = 3  # that a feature of context must stand with
_TOLERANCE = 1e-8  # so tight that processors that differ in the last bit agree in all digits kept
_MOST_STEPS = 20_000


@dataclass(frozen=True)
class LabelledReading:
    """An article read, with its gold domains, also by paragraph for those read."""

    reading: Reading
    domains: frozenset[str]
    by_paragraph: Sequence[frozenset[str]]

    @property
    def fold(self) -> int:
        """The fold of its article."""
        return fold_of(self.reading.content.article.id)


@dataclass(frozen=True)
class FittedDomains:
    """The domain model with its cross-validated scores, and for each fold the model that never saw its articles."""

    model: DomainModel
    by_fold: tuple[DomainModel, ...]
    scores: dict[str, float]


@dataclass(frozen=True)
class _Paragraph:
    text: str
    words: Counts
    cues: Mapping[str, Counts]
    truth: frozenset[str]
    fold: int


def fit_domains(
    gold: Sequence[LabelledReading],
    seen: Sequence[LabelledReading],
    cooperation: Floats,
    domains: tuple[str, ...],
    jobs: int,
) -> FittedDomains:
    """Fit the domain model.

    Args:
        gold: Articles read with their gold sections: paragraphs are learned from these.
        seen: Articles and pages read as a section model sees them that never saw them: the step from paragraphs to
            the article is learned from these.
        cooperation: For each of `seen` the probability that it reports a cooperation, by a party model that never saw
            it, shape (seen,).
        domains: The domain ids.
        jobs: Processes to fit the words of the domains with.
    """
    paragraphs = [paragraph for item in gold for paragraph in _paragraphs(item)]
    by_fold = [_fit_paragraphs([p for p in paragraphs if p.fold != fold], domains, jobs) for fold in range(FOLDS)]
    paragraph_weights = _fit_combination(by_fold, gold)
    by_fold = [replace(model, paragraph_weights=paragraph_weights) for model in by_fold]
    features, truth = _article_samples(by_fold, seen, cooperation)
    line = fit_regression(features.reshape(-1, features.shape[-1]), truth.ravel())
    article_weights = np.append(line.weights, line.bias)
    scores = sigmoid(features @ line.weights + line.bias)
    thresholds = round_weights(shrunk_thresholds(scores, truth))
    model = replace(
        _fit_paragraphs(paragraphs, domains, jobs),
        paragraph_weights=paragraph_weights,
        article_weights=article_weights,
        thresholds=thresholds,
    )
    return FittedDomains(model, tuple(by_fold), _scores(scores >= thresholds, truth))


def _paragraphs(item: LabelledReading) -> list[_Paragraph]:
    reading = item.reading
    found = []
    for number in reading.domains:
        text = reading.content.paragraphs[number].text
        cues = cues_of(reading, number)
        described = {
            key: count_cues(describe_cues(reading, number, key, mentions, len(cues))) for key, mentions in cues.items()
        }
        found.append(_Paragraph(text, dict(count_features(text)), described, item.by_paragraph[number], item.fold))
    return found


def _fit_paragraphs(paragraphs: Sequence[_Paragraph], domains: tuple[str, ...], jobs: int) -> DomainModel:
    """Fit words and cues; the later steps are left open."""
    words, bonus, bias = _fit_words(paragraphs, domains, jobs)
    cues = [(counts, key in paragraph.truth) for paragraph in paragraphs for key, counts in paragraph.cues.items()]
    cue_space = fit_feature_space([counts for counts, _ in cues], _LEAST_CUES)
    line = fit_regression(
        tfidf_matrix(cue_space, [counts for counts, _ in cues]), np.array([true for _, true in cues]), c=_CUES_C
    )
    return DomainModel(
        domains=domains,
        words=words,
        cue_bonus=bonus,
        word_bias=bias,
        cue_space=cue_space,
        cue_weights=line.weights,
        cue_bias=float(line.bias),
        paragraph_weights=np.zeros(5),
        article_weights=np.zeros(5),
        thresholds=np.full(len(domains), 0.5),
    )


def _fit_words(
    paragraphs: Sequence[_Paragraph], domains: tuple[str, ...], jobs: int
) -> tuple[WordScorer, Floats, Floats]:
    """Fit a linear support vector machine for each domain to words and cues; return weights, cue bonus and bias."""
    counts = [paragraph.words for paragraph in paragraphs]
    space = fit_feature_space(counts, _LEAST_PARAGRAPHS)
    words = word_matrix(space, [paragraph.text for paragraph in paragraphs], counts)

    fitted = Parallel(n_jobs=jobs, prefer="threads")(
        delayed(_fit_machine)(words, paragraphs, domain) for domain in domains
    )
    weights = np.array(fitted)
    return WordScorer(space, weights[:, :-2]), weights[:, -2], weights[:, -1]


def _fit_machine(words: csr_matrix, paragraphs: Sequence[_Paragraph], domain: str) -> Floats:
    """Return a domain's weights of the features of words, then of a cue, then the intercept."""
    cue = csr_matrix(np.array([[float(domain in paragraph.cues)] for paragraph in paragraphs]))
    # The primal solver draws no random numbers; the dual one shares a generator between threads.
    machine = LinearSVC(C=_WORDS_C, dual=False, tol=_TOLERANCE, max_iter=_MOST_STEPS)
    machine.fit(hstack([words, cue]).tocsr(), [domain in paragraph.truth for paragraph in paragraphs])
    return round_weights(np.concatenate([machine.coef_[0], machine.intercept_]))


def word_matrix(space: FeatureSpace, texts: Sequence[str], counts: Sequence[Counts]) -> csr_matrix:
    """Return the features of paragraphs as `WordScorer` weighs them, shape (paragraphs, features)."""
    scale = diags(1 / WordScorer(space, np.zeros((0, len(space.names)))).lengths(texts))
    return (scale @ weighted_matrix(space, counts)).tocsr()


def _fit_combination(by_fold: Sequence[DomainModel], gold: Sequence[LabelledReading]) -> Floats:
    """Fit how words and cues count together, on paragraphs that the models never saw."""
    pairs, truth = [], []
    for item in gold:
        model = by_fold[item.fold]
        pairs.append(describe_pair(*model.score_paragraphs(item.reading)).reshape(-1, 4))
        truth += [domain in item.by_paragraph[number] for number in item.reading.domains for domain in model.domains]
    line = fit_regression(np.concatenate(pairs), np.array(truth))
    return np.append(line.weights, line.bias)


def _article_samples(
    by_fold: Sequence[DomainModel], seen: Sequence[LabelledReading], cooperation: Floats
) -> tuple[Floats, Bools]:
    """Return features of each article and domain, shape (articles, D, 4), and their truth."""
    features = [
        by_fold[item.fold].describe(item.reading, surely)[0]
        for item, surely in zip(seen, cooperation.tolist(), strict=True)
    ]
    return np.array(features), np.array([[domain in item.domains for domain in by_fold[0].domains] for item in seen])


def _scores(chosen: Bools, truth: Bools) -> dict[str, float]:
    hits, chosen_of, true_of = (chosen & truth).sum(axis=0), chosen.sum(axis=0), truth.sum(axis=0)
    return {
        "domains micro-F1": round(2 * int(hits.sum()) / max(1, int(chosen_of.sum() + true_of.sum())), 4),
        "domains macro-F1": round(float(np.mean(2 * hits / np.maximum(1, chosen_of + true_of))), 4),
    }
