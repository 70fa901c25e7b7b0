"""Pages of one fold hold no line of another."""

from dateline.labels.annotation import LabelledArticle
from dateline.labels.label_set import LabelSet
from dateline.train.fitting import FOLDS, fold_of
from dateline.train.splice_folds import splice_folds


def test_pages_borrow_within_their_fold_alone(labelled: list[LabelledArticle], label_set: LabelSet) -> None:
    articles = labelled[:60]
    pages = splice_folds(articles, label_set.content_sections, copies=2, broken=0.0, seed=1)
    assert len(pages) == 2 * len(articles)
    homes: dict[str, set[int]] = {}
    for item in articles:
        for text in item.article.texts:
            homes.setdefault(text, set()).add(fold_of(item.article.id))
    assert {fold_of(page.article.id) for page in pages} == set(range(FOLDS))
    lines = [(text, fold_of(page.article.id)) for page in pages for text in page.article.texts if text in homes]
    assert len(lines) > 300
    assert all(fold in homes[text] for text, fold in lines)


def test_an_article_that_is_alone_in_its_fold_gives_no_page(
    labelled: list[LabelledArticle], label_set: LabelSet
) -> None:
    assert splice_folds(labelled[:1], label_set.content_sections, copies=3, broken=0.0, seed=1) == []
