"""The corpus."""

from pathlib import Path

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import AnnotationError, LabelSetError
from dateline.train.corpus import Corpus, count_words, load_corpus


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


def test_the_seeds_come_first(corpus: Corpus) -> None:
    assert len(corpus.seeds) == 5
    assert {article.article.id for article in corpus.articles[:5]} == corpus.seeds


def test_glued_words_of_the_seeds_are_taken_apart(corpus: Corpus) -> None:
    text = " ".join(corpus.articles[4].article.texts)
    assert "withcountries" in corpus.articles[4].text
    assert "with countries" in text


def test_what_is_left_out_is_gone_from_the_known_words(corpus: Corpus) -> None:
    left = corpus.without(frozenset(article.article.id for article in corpus.articles[100:]))
    assert len(left.articles) == 100
    assert left.known.articles == 100
    assert left.digest != corpus.digest


def test_words_of_the_lexicons_are_known(corpus: Corpus, labelled: list[LabelledArticle]) -> None:
    known = count_words(labelled[:3], corpus.label_set)
    assert {"extradition", "tuvalu", "cybercriminalité"} <= known.counts.keys()


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelSetError, match="0 folders here hold a label set"):
        load_corpus(tmp_path)


def test_a_folder_without_articles_is_refused(tmp_path: Path, root: Path) -> None:
    (tmp_path / "security-cooperation").symlink_to(root / "labels" / "security-cooperation")
    with pytest.raises(AnnotationError, match="no labelled articles"):
        load_corpus(tmp_path)
