"""Two labellings of the same articles: how far they say the same, and where they do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.labels.annotation import Annotation, LabelledArticle
from dateline.labels.errors import CorpusError
from dateline.labels.label_set import LabelSet
from dateline.train.metrics import Row, Score, count_article, score_rows


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place where two labellings differ: the article, what was labelled, and what each alone says."""

    article_id: str
    what: str
    first: frozenset[str]
    second: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """An article with two labellings."""

    labelled: LabelledArticle
    second: Annotation


def match_labellings(first: Sequence[LabelledArticle], second: Sequence[Annotation]) -> list[Pair]:
    """Return the articles that both labellings have.

    Raises:
        CorpusError: There is none, or the second has an article that the first does not have, or other paragraphs.
    """
    by_id = {labelled.article.id: labelled for labelled in first}
    pairs = []
    for annotation in second:
        labelled = by_id.get(annotation.article_id)
        if labelled is None:
            raise CorpusError(
                f"{annotation.article_id!r} is not among the labelled articles; give it the same id in both"
            )
        if len(annotation.sections) != len(labelled.gold.sections):
            raise CorpusError(
                f"{annotation.article_id!r} has {len(annotation.sections)} paragraphs in the second labelling, "
                f"{len(labelled.gold.sections)} in the first; label each non-empty line once"
            )
        pairs.append(Pair(labelled, annotation))
    if not pairs:
        raise CorpusError("the second labelling is empty; give at least one labelled article")
    return pairs


def measure_agreement(pairs: Sequence[Pair], label_set: LabelSet) -> dict[Row, Score]:
    """Return how well the second labelling agrees with the first, home being a party like any other."""
    return score_rows([count_article(pair.labelled.gold, pair.second, None, label_set) for pair in pairs])


def list_disagreements(pairs: Sequence[Pair]) -> Iterator[Disagreement]:
    """Yield the parties, domains and sections in which the labellings differ, in the order of the articles."""
    for pair in pairs:
        gold, second = pair.labelled.gold, pair.second
        for what, one, other in (("parties", gold.parties, second.parties), ("domains", gold.domains, second.domains)):
            if one != other:
                yield Disagreement(gold.article_id, what, one - other, other - one)
        for number, (one_section, other_section) in enumerate(zip(gold.sections, second.sections, strict=True)):
            if one_section != other_section:
                yield Disagreement(
                    gold.article_id, f"paragraph {number}", frozenset({one_section}), frozenset({other_section})
                )
