"""Content comes from a model, fitted here or shipped, or is all there is."""

import pickle
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.frozen import FrozenEstimator
from sklearn.model_selection import GridSearchCV

from dateline.labels.annotation import LabelledArticle
from dateline.predict.tagger import Tagger
from dateline.train import DomainClassifier, PartnerClassifier, SectionClassifier
from dateline.train.content_model import ContentModel
from dateline.train.fitting import fold_of
from dateline.train.text_classifier import read_texts

Articles = list[LabelledArticle]


@pytest.fixture(scope="module")
def sections(labelled: Articles) -> SectionClassifier:
    few = labelled[5:30]
    return SectionClassifier().fit([item.text for item in few], [item.gold.sections for item in few])


def test_the_shipped_model_finds_what_the_tagger_finds(seeds: Articles, tagger: Tagger) -> None:
    model = ContentModel.of(None)
    texts = [seed.text for seed in seeds]
    for text, article in zip(texts, read_texts(texts, model.known), strict=True):
        tagged = tagger.tag(text)
        assert model.find(article).weights == model.find(article, unseen=True).weights == tagged.scores.content
        assert model.find(article).sections == tagged.annotation.sections


def test_a_fitted_classifier_finds_what_it_predicts(seeds: Articles, sections: SectionClassifier) -> None:
    for setting in (sections, FrozenEstimator(sections)):
        model = ContentModel.of(setting)
        texts = [seed.text for seed in seeds]
        for article, labels, content in zip(
            read_texts(texts, model.known), sections.predict(texts), sections.content_probability(texts), strict=True
        ):
            assert model.find(article).sections == labels
            assert model.find(article).weights == tuple(content.tolist())


def test_what_is_learned_from_is_found_by_models_that_never_saw_it(
    labelled: Articles, sections: SectionClassifier
) -> None:
    model = ContentModel.of(sections)
    for article in read_texts([item.text for item in labelled[5:15]], model.known):
        unseen = model.find(article, unseen=True)
        assert unseen.weights != model.find(article).weights
        by_fold = sections.fitted_.by_fold[fold_of(article.id)]
        own = ContentModel(model.label_set, model.known, (by_fold,))
        assert unseen == own.find(article)


def test_every_line_is_content_where_no_model_is_wanted() -> None:
    model = ContentModel.of("all")
    for text, labels in (("Suva", ("body",)), ("Fiji, Tonga agree\nSee more\nSource", ("headline", "body", "body"))):
        [article] = read_texts([text], model.known)
        found = model.find(article)
        assert (found.sections, found.weights) == (labels, (1.0,) * len(labels))


@pytest.mark.parametrize("setting", [SectionClassifier(), "none", DomainClassifier(), 7, FrozenEstimator(7)])
def test_another_setting_is_refused(setting: Any, labelled: Articles) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match=r"wanted a SectionClassifier that is fitted .*, 'all' to take every line"):
        PartnerClassifier(sections=setting).fit([labelled[0].text], [{"FR"}])


def test_a_clone_reads_with_the_same_fitted_sections(sections: SectionClassifier) -> None:
    for estimator in (PartnerClassifier(sections=sections), DomainClassifier(sections=sections)):
        assert clone(estimator).sections is sections


def test_a_grid_holds_fitted_sections_that_are_frozen(labelled: Articles, sections: SectionClassifier) -> None:
    texts, parties = [item.text for item in labelled[5:45]], [item.gold.parties for item in labelled[5:45]]
    grid = {"sections": ["all", FrozenEstimator(sections)]}
    search = GridSearchCV(PartnerClassifier(), grid, cv=2, error_score="raise").fit(texts, parties)
    assert np.isfinite(search.cv_results_["mean_test_score"]).all()


def test_a_model_of_content_is_pickled(sections: SectionClassifier, seeds: Articles) -> None:
    for setting in (None, "all", sections):
        model = ContentModel.of(setting)
        [article] = read_texts([seeds[0].text], model.known)
        found = model.find(article)
        assert pickle.loads(pickle.dumps(model)).find(article) == found
