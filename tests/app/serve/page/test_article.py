"""An article in the page: what the tagger says stands at its places, and a tag shows its own."""

import csv
import io
import json
import re
from pathlib import Path

from playwright.sync_api import expect

from dateline.labels.annotation import LabelledArticle
from dateline.labels.label_set import LabelSet
from dateline.predict.tagger import Tagger

from .browser import (
    FOREIGN,
    HOSTILE,
    Open,
    downloaded,
    give,
    lit,
    marked,
    ready,
    tag,
    without_chromium,
)

pytestmark = without_chromium


def test_what_the_tagger_says_stands_at_the_right_places_of_the_text(
    open_page: Open, seeds: list[LabelledArticle], tagger: Tagger, label_set: LabelSet
) -> None:
    # Signs outside of the basic plane count twice in JavaScript, so the first line would shift all that follows.
    given = f"🌟🦹 {seeds[0].text}"
    tagged = tagger.tag(given, article_id="article").to_dict()
    page = ready(open_page())
    tag(page, given)
    expect(page.locator("#article h1")).to_have_text("1 partner and 11 fields")
    expect(page.locator(".verdict.doubt")).to_have_count(int(tagged["review"]))
    lines = page.locator(".line")
    assert lines.all_text_contents() == [given[each["start"] : each["end"]] for each in tagged["sections"]]
    assert lines.first.get_attribute("lang") == "en"
    for letter, tags in (("p", tagged["partners"]), ("d", tagged["domains"])):
        for number, each in enumerate(tags):
            marks = page.locator(f'mark[data-keys~="{letter}{number}"]').all_text_contents()
            assert "".join(marks) == marked(given, each["evidence"]), each
            row = page.locator(f"[data-key={letter}{number}]")
            label = label_set.parties[each["code"]] if letter == "p" else label_set.domains[each["id"]]
            assert row.locator(".tag-name").text_content() == label.names["en"]
            assert f"probability {min(99, round(100 * each['score']))}%" in (row.text_content() or "")
    names = [label_set.sections[each["label"]].names["en"] for each in tagged["sections"]]
    shown = page.locator(".section-name").all_text_contents()
    assert shown == [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]

    boilerplate = [each for each in tagged["sections"] if not each["content"]]
    unfold = page.get_by_role("button", name=f"{len(boilerplate)} lines that are not the story")
    expect(lines.last).to_be_hidden()
    unfold.press("Enter")
    expect(lines.last).to_be_visible()
    expect(unfold).to_have_attribute("aria-expanded", "true")

    page.get_by_text("JSON", exact=True).click()
    assert json.loads(page.locator("pre").text_content() or "") == tagged


def test_pointer_and_keyboard_light_the_evidence_of_a_tag(open_page: Open, seeds: list[LabelledArticle]) -> None:
    page = ready(open_page())
    tag(page, seeds[0].text)
    partner, domain, other = (page.locator(f"[data-key={key}]") for key in ("p0", "d1", "d2"))
    marks = {key: page.locator(f'mark[data-keys~="{key}"]').all_text_contents() for key in ("p0", "d1", "d2")}
    story = page.locator(".story")
    expect(story).not_to_have_class(re.compile("dimmed"))
    partner.hover()
    assert lit(page) == marks["p0"]
    expect(story).to_have_class(re.compile("dimmed"))
    page.mouse.move(1000, 10)
    assert lit(page) == []

    partner.focus()
    assert lit(page) == marks["p0"]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(domain).to_be_focused()
    assert lit(page) == marks["d1"]
    first = page.locator('mark[data-keys~="d1"]').first
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press("Enter")
    expect(domain).to_have_attribute("aria-pressed", "true")
    expect(first).to_be_in_viewport()
    other.hover()
    assert lit(page) == marks["d2"]
    page.mouse.move(1000, 10)
    assert lit(page) == marks["d1"]
    domain.press("Escape")
    expect(domain).to_have_attribute("aria-pressed", "false")
    assert lit(page) == []

    # Where a click scrolls other tags under the pointer, the one that was clicked stays lit.
    page.evaluate("scrollTo(0, 0)")
    other.click()
    expect(page.locator('mark[data-keys~="d2"]').first).to_be_in_viewport()
    page.wait_for_timeout(100)
    assert lit(page) == marks["d2"]


def test_home_is_found_by_typing_and_the_example_tells_partners_from_others(open_page: Open, tagger: Tagger) -> None:
    page = ready(open_page())
    expect(page.locator("#home")).to_have_value("Vietnam")
    page.get_by_role("button", name="Try an example").click()
    example = tagger.tag(page.input_value("#text"))
    assert [partner.code for partner in example.partners] == ["LA", "KH"]
    assert len(example.domains) == 2
    assert {section.label for section in example.sections} >= {"headline", "summary", "caption", "body", "teaser"}

    expect(page.get_by_role("button", name="Tag the article")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#home")).to_be_focused()
    page.keyboard.type("cote d'i")
    expect(page.locator("#home-list li")).to_have_text(["Côte d’Ivoire"])
    page.keyboard.press("Escape")
    expect(page.locator("#home")).to_have_value("Vietnam")
    page.locator("#home").fill("lao")
    page.keyboard.press("Enter")
    expect(page.locator("#home")).to_have_value("Laos")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".partner .tag-name")).to_have_text(["Vietnam", "Cambodia"], use_inner_text=False)

    page.go_back()
    page.locator("#home").fill("non")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".partner .tag-name")).to_have_count(3)


def test_the_browser_goes_back_and_forth(open_page: Open) -> None:
    page = ready(open_page())
    tag(page, FOREIGN)
    page.go_back()
    expect(page.locator("#text")).to_be_focused()
    page.go_forward()
    expect(page.locator("#article h1")).to_be_focused()
    page.get_by_role("button", name="Edit the text").click()
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value(FOREIGN)


def test_a_home_that_is_no_country_is_neither_changed_nor_tagged(open_page: Open) -> None:
    page = ready(open_page())
    page.fill("#text", FOREIGN)
    field, unknown = page.locator("#home"), "There is no such country in the list. Choose one, or “None”."
    field.fill("Atlantis")
    page.locator("#text").focus()
    expect(field).to_have_value("Atlantis")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#home-problem")).to_have_text(unknown)
    page.get_by_role("button", name="Tag the article").click()
    expect(page.locator("#compose-problem")).to_have_text(unknown)
    expect(page.locator("#compose")).to_be_visible()
    field.fill("kenia")
    page.locator("#text").focus()
    expect(field).to_have_value("Kenya")
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(page.locator("#home-problem")).to_be_empty()


def test_nothing_that_an_article_or_a_file_says_is_read_as_markup(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    tag(page, "\n".join(HOSTILE))
    assert page.locator(".line").all_text_contents() == list(HOSTILE)
    page.get_by_role("button", name="New article").click()
    records = [
        {"id": "=1+1", "text": "\n".join(HOSTILE), "<b>": "</script>"},
        {"id": HOSTILE[0], "text": ""},
    ]
    give(page, "<img src=x onerror=alert(3)>.jsonl", "".join(json.dumps(record) + "\n" for record in records))
    expect(page.locator("#batch h1")).to_have_text("<img src=x onerror=alert(3)>.jsonl")
    page.get_by_role("button", name="1 tagged").click()
    expect(page.locator(".headline")).to_have_text([HOSTILE[0]], use_inner_text=False)
    page.get_by_text("1 article failed").click()
    expect(page.locator(".failures li")).to_contain_text("<img src=x onerror=alert(1)>")
    with downloaded(page, page.get_by_role("button", name="Download CSV"), tmp_path) as path:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert rows[0]["id"] == "'=1+1"  # a spreadsheet would work it out
    page.locator(".headline").click()
    assert page.locator(".line").all_text_contents() == list(HOSTILE)
    assert page.locator("main img, main script, main b").count() == 0
