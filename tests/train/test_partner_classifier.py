"""Partners are learned by how they are spoken of, so one that was never seen is found."""

from collections.abc import Sequence

import numpy as np
import pytest
from sklearn.metrics import f1_score

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import CorpusError, LabelSetError
from dateline.labels.label_set import LabelSet
from dateline.train import PartnerClassifier

TREATY = (
    "Vietnam, Botswana sign extradition treaty\nHanoi (VNA) – Vietnam and Botswana signed a treaty on extradition in "
    "Hanoi on May 5, the two justice ministers said."
)


def split(labelled: Sequence[LabelledArticle]) -> tuple[list[str], list[frozenset[str]]]:
    return [item.text for item in labelled], [item.gold.parties for item in labelled]


@pytest.fixture(scope="module")
def few(labelled: list[LabelledArticle]) -> list[LabelledArticle]:
    return [item for item in labelled[5:80] if "BW" not in item.gold.parties][:45]


@pytest.fixture(scope="module")
def classifier(few: list[LabelledArticle]) -> PartnerClassifier:
    return PartnerClassifier().fit(*split(few))


def test_each_party_of_the_label_set_is_a_class(classifier: PartnerClassifier, label_set: LabelSet) -> None:
    assert classifier.classes_.tolist() == list(label_set.parties)
    probabilities = classifier.predict_proba([TREATY, "Suva"])
    assert probabilities.shape == (2, len(label_set.parties))
    assert ((probabilities >= 0) & (probabilities <= 1)).all()
    assert (classifier.predict([TREATY]) == (probabilities[:1] >= classifier.thresholds_)).all()


def test_a_party_that_was_never_seen_is_found(classifier: PartnerClassifier) -> None:
    assert classifier.classes_[classifier.predict([TREATY])[0]].tolist() == ["BW"]


def test_a_party_that_is_not_named_has_no_probability(classifier: PartnerClassifier) -> None:
    assert np.count_nonzero(classifier.predict_proba([TREATY])) == 1


def test_home_is_no_partner_whether_it_is_labelled_or_not(
    classifier: PartnerClassifier, few: list[LabelledArticle], labelled: list[LabelledArticle]
) -> None:
    texts, parties = split(few)
    without = [given - {"VN"} for given in parties]
    again = PartnerClassifier().fit(texts, without)
    held_out, truth = split(labelled[80:110])
    assert (again.predict_proba(held_out) == classifier.predict_proba(held_out)).all()
    assert not classifier.predict(held_out)[:, classifier.classes_ == "VN"].any()
    assert any("VN" in given for given in truth)
    assert classifier.score(held_out, truth) == classifier.score(held_out, [given - {"VN"} for given in truth])


def test_without_a_home_every_party_may_be_one(few: list[LabelledArticle]) -> None:
    classifier = PartnerClassifier(home=None).fit(*split(few))
    assert set(classifier.classes_[classifier.predict([TREATY])[0]]) == {"BW", "VN"}


def test_the_score_is_micro_averaged_and_counts_those_not_named(
    classifier: PartnerClassifier, labelled: list[LabelledArticle]
) -> None:
    texts, parties = split(labelled[80:110])
    truth = np.array([[code in given and code != "VN" for code in classifier.classes_] for given in parties])
    expected = f1_score(truth, classifier.predict(texts), average="micro")
    assert classifier.score(texts, parties) == classifier.score(texts, truth) == expected > 0.7
    assert classifier.score([TREATY], [{"BW", "FJ"}]) == pytest.approx(2 / 3)


def test_an_unknown_party_is_refused(classifier: PartnerClassifier) -> None:
    for method in (PartnerClassifier().fit, classifier.score):
        with pytest.raises(CorpusError, match=r"y\[0\]: 'Botswana' is no label of the label set; there are: .* more$"):
            method([TREATY], [{"Botswana"}])


def test_an_unknown_home_is_refused(few: list[LabelledArticle]) -> None:
    with pytest.raises(LabelSetError, match="'XX' is no party of the label set"):
        PartnerClassifier(home="XX").fit(*split(few))


def test_articles_that_name_partners_alone_are_refused(few: list[LabelledArticle], label_set: LabelSet) -> None:
    texts, _ = split(few)
    every = [label_set.parties.keys()] * len(texts)
    with pytest.raises(CorpusError, match=r"name (\d+) parties, of which \1 are partners; wanted some in each of 5"):
        PartnerClassifier().fit(texts, every)
