"""The shipped model tags the seeds as people did, and every text is tagged or refused."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle, partners_of
from dateline.labels.errors import ArticleError, BundleFormatError, LabelSetError
from dateline.predict.tagger import Tagger

PRINTABLE = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" \n")
WORDS = st.sampled_from("Vietnam France Interpol police extradition ./. -VNA See more Hanoi (VNA) – \n".split(" "))
ODDITIES = [
    ("🌟", 1),
    ("./.", 1),
    ("\u0301", 1),
    ("ജ", 1),
    ("See more\nsource\nVNA", 3),
    ("-VNA\n" * 50, 50),
    ("{", 1),
    ("a\x85b\rc\u2028d", 4),
]


@pytest.mark.parametrize("number", range(5))
def test_a_seed_has_its_partners_and_at_most_two_wrong_domains(
    number: int, tagger: Tagger, seeds: list[LabelledArticle]
) -> None:
    seed = seeds[number]
    found = tagger.at_home(seed.home).tag(seed.text).annotation
    assert found.parties == partners_of(seed.gold.parties, seed.home)
    assert len(found.domains ^ seed.gold.domains) <= 2


def test_at_least_175_of_the_179_paragraphs_of_the_seeds_have_their_section(
    tagger: Tagger, seeds: list[LabelledArticle]
) -> None:
    pairs = [
        pair
        for seed in seeds
        for pair in zip(seed.gold.sections, tagger.tag(seed.text).annotation.sections, strict=True)
    ]
    assert len(pairs) == 179
    assert sum(gold == found for gold, found in pairs) >= 175


def test_the_sections_cut_the_text_as_given_into_its_lines(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    for seed in seeds:
        sections = tagger.tag(seed.text).sections
        lines = [line.strip() for line in seed.text.split("\n") if line.strip()]
        assert [seed.text[section.start : section.end] for section in sections] == lines
        assert [section.paragraph for section in sections] == list(range(len(lines)))


def test_a_section_is_content_by_its_label(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    content = {"headline", "summary", "caption", "body"}
    sections = [section for seed in seeds for section in tagger.tag(seed.text).sections]
    assert all(section.content == (section.label in content) for section in sections)
    assert {section.content for section in sections} == {True, False}


@pytest.mark.parametrize("home", ["VN", "FR", None])
def test_partners_never_hold_home(home: str | None, tagger: Tagger, labelled: list[LabelledArticle]) -> None:
    at_home = tagger.at_home(home)
    found = [at_home.tag(article.text).partners for article in labelled[:200]]
    codes = {partner.code for partners in found for partner in partners}
    assert home not in codes
    assert codes >= {"VN", "FR"} - {home}


def test_home_is_all_that_at_home_changes(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    assert tagger.at_home("FR").at_home("VN") == tagger
    french = tagger.at_home("FR").tag(seeds[0].text)
    assert (french.home, [partner.code for partner in french.partners]) == ("FR", ["VN"])
    assert tagger.home == "VN"


def test_an_unknown_home_is_refused(tagger: Tagger) -> None:
    for make in (tagger.at_home, lambda home: Tagger.load(home=home)):
        with pytest.raises(LabelSetError, match="'XX' is no party of the label set"):
            make("XX")


@pytest.mark.parametrize(("written", "home"), [("ke", "KE"), ("interpol", "INTERPOL"), ("none", None), ("None", None)])
def test_a_home_is_read_as_on_the_command_line(written: str, home: str | None, tagger: Tagger) -> None:
    assert (tagger.at_home(written).home, Tagger.load(home=written).home) == (home, home)


def test_a_home_is_told_as_it_was_written(tagger: Tagger) -> None:
    with pytest.raises(LabelSetError, match=r"^'kenya' is no party .*; the code of Kenya is KE$"):
        tagger.at_home("kenya")


def test_a_folder_without_a_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleFormatError, match="there is no model bundle here"):
        Tagger.load(tmp_path)
    with pytest.raises(BundleFormatError, match="none: there is no such folder; check the path"):
        Tagger.load(tmp_path / "none")


def test_many_texts_are_tagged_as_each_alone(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    texts = [seed.text for seed in seeds]
    assert list(tagger.tag_many(texts)) == [tagger.tag(text) for text in texts]


def test_one_string_is_not_taken_for_many_texts(tagger: Tagger) -> None:
    with pytest.raises(TypeError, match="the texts are one str; give a list of texts"):
        tagger.tag_many("Hanoi")


@pytest.mark.parametrize("least", [90, -0.1, float("nan")])
def test_a_least_probability_that_is_none_is_refused(least: float) -> None:
    with pytest.raises(ValueError, match=f"min_score is {least}; it is a probability, from 0 to 1"):
        Tagger.load(min_score=least)


def test_tagging_leaves_no_trace(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    fresh = Tagger.load().tag(seeds[3].text)
    assert tagger.tag(seeds[3].text) == fresh


def test_the_tags_name_the_model(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    model, manifest = tagger.tag(seeds[0].text).model, tagger.bundle.manifest
    assert (model.name, model.version) == (manifest.name, manifest.version)
    assert model.version.startswith("0.")


@settings(deadline=None, max_examples=150)
@given(text=st.text(PRINTABLE) | st.lists(WORDS | st.text(PRINTABLE, max_size=5)).map(" ".join))
def test_a_text_has_a_section_for_each_line_or_is_refused(text: str, tagger: Tagger) -> None:
    lines = [line for line in text.split("\n") if line.strip()]
    if lines:
        assert len(tagger.tag(text).sections) == len(lines)
    else:
        with pytest.raises(ArticleError, match="the text is empty"):
            tagger.tag(text)


@pytest.mark.parametrize(("text", "lines"), ODDITIES)
def test_an_odd_text_is_tagged_with_nothing(text: str, lines: int, tagger: Tagger) -> None:
    tagged = tagger.tag(text)
    assert (tagged.partners, tagged.domains, len(tagged.sections)) == ((), (), lines)


@pytest.mark.parametrize("text", ["", "\ufeff", "\r\r", " \u2028\x85", "\u200b\n\u200b"])
def test_a_text_without_a_sign_to_see_is_refused(text: str, tagger: Tagger) -> None:
    with pytest.raises(ArticleError, match="the text is empty"):
        tagger.tag(text)


def test_half_a_surrogate_pair_is_tagged_or_refused(tagger: Tagger) -> None:
    with suppress(ArticleError):
        tagger.tag("Vietnam, France \ud83e sign treaty")
