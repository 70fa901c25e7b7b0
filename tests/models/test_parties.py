"""The party model."""

import numpy as np
import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import read_article
from dateline.labels.content import Content
from dateline.models.candidates import list_candidates
from dateline.models.parties import CANDIDATE_NAMES, describe_candidate
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
    sections = tagger.bundle.models.sections.predict(article.texts, tagger.bundle.known)
    return read_content(Content(article, sections.labels, sections.content), tagger.bundle.label_set, "VN")


@pytest.mark.parametrize(("one", "other"), [("Fiji", "Peru"), ("France", "Tuvalu"), ("China", "Malta")])
def test_no_country_is_known_by_heart(one: str, other: str, tagger: Tagger) -> None:
    model = tagger.bundle.models.parties
    scores = [list(model.probabilities(_read(STORY.format(name=name), tagger)).values()) for name in (one, other)]
    assert scores[0] == pytest.approx(scores[1], abs=0.02)
    assert scores[0][0] > model.threshold


def test_home_is_no_candidate(labelled: list[LabelledArticle], tagger: Tagger) -> None:
    for item in labelled[:100]:
        content = Content(item.article, item.gold.sections, (1.0,) * len(item.gold.sections))
        reading = read_content(content, tagger.bundle.label_set, item.home)
        assert item.home not in {candidate.code for candidate in list_candidates(reading)}


def test_a_candidate_has_all_features(tagger: Tagger) -> None:
    (candidate,) = list_candidates(_read(STORY.format(name="Fiji"), tagger))
    features = describe_candidate(candidate, tagger.bundle.models.parties.score_mentions(candidate))
    assert features.shape == (len(CANDIDATE_NAMES),)
    assert np.isfinite(features).all()


def test_a_good_mention_in_doubtful_content_counts_less(tagger: Tagger) -> None:
    (candidate,) = list_candidates(_read(STORY.format(name="Fiji"), tagger))
    doubtful = type(candidate)(candidate.code, candidate.contexts, (0.2,) * len(candidate.weights), candidate.structure)
    scores = [2.0] * len(candidate.contexts)
    assert describe_candidate(doubtful, scores)[0] < describe_candidate(candidate, scores)[0]


def test_an_article_without_parties_has_no_candidates(tagger: Tagger) -> None:
    assert tagger.bundle.models.parties.probabilities(_read("Rain is expected tomorrow", tagger)) == {}
