"""The corpus: a label set with the articles labelled by it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.labels.annotation import Annotation, LabelledArticle
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import find_label_set, load_label_set
from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled_folder
from dateline.labels.words import KnownWords, iter_words
from dateline.train.splice import lines_of, relabel


@dataclass(frozen=True)
class Corpus:
    """What a model is trained on.

    Attributes:
        label_set: The label set.
        known: Known words of the articles and the lexicons.
        articles: The labelled articles, seeds first.
        seeds: Ids of those that are seeds.
    """

    label_set: LabelSet
    known: KnownWords
    articles: tuple[LabelledArticle, ...]
    seeds: frozenset[str]

    @property
    def digest(self) -> str:
        """SHA-256 of the articles' texts and labels, and of the lexicons."""
        found = hashlib.sha256()
        for lexicons in (self.label_set.domain_surfaces, self.label_set.party_surfaces):
            found.update(json.dumps(lexicons, ensure_ascii=False, sort_keys=True).encode())
        for article in self.articles:
            found.update(article.text.encode())
            found.update(json.dumps(_as_json(article.gold), ensure_ascii=False).encode())
        return found.hexdigest()

    def without(self, article_ids: frozenset[str]) -> "Corpus":
        """Return the corpus without some articles: without their words, and without lines of others that stand in them.

        Pages of one agency print the same teasers, so a held-out page would else be known in part.
        """
        gone = {
            text for article in self.articles if article.article.id in article_ids for text in article.article.texts
        }
        rest = (article for article in self.articles if article.article.id not in article_ids)
        kept = tuple(_without_lines(article, gone) for article in rest)
        return Corpus(self.label_set, count_words(kept, self.label_set), kept, self.seeds - article_ids)


def load_corpus(labels: Path = DEFAULT_LABELS, seeds: Path = DEFAULT_SEEDS) -> Corpus:
    """Load a folder of labels with its seeds.

    Raises:
        LabelSetError: There is no label set in the folder, or it does not parse.
        AnnotationError: The labelled articles do not parse.
    """
    label_set = load_label_set(find_label_set(labels))
    raw = read_labelled_folder(labels, seeds)
    known = count_words(raw, label_set)
    articles = tuple(read_labelled_folder(labels, seeds, known))
    return Corpus(label_set, known, articles, frozenset(a.article.id for a in articles if a.place.startswith("seeds")))


def _without_lines(article: LabelledArticle, gone: set[str]) -> LabelledArticle:
    """Return an article without the boilerplate lines that are among the given ones."""
    lines = lines_of(article)
    kept = [line for line in lines if not (line.section == "teaser" and line.text in gone)]
    return article if len(kept) == len(lines) else relabel(article, kept)


def count_words(articles: Sequence[LabelledArticle], label_set: LabelSet) -> KnownWords:
    """Return the known words of articles and lexicons."""
    return KnownWords.count((article.text for article in articles), _lexicon_words(label_set))


def _lexicon_words(label_set: LabelSet) -> Iterator[str]:
    for lexicons in (label_set.domain_surfaces, label_set.party_surfaces):
        for surfaces in lexicons.values():
            for surface in surfaces:
                yield from iter_words(surface.rstrip("*")) if not surface.endswith("*") else ()


def _as_json(gold: Annotation) -> list[object]:
    return [
        gold.article_id,
        gold.sections,
        sorted(gold.parties),
        sorted(gold.domains),
        [sorted(domains) for domains in gold.paragraph_domains],
        {code: sorted(domains) for code, domains in sorted(gold.pairs.items())},
    ]
