"""The fields of a file in the page: asked for, chosen anew, a headline joined; ids as the command line gives them."""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from dateline.predict.batch import TaggedRecord
from dateline.predict.readers.csv_files import read_csv
from dateline.predict.readers.fields import GUESSES, Fields
from dateline.predict.readers.headline import HEADLINES
from dateline.predict.readers.json_lines import read_json_lines
from dateline.predict.records import Failure, Record
from dateline.predict.tagger import Tagger

from ..conftest import TREATY
from ..program import Program
from .browser import FOREIGN, Open, check_view, give, read_answers, ready, without_chromium, without_words

pytestmark = without_chromium

HEADLINE, STORY = TREATY.split("\n")
ASKED = (
    f'nr,Titre,story,desk\r\n1,{HEADLINE.replace(",", "")},{STORY},é\r\n2,  ,"{FOREIGN}",\r\n'
    f'3," {HEADLINE}\n","\n  {HEADLINE} \r\n{STORY}",a\r\n4,"{HEADLINE}\n  at  last",{STORY},b\r\n'
    f'5,"{HEADLINE}"," ",c\r\n6,short\r\n'
).encode()
LINES = [
    {"uid": 12345678901234567890, "title": HEADLINE, "text": "Signed.", "story": STORY, "n": 1.50},
    {"uid": "none", "title": None, "text": "Seen.", "story": FOREIGN},
    {"uid": "number", "title": 20261129202611292026, "text": "No.", "story": STORY, "partners": "mine"},
    {"uid": "lost", "title": HEADLINE, "text": TREATY},
    {"uid": "list", "title": HEADLINE, "text": "x", "story": [STORY]},
]
LINES_SENT = "".join(f"{json.dumps(record)}\n" for record in LINES)
PLACES = (
    b'\xef\xbb\xbf\r\n \n,,\nid,text\r\n\r\n,"Hanoi\r\n\n(VNA)"\n\n7,x\r,"a ""b""\rc"\r\r\n,,\n  \n,y\n""\n"",\n,"z\r\n'
    b'\r\n"\n,last'
)


def text_select(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Which field holds the text?")


def title_select(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Which field holds the headline?")


def opener(page: Page) -> Locator:
    return page.get_by_role("button", name="Choose other fields")


def as_bytes(lines: str) -> list[bytes]:
    return lines.encode().splitlines(keepends=True)


def tag_all(page: Page) -> None:
    page.get_by_role("button", name="Tag", exact=True).click()


def tag_each(tagger: Tagger, records: Iterable[Record | Failure]) -> list[dict[str, Any]]:
    """Return what the command line answers, without what it says of faults."""
    answers = []
    for record in records:
        if isinstance(record, Failure):
            answers.append(record.to_dict() | {"error": None})
        elif record.text.strip() == "":
            answers.append(Failure(record.id, "", "", record.fields).to_dict() | {"error": None})
        else:
            answers.append(TaggedRecord(tagger.tag(record.text, article_id=record.id), record.fields).to_dict())
    return answers


def test_a_file_without_a_known_field_of_texts_is_asked_for_it_and_tagged(
    open_page: Open, tagger: Tagger, tmp_path: Path
) -> None:
    page = open_page()
    give(page, "archive.csv", ASKED)
    expect(text_select(page)).to_be_focused()
    expect(text_select(page)).to_have_accessible_description("It is not clear which field holds the text.")
    expect(text_select(page).locator("option")).to_have_text(["Choose a field", "nr", "Titre", "story", "desk"])
    expect(title_select(page)).to_have_value("Titre")
    expect(title_select(page).locator("option").first).to_have_text("None")
    expect(page.locator(".results")).to_be_hidden()
    check_view(page, "fields that are asked for")

    tag_all(page)  # the browser asks for what is missing
    expect(text_select(page)).to_be_focused()
    text_select(page).select_option("Titre")
    expect(title_select(page)).to_have_value("")
    expect(title_select(page).locator("option", has_text="Titre")).to_be_disabled()
    text_select(page).select_option("story")
    title_select(page).select_option("Titre")
    tag_all(page)
    expect(page.locator("#batch h1")).to_be_focused()
    expect(page.locator(".progress")).to_contain_text("6 articles done.")
    expect(page.locator("#batch .hint").first).to_have_text(
        "The text is taken from “story”. Its first line is taken from “Titre”."
    )
    records = list(read_csv(io.BytesIO(ASKED), "archive.csv", Fields("story", title="Titre"), print))
    assert isinstance(records[0], Record)
    assert records[0].text == f"{HEADLINE.replace(',', '')}\n{STORY}"
    assert without_words(read_answers(page, tmp_path)) == tag_each(tagger, records)

    page.get_by_role("button", name="4 tagged").click()
    page.locator(".headline").first.click()
    assert page.locator(".line").all_text_contents() == records[0].text.split("\n")


def test_the_page_knows_fields_by_the_names_that_the_command_line_knows(open_page: Open) -> None:
    named = [[name.upper(), "x"] for names in (*GUESSES.values(), HEADLINES) for name in names] + [[*HEADLINES, "Body"]]
    script = """async (named) => {
        const { findHeadline, settleFields } = await import("/page/fields.js");
        return named.map((names) => [settleFields(names, {}), findHeadline(names, settleFields(names, {})) ?? null]);
    }"""
    wanted = []
    for names in named:
        settled = Fields().settle(names)
        kept = {what: name for what, name in asdict(settled).items() if name is not None}
        told: list[str] = []
        settled.tell_guesses(settled, names, "a", told.append)
        wanted.append([kept, told[0].split("`")[1] if told else None])
    assert open_page().evaluate(script, named) == wanted


def test_what_is_guessed_is_noted_and_can_be_changed(open_page: Open, tagger: Tagger, tmp_path: Path) -> None:
    page = open_page()
    give(page, "crawl.jsonl", LINES_SENT)
    expect(page.locator(".progress")).to_contain_text("5 articles done.")
    notes = page.locator("#batch .hint").first
    expect(notes).to_have_text(
        "The text is taken from “text”. Also taken: id ← uid. The field “title” is not part of the text."
    )
    first = read_answers(page, tmp_path)
    assert first == tag_each(tagger, read_json_lines(as_bytes(LINES_SENT), "crawl.jsonl", Fields(), print))
    assert first[0]["id"] == "12345678901234567890"

    opener(page).press("Enter")
    expect(text_select(page)).to_be_focused()
    expect(text_select(page)).to_have_value("text")
    expect(title_select(page)).to_have_value("title")
    check_view(page, "fields that are chosen anew")
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(opener(page)).to_be_focused()
    expect(text_select(page)).to_be_hidden()


def test_other_fields_are_chosen_later(open_page: Open, tagger: Tagger, tmp_path: Path) -> None:
    page = open_page()
    give(page, "crawl.jsonl", LINES_SENT)
    opener(page).click()
    text_select(page).select_option("story")
    title_select(page).select_option("title")
    tag_all(page)
    expect(page.locator("#batch h1")).to_be_focused()
    expect(page.locator("#batch .hint").first).to_have_text(
        "The text is taken from “story”. Its first line is taken from “title”. Also taken: id ← uid."
    )
    expect(page.locator(".progress")).to_contain_text("5 articles done.")
    page.get_by_text("3 articles failed").click()
    expect(page.locator(".failures li")).to_have_text(
        [
            "number The field “title” is a number; a string was wanted.",
            "lost The field “story” is missing.",
            "list The field “story” is a list; a string was wanted.",
        ]
    )
    answers = read_answers(page, tmp_path)
    joined = tagger.tag(f"{HEADLINE}\n{STORY}", article_id="12345678901234567890").to_dict()
    assert answers[0] == joined | {"title": HEADLINE, "text": "Signed.", "n": 1.5}
    fields = Fields("story", title="title")
    assert without_words(answers) == tag_each(
        tagger, read_json_lines(as_bytes(LINES_SENT), "crawl.jsonl", fields, print)
    )

    opener(page).click()
    expect(text_select(page)).to_have_value("story")
    expect(title_select(page)).to_have_value("title")
    title_select(page).select_option("None")
    tag_all(page)
    opener(page).click()
    expect(title_select(page)).to_have_value("")


def test_the_browser_goes_back_from_the_question_and_forth_to_it(open_page: Open) -> None:
    page = open_page()
    for name in ("TITLE", "headline", "Article_Title", "titre"):
        give(page, "archive.csv", f"nr,{name},story\n1,{HEADLINE},{STORY}\n")
        expect(title_select(page)).to_have_value(name)
        page.go_back()
        expect(page.locator("#compose h1")).to_be_focused()
    page.go_forward()
    expect(text_select(page)).to_be_focused()
    text_select(page).select_option("story")
    page.locator("#language").select_option("fr")
    expect(page.get_by_role("combobox", name="Quel champ contient le texte ?")).to_have_value("story")
    page.get_by_role("button", name="Analyser", exact=True).click()
    expect(page.locator(".progress")).to_contain_text("1 article traité.")
    page.go_back()
    expect(page.locator("#compose h1")).to_be_focused()
    page.go_forward()
    expect(page.locator("#batch h1")).to_be_focused()


def test_a_batch_that_runs_ends_where_other_fields_are_chosen(open_page: Open, service: Program) -> None:
    page = ready(open_page())
    said = page.evaluate_handle(
        """() => {
            const said = [];
            const status = document.getElementById("status");
            new MutationObserver(() => said.push(status.textContent)).observe(status, {childList: true});
            return said;
        }"""
    )
    with service.stopped():
        give(page, "short.jsonl", f"{json.dumps({'text': 'x', 'story': TREATY})}\n" * 2)
        with page.expect_event("requestfailed"):
            opener(page).click()
            text_select(page).select_option("story")
            tag_all(page)
        expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator(".progress")).to_contain_text("2 articles done.")
    page.get_by_role("button", name="2 tagged").click()
    expect(page.locator(".headline")).to_have_text([HEADLINE, HEADLINE])
    assert [words for words in said.json_value() if words] == ["Reading short.jsonl …", "2 articles done."]


def test_a_row_without_an_id_is_called_by_the_line_on_which_it_begins(open_page: Open, tmp_path: Path) -> None:
    records = list(read_csv(io.BytesIO(PLACES), "archive.csv", Fields(), print))
    assert [record.id for record in records[:3]] == ["archive.csv:6", "7", "archive.csv:11"]
    page = open_page()
    give(page, "archive.csv", PLACES)
    expect(page.locator(".progress")).to_contain_text(f"{len(records)} articles done.")
    assert [answer["id"] for answer in read_answers(page, tmp_path)] == [record.id for record in records]


def test_all_records_have_their_text_in_the_field_where_the_first_has_it(
    open_page: Open, tagger: Tagger, tmp_path: Path
) -> None:
    lines = [b'{"nr": 1}\n', b'{"Body": "Hanoi"}\n', b'{"id": 7, "text": "Suva"}\n', b'{"id": "b", "Body": "Apia"}\n']
    page = open_page()
    give(page, "mixed.jsonl", b"".join(lines))
    expect(page.locator(".progress")).to_contain_text("4 articles done.")
    wanted = tag_each(tagger, read_json_lines(lines, "mixed.jsonl", Fields(), print))
    assert without_words(read_answers(page, tmp_path)) == wanted
    page.get_by_text("2 articles failed").click()
    expect(page.locator(".failures li").last).to_have_text("7 The field “Body” is missing.")
