"""The fragment for notebooks shows what the tags say, and nothing of an article is more than text in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.repair import repair_text
from dateline.labels.words import KnownWords
from dateline.predict.tagged import DomainTag, Evidence, PartnerTag, TaggedArticle
from dateline.predict.tagger import Tagger

HOSTILE = (
    "<script>alert(1)</script> Vietnam & France \"sign\" 'treaty' <img src=x onerror=alert(1)>\n"
    "Hanoi (VNA) – Vietnam and <b>France</b> signed a treaty on extradition.</p></div></style><!-- ]]> &lt;\n"
    "See more <details open ontoggle=alert(1)>"
)
VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    parents: tuple["Element", ...]
    text: str = ""

    @property
    def names(self) -> list[str]:
        return (self.attributes.get("class") or "").split()


@dataclass
class Page(HTMLParser):
    """The elements of a fragment in order, each with all text in it."""

    fragment: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.fragment)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in VOID
        self.open.append(Element(tag, dict(attrs), tuple(self.open)))
        self.elements.append(self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def named(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.names]

    def texts(self, name: str) -> list[str]:
        return [element.text for element in self.named(name)]


def page_of(tagged: TaggedArticle) -> Page:
    return Page(tagged._repr_html_())


def marked(page: Page, name: str) -> list[tuple[str, str]]:
    """Return for each mark what is marked and for what."""
    marks = [element for element in page.elements if element.tag == "mark" and name in element.names]
    return [(mark.text, mark.attributes["title"] or "") for mark in marks]


@pytest.fixture(scope="module")
def tagged(tagger: Tagger, seeds: Sequence[LabelledArticle]) -> list[TaggedArticle]:
    return [tagger.tag(seed.text, article_id=seed.article.id) for seed in seeds]


def test_the_paragraphs_stand_in_order_with_their_sections(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        page = page_of(article)
        assert page.texts("dateline-paragraph") == list(article.article.texts)
        assert page.texts("dateline-label") == [section.label for section in article.sections]
        assert page.texts("dateline-title") == [article.headline]


def test_boilerplate_is_folded_and_counted(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        page = page_of(article)
        folded = [any(parent.tag == "details" for parent in line.parents) for line in page.named("dateline-line")]
        assert folded == [not section.content for section in article.sections]
        counts = [int(n) for e in page.elements if e.tag == "summary" for n in re.findall(r"(\d+) ×", e.text)]
        assert sum(counts) == folded.count(True)


def test_a_chip_says_tag_and_score(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        page = page_of(article)
        chips = [chip.text for chip in page.named("dateline-chip")]
        named = [(tag.name, tag.score) for tag in article.partners]
        named += [(tag.name, tag.score) for tag in article.domains]
        assert chips == [f"{name} {score:.2f}" for name, score in named]


def test_of_several_partners_each_shows_the_domains_that_it_shares(tagged: list[TaggedArticle]) -> None:
    assert [len(page_of(article).texts("dateline-shares")) for article in tagged] == [0, 0, 0, 0, 2]
    article = tagged[4]
    one, other = article.partners
    names = [domain.name for domain in article.domains[:2]]
    shares = (replace(one, domains=(article.domains[0].id, article.domains[1].id)), replace(other, domains=()))
    assert page_of(replace(article, partners=shares)).texts("dateline-shares") == [", ".join(names), "no domain"]
    every = replace(one, domains=tuple(domain.id for domain in article.domains))
    assert page_of(replace(article, partners=(every, other))).texts("dateline-shares")[0] == "all domains"


def test_an_article_without_tags_says_so(tagger: Tagger) -> None:
    assert page_of(tagger.tag("Suva")).texts("dateline-tags") == ["none", "none"]


def test_the_hint_to_review_stands_where_a_person_should_look(tagged: list[TaggedArticle]) -> None:
    assert len({article.doubt.review for article in tagged}) == 2
    for article in tagged:
        hints = page_of(article).texts("dateline-review")
        assert len(hints) == article.doubt.review
        assert all(f"{article.doubt.tags:.1f} tags, {article.doubt.paragraphs:.1f} paragraphs" in h for h in hints)


def test_each_place_of_evidence_is_marked_with_what_it_says(tagged: list[TaggedArticle]) -> None:
    for article in tagged:
        page = page_of(article)
        for kind, tags in (("partner", article.partners), ("domain", article.domains)):
            for tag in tags:
                pieces = [text for text, title in marked(page, f"dateline-{kind}") if f"{kind}: {tag.name}" in title]
                places = {(place.start, place.end): place.text for place in tag.evidence}
                assert len(pieces) >= len(set(places.values()))
                assert set("".join(pieces)) == set("".join(places.values()))


def test_places_that_overlap_are_cut_where_they_do(tagger: Tagger) -> None:
    article = tagger.tag("Police of Fiji met")
    places = [Evidence(0, 0, 14, "Police of Fiji"), Evidence(0, 10, 18, "Fiji met"), Evidence(0, 10, 14, "Fiji")]
    partners = tuple(
        PartnerTag(code, name, "country", 1.0, (), (place,))
        for code, name, place in zip(("A", "B"), ("Ay", "Be"), places, strict=False)
    )
    domains = (DomainTag("defence", "Defence", 0.5, (places[2],)),)
    page = page_of(replace(article, partners=partners, domains=domains))
    assert marked(page, "dateline-partner") == [
        ("Police of ", "partner: Ay"),
        ("Fiji", "partner: Ay, partner: Be, domain: Defence"),
        (" met", "partner: Be"),
    ]
    assert marked(page, "dateline-domain") == [("Fiji", "partner: Ay, partner: Be, domain: Defence")]
    assert page.texts("dateline-paragraph") == ["Police of Fiji met"]


def test_repaired_words_are_marked_where_they_stand_after_repair(tagger: Tagger) -> None:
    page = page_of(
        tagger.tag("Vietnam, Fra🌟nce   sign extra🦹dition treaty\nHanoi (VNA) – Vietnam and France signed it.")
    )
    assert page.texts("dateline-paragraph")[0] == "Vietnam, France sign extradition treaty"
    assert [text for text, _ in marked(page, "dateline-partner")] == ["France", "France"]
    assert [text for text, _ in marked(page, "dateline-domain")][:1] == ["extradition"]


def test_marks_in_folded_lines_are_told(tagger: Tagger) -> None:
    article = tagger.tag("Fiji, Tonga sign police pact\nSee more")
    folded = replace(article, sections=tuple(replace(s, label="teaser", content=False) for s in article.sections))
    place = Evidence(0, 0, 4, "Fiji")
    page = page_of(replace(folded, partners=(PartnerTag("FJ", "Fiji", "country", 1.0, (), (place,)),)))
    assert [element.text for element in page.elements if element.tag == "summary"] == ["2 × teaser · marked places: 1"]


def test_nothing_of_a_hostile_article_is_more_than_text(tagger: Tagger) -> None:
    article = tagger.at_home(None).tag(HOSTILE, article_id='"><script>alert(1)</script>\ud83e')
    evil = "</span><script>alert(1)</script>"
    partners = tuple(replace(tag, name=evil, code=evil, kind=evil) for tag in article.partners)
    sections = tuple(replace(section, label=f'x" onclick="{evil}') for section in article.sections)
    page = page_of(replace(article, partners=partners, sections=sections, home=evil))
    allowed = {"div", "style", "span", "strong", "p", "mark", "details", "summary"}
    assert {element.tag for element in page.elements} <= allowed
    assert {name for element in page.elements for name in element.attributes} <= {"class", "title", "lang", "dir"}
    assert page.texts("dateline-paragraph") == HOSTILE.split("\n")
    assert len(page.named("dateline-chip")) == len(article.partners) + len(article.domains)
    article._repr_html_().encode()


def test_the_style_touches_nothing_else_of_the_notebook(tagged: list[TaggedArticle]) -> None:
    [style] = [element.text for element in page_of(tagged[0]).elements if element.tag == "style"]
    selectors = re.findall(r"(?:^|[},])([^{}@]+?)(?=[,{])", re.sub(r"\{[^}]*\}", "{}", style))
    assert len(selectors) > 10
    assert all(selector.strip().startswith(".dateline") for selector in selectors)
    assert "url(" not in style


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
SIGNS = st.sampled_from(
    ["<", ">", "&", '"', "'", "</p>", "<!--", "&amp;", "🌟", "\u0301", "\u200b", "France", "treaty"]
)


@settings(deadline=None, max_examples=80)
@given(text=st.lists(TEXTS | SIGNS, max_size=8).map("".join))
def test_the_text_of_every_fragment_is_that_of_its_paragraphs(text: str, tagger: Tagger) -> None:
    article = tagger.tag(f"Vietnam, Fra🌟nce sign treaty on extradition{text}", article_id=text)
    assert page_of(article).texts("dateline-paragraph") == list(article.article.texts)


PIECES = st.sampled_from("with the countries x é e\u0301 \u0301 \u0323 🌟 ж \u200b ß İ ﬁ . -".split(" "))
KNOWN = KnownWords({"with": 90, "the": 95, "countries": 60}, 100)


@settings(deadline=None, max_examples=300)
@given(text=st.lists(PIECES | st.sampled_from([" ", "  ", "\u00a0"]), max_size=12).map("".join), data=st.data())
def test_a_span_leads_to_the_given_text_and_back(text: str, data: st.DataObject) -> None:
    repaired = repair_text(text, KNOWN)
    start = data.draw(st.integers(0, len(repaired.text)))
    end = data.draw(st.integers(start, len(repaired.text)))
    given_span = repaired.given_span(start, end)
    first, last = repaired.repaired_span(*given_span)
    assert 0 <= first <= last <= len(repaired.text)
    assert repaired.given_span(first, last) == given_span


def test_the_way_back_of_a_word_leads_to_the_word() -> None:
    for text in ("withcountries", "cyber🌟 crime of the🌟countries", "with  the countries"):
        repaired = repair_text(text, KNOWN)
        for word in re.finditer(r"\w+", repaired.text):
            assert repaired.repaired_span(*repaired.given_span(*word.span())) == word.span()
