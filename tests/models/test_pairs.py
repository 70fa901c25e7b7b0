"""The pair model."""

import pytest

from dateline.labels.article import read_article
from dateline.labels.content import Content
from dateline.models.mentions import find_mentions
from dateline.models.pairs import PAIR_NAMES, Beside
from dateline.models.reading import Reading, read_content
from dateline.predict.tagger import Tagger

TOUR = (
    "On Monday the minister signed an agreement on the fight against drug trafficking with France in Paris.",
    "On Friday he agreed with Peru in Lima that police of both will be trained against cybercrime.",
)
DRUGS = {0: 0.95, 1: 0.02}
CYBER = {0: 0.02, 1: 0.95}


@pytest.fixture(scope="module")
def reading(tagger: Tagger) -> Reading:
    article = read_article("\n".join(TOUR), language="en")
    content = Content(article, ("body", "body"), (1.0, 1.0))
    mentions = find_mentions(article, tagger.bundle.label_set)
    return read_content(content, mentions, tagger.bundle.label_set, "VN")


def test_each_partner_shares_what_was_agreed_with_it(reading: Reading, tagger: Tagger) -> None:
    domains = {"drug-trafficking": DRUGS, "cybercrime": CYBER}
    shared = tagger.bundle.models.pairs.pair(reading, ["FR", "PE"], domains)
    assert shared == {"FR": ("drug-trafficking",), "PE": ("cybercrime",)}


def test_a_single_partner_shares_all(reading: Reading, tagger: Tagger) -> None:
    domains = {"cybercrime": CYBER, "drug-trafficking": DRUGS}
    assert tagger.bundle.models.pairs.pair(reading, ["FR"], domains) == {"FR": ("cybercrime", "drug-trafficking")}


def test_without_domains_nothing_is_shared(reading: Reading, tagger: Tagger) -> None:
    assert tagger.bundle.models.pairs.pair(reading, ["FR", "PE"], {}) == {"FR": (), "PE": ()}


def test_every_domain_is_shared_by_someone(reading: Reading, tagger: Tagger) -> None:
    nowhere = dict.fromkeys(DRUGS, 0.0)
    shared = tagger.bundle.models.pairs.pair(reading, ["FR", "PE"], {"peacekeeping": nowhere})
    assert any("peacekeeping" in domains for domains in shared.values())


def test_a_pair_has_all_features(reading: Reading) -> None:
    described = Beside(reading, ["FR", "PE"], {"drug-trafficking": DRUGS}).describe("FR", "drug-trafficking")
    features = dict(zip(PAIR_NAMES, described, strict=True))
    assert features["best paragraph with the partner"] == 0.95
    assert features["best paragraph with others alone"] == 0.02
    assert features["share of cues in a sentence with the partner"] == 1
