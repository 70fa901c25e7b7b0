"""The party model."""

import numpy as np
import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import read_article
from dateline.labels.content import Content
from dateline.models.candidates import list_candidates
from dateline.models.mentions import find_mentions
from dateline.models.parties import CANDIDATE_NAMES, describe_candidates
from dateline.models.reading import Reading, read_content
from dateline.predict.tagger import Tagger

STORY = (
    "{name} and Vietnam sign police agreement\n"
    "Hanoi (VNA) – The interior minister of {name} and the Vietnamese Minister of Public Security signed an agreement "
    "on the fight against human trafficking in Hanoi on Monday.\n"
    "The two sides agreed to share information, the ministry said."
)


def _read(text: str, tagger: Tagger) -> Reading:
    article = read_article(text, known=tagger.bundle.known)
    mentions = find_mentions(article, tagger.bundle.label_set)
    sections = tagger.bundle.models.sections.predict(article.texts, mentions, tagger.bundle.known)
    content = Content(article, sections.labels, sections.content)
    return read_content(content, mentions, tagger.bundle.label_set, "VN")


@pytest.mark.parametrize(("one", "other"), [("Fiji", "Peru"), ("France", "Tuvalu"), ("China", "Malta")])
def test_no_country_is_known_by_heart(one: str, other: str, tagger: Tagger) -> None:
    model = tagger.bundle.models.parties
    scores = [list(model.probabilities(_read(STORY.format(name=name), tagger)).values()) for name in (one, other)]
    assert scores[0] == pytest.approx(scores[1], abs=0.02)
    assert scores[0][0] > model.threshold


def test_home_is_no_candidate(labelled: list[LabelledArticle], tagger: Tagger) -> None:
    for item in labelled[:100]:
        content = Content(item.article, item.gold.sections, (1.0,) * len(item.gold.sections))
        mentions = find_mentions(item.article, tagger.bundle.label_set)
        reading = read_content(content, mentions, tagger.bundle.label_set, item.home)
        assert item.home not in {candidate.code for candidate in list_candidates(reading)}


def test_a_candidate_has_all_features(tagger: Tagger) -> None:
    (candidate,) = list_candidates(_read(STORY.format(name="Fiji"), tagger))
    features = describe_candidates([candidate], [tagger.bundle.models.parties.score_mentions(candidate)])
    assert features.shape == (1, len(CANDIDATE_NAMES))
    assert np.isfinite(features).all()


def test_a_good_mention_in_doubtful_content_counts_less(tagger: Tagger) -> None:
    (candidate,) = list_candidates(_read(STORY.format(name="Fiji"), tagger))
    doubtful = type(candidate)(candidate.code, candidate.contexts, (0.2,) * len(candidate.weights), candidate.structure)
    scores = [2.0] * len(candidate.contexts)
    assert describe_candidates([doubtful], [scores])[0, 0] < describe_candidates([candidate], [scores])[0, 0]


def test_those_enumerated_together_know_of_each_other(tagger: Tagger) -> None:
    text = (
        "Neighbours fight fires together\nFirefighters of Fiji, Tonga and Samoa trained together on Monday. "
        "Peru sent its best wishes to them, an official of the ministry said."
    )
    company = {candidate.code: candidate.company for candidate in list_candidates(_read(text, tagger))}
    assert company == {"FJ": {"TO", "WS"}, "TO": {"FJ", "WS"}, "WS": {"FJ", "TO"}, "PE": frozenset()}


def test_a_candidate_is_compared_with_the_others(tagger: Tagger) -> None:
    text = "Fiji, Tonga sign pact\nSuva – The ministers of Fiji and Tonga signed a pact. Trade with Peru has grown."
    candidates = list_candidates(_read(text, tagger))
    scores = [[5.0 if candidate.code == "FJ" else -1.0] * len(candidate.contexts) for candidate in candidates]
    better = CANDIDATE_NAMES.index("better than all others")
    found = describe_candidates(candidates, scores)
    assert {candidate.code for candidate, row in zip(candidates, found, strict=True) if row[better]} == {"FJ"}


def test_an_article_without_parties_has_no_candidates(tagger: Tagger) -> None:
    assert tagger.bundle.models.parties.probabilities(_read("Rain is expected tomorrow", tagger)) == {}
