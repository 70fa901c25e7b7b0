"""Evidence leads back from a tag to the words of the text as given, however dirty the text is."""

import random
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.repair import repair_text
from dateline.predict.tagged import Evidence, TaggedArticle
from dateline.predict.tagger import Tagger

STRAY = "🌟🐻ജഅ\u200b\u00ad"


def places_of(tagged: TaggedArticle) -> Iterator[Evidence]:
    for partner in tagged.partners:
        yield from partner.evidence
    for domain in tagged.domains:
        yield from domain.evidence


def check_places(text: str, tagged: TaggedArticle, tagger: Tagger) -> int:
    """Check that all evidence lies in its paragraph and says what stands there; return how much there is."""
    places = list(places_of(tagged))
    for place in places:
        section = tagged.sections[place.paragraph]
        assert section.start <= place.start < place.end <= section.end
        assert repair_text(text[place.start : place.end], tagger.bundle.known).text == place.text
    return len(places)


def test_evidence_stands_where_it_says_in_the_seeds(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    for seed in seeds:
        assert check_places(seed.text, tagger.tag(seed.text), tagger) >= 10


def test_evidence_stands_where_it_says_in_other_articles(tagger: Tagger, labelled: list[LabelledArticle]) -> None:
    assert sum(check_places(each.text, tagger.tag(each.text), tagger) for each in labelled[::6]) > 500


def test_every_tag_has_one_to_eight_places_in_order(tagger: Tagger, labelled: list[LabelledArticle]) -> None:
    for article in labelled[::6]:
        tagged = tagger.tag(article.text)
        for evidence in [tag.evidence for tag in tagged.partners] + [tag.evidence for tag in tagged.domains]:
            starts = [place.start for place in evidence]
            assert 1 <= len(starts) <= 8
            assert starts == sorted(set(starts))


def test_evidence_of_a_partner_names_it(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    for seed in seeds:
        tagged = tagger.tag(seed.text)
        lexicon = tagger.bundle.label_set.party_lexicon(tagged.article.language)
        for partner in tagged.partners:
            for place in partner.evidence:
                assert [mention.key for mention in lexicon.find(place.text)] == [partner.code]


def test_evidence_of_the_seeds_is_from_the_story(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    content = tagger.bundle.label_set.content_sections
    for seed in seeds:
        assert {seed.gold.sections[place.paragraph] for place in places_of(tagger.tag(seed.text))} <= content


def test_a_domain_without_a_cue_shows_the_words_that_weighed_most(
    tagger: Tagger, labelled: list[LabelledArticle]
) -> None:
    found = 0
    for article in labelled[:60]:
        tagged = tagger.tag(article.text, language=article.article.language)
        lexicon = tagger.bundle.label_set.domain_lexicon(tagged.article.language)
        cues = {mention.key for text in tagged.article.texts for mention in lexicon.find(text)}
        for domain in tagged.domains:
            if domain.id not in cues:
                found += 1
                assert 1 <= len(domain.evidence) <= 3
                assert len({place.paragraph for place in domain.evidence}) == 1
                assert all(" " not in place.text for place in domain.evidence)
    assert found >= 3


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_evidence_of_a_dirty_text_leads_to_the_text_as_given(
    seed: int, tagger: Tagger, seeds: list[LabelledArticle]
) -> None:
    rng = random.Random(seed)
    clean = rng.choice(seeds).text
    dirty = "".join(sign + (rng.choice(STRAY) if sign.isalpha() and rng.random() < 0.01 else "") for sign in clean)
    dirty = "".join("" if sign == " " and rng.random() < 0.03 else sign for sign in dirty)
    assert check_places(dirty, tagger.tag(dirty), tagger) >= 5


@pytest.mark.parametrize("language", ["fr", "vi", "es"])
def test_letters_taken_apart_into_letter_and_mark_change_no_evidence(
    language: str, tagger: Tagger, labelled: list[LabelledArticle]
) -> None:
    for article in [each for each in labelled if each.article.language == language][:10]:
        whole = unicodedata.normalize("NFC", article.text)
        apart = unicodedata.normalize("NFD", whole)
        assert apart != whole
        tagged, other = tagger.tag(whole, language=language), tagger.tag(apart, language=language)
        assert [place.text for place in places_of(other)] == [place.text for place in places_of(tagged)]
        check_places(apart, other, tagger)
