"""A file of articles in the page: sent in parts, shown as a matrix, taken home as tags."""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import MAX_CHARACTERS, MAX_PARAGRAPHS
from dateline.predict.batch import TaggedRecord
from dateline.predict.tagger import Tagger
from dateline.predict.writers.forms import CSV_COLUMNS, FORMS

from ..conftest import TREATY
from ..program import Program
from .browser import (
    FOREIGN,
    Open,
    as_file,
    check_view,
    downloaded,
    give,
    paste,
    ready,
    without_chromium,
)

pytestmark = without_chromium


def test_a_batch_of_json_lines_is_sent_in_parts_and_shown_as_a_matrix(
    open_page: Open, small: Program, labelled: list[LabelledArticle], tagger: Tagger, tmp_path: Path
) -> None:
    carried = {"desk": "Ñ", "nr": 12345678901234567890}
    records = [{"id": each.article.id, "text": each.text, **carried} for each in labelled[:600:30]]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    lines[3:3] = ['{"id": "blank", "text": " ", "desk": "x"}', "", "no JSON"]
    lines.append(json.dumps({"id": "huge", "text": "x" * 50_000}))
    tagged = {str(record["id"]): tagger.tag(str(record["text"]), article_id=str(record["id"])) for record in records}

    page = open_page(small)
    _give_token(page)
    bodies: list[str] = []
    page.on("request", lambda request: bodies.append(request.post_data or "") if "batch" in request.url else None)
    give(page, "crawl.jsonl", "\r\n".join(lines))
    expect(page.locator(".progress")).to_contain_text("23 articles done.")
    assert [len(body.splitlines()) for body in bodies] == [8, 8, 6]

    counts = _count(tagged)
    page.get_by_role("button", name=re.compile("Show all .* partners")).click()
    heads = page.locator(".heat thead th[scope=col]").all_text_contents()
    rows = [row.locator("th, td").all_text_contents() for row in page.locator(".heat tr").all()[1:]]
    shown = {(row[0], head): int(cell) for row in rows for head, cell in zip(heads[1:], row[1:], strict=True) if cell}
    assert shown == counts
    by_name = page.evaluate("(names) => names.sort(new Intl.Collator('en').compare)", [row[0] for row in rows[1:]])
    order = [row[0] for row in rows[1:]]
    assert order == sorted(by_name, key=lambda name: -counts[name, "All"])

    page.get_by_text("3 articles failed").click()
    failures = page.locator(".failures li")
    expect(failures).to_contain_text(["blank the text is empty", "crawl.jsonl:6 ", "larger than"])
    assert not any("body:" in told for told in failures.all_text_contents())
    _open_from_a_cell(page, tagged, max((key for key in counts if "All" not in key), key=counts.__getitem__))
    _compare_downloads(page, tagged, carried, tmp_path)


def _give_token(page: Page) -> None:
    page.get_by_role("textbox", name="Token").fill("mellon")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That token was not accepted.")).to_be_visible()
    check_view(page, "token")
    page.get_by_role("textbox", name="Token").fill("sesame")
    page.get_by_role("button", name="Continue").click()


def _count(tagged: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Return the number of articles of each cell of the matrix, by the names of its row and column."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in tagged.values():
        counts["All", "All"] += 1
        counts.update(("All", domain.name) for domain in each.domains)
        names = {domain.id: domain.name for domain in each.domains}
        for partner in each.partners:
            counts[partner.name, "All"] += 1
            counts.update((partner.name, names[domain]) for domain in partner.domains)
    return counts


def _open_from_a_cell(page: Page, tagged: dict[str, Any], cell: tuple[str, str]) -> None:
    """Choose a cell by keyboard, open the first of its articles, and come back."""
    page.locator(".heat button[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".heat tbody tr:first-child td:nth-child(2) button")).to_be_focused()
    page.get_by_role("button", name=re.compile(f"^{cell[0]}, {cell[1]}: ")).press("Enter")
    expect(page.locator(".list h2")).to_be_focused()
    wanted = [
        each
        for each in tagged.values()
        if any(
            partner.name == cell[0] and domain.name == cell[1] and domain.id in partner.domains
            for partner in each.partners
            for domain in each.domains
        )
    ]
    assert page.locator(".list .hint bdi").all_text_contents() == [each.article.id for each in wanted]
    page.locator(".headline").first.press("Enter")
    expect(page.locator("#article h1")).to_be_focused()
    assert len(page.locator(".line").all()) == len(wanted[0].sections)
    page.get_by_role("button", name="Back to crawl.jsonl").click()
    expect(page.locator(".headline").first).to_be_focused()
    page.locator(".headline").first.press("Enter")
    expect(page.locator("#article h1")).to_be_focused()
    page.go_back()
    expect(page.locator(".headline").first).to_be_focused()
    page.go_back()
    expect(page.locator("#compose h1")).to_be_focused()
    page.go_forward()
    expect(page.locator(".headline").first).to_be_focused()


def _compare_downloads(page: Page, tagged: dict[str, Any], carried: dict[str, Any], folder: Path) -> None:
    with downloaded(page, page.get_by_role("button", name="Download JSON Lines"), folder) as path:
        assert path.name == "crawl.tags.jsonl"
        answers = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers if "error" not in answer] == list(tagged)
    assert [answer["id"] for answer in answers if "error" in answer] == ["blank", "crawl.jsonl:6", "huge"]
    for answer in answers:
        if "error" not in answer:
            assert answer == {**tagged[answer["id"]].to_dict(), **carried}
    with downloaded(page, page.get_by_role("button", name="Download CSV"), folder) as path:
        header, *rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    assert tuple(header) == CSV_COLUMNS
    shown = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert [shown[key]["fields"] for key in ("blank", "crawl.jsonl:6")] == ['{"desk":"x"}', ""]
    for key, each in tagged.items():
        printed = FORMS["csv"].encode(TaggedRecord(each, carried), True)
        wanted = dict(zip(CSV_COLUMNS, next(csv.reader([printed])), strict=True))
        assert json.loads(shown[key].pop("fields"))["desk"] == json.loads(wanted.pop("fields"))["desk"]
        assert shown[key] == wanted


def test_a_table_is_read_as_it_is(open_page: Open) -> None:
    page = open_page()
    quoted = TREATY.replace("sign", 'sign ""new""')
    give(
        page,
        "archive.csv",
        f'\ufeffNr;Body;uid\r\n1;"{quoted}";a\r\n2;x;b;too many\r\n\r\n3;{FOREIGN[:28]};c\r\n'.encode()
        + b'4;"x"y;d\r\n5;"z;e\r\n6;;f\r\n',
    )
    expect(page.locator(".progress")).to_contain_text("5 articles done.")
    expect(page.locator("#batch .hint").first).to_have_text(
        "Columns are separated by semicolons. The text is taken from “Body”. Also taken: id ← uid."
    )
    page.get_by_text("3 articles failed").click()
    expect(page.locator(".failures li")).to_have_text(
        [
            "b The row has 4 cells, the header 3.",
            "archive.csv:7 A cell goes on behind its closing quotation mark. "
            "Write each quotation mark inside of a quoted cell twice.",
            "archive.csv:8 A quotation mark is opened and never closed.",
        ]
    )
    page.get_by_role("button", name="2 tagged").click()
    page.locator(".headline").first.click()
    assert page.locator(".line").all_text_contents() == TREATY.replace("sign", 'sign "new"').split("\n")


def test_files_that_hold_no_article_are_refused_in_words(open_page: Open) -> None:
    page = open_page()
    for name, data, words in (
        ("empty.jsonl", b"\n\n", "“empty.jsonl” holds no article."),
        ("header.csv", b"nr,text\n\n", "“header.csv” holds no article."),
        ("open.csv", b'\r\n"id","text\r\n1,a\n', "The header (line 2) cannot be read. A quotation mark is opened"),
        ("marks.csv", b'id,"te"xt\n1,a\n', "A cell goes on behind its closing quotation mark."),
        ("twice.csv", b"id,text,text\n1,a,b\n", "Two columns are called “text”. Give each a name of its own."),
        ("nameless.csv", b"text,,\na,b,c\n", "Two columns have no name. Give each a name of its own."),
        ("array.json", b'[{"text": "a"}, {"text": NaN}]', "“array.json” is no JSON that can be read."),
        ("empty.json", b"[]", "“empty.json” holds no article."),
        ("latin.txt", "Đà Nẵng".encode("utf-16"), "“latin.txt” is not in UTF-8."),
        ("page.pdf", b"%PDF", "“page.pdf” is no file that can be read here."),
        ("lines.txt", b"x \n\n" * (MAX_PARAGRAPHS + 1), f"or {MAX_PARAGRAPHS:,} lines at the most."),
        ("long.txt", "🌟".encode() * (MAX_CHARACTERS + 1), f"{MAX_CHARACTERS:,} characters or"),
    ):
        give(page, name, data)
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    expect(page.locator("#text")).to_have_value("")


def test_a_text_that_is_longer_than_an_article_is_not_pasted(open_page: Open) -> None:
    page = ready(open_page())
    paste(page, "x\n" * MAX_PARAGRAPHS)
    expect(page.locator("#text")).to_have_value("x\n" * MAX_PARAGRAPHS)
    page.locator("#text").fill("")
    paste(page, "x\n" * (MAX_PARAGRAPHS + 1))
    expect(page.locator("#compose-problem")).to_contain_text("This is longer than an article")
    expect(page.locator("#text")).to_have_value("")


def test_several_texts_are_a_batch(open_page: Open) -> None:
    page = ready(open_page())
    page.set_input_files("#file", [as_file("fr.txt", TREATY), as_file("to.txt", f"\ufeff{FOREIGN}")])
    expect(page.locator(".progress")).to_contain_text("2 articles done.")
    page.get_by_role("button", name="2 tagged").click()
    expect(page.locator(".list .hint bdi")).to_have_text(["fr.txt", "to.txt"])


def test_a_batch_that_hangs_is_stopped_and_goes_on_where_it_was(open_page: Open, service: Program) -> None:
    page = open_page()
    with service.stopped():
        give(page, "short.csv", f'text\n"{TREATY}"\n"{FOREIGN}"\n')
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".progress")).to_contain_text("Stopped after 0 of 2.")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".progress")).to_contain_text("2 articles done.")
