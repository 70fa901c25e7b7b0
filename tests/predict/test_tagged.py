"""A tagged article is the same on every face: plain JSON values, whatever the text."""

import json
from dataclasses import FrozenInstanceError, asdict, fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.predict.tagged import TaggedArticle
from dateline.predict.tagger import Tagger


@pytest.fixture(scope="module")
def tagged(tagger: Tagger, seeds: list[LabelledArticle]) -> list[TaggedArticle]:
    return [tagger.tag(seed.text, article_id=seed.article.id) for seed in seeds]


def test_json_gives_back_what_to_dict_gave(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        found = article.to_dict()
        assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_to_dict_has_the_fields_of_the_format(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        found = article.to_dict()
        assert list(found) == [
            "id",
            "language",
            "home",
            "partners",
            "domains",
            "sections",
            "review",
            "doubt",
            "model",
        ]
        assert all(list(tag) == ["code", "name", "kind", "score", "domains", "evidence"] for tag in found["partners"])
        assert all(list(tag) == ["id", "name", "score", "evidence"] for tag in found["domains"])
        assert all(list(tag) == ["paragraph", "start", "end", "label", "content", "score"] for tag in found["sections"])
        places = [place for tag in (*found["partners"], *found["domains"]) for place in tag["evidence"]]
        assert all(list(place) == ["paragraph", "start", "end", "text"] for place in places)
        assert list(found["model"]) == ["name", "version"]


def test_to_dict_leaves_out_no_field_of_a_tag(tagged: list[TaggedArticle]) -> None:
    article = tagged[0]
    found = article.to_dict()
    assert {field.name for field in fields(article)} - {"article", "scores"} <= found.keys()
    for tag, written in (
        (article.partners[0], found["partners"][0]),
        (article.domains[0], found["domains"][0]),
        (article.sections[0], found["sections"][0]),
    ):
        given = {field.name: getattr(tag, field.name) for field in fields(tag) if field.name != "evidence"}
        assert json.loads(json.dumps(given)) == {name: value for name, value in written.items() if name != "evidence"}
    assert [asdict(place) for place in article.domains[0].evidence] == found["domains"][0]["evidence"]


def test_scores_are_probabilities_and_tags_stand_surest_first(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        partners, domains = [tag.score for tag in article.partners], [tag.score for tag in article.domains]
        assert all(0 <= score <= 1 for score in partners + domains + [tag.score for tag in article.sections])
        assert partners == sorted(partners, reverse=True)
        assert domains == sorted(domains, reverse=True)


def test_the_annotation_says_what_the_tags_say(tagged: list[TaggedArticle], seeds: list[LabelledArticle]) -> None:
    for article, seed in zip(tagged, seeds, strict=True):
        annotation = article.annotation
        assert annotation.article_id == seed.article.id
        assert annotation.sections == tuple(section.label for section in article.sections)
        assert annotation.parties == {partner.code for partner in article.partners}
        assert annotation.domains == {domain.id for domain in article.domains}


def test_the_headline_is_the_title_of_the_story(tagged: list[TaggedArticle], seeds: list[LabelledArticle]) -> None:
    for article, seed in zip(tagged, seeds, strict=True):
        assert article.headline == seed.text.splitlines()[0].strip()


def test_without_a_headline_the_story_s_first_line_stands_for_it(tagged: list[TaggedArticle]) -> None:
    article = tagged[0]
    furniture = replace(article.sections[0], label="furniture", content=False)
    story = replace(article.sections[1], label="body", content=True)
    assert replace(article, sections=(furniture, story)).headline == article.article.texts[1]
    assert replace(article, sections=(furniture,)).headline == article.article.texts[0]


def test_the_short_form_says_what_an_article_is_about_on_one_line(tagged: list[TaggedArticle]) -> None:
    article = tagged[2]
    assert repr(article) == (
        "<TaggedArticle '002_4ae8b20052cba06e' en: RU (1.00) · training, information-sharing, cybersecurity (+3) · "
        "12 of 42 paragraphs>"
    )
    hostile = replace(article.article, id="a\n'>")
    bare = replace(article, article=hostile, partners=(), domains=(), sections=article.sections[:1])
    assert repr(bare).startswith("""<TaggedArticle "a\\n'>" en: no partner · no domain · 1 of 1 paragraphs""")
    for each in tagged:
        assert len(repr(each)) < 200
        assert repr(each).endswith(" · review>") == each.doubt.review


def test_the_forms_of_tags_say_what_they_are(tagged: list[TaggedArticle]) -> None:
    assert repr(tagged[2].partners[0]).startswith("PartnerTag(code='RU', name='Russia', kind='country', score=0.9")
    assert repr(tagged[2].domains[0]).startswith("DomainTag(id='training', name='Training', score=")
    assert repr(tagged[2].sections[0]).startswith("SectionTag(paragraph=0, start=0, end=51, label='headline', content=")
    assert "Evidence(paragraph=0, start=9, end=15, text='Russia')" in repr(tagged[2].partners[0])


def test_a_tagged_article_does_not_change(tagged: list[TaggedArticle]) -> None:
    with pytest.raises(FrozenInstanceError):
        tagged[0].home = "FR"  # type: ignore[misc]  # the point of the test
    with pytest.raises(FrozenInstanceError):
        tagged[0].partners[0].score = 0.0  # type: ignore[misc]  # the point of the test


@settings(deadline=None, max_examples=60)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_every_text_gives_json(text: str, tagger: Tagger) -> None:
    found = tagger.tag(f"Vietnam{text}\n{text}France", article_id=text).to_dict()
    assert json.loads(json.dumps(found, ensure_ascii=False, allow_nan=False).encode()) == found
