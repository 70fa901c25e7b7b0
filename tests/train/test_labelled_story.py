"""Where a story names the domains of its article."""

import pytest

from dateline.labels.content import Content
from dateline.labels.label_set import LabelSet
from dateline.train.labelled_story import LabelledStory
from dateline.train.text_classifier import read_texts

STORY = "Fiji, Tonga agree\nPolice of both fight drug trafficking.\nThey meet again.\nSee more on terrorism"


@pytest.mark.parametrize(
    ("domains", "story", "expected"),
    [
        ({"drug-trafficking"}, 3, [set(), {"drug-trafficking"}, set(), set()]),
        ({"drug-trafficking", "defence"}, 3, [{"defence"}, {"drug-trafficking", "defence"}, {"defence"}]),
        ({"terrorism"}, 3, [{"terrorism"}] * 3),
        ({"terrorism"}, 4, [set(), set(), set(), {"terrorism"}]),
        (set(), 4, [set()] * 4),
    ],
)
def test_a_paragraph_has_its_article_s_domains_that_it_names_and_those_that_none_names(
    domains: set[str], story: int, expected: list[set[str]], label_set: LabelSet
) -> None:
    [article] = read_texts([STORY])
    weights = tuple(0.9 if number < story else 0.3 for number in range(4))
    labelled = LabelledStory.of(Content(article, ("body",) * 4, weights), frozenset(domains), label_set)
    assert labelled.truth == expected[:story]
    assert labelled.told_apart.weights == tuple(float(number < story) for number in range(4))


def test_cues_of_domains_that_are_not_learned_are_not_read(label_set: LabelSet) -> None:
    [article] = read_texts([STORY])
    labelled = LabelledStory.of(Content(article, ("body",) * 4, (1.0,) * 4), frozenset({"terrorism"}), label_set)
    for learned, named in ((["terrorism"], {"terrorism"}), (["terrorism", "drug-trafficking"], None)):
        reading = labelled.read_as_seen(learned, label_set).reading
        assert reading.domain_places.keys() == (named or set(learned))


def test_a_cue_is_the_article_s_or_in_passing(label_set: LabelSet) -> None:
    [article] = read_texts([STORY])
    for weights, found in (((1.0,) * 4, [False, True]), ((1.0, 1.0, 1.0, 0.4), [False])):
        labelled = LabelledStory.of(Content(article, ("body",) * 4, weights), frozenset({"terrorism"}), label_set)
        assert labelled.list_cues(["terrorism", "drug-trafficking"]) == found
    assert labelled.list_cues(["defence"]) == []
