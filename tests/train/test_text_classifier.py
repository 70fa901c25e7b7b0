"""The three estimators keep scikit-learn's contract, as far as it can be kept with texts for samples."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import estimator_checks, get_tags
from sklearn.utils.estimator_checks import check_estimator

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import ArticleError, CorpusError, LabelSetError
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import DEFAULT_LABEL_SET
from dateline.train import DomainClassifier, PartnerClassifier, SectionClassifier
from dateline.train.learning import learning
from dateline.train.text_classifier import TextClassifier, check_texts, label_set_of, load_shipped

Make = Callable[[], Any]

DOMAINS = ("drug-trafficking", "training")
MADE: dict[str, Make] = {
    "sections": SectionClassifier,
    "domains": lambda: DomainClassifier(classes=DOMAINS),
    "partners": PartnerClassifier,
}
# All other checks fit numbers, which are no articles; what they check is checked below on texts.
CHECKS = (
    "check_estimator_cloneable",
    "check_estimator_tags_renamed",
    "check_valid_tag_types",
    "check_estimator_repr",
    "check_no_attributes_set_in_init",
    "check_do_not_raise_errors_in_init_or_set_params",
    "check_mixin_order",
    "check_get_params_invariance",
    "check_set_params",
    "check_parameters_default_constructible",
    "check_estimators_unfitted",
)
ODD_INPUT = [
    ("Fiji, Tonga sign police pact", "X is a single string"),
    (b"Fiji", "X is a single string"),
    ([], "X is empty: it has 0 articles; wanted at least 1"),
    (np.array([], dtype=object), "X is empty"),
    (["Suva", 7], r"X\[1\] is of type int; wanted the text of an article"),
    (pd.Series(["Suva", None], dtype=object), r"X\[1\] is of type NoneType"),
    (pd.DataFrame({"text": ["Suva"]}), r"X is of type DataFrame and shape \(1, 1\); wanted a sequence"),
    (np.zeros((2, 2)), r"X is of type ndarray and shape \(2, 2\)"),
    ({"text": "Suva"}, "X is of type dict"),
    ({"Suva"}, "X is of type set"),
    (iter(["Suva"]), "X is of type list_iterator"),
    (None, "X is of type NoneType"),
    (7, "X is of type int"),
]


@pytest.fixture(scope="module")
def texts(labelled: list[LabelledArticle]) -> list[str]:
    return [item.text for item in labelled[5:45]]


@pytest.fixture(scope="module")
def labels(labelled: list[LabelledArticle]) -> dict[str, list[Any]]:
    return {
        "sections": [item.gold.sections for item in labelled[5:45]],
        "domains": [item.gold.domains for item in labelled[5:45]],
        "partners": [item.gold.parties for item in labelled[5:45]],
    }


@pytest.fixture(scope="module")
def fitted(texts: list[str], labels: dict[str, list[Any]]) -> dict[str, Any]:
    return {name: make().fit(texts, labels[name]) for name, make in MADE.items()}


def found_by(estimator: Any, texts: Sequence[str]) -> list[Any]:  # noqa: ANN401 # any of the three
    """Return all that an estimator says of texts."""
    name = "content_probability" if isinstance(estimator, SectionClassifier) else "predict_proba"
    numbers = [row.tolist() for row in getattr(estimator, name)(texts)]
    return [numbers, [list(row) for row in estimator.predict(texts)]]


@pytest.mark.parametrize("name", MADE)
def test_scikit_learn_finds_no_fault_and_knows_what_it_cannot_check(name: str) -> None:
    with pytest.warns(SkipTestWarning, match=r"requires input  of type InputTags\(one_d_array=True, two_d_array=False"):
        assert all(check["status"] == "passed" for check in check_estimator(MADE[name]()))


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("name", MADE)
def test_each_check_that_needs_no_numbers_passes(name: str, check: str) -> None:
    estimator = MADE[name]()
    getattr(estimator_checks, check)(type(estimator).__name__, estimator)


@pytest.mark.parametrize("name", MADE)
def test_the_tags_say_that_samples_are_texts_with_several_outputs(name: str) -> None:
    tags = get_tags(MADE[name]())
    assert (tags.input_tags.string, tags.input_tags.one_d_array, tags.input_tags.two_d_array) == (True, True, False)
    assert (tags.target_tags.required, tags.target_tags.multi_output, tags.target_tags.single_output) == (1, 1, 0)
    assert tags.requires_fit
    assert not tags.non_deterministic
    if name == "sections":
        assert tags.estimator_type is None
    else:
        assert (tags.estimator_type, tags.classifier_tags.multi_label) == ("classifier", True)


@pytest.mark.parametrize("name", MADE)
def test_fitting_learns_the_same_each_time_and_changes_no_setting_and_no_sample(
    name: str, fitted: dict[str, Any], texts: list[str], labels: dict[str, list[Any]]
) -> None:
    estimator, given, truth = MADE[name](), list(texts), list(labels[name])
    before = estimator.get_params()
    assert estimator.fit(given[20:], truth[20:]) is estimator
    assert found_by(estimator, texts[:5]) != found_by(fitted[name], texts[:5])
    assert found_by(estimator.fit(given, truth), texts[:5]) == found_by(fitted[name], texts[:5])
    assert (given, truth) == (texts, labels[name])
    assert all(estimator.get_params()[setting] is value for setting, value in before.items())
    learned = vars(estimator).keys() - before.keys()
    assert learned
    assert all(attribute.endswith("_") and not attribute.startswith("_") for attribute in learned)


@pytest.mark.parametrize("name", MADE)
def test_an_article_is_tagged_alike_alone_and_among_others(name: str, fitted: dict[str, Any], texts: list[str]) -> None:
    numbers, labels = found_by(fitted[name], texts[:8])
    assert found_by(fitted[name], texts[7::-1]) == [numbers[::-1], labels[::-1]]
    for place, text in enumerate(texts[:8]):
        assert found_by(fitted[name], [text]) == [[numbers[place]], [labels[place]]]


@pytest.mark.parametrize("name", MADE)
def test_texts_come_in_any_sequence(name: str, fitted: dict[str, Any], texts: list[str]) -> None:
    some = texts[:3]
    found = found_by(fitted[name], some)
    series = pd.Series(some, index=[7, 7, 9])
    sequences: list[Any] = [tuple(some), np.array(some), np.array(some, dtype=object), series, series.astype(object)]
    for given in sequences:
        assert found_by(fitted[name], given) == found


@pytest.mark.parametrize("name", MADE)
def test_a_fitted_estimator_is_pickled_whole(name: str, fitted: dict[str, Any], texts: list[str]) -> None:
    again = pickle.loads(pickle.dumps(fitted[name]))
    assert found_by(again, texts[:5]) == found_by(fitted[name], texts[:5])


@pytest.mark.parametrize("name", MADE)
def test_a_clone_has_the_settings_and_not_what_was_learned(name: str, fitted: dict[str, Any], texts: list[str]) -> None:
    other = clone(fitted[name])
    assert other.get_params() == fitted[name].get_params()
    with pytest.raises(NotFittedError):
        other.predict(texts)


def test_a_label_set_that_was_used_can_be_cloned_and_pickled(label_set: LabelSet) -> None:
    used = replace(label_set)
    used.party_lexicon("en").find("Fiji")
    for estimator in (SectionClassifier(label_set=used), PartnerClassifier(label_set=used)):
        assert clone(estimator).label_set is used
        assert pickle.loads(pickle.dumps(estimator)).label_set == used


@pytest.mark.parametrize("name", MADE)
def test_an_estimator_is_cross_validated(name: str, texts: list[str], labels: dict[str, list[Any]]) -> None:
    scores = cross_val_score(MADE[name](), texts, labels[name], cv=2, error_score="raise")
    assert 0.5 < scores.min() < scores.max() <= 1


def test_an_estimator_is_the_last_step_of_a_pipeline(
    fitted: dict[str, Any], texts: list[str], labels: dict[str, list[Any]]
) -> None:
    before = FunctionTransformer(lambda given: [text.removeprefix("<<") for text in given])
    pipeline = make_pipeline(before, PartnerClassifier()).fit([f"<<{text}" for text in texts], labels["partners"])
    assert found_by(pipeline, texts[:3]) == found_by(fitted["partners"], texts[:3])


def test_a_grid_of_settings_is_searched(texts: list[str], labels: dict[str, list[Any]]) -> None:
    search = GridSearchCV(SectionClassifier(), {"copies": [0, 1]}, cv=2, refit=False, error_score="raise")
    search.fit(texts[:16], labels["sections"][:16])
    assert len(set(search.cv_results_["mean_test_score"])) == 2


def test_probabilities_are_cross_validated(texts: list[str], labels: dict[str, list[Any]]) -> None:
    matrix = np.array([[domain in given for domain in DOMAINS] for given in labels["domains"]])
    found = cross_val_predict(DomainClassifier(classes=DOMAINS), texts, matrix, cv=2, method="predict_proba")
    assert found.shape == matrix.shape
    assert found[matrix].mean() > found[~matrix].mean() + 0.3


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize(("given", "error"), ODD_INPUT)
def test_what_is_no_sequence_of_texts_is_refused(name: str, given: Any, error: str, fitted: dict[str, Any]) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match=error):
        check_texts(given)
    with pytest.raises(ValueError, match=error):
        MADE[name]().fit(given, [("body",)])
    for method in (fitted[name].predict, lambda texts: fitted[name].score(texts, [])):
        with pytest.raises(ValueError, match=error):
            method(given)


@pytest.mark.parametrize("name", MADE)
def test_labels_that_are_missing_or_of_other_articles_are_refused(
    name: str, texts: list[str], labels: dict[str, list[Any]], fitted: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="requires y to be passed, but the target y is None"):
        MADE[name]().fit(texts, None)
    with pytest.raises(ValueError, match="y is the string 'training'"):
        MADE[name]().fit(texts, "training")
    for score in (MADE[name]().fit, fitted[name].score):
        with pytest.raises(ValueError, match="X has 3 articles and y has 2; wanted the labels of each article"):
            score(texts[:3], labels[name][:2])


@pytest.mark.parametrize("name", MADE)
def test_a_text_that_is_no_article_is_named_by_its_place(name: str, texts: list[str], fitted: dict[str, Any]) -> None:
    for bad, error in (
        ("", "the text is empty"),
        ("x\x00", "a NUL character"),
        ("x\ud83e", "half of a surrogate pair"),
    ):
        with pytest.raises(ArticleError, match=rf"X\[1\]: .*{error}"):
            fitted[name].predict([texts[0], bad])


@pytest.mark.parametrize("name", MADE)
def test_few_articles_are_refused(name: str, texts: list[str], labels: dict[str, list[Any]]) -> None:
    with pytest.raises(CorpusError, match="give more"):
        MADE[name]().fit(texts[:1], labels[name][:1])


@pytest.mark.parametrize("name", MADE)
def test_a_label_set_that_is_not_there_is_refused(name: str, texts: list[str], labels: dict[str, list[Any]]) -> None:
    with pytest.raises(LabelSetError, match=r"no-such-set.*there is no such file"):
        MADE[name]().set_params(label_set="no-such-set").fit(texts, labels[name])


def test_a_label_set_is_given_by_name_by_folder_or_as_it_is(label_set: LabelSet, root: Path) -> None:
    assert label_set_of(None) is load_shipped().label_set
    assert label_set_of(label_set) is label_set
    for setting in ("security-cooperation", DEFAULT_LABEL_SET):
        found = label_set_of(setting)
        assert list(found.domains) == list(label_set.domains)
        assert list(found.parties) == list(label_set.parties)
        assert found.domain_surfaces["fr"].keys() == label_set.domain_surfaces["fr"].keys()
    assert label_set_of(root / "tests" / "cases" / "small-label-set").name == "small-label-set"


def test_an_error_of_fitting_speaks_of_the_articles_and_keeps_its_cause() -> None:
    expected = "too few, or too much alike, to learn domains from; give more"
    with pytest.raises(CorpusError, match=expected) as caught, learning("domains"):
        raise ValueError("a matrix")
    assert str(caught.value.__cause__) == "a matrix"


def test_the_estimators_are_all_that_training_shows(root: Path) -> None:
    import dateline.train

    shown = [getattr(dateline.train, name) for name in dateline.train.__all__]
    assert shown == [DomainClassifier, PartnerClassifier, SectionClassifier]
    assert all(issubclass(each, TextClassifier) for each in shown)
    with pytest.raises(AttributeError, match=r"'dateline\.train' has no attribute 'Nothing'"):
        _ = dateline.train.Nothing
