"""Causes of errors: what went wrong before a partner or a domain was wrongly given or missed.

A label that the article's own content never names by an entry of the lexicon could not be found (`lexicon`). One that
was missed because its paragraphs were taken for boilerplate, or given because boilerplate was taken for content, is an
error of sections (`section`). What is left was seen and decided wrongly (`decision`).
"""

from collections import Counter
from collections.abc import Sequence

from dateline.labels.annotation import LabelledArticle, partners_of
from dateline.labels.label_set import LabelSet
from dateline.models.mentions import find_mentions
from dateline.predict.tagged import TaggedArticle

CAUSES = ("lexicon", "section", "decision")

Cause = tuple[str, str, str]
"""Task, `missed` or `false`, and one of `CAUSES`."""


def count_causes(tagged: Sequence[tuple[LabelledArticle, TaggedArticle]], label_set: LabelSet) -> Counter[Cause]:
    """Count the errors in partners and domains by their causes."""
    causes: Counter[Cause] = Counter()
    for labelled, found in tagged:
        causes.update(_causes_of(labelled, found, label_set))
    return causes


def _causes_of(labelled: LabelledArticle, found: TaggedArticle, label_set: LabelSet) -> list[Cause]:
    mentions = find_mentions(found.article, label_set)
    content = label_set.content_sections
    own = {number for number, section in enumerate(labelled.gold.sections) if section in content}
    read = {section.paragraph for section in found.sections if section.content}
    gold, tagged = labelled.gold, found.annotation
    partners = partners_of(gold.parties, labelled.home), partners_of(tagged.parties, labelled.home)
    causes = []
    for task, by_paragraph, wanted, given in (
        ("partners", mentions.parties, *partners),
        ("domains", mentions.domains, gold.domains, tagged.domains),
    ):
        for label in sorted(wanted ^ given):
            named = {number for number, some in enumerate(by_paragraph) if any(m.key == label for m in some)}
            if label in wanted:
                cause = "lexicon" if not named & own else "decision" if named & own & read else "section"
                causes.append((task, "missed", cause))
            else:
                causes.append((task, "false", "decision" if not named or named & own else "section"))
    return causes
