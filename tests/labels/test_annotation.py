from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle, partners_of

codes = st.sampled_from(["VN", "FR", "AU", "INTERPOL", "ASEAN", "UN"])


@given(st.frozensets(codes), codes)
def test_partners_never_hold_home_and_lack_nobody_else(parties: frozenset[str], home: str) -> None:
    partners = partners_of(parties, home)
    assert home not in partners
    assert partners | {home} == parties | {home}


@given(st.frozensets(codes))
def test_without_a_home_every_party_is_a_partner(parties: frozenset[str]) -> None:
    assert partners_of(parties, None) == parties


def test_the_labelled_articles_have_partners_of_all_three_kinds(labelled: list[LabelledArticle]) -> None:
    partners = [partners_of(article.gold.parties, article.home) for article in labelled]
    assert all(article.home not in found for article, found in zip(labelled, partners, strict=True))
    assert any(article.home in article.gold.parties for article in labelled)
    assert any(
        article.home and article.home not in article.gold.parties and article.gold.parties for article in labelled
    )
    assert any(article.home is None and article.gold.parties for article in labelled)


def test_pairs_share_partners_and_domains_of_their_article(labelled: list[LabelledArticle]) -> None:
    told_apart = [article for article in labelled if article.gold.pairs]
    assert len(told_apart) > 100
    for article in told_apart:
        assert article.gold.pairs.keys() <= partners_of(article.gold.parties, article.home)
        assert frozenset().union(*article.gold.pairs.values()) <= article.gold.domains
