"""The keyword baseline."""

from dateline.labels.article import read_article
from dateline.labels.label_set import LabelSet
from dateline.train.baseline import tag_by_keywords

TEXT = """Fiji, Tonga sign police pact
The police chiefs of Fiji and Tonga met in Suva.
They spoke of rugby.
Trade with Samoa has grown, in spite of terrorism."""


def test_every_cue_is_a_tag_and_every_early_party_a_partner(label_set: LabelSet) -> None:
    found = tag_by_keywords(read_article(TEXT, language="en"), "FJ", label_set)
    assert found.parties == {"TO"}
    assert "terrorism" in found.domains
    assert set(found.sections) == {"body"}
