"""Metrics: counts by article, and what follows from their sums, with bootstrap intervals.

All tasks are counted alike. For each article and each row of the report there are three numbers: what was found right
(hits), what the prediction says (chosen) and what the gold says (true). Sums over articles give precision, recall and
F1; where exactly one answer is due (the six-way section, a set of partners as a whole) F1 is the accuracy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.labels.annotation import Annotation, partners_of
from dateline.labels.label_set import LabelSet

Floats = NDArray[np.float64]
Row = tuple[str, str]
"""A task and what is counted: a label, `micro`, `exact`, `six-way`."""

MACRO = "macro"
_RESAMPLES = 1_000
_INTERVAL = (5, 95)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, with the 90 % bootstrap interval of F1 over articles, and how often gold says so."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    support: int


def count_article(
    gold: Annotation, found: Annotation, home: str | None, label_set: LabelSet
) -> dict[Row, tuple[int, int, int]]:
    """Return hits, chosen and true of one article for each row."""
    partners, tagged = partners_of(gold.parties, home), partners_of(found.parties, home)
    counts: dict[Row, tuple[int, int, int]] = {
        ("partners", "micro"): _overlap(partners, tagged),
        ("partners", "exact"): (int(partners == tagged), 1, 1),
        ("domains", "micro"): _overlap(gold.domains, found.domains),
    }
    for domain in label_set.domains:
        counts["domains", domain] = _overlap(gold.domains & {domain}, found.domains & {domain})
    counts["pairs", "micro"] = _count_pairs(gold, found, partners)
    labels = list(zip(gold.sections, found.sections, strict=True))
    counts["sections", "six-way"] = (sum(a == b for a, b in labels), len(labels), len(labels))
    sides = [(label_set.sections[a].side, label_set.sections[b].side) for a, b in labels]
    for side in ("content", "boilerplate"):
        counts["sections", side] = _matches(sides, side)
    for section in label_set.sections:
        counts["sections", section] = _matches(labels, section)
    return counts


def _count_pairs(gold: Annotation, found: Annotation, partners: frozenset[str]) -> tuple[int, int, int]:
    """Count partners with a domain that they share, where there are several partners and gold tells them apart."""
    if len(partners) < 2 or not gold.pairs:
        return 0, 0, 0
    return _overlap(_pairs(gold, partners), _pairs(found, found.parties))


def _pairs(annotation: Annotation, partners: frozenset[str]) -> frozenset[str]:
    return frozenset(f"{code} {domain}" for code in partners for domain in annotation.pairs.get(code, ()))


def _overlap(gold: frozenset[str], found: frozenset[str]) -> tuple[int, int, int]:
    return len(gold & found), len(found), len(gold)


def _matches(pairs: Sequence[tuple[str, str]], label: str) -> tuple[int, int, int]:
    return (
        sum(a == b == label for a, b in pairs),
        sum(b == label for _, b in pairs),
        sum(a == label for a, _ in pairs),
    )


def score_rows(counts: Sequence[Mapping[Row, tuple[int, int, int]]], seed: int = 0) -> dict[Row, Score]:
    """Return the scores of all rows, and the macro average of the domains.

    Args:
        counts: The counts of each article.
        seed: Of the bootstrap.

    The macro average is over the domains that the gold names. Interval: percentile bootstrap over articles, Efron,
    "Bootstrap methods" (1979).
    """
    rows = list(counts[0])
    table = np.array([[article[row] for row in rows] for article in counts], dtype=np.float64)
    resamples = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), _RESAMPLES)
    sums = table.sum(axis=0)
    resampled = np.tensordot(resamples, table, axes=1)
    domains = [place for place, (task, label) in enumerate(rows) if task == "domains" and label != "micro"]
    scores: dict[Row, Score] = {}
    for place, row in enumerate(rows):
        scores[row] = _score(sums[place], resampled[:, place])
        if row == ("domains", "micro"):
            scores["domains", MACRO] = _macro(sums[domains], resampled[:, domains])
    return scores


def _f1(sums: Floats) -> Floats:
    """Return F1 from hits, chosen and true in the last axis; 0 where nothing is chosen or true."""
    return 2 * sums[..., 0] / np.maximum(sums[..., 1] + sums[..., 2], 1e-9)


def _score(sums: Floats, resampled: Floats) -> Score:
    hits, chosen, true = sums
    low, high = np.percentile(_f1(resampled), _INTERVAL)
    return Score(
        _rounded(hits / max(chosen, 1)),
        _rounded(hits / max(true, 1)),
        _rounded(_f1(sums)),
        _rounded(low),
        _rounded(high),
        int(true),
    )


def _macro(sums: Floats, resampled: Floats) -> Score:
    def mean(values: Floats, of: Floats) -> Floats:
        named = of[..., 2] > 0
        return np.where(named, values, 0).sum(axis=-1) / np.maximum(named.sum(axis=-1), 1)

    precision = sums[:, 0] / np.maximum(sums[:, 1], 1)
    recall = sums[:, 0] / np.maximum(sums[:, 2], 1)
    low, high = np.percentile(mean(_f1(resampled), resampled), _INTERVAL)
    return Score(
        _rounded(mean(precision, sums)),
        _rounded(mean(recall, sums)),
        _rounded(mean(_f1(sums), sums)),
        _rounded(low),
        _rounded(high),
        int(sums[:, 2].sum()),
    )


def _rounded(value: np.floating[Any] | Floats | float) -> float:
    return round(float(value), 4)
