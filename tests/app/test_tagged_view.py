"""The table for people shows the title, the tags with their words, and the paragraphs where they are asked for."""

import re
from dataclasses import replace

import pytest

from dateline.cli.tagged_view import flag, show_outcome
from dateline.labels.annotation import LabelledArticle
from dateline.predict.batch import Outcome, TaggedRecord
from dateline.predict.records import Failure
from dateline.predict.tagged import PartnerTag, TaggedArticle
from dateline.predict.tagger import Tagger


def shown(*outcomes: Outcome, sections: bool = False) -> str:
    return "".join(show_outcome(outcome, sections=sections) for outcome in outcomes)


@pytest.fixture
def tagged(tagger: Tagger, seeds: list[LabelledArticle], monkeypatch: pytest.MonkeyPatch) -> list[TaggedArticle]:
    monkeypatch.setenv("COLUMNS", "160")
    return [tagger.tag(seed.text, article_id=seed.article.id) for seed in seeds]


def test_every_tag_is_shown_with_its_score(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        lines = shown(TaggedRecord(article, {})).splitlines()
        assert lines[:2] == [article.headline, f"{article.article.id} · {article.article.language} · home VN"]
        rows = [(tag.name, tag.score) for tag in article.partners] + [(tag.name, tag.score) for tag in article.domains]
        for (name, score), line in zip(rows, lines[2:], strict=False):
            assert re.search(rf" {re.escape(name)} +{score:.2f}  \S", line)
        headings = [line.split()[0] for line in lines if line[:2] == "  " and line[2:3].strip()]
        assert [heading for heading in headings if heading not in ("Pairs", "Review")] == [
            "Partners",
            "Domains",
            "Sections",
        ]


def test_a_tag_shows_four_spellings_of_its_evidence_at_most(tagged: list[TaggedArticle]) -> None:
    spellings = [
        (list(dict.fromkeys(place.text for place in tag.evidence)), one) for one in tagged for tag in one.domains
    ]
    words, article = max(spellings, key=lambda found: len(found[0]))
    assert len(words) > 4
    assert f"{', '.join(words[:4])} …\n" in re.sub(r" +\n", "\n", shown(TaggedRecord(article, {})))


def test_sections_are_counted_by_side_and_label(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        line = next(line for line in shown(TaggedRecord(article, {})).splitlines() if "Sections" in line)
        content = sum(section.content for section in article.sections)
        sides = re.fullmatch(r"  Sections  (\d+) content \((.+)\) · (\d+) boilerplate \((.+)\) *", line)
        assert sides is not None
        assert (int(sides[1]), int(sides[3])) == (content, len(article.sections) - content)
        assert [sum(map(int, re.findall(r"\d+", side))) for side in (sides[2], sides[4])] == [
            int(sides[1]),
            int(sides[3]),
        ]


def test_an_article_without_tags_says_none(tagger: Tagger) -> None:
    lines = shown(TaggedRecord(tagger.at_home(None).tag("Rain in the north"), {})).splitlines()
    assert lines[1].endswith("home none")
    assert [line.split() for line in lines[2:4]] == [["Partners", "none"], ["Domains", "none"]]


def test_a_failure_stands_in_its_place(tagged: list[TaggedArticle]) -> None:
    text = shown(Failure("[b]gone", "article", "x"), TaggedRecord(tagged[0], {}))
    assert text.startswith(f"[b]gone\ncould not be tagged; see the error\n\n{tagged[0].headline}\n")


def test_text_is_no_markup(tagger: Tagger) -> None:
    assert shown(TaggedRecord(tagger.tag("[red]Rain[/] in the north [/]"), {})).startswith("[red]Rain[/] in the north")


def test_a_country_has_its_flag_and_an_organisation_a_globe() -> None:
    assert flag(PartnerTag("VN", "Vietnam", "country", 1.0)) == "🇻🇳"
    assert flag(PartnerTag("EU", "European Union", "organisation", 1.0)) == "🌐"


def test_without_sections_no_paragraph_is_listed(tagged: list[TaggedArticle]) -> None:
    article = tagged[0]
    assert article.article.texts[-1][:40] not in shown(TaggedRecord(article, {}))
    listed = shown(TaggedRecord(article, {}), sections=True).splitlines()[-len(article.sections) - 1 : -1]
    assert all(text[:40] in line for text, line in zip(article.article.texts, listed, strict=True))


@pytest.mark.parametrize("width", [80, 160])
def test_a_listed_paragraph_has_its_number_label_and_score(
    width: int, tagged: list[TaggedArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    listed = shown(TaggedRecord(tagged[0], {}), sections=True)
    for section in tagged[0].sections:
        assert re.search(rf"(?m)^ +{section.paragraph} {section.label} +{section.score:.2f} ", listed)


def test_pairs_are_shown_where_partners_differ_and_doubt_where_there_is_some(tagged: list[TaggedArticle]) -> None:
    article = next(article for article in tagged if article.article.id.startswith("004"))
    lines = shown(TaggedRecord(article, {})).splitlines()
    assert any(line.startswith("  Pairs     International Criminal Police Organization: cybercrime") for line in lines)
    assert any(line.strip() == "Australia: no domain" for line in lines)
    alone = replace(article, partners=article.partners[:1])
    assert "  Pairs" not in shown(TaggedRecord(alone, {}))
    for each in tagged:
        assert ("  Review    expected to be wrong" in shown(TaggedRecord(each, {}))) == each.doubt.review
