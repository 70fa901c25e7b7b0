"""Training: from a corpus to a bundle. The same corpus and seed give the same bundle."""

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from dateline.labels.annotation import LabelledArticle
from dateline.labels.content import Content
from dateline.models.bundle import Bundle, Models
from dateline.models.manifest import Manifest
from dateline.models.mentions import find_mentions
from dateline.models.reading import Reading, read_content
from dateline.train.corpus import Corpus
from dateline.train.fit_domains import LabelledReading, fit_domains
from dateline.train.fit_pairs import fit_pairs
from dateline.train.fit_parties import fit_parties
from dateline.train.fit_sections import FittedSections, fit_sections
from dateline.train.learning import learning
from dateline.train.splice_folds import BROKEN, splice_folds

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "ahocorasick-rs")

Report = Callable[[str], None]


@dataclass(frozen=True)
class TrainingSettings:
    """How to train.

    Attributes:
        name: The model's name.
        seed: Of splicing, the only random step.
        copies: Spliced pages for each article, for the section model.
        seed_weight: How much a page of a seed, a real article, counts beside a page of a written one.
        jobs: Processes to work with; they change no result.
    """

    name: str = "default"
    seed: int = 1
    copies: int = 3
    seed_weight: float = 16.0
    jobs: int = 2


def train(corpus: Corpus, settings: TrainingSettings, report: Report = lambda _: None) -> Bundle:
    """Train the models on a corpus.

    Args:
        corpus: The labelled articles with their label set.
        settings: How to train.
        report: Called with a sentence before each step.

    Raises:
        CorpusError: The corpus is too small for cross-validation.
    """
    with learning("a model"):
        return _train(corpus, settings, report)


def _train(corpus: Corpus, settings: TrainingSettings, report: Report) -> Bundle:
    report("splicing pages")
    content = corpus.label_set.content_sections
    spliced = splice_folds(corpus.articles, content, copies=settings.copies, broken=BROKEN, seed=settings.seed)
    pages = [*corpus.articles, *spliced]
    report(f"sections: {len(pages)} pages")
    sections = fit_sections(pages, _weights(pages, corpus, settings), corpus.known, corpus.label_set, settings.jobs)
    unbroken = splice_folds(corpus.articles, content, copies=1, broken=0.0, seed=settings.seed + 1)
    whole = [*corpus.articles, *unbroken]
    seen = [_read_as_seen(page, sections, corpus) for page in whole]
    report(f"parties: {len(seen)} pages")
    parties = fit_parties(
        [item.reading for item in seen], [page.gold.parties for page in whole], _weights(whole, corpus, settings)
    )
    report(f"domains: {len(corpus.articles)} articles")
    gold = [_read_as_labelled(page, content, corpus) for page in corpus.articles]
    domains = fit_domains(gold, seen, parties.cooperation, tuple(corpus.label_set.domains), settings.jobs)
    pairs, pair_scores = fit_pairs(corpus.articles, gold, domains.by_fold)
    models = Models(sections.model, parties.model, domains.model, pairs)
    manifest = _manifest(corpus, settings, parties.scores | domains.scores | pair_scores)
    return Bundle(corpus.label_set, corpus.known, models, manifest)


def _weights(pages: Sequence[LabelledArticle], corpus: Corpus, settings: TrainingSettings) -> list[float]:
    return [settings.seed_weight if page.article.id in corpus.seeds else 1.0 for page in pages]


def _read_as_seen(page: LabelledArticle, sections: FittedSections, corpus: Corpus) -> LabelledReading:
    mentions = find_mentions(page.article, corpus.label_set)
    content = sections.content_out_of_fold(page, mentions, corpus.known)
    return _labelled_reading(read_content(content, mentions, corpus.label_set, page.home), page)


def _read_as_labelled(page: LabelledArticle, content_sections: frozenset[str], corpus: Corpus) -> LabelledReading:
    weights = tuple(float(section in content_sections) for section in page.gold.sections)
    content = Content(page.article, page.gold.sections, weights)
    mentions = find_mentions(page.article, corpus.label_set)
    return _labelled_reading(read_content(content, mentions, corpus.label_set, page.home), page)


def _labelled_reading(reading: Reading, page: LabelledArticle) -> LabelledReading:
    return LabelledReading(reading, page.gold.domains, page.gold.paragraph_domains)


def _manifest(corpus: Corpus, settings: TrainingSettings, scores: dict[str, float]) -> Manifest:
    digest = corpus.digest
    return Manifest(
        name=settings.name,
        version=f"{version('dateline')}+{digest[:8]}",
        training={"articles": len(corpus.articles), "digest": digest, "seed": settings.seed},
        libraries={"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
        scores=scores,
    )
