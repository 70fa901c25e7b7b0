"""The domain model."""

import numpy as np
import pytest

from dateline.labels.article import read_article
from dateline.labels.content import Content
from dateline.models.domains import NO_CUE, describe_article, describe_pair
from dateline.models.mentions import find_mentions
from dateline.models.reading import Reading, read_content
from dateline.predict.tagger import Tagger


def _read(text: str, tagger: Tagger, weight: float = 1.0) -> Reading:
    article = read_article(text)
    content = Content(article, ("body",) * len(article.paragraphs), (weight,) * len(article.paragraphs))
    return read_content(content, find_mentions(article, tagger.bundle.label_set), tagger.bundle.label_set, "VN")


AGREED = "The two ministers agreed to strengthen cooperation in the fight against {field}, the ministry said."
FIELDS = {
    "cybercrime": "high-tech crime",
    "drug-trafficking": "drug trafficking",
    "human-trafficking": "trafficking in persons",
    "terrorism": "terrorism",
    "organised-crime": "transnational organised crime",
    "economic-crime": "money laundering",
    "migration": "illegal immigration",
    "smuggling": "the smuggling of wildlife",
}


@pytest.mark.parametrize("domain", FIELDS)
def test_an_agreed_field_is_found(domain: str, tagger: Tagger) -> None:
    model = tagger.bundle.models.domains
    scores, _ = model.probabilities(_read(AGREED.format(field=FIELDS[domain]), tagger), 1.0)
    found = {each for each, threshold in zip(model.domains, model.thresholds, strict=True) if scores[each] >= threshold}
    assert domain in found


def test_background_counts_less_than_agreement(tagger: Tagger) -> None:
    model = tagger.bundle.models.domains
    agreed, _ = model.probabilities(_read(AGREED.format(field="terrorism"), tagger), 1.0)
    background = "Trade between the two countries has grown although the region suffered from terrorism in the 2000s."
    idle, _ = model.probabilities(_read(background, tagger), 1.0)
    assert idle["terrorism"] < agreed["terrorism"] / 2


def test_a_paragraph_that_is_hardly_content_counts_less(tagger: Tagger) -> None:
    model = tagger.bundle.models.domains
    text = AGREED.format(field="drug trafficking")
    sure, _ = model.probabilities(_read(text, tagger), 1.0)
    unsure, _ = model.probabilities(_read(text, tagger, weight=0.15), 1.0)
    assert unsure["drug-trafficking"] < sure["drug-trafficking"]


def test_an_article_without_content_has_low_scores(tagger: Tagger) -> None:
    scores, by_paragraph = tagger.bundle.models.domains.probabilities(_read("Nothing here", tagger, weight=0.0), 1.0)
    assert by_paragraph == {}
    assert max(scores.values()) < 0.1


def test_no_cue_is_told_from_a_poor_one() -> None:
    pair = describe_pair(np.array([0.5, 0.5]), np.array([NO_CUE, NO_CUE + 0.1]))
    assert pair[:, 2].tolist() == [0, 1]
    assert pair[:, 3].tolist() == [0, 0.5]


def test_one_more_paragraph_never_lowers_an_article() -> None:
    few = np.array([[0.6], [0.2]])
    more = np.vstack([few, [[0.1]]])
    assert (describe_article(more, [True, False, False], 0.9) >= describe_article(few, [True, False], 0.9)).all()


def test_without_a_cooperation_no_domain_is_reported(tagger: Tagger) -> None:
    model = tagger.bundle.models.domains
    reading = _read(AGREED.format(field="drug trafficking"), tagger)
    scores = [model.probabilities(reading, cooperation)[0]["drug-trafficking"] for cooperation in (0.0, 0.3, 0.9)]
    assert scores == sorted(scores)
    assert scores[0] < 0.1
