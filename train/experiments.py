"""Experiments: variants of the models, each trained and measured like the chosen form.

A variant differs from the chosen form in one thing: a constant, or a step that is left out. It is named by module and
attribute and changed for the time of one training and its evaluation only, so the models carry no switches. Features of
lines are computed in processes of their own, which see no change: a variant must not be about them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.labels.annotation import LabelledArticle
from dateline.models.candidates import STRUCTURE_NAMES
from dateline.models.domains import describe_article, describe_pair
from dateline.predict.tagger import Tagger
from dateline.train.corpus import Corpus
from dateline.train.evaluation import Report, evaluate
from dateline.train.training import TrainingSettings, train

CONDITIONS = ("clean", "teasers")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Variant:
    """One way to build the models.

    Attributes:
        name: What is different.
        changes: For each `module:attribute` changed its value.
        settings: For each training setting changed its value.
    """

    name: str
    changes: Mapping[str, object] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def _without_cues(words: Floats, cues: Floats) -> Floats:
    described = describe_pair(words, cues)
    described[..., 1] = 0.0
    return described


def _without_gate(paragraphs: Floats, head: Sequence[bool], cooperation: float) -> Floats:
    del cooperation
    return describe_article(paragraphs, head, 1.0)


VARIANTS = (
    Variant("chosen"),
    Variant("context of 4 words", {"dateline.models.context:_WINDOW": 4}),
    Variant("context of 16 words", {"dateline.models.context:_WINDOW": 16}),
    Variant(
        "no enumerations",
        {"dateline.models.enumerations:_JOINTS": frozenset(), "dateline.models.enumerations:_NAMES": frozenset()},
    ),
    Variant(
        "parties by mentions alone",
        {"dateline.models.candidates:_Naming.describe": lambda _, code: (0.0,) * len(STRUCTURE_NAMES)},
    ),
    Variant("parties not beside others", {"dateline.models.parties:_beside_others": lambda *_: [0.0] * 5}),
    Variant("weak penalty on where parties stand", {"dateline.train.fit_parties:_C": 1.0}),
    Variant("strong penalty on words around parties", {"dateline.train.fit_parties:_MENTIONS_C": 0.3}),
    Variant("partners as rare as written", {"dateline.train.fit_parties:_REAL_SHARE": 0.36}),
    Variant(
        "no cue regression",
        {
            "dateline.models.domains:describe_pair": _without_cues,
            "dateline.train.fit_domains:describe_pair": _without_cues,
        },
    ),
    Variant("domains without the cooperation", {"dateline.models.domains:describe_article": _without_gate}),
    Variant("no pieces of words", {"dateline.models.words:_PIECES": ()}),
    Variant("strong penalty on words of domains", {"dateline.train.fit_domains:_WORDS_C": 0.3}),
    Variant("own thresholds", {"dateline.train.calibration:_SHRINKAGE": 0.0}),
    Variant("one threshold", {"dateline.train.calibration:_SHRINKAGE": 1e9}),
    Variant("most pages with teasers", {"dateline.train.splice:_TEASERS_SHARE": 0.85}),
    Variant("seeds count once", settings={"seed_weight": 1.0}),
    Variant("one spliced page each", settings={"copies": 1}),
)
"""The variants by what is different; the first is the form that was chosen."""


@dataclass(frozen=True)
class Outcome:
    """What a variant reaches.

    Attributes:
        name: The variant's name.
        cross_validated: Scores on the labelled articles, each by a model that never saw it.
        unseen: F1 on other articles by condition and task.
    """

    name: str
    cross_validated: Mapping[str, float]
    unseen: Mapping[tuple[str, str], float]


def run_experiments(
    corpus: Corpus,
    articles: Sequence[LabelledArticle],
    variants: Sequence[Variant],
    report: Report = lambda _: None,
) -> Iterator[Outcome]:
    """Train each variant and yield what it reaches.

    Args:
        corpus: The labelled articles to train on.
        articles: Labelled articles that are none of these; may be empty.
        variants: The variants.
        report: Called with a variant's name before it is trained.
    """
    for variant in variants:
        report(variant.name)
        with _changed(variant.changes):
            bundle = train(corpus, replace(TrainingSettings(), **variant.settings))
            unseen = _measure(Tagger(bundle, None), articles) if articles else {}
        yield Outcome(variant.name, bundle.manifest.scores, unseen)


def _measure(tagger: Tagger, articles: Sequence[LabelledArticle]) -> dict[tuple[str, str], float]:
    rows = {
        "partners": ("partners", "micro"),
        "domains": ("domains", "micro"),
        "boilerplate": ("sections", "boilerplate"),
    }
    found = {condition: evaluate(tagger, articles, "", condition).model for condition in CONDITIONS}
    return {(condition, task): scores[row].f1 for condition, scores in found.items() for task, row in rows.items()}


@contextmanager
def _changed(changes: Mapping[str, object]) -> Iterator[None]:
    """Set attributes for the time of a block."""
    undo: list[Callable[[], None]] = []
    try:
        for place, value in changes.items():
            owner, name = _find(place)
            undo.append(partial(setattr, owner, name, getattr(owner, name)))
            setattr(owner, name, value)
        yield
    finally:
        for restore in reversed(undo):
            restore()


def _find(place: str) -> tuple[Any, str]:
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    return reduce(getattr, owners, import_module(module)), name
