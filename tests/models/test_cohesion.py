"""Cohesion of lines, and what they name."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.article import read_article
from dateline.labels.label_set import LabelSet
from dateline.labels.words import KnownWords
from dateline.models.cohesion import COHESION_NAMES, describe_cohesion
from dateline.models.lead import find_lead, find_title
from dateline.models.line_mentions import MENTION_NAMES, describe_mentions
from dateline.models.mentions import find_mentions

PAGE = (
    "Home > World",
    "Kenya and Uganda will patrol the lake together",
    "KAMPALA – Police chiefs Achieng and Okello of Kenya and Uganda agreed on joint patrols of the lake on Monday.",
    "Achieng told reporters that smugglers of fish had used the gap for years.",
    "Peru opens its first solar power station in the southern desert region",
)
KNOWN = KnownWords.count(PAGE, at_least=1)


def _column(name: str) -> list[float]:
    return list(describe_cohesion(PAGE, KNOWN)[:, COHESION_NAMES.index(name)])


def test_the_title_is_no_line_of_navigation() -> None:
    assert find_title(PAGE) == 1
    assert find_lead(PAGE) == [2]


def test_a_name_of_the_lead_binds_a_line_to_the_story() -> None:
    rarest = _column("rarest name in lead")
    assert rarest[3] > 0
    assert rarest[4] == 0
    assert _column("rarest name in lead, of any line behind")[2] == pytest.approx(rarest[3])
    assert _column("rarest name in lead, of any line behind")[3:] == [0, 0]


@given(st.lists(st.sampled_from(PAGE), min_size=1, max_size=8))
def test_cohesion_is_finite_whatever_recurs(lines: list[str]) -> None:
    found = describe_cohesion(lines, KNOWN)
    assert found.shape == (len(lines), len(COHESION_NAMES))
    assert np.isfinite(found).all()


def test_a_country_s_other_forms_are_the_same_country(label_set: LabelSet) -> None:
    page = (*PAGE[1:3], "Kenyan and Ugandan officers will share two boats, the chiefs said.", PAGE[4])
    mentions = find_mentions(read_article("\n".join(page), language="en"), label_set)
    found = describe_mentions(page, mentions)
    in_lead, new = (MENTION_NAMES.index(name) for name in ("parties in lead", "a new party"))
    assert found[2, in_lead] == 1
    assert not found[2, new]
    assert found[3, in_lead] == 0
    assert found[3, new]
