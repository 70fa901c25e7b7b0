from pathlib import Path

import pandas as pd
import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.labelled_files import read_labelled
from dateline.labels.language import LANGUAGES
from dateline.train.statistics import ALL, count_labels

SMALL = Path(__file__).parents[1] / "cases" / "small-label-set" / "articles.jsonl"


@pytest.fixture(scope="module")
def counts(labelled: list[LabelledArticle]) -> dict[str, pd.DataFrame]:
    return count_labels(labelled)


def test_two_articles_are_counted_by_hand() -> None:
    counts = count_labels(list(read_labelled(SMALL)))
    assert {kind: table[ALL].to_dict() for kind, table in counts.items()} == {
        "articles": {"articles": 2},
        "paragraphs by section": {"body": 2, "headline": 2, "furniture": 1},
        "articles by domain": {"cybercrime": 2, "terrorism": 1},
        "paragraphs by domain": {"cybercrime": 2, "terrorism": 1},
        "articles by partner": {"FR": 1, "INTERPOL": 1},
    }
    assert counts["articles"].to_dict("records") == [{"en": 2, "fr": 0, "vi": 0, "es": 0, ALL: 2}]


def test_no_articles_have_empty_tables() -> None:
    for table in count_labels([]).values():
        assert table.empty
        assert list(table.columns) == [*LANGUAGES, ALL]


def test_the_languages_add_up_to_all(counts: dict[str, pd.DataFrame]) -> None:
    for table in counts.values():
        assert list(table.columns) == [*LANGUAGES, ALL]
        assert table[list(LANGUAGES)].sum(axis=1).tolist() == table[ALL].tolist()
        assert (table[ALL] > 0).all()


def test_the_most_frequent_label_stands_first_and_equals_by_name(counts: dict[str, pd.DataFrame]) -> None:
    for table in counts.values():
        order = [(-number, str(label)) for label, number in table[ALL].items()]
        assert order == sorted(order)


def test_every_article_and_every_paragraph_counts_in_its_language(
    labelled: list[LabelledArticle], counts: dict[str, pd.DataFrame]
) -> None:
    for language in (*LANGUAGES, ALL):
        served = [article for article in labelled if language in (ALL, article.article.language)]
        assert counts["articles"][language].tolist() == [len(served)]
        sections = counts["paragraphs by section"][language].sum()
        assert sections == sum(len(article.article.paragraphs) for article in served)


def test_home_is_counted_as_a_partner_only_of_others(
    labelled: list[LabelledArticle], counts: dict[str, pd.DataFrame]
) -> None:
    abroad = sum("VN" in article.gold.parties and article.home != "VN" for article in labelled)
    everywhere = sum("VN" in article.gold.parties for article in labelled)
    assert 0 < abroad < everywhere
    assert counts["articles by partner"].loc["VN", ALL] == abroad
