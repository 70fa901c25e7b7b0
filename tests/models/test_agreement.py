"""The NumPy inference decides as scikit-learn does with the same weights, on every labelled article."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from dateline.labels.annotation import LabelledArticle
from dateline.labels.content import Content
from dateline.models.candidates import list_candidates
from dateline.models.mentions import find_mentions
from dateline.models.reading import Reading, read_content
from dateline.models.section_features import describe_lines
from dateline.models.tfidf import FeatureSpace
from dateline.models.words import count_features
from dateline.predict.tagger import Tagger
from dateline.train.fitting import weighted_matrix

EQUAL = 1e-9


def _regression(weights: np.ndarray, bias: float) -> LogisticRegression:
    regression = LogisticRegression()
    regression.classes_, regression.coef_, regression.intercept_ = (
        np.array([False, True]),
        weights[None],
        np.array([bias]),
    )
    return regression


def _vectorizer(space: FeatureSpace) -> TfidfVectorizer:
    """Return scikit-learn's TF-IDF for samples that are dictionaries of counts."""
    vectorizer = TfidfVectorizer(
        analyzer=lambda counts: [name for name, count in counts.items() for _ in range(int(count))],
        vocabulary={name: column for column, name in enumerate(space.names)},
    )
    vectorizer.idf_ = space.idf
    return vectorizer


@pytest.fixture(scope="module")
def readings(labelled: list[LabelledArticle], tagger: Tagger) -> list[Reading]:
    found = []
    for item in labelled:
        mentions = find_mentions(item.article, tagger.bundle.label_set)
        sections = tagger.bundle.models.sections.predict(item.article.texts, mentions, tagger.bundle.known)
        content = Content(item.article, sections.labels, sections.content)
        found.append(read_content(content, mentions, tagger.bundle.label_set, item.home))
    return found


def test_sides_of_lines(labelled: list[LabelledArticle], tagger: Tagger) -> None:
    model = tagger.bundle.models.sections
    regression = _regression(model.side_weights, model.side_bias)
    for item in labelled:
        mentions = find_mentions(item.article, tagger.bundle.label_set)
        features = describe_lines(item.article.texts, mentions, tagger.bundle.known)
        ours = features @ model.side_weights + model.side_bias
        assert np.abs(ours - regression.decision_function(features)).max() < EQUAL


def test_mentions_of_parties(readings: list[Reading], tagger: Tagger) -> None:
    model = tagger.bundle.models.parties
    vectorizer, regression = _vectorizer(model.space), _regression(model.context_weights, model.context_bias)
    for reading in readings:
        for candidate in list_candidates(reading):
            counts = [context.counts() for context in candidate.contexts]
            theirs = regression.decision_function(vectorizer.transform(counts))
            assert np.abs(np.array(model.score_mentions(candidate)) - theirs).max() < EQUAL


def test_words_of_paragraphs(readings: list[Reading], tagger: Tagger) -> None:
    model = tagger.bundle.models.domains
    machine = LinearSVC()
    machine.classes_ = np.array(model.domains)
    machine.coef_, machine.intercept_ = model.words.weights, model.word_bias
    for reading in readings:
        texts = [reading.content.paragraphs[number].text for number in reading.domains]
        if texts:
            counts = [dict(count_features(text)) for text in texts]
            matrix = weighted_matrix(model.words.space, counts)
            lengths = model.words.lengths(texts)[:, None]
            ours = model.words.score(texts) + model.word_bias
            assert np.abs(ours - machine.decision_function(matrix.multiply(1 / lengths).tocsr())).max() < EQUAL


def test_a_paragraph_is_divided_by_the_root_of_its_words_squared_lengths(tagger: Tagger) -> None:
    words = tagger.bundle.models.domains.words
    twice, once = words.lengths(["Extradition, extradition!", "extradition"])
    assert twice == pytest.approx(2**0.5 * once)
