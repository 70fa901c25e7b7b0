"""Domains are learned from the labels of whole articles."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import CorpusError
from dateline.labels.label_set import LabelSet
from dateline.train import DomainClassifier

CLASSES = ("training", "aviation-security", "drug-trafficking")
STORY = "Fiji, Tonga agree\nPolice of both fight drug trafficking.\nThey meet again.\nSee more on terrorism"


def split(labelled: Sequence[LabelledArticle]) -> tuple[list[str], list[frozenset[str]]]:
    return [item.text for item in labelled], [item.gold.domains for item in labelled]


@pytest.fixture(scope="module")
def few(labelled: list[LabelledArticle]) -> list[LabelledArticle]:
    """Articles of which one alone is about the security of aviation."""
    rare = [item for item in labelled if "aviation-security" in item.gold.domains][5]
    others = [item for item in labelled[5:80] if "aviation-security" not in item.gold.domains]
    return [rare, *others][:31]


@pytest.fixture(scope="module")
def classifier(few: list[LabelledArticle]) -> DomainClassifier:
    with pytest.warns(
        UserWarning, match="1 of 3 domains stand in too few articles .* probability 0: aviation-security"
    ):
        return DomainClassifier(classes=CLASSES).fit(*split(few))


def test_the_columns_are_the_classes_in_their_order(classifier: DomainClassifier, seeds: list[LabelledArticle]) -> None:
    assert classifier.classes_.tolist() == list(CLASSES)
    found, probabilities = classifier.predict(split(seeds)[0]), classifier.predict_proba(split(seeds)[0])
    assert found.shape == probabilities.shape == (5, 3)
    assert found.dtype == np.bool_
    assert (found == (probabilities >= classifier.thresholds_)).all()
    assert ((probabilities >= 0) & (probabilities <= 1)).all()


def test_a_domain_of_too_few_articles_is_never_given(
    classifier: DomainClassifier, labelled: list[LabelledArticle]
) -> None:
    assert classifier.learned_.tolist() == [True, False, True]
    about = [item.text for item in labelled if "aviation-security" in item.gold.domains][:10]
    assert not classifier.predict_proba(about)[:, 1].any()
    assert not classifier.predict(about)[:, 1].any()


def test_the_score_is_micro_averaged(classifier: DomainClassifier, labelled: list[LabelledArticle]) -> None:
    texts, domains = split(labelled[80:110])
    truth = np.array([[domain in given for domain in CLASSES] for given in domains])
    expected = f1_score(truth, classifier.predict(texts), average="micro")
    assert classifier.score(texts, domains) == classifier.score(texts, truth) == expected > 0.6
    assert classifier.score(["Suva"], [set()]) == 0


def test_a_matrix_teaches_what_sets_do(
    classifier: DomainClassifier, few: list[LabelledArticle], seeds: list[LabelledArticle]
) -> None:
    texts, domains = split(few)
    matrix = np.array([[domain in given for domain in CLASSES] for given in domains], dtype=int)
    with pytest.warns(UserWarning, match="too few articles"):
        again = DomainClassifier(classes=list(CLASSES), n_jobs=2).fit(np.array(texts, dtype=object), matrix)
    assert (again.predict_proba(split(seeds)[0]) == classifier.predict_proba(split(seeds)[0])).all()


def test_a_page_without_a_story_has_no_domain(classifier: DomainClassifier) -> None:
    assert not classifier.predict(["See more", "Suva"]).any()


def test_every_domain_of_the_label_set_is_a_class_if_none_is_named(labelled: list[LabelledArticle]) -> None:
    texts, domains = split(labelled[5:35])
    kept = [given & {"training", "drug-trafficking"} for given in domains]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        classifier = DomainClassifier(sections="all").fit(texts, kept)
    assert len(classifier.classes_) == 21
    assert set(classifier.classes_[classifier.learned_]) == {"training", "drug-trafficking"}


@pytest.mark.parametrize(
    ("classes", "error"),
    [
        ("training", "classes is the string 'training'; wanted a sequence of domain ids"),
        ((), "wanted at least one domain id"),
        (("training", "training"), "wanted at least one domain id, and each once"),
    ],
)
def test_classes_are_domain_ids_each_once(classes: Sequence[str], error: str, few: list[LabelledArticle]) -> None:
    with pytest.raises(ValueError, match=error):
        DomainClassifier(classes=classes).fit(*split(few))


def test_unknown_domains_are_refused(few: list[LabelledArticle], classifier: DomainClassifier) -> None:
    with pytest.raises(CorpusError, match="classes: 'trade' is no domain of 'security-cooperation'; there are: cyber"):
        DomainClassifier(classes=["trade"]).fit(*split(few))
    for method in (DomainClassifier().fit, classifier.score):
        with pytest.raises(CorpusError, match=r"y\[1\]: 'trade' is no label of the label set"):
            method([STORY, STORY], [{"training"}, {"trade"}])


def test_articles_that_are_all_about_the_same_are_refused(few: list[LabelledArticle]) -> None:
    with pytest.raises(CorpusError, match=r"none of the 1 domains .* is missing in others; 20 articles were given"):
        DomainClassifier(classes=["defence"]).fit([STORY] * 20, [{"defence"}] * 20)


def test_articles_that_name_no_domain_in_passing_are_refused(few: list[LabelledArticle]) -> None:
    texts = [f"Fiji, Tonga meet\nTheir police held talks on {subject}." for subject in ("terrorism", "rugby")] * 20
    named = [f"{text}\nThis was meeting {number}." for number, text in enumerate(texts)]
    with pytest.raises(
        CorpusError, match="name their own domains in 20 places and others in passing in 0; wanted both"
    ):
        DomainClassifier(classes=["terrorism"], sections="all").fit(named, [{"terrorism"}, set()] * 20)


def test_a_label_set_of_one_s_own_is_learned(root: Path, few: list[LabelledArticle], label_set: LabelSet) -> None:
    own = replace(label_set, domains={name: label_set.domains[name] for name in ("drug-trafficking", "training")})
    texts, domains = split(few)
    classifier = DomainClassifier(label_set=own).fit(texts, [given & own.domains.keys() for given in domains])
    assert classifier.classes_.tolist() == ["drug-trafficking", "training"]
    with pytest.raises(CorpusError, match=r"'training' is no label .* there are: cybercrime, terrorism"):
        DomainClassifier(label_set=root / "tests/cases/small-label-set").fit([STORY], [{"training"}])
