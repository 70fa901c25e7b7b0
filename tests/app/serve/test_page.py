"""The page of the service, in a browser: it shows what the tagger says, to everybody, and asks nobody else."""

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it publishes none
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect, sync_playwright

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import MAX_CHARACTERS, MAX_PARAGRAPHS
from dateline.labels.label_set import LabelSet
from dateline.predict.batch import TaggedRecord
from dateline.predict.tagger import Tagger
from dateline.predict.writers.forms import CSV_COLUMNS, FORMS

from .conftest import TREATY
from .program import Program

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 20_000  # milliseconds
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": ["color-contrast"]}
FOREIGN = "Fiji, Tonga sign police pact\nSUVA – The police chiefs of Fiji and Tonga agreed to fight drug trafficking."
HOSTILE = (
    "<img src=x onerror=alert(1)> \u202eVietnam, France\u202c </script><script>alert(2)</script>",
    "Hanoi (VNA) – Vietnam and France signed a treaty on <b>extradition</b> & {question} %s ${1}.",
)

Open = Callable[..., Page]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on the path")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, service: Program) -> Iterator[Open]:
    """Open the page; at the end it has asked nobody else and complained of nothing."""
    pages: list[Page] = []
    asked: set[str] = set()
    complaints: list[str] = []

    def open_(program: Program = service, path: str = "/", locale: str = "en-GB") -> Page:
        context = browser.new_context(locale=locale, reduced_motion="reduce", permissions=["clipboard-write"])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: asked.add(request.url))
        page.on("console", lambda told: complaints.append(told.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(program.url + path)
        pages.append(page)
        return page

    yield open_
    hosts = {urlsplit(page.url).netloc for page in pages}
    assert {urlsplit(url).netloc for url in asked if not url.startswith("blob:")} <= hosts
    # The browser itself writes down each refusal; that some are refused is what some tests are about.
    assert [told for told in complaints if not told.startswith("Failed to load resource")] == []
    for page in pages:
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        page.context.close()


def ready(page: Page) -> Page:
    """Wait until the label set is there."""
    expect(page.locator("#home")).not_to_have_value("")
    return page


def tag(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#article h1")).to_be_focused()


def give(page: Page, name: str, data: str | bytes) -> None:
    """Choose a file."""
    ready(page).set_input_files("#file", as_file(name, data))


def as_file(name: str, data: str | bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="", buffer=data if isinstance(data, bytes) else data.encode())


def lit(page: Page) -> list[str]:
    return page.locator("mark.lit").all_text_contents()


def marked(given: str, evidence: list[dict[str, Any]]) -> str:
    """Return what is marked for a tag, each character once."""
    return "".join(given[at] for at in sorted({at for e in evidence for at in range(e["start"], e["end"])}))


@contextmanager
def downloaded(page: Page, button: Locator, folder: Path) -> Iterator[Path]:
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    yield path


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

    # The browser goes back and forth; what was typed and is no country is neither changed nor tagged.
    page.go_back()
    expect(page.locator("#text")).to_be_focused()
    page.go_forward()
    expect(page.locator("#article h1")).to_be_focused()
    page.get_by_role("button", name="Edit the text").click()
    expect(page.locator("#text")).to_be_focused()
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

    page.locator("#home").fill("non")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".partner .tag-name")).to_have_count(3)


def test_every_message_is_there_in_every_language(open_page: Open, label_set: LabelSet, root: Path) -> None:
    page = ready(open_page(locale="vi-VN"))
    spoken = {
        code: page.evaluate(f"import('./page/messages_{code}.js').then((module) => Object.values(module)[0])")
        for code in ("en", "fr", "vi")
    }
    keys = set(spoken["en"])
    forms = {key: set(re.findall(r"\{(\w+)\}", json.dumps(spoken["en"][key]))) for key in keys}
    for code, messages in spoken.items():
        assert set(messages) == keys, code
        assert {key: set(re.findall(r"\{(\w+)\}", json.dumps(messages[key]))) for key in keys} == forms, code

    sources = {path.name: path.read_text(encoding="utf-8") for path in (root / "app" / "serve" / "page").glob("*")}
    code = "".join(text for name, text in sources.items() if not name.startswith(("messages_", "docs", "style")))
    used = set(re.findall(r'say\(\s*"([\w-]+)"|data-(?:message|label)="([\w-]+)"|(list_\w+):', code))
    used_keys = {next(filter(None, groups)) for groups in used}
    assert used_keys <= keys
    made = re.compile(r"problem_|delimiter_")  # their names are put together
    assert {key for key in keys - used_keys if not made.match(key)} == set()
    problems = set(re.findall(r'new Problem\(\s*"(\w+)"', code)) | {"article", "busy", "unauthorized", "too-large"}
    assert {f"problem_{problem}" for problem in problems} <= keys

    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator("#home")).to_have_value(label_set.parties["VN"].names["vi"])
    tag(page, FOREIGN)
    for code in ("vi", "fr", "en"):
        page.locator("#language").select_option(code)
        expect(page.locator("html")).to_have_attribute("lang", code)
        names = [label_set.parties[each].names[code] for each in ("FJ", "TO")]
        assert sorted(page.locator(".partner .tag-name").all_text_contents()) == sorted(names)
        expect(page.locator(".domain .tag-name")).to_have_text([label_set.domains["drug-trafficking"].names[code]])
        expect(page.locator(".section-name").first).to_have_text(label_set.sections["headline"].names[code])
        expect(page.locator(".partner h2")).to_have_text(spoken[code]["partners_heading"])


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


def test_a_batch_of_json_lines_is_sent_in_parts_and_shown_as_a_matrix(
    open_page: Open, small: Program, labelled: list[LabelledArticle], tagger: Tagger, tmp_path: Path
) -> None:
    carried = {"desk": "Ñ", "nr": 12345678901234567890}
    records = [{"id": each.article.id, "text": each.text, **carried} for each in labelled[:600:30]]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    lines[3:3] = ['{"id": "blank", "text": " "}', "", "no JSON"]
    lines.append(json.dumps({"id": "huge", "text": "x" * 50_000}))
    tagged = {str(record["id"]): tagger.tag(str(record["text"]), article_id=str(record["id"])) for record in records}

    page = open_page(small)
    page.get_by_role("textbox", name="Token").fill("mellon")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That token was not accepted.")).to_be_visible()
    _check_view(page, "token")
    page.get_by_role("textbox", name="Token").fill("sesame")
    page.get_by_role("button", name="Continue").click()
    bodies: list[str] = []
    page.on("request", lambda request: bodies.append(request.post_data or "") if "batch" in request.url else None)
    give(page, "crawl.jsonl", "\r\n".join(lines))
    expect(page.locator(".progress")).to_contain_text("23 articles done.")
    assert [len(body.splitlines()) for body in bodies] == [8, 8, 6]

    counts: Counter[tuple[str, str]] = Counter()
    for each in tagged.values():
        counts["All", "All"] += 1
        counts.update(("All", domain.name) for domain in each.domains)
        names = {domain.id: domain.name for domain in each.domains}
        for partner in each.partners:
            counts[partner.name, "All"] += 1
            counts.update((partner.name, names[domain]) for domain in partner.domains)
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
    for key, each in tagged.items():
        printed = FORMS["csv"].encode(TaggedRecord(each, carried), True)
        wanted = dict(zip(CSV_COLUMNS, next(csv.reader([printed])), strict=True))
        assert json.loads(shown[key].pop("fields"))["desk"] == json.loads(wanted.pop("fields"))["desk"]
        assert shown[key] == wanted


def test_tables_are_read_as_they_are_and_files_that_are_none_are_refused_in_words(
    open_page: Open, service: Program
) -> None:
    page = open_page()
    quoted = TREATY.replace("sign", 'sign ""new""')
    give(
        page,
        "archive.csv",
        f'\ufeffNr;Body;uid\r\n1;"{quoted}";a\r\n2;x;b;too many\r\n\r\n3;{FOREIGN[:28]};c\r\n'.encode(),
    )
    expect(page.locator(".progress")).to_contain_text("3 articles done.")
    expect(page.locator("#batch .hint").first).to_have_text(
        "Columns are separated by semicolons. The text is taken from “Body”. Also taken: id ← uid."
    )
    page.get_by_text("1 article failed").click()
    expect(page.locator(".failures li")).to_have_text("b The row has 4 cells, the header 3.")
    page.get_by_role("button", name="2 tagged").click()
    page.locator(".headline").first.click()
    assert page.locator(".line").all_text_contents() == TREATY.replace("sign", 'sign "new"').split("\n")
    page.get_by_role("button", name="Back to archive.csv").click()
    page.get_by_role("button", name="Another file or article").click()

    for name, data, words in (
        ("list.csv", b"nr,title\n1,x\n", "“list.csv” has no field with the text. It has: nr, title."),
        ("list.jsonl", b'{"nr": 1}\n', "“list.jsonl” has no field with the text. It has: nr."),
        ("empty.jsonl", b"\n\n", "“empty.jsonl” holds no article."),
        ("open.csv", b'text\n"never closed\n', "In row 2 a quotation mark is opened and never closed."),
        ("latin.txt", "Đà Nẵng".encode("utf-16"), "“latin.txt” is not in UTF-8."),
        ("page.pdf", b"%PDF", "“page.pdf” is no file that can be read here."),
        ("lines.txt", b"x \n\n" * (MAX_PARAGRAPHS + 1), f"or {MAX_PARAGRAPHS:,} lines at the most."),
        ("long.txt", "🌟".encode() * (MAX_CHARACTERS + 1), f"{MAX_CHARACTERS:,} characters or"),
    ):
        give(page, name, data)
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()

    expect(page.locator("#text")).to_have_value("")
    page.locator("#text").focus()
    page.keyboard.insert_text("x\n" * MAX_PARAGRAPHS)
    expect(page.locator("#text")).to_have_value("x\n" * MAX_PARAGRAPHS)
    page.locator("#text").fill("")
    page.evaluate("(text) => navigator.clipboard.writeText(text)", "x\n" * (MAX_PARAGRAPHS + 1))
    page.keyboard.press("Control+V")
    expect(page.locator("#compose-problem")).to_contain_text("This is longer than an article")
    expect(page.locator("#text")).to_have_value("")

    page.set_input_files("#file", [as_file("fr.txt", TREATY), as_file("to.txt", f"\ufeff{FOREIGN}")])
    expect(page.locator(".progress")).to_contain_text("2 articles done.")
    page.get_by_role("button", name="2 tagged").click()
    expect(page.locator(".list .hint bdi")).to_have_text(["fr.txt", "to.txt"])
    page.get_by_role("button", name="Another file or article").click()

    # A batch that hangs is stopped, and goes on where it was.
    with service.stopped():
        give(page, "short.csv", f'text\n"{TREATY}"\n"{FOREIGN}"\n')
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".progress")).to_contain_text("Stopped after 0 of 2.")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".progress")).to_contain_text("2 articles done.")


def test_problems_are_told_where_one_acts_and_files_can_be_dropped(open_page: Open) -> None:
    page = ready(open_page())
    alert = page.locator("#compose-problem")
    page.get_by_role("button", name="Tag the article").click()
    expect(alert).to_have_text("Paste an article first, or try the example.")
    told = {"code": "busy", "detail": "128 requests are at work", "status": 503}

    def refuse(route: Route) -> None:
        route.fulfill(status=503, content_type="application/problem+json", body=json.dumps(told))

    page.route("**/v1/tag?*", refuse)
    page.fill("#text", TREATY)
    page.get_by_role("button", name="Tag the article").click()
    expect(alert).to_have_text("The service is busy. Please try again in a moment. 128 requests are at work")
    page.unroute("**/v1/tag?*")
    page.route("**/v1/tag?*", lambda route: route.abort())
    page.get_by_role("button", name="Tag the article").click()
    expect(alert).to_have_text("The service cannot be reached. Is it running?")
    page.unroute("**/v1/tag?*")

    page.route("**/v1/labels", refuse)
    page.reload()
    expect(alert).to_contain_text("The service is busy.")
    page.unroute("**/v1/labels")
    tag(page, TREATY)
    expect(page.locator(".partner .tag-name")).to_have_text("France")
    page.get_by_role("button", name="New article").click()
    expect(page.locator("#text")).to_have_value("")

    dropped = page.evaluate_handle(
        """(text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "fiji.txt"));
            return data;
        }""",
        FOREIGN,
    )
    page.dispatch_event("#compose", "drop", {"dataTransfer": dropped})
    expect(page.locator("#text")).to_have_value(FOREIGN)
    expect(alert).to_be_empty()
    expect(page.get_by_role("button", name="Tag the article")).to_be_focused()


def test_the_page_is_for_everybody(
    open_page: Open, service: Program, seeds: list[LabelledArticle], labelled: list[LabelledArticle]
) -> None:
    page = ready(open_page())
    page.locator("#home").click()
    _check_view(page, "compose")
    page.keyboard.press("Escape")
    tag(page, seeds[0].text)
    page.get_by_role("button", name=re.compile("that are not the story")).click()
    page.get_by_text("JSON", exact=True).click()
    page.locator("[data-key=d0]").click()
    _check_view(page, "article")
    page.get_by_role("button", name="New article").click()
    records = [{"id": each.article.id, "text": each.text} for each in labelled[:600:60]]
    give(page, "crawl.jsonl", "\n".join(map(json.dumps, [*records, {"id": "bad", "text": ""}])))
    expect(page.locator(".progress")).to_contain_text("11 articles done.")
    page.get_by_text("1 article failed").click()
    page.locator(".heat button").first.click()
    _check_view(page, "batch")
    scroller = page.get_by_role("region", name="Who cooperates on what")
    assert scroller.evaluate("(region) => region.scrollWidth > region.clientWidth")  # the page is narrow now

    docs = open_page(path="/docs")
    expect(docs.locator(".operation").first).to_be_visible()
    _check_view(docs, "docs")
    with service.client() as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert docs.locator(".operation h2").all_text_contents() == [
        f"{method.upper()} {path}" for path, methods in paths.items() for method in methods
    ]
    expect(docs.locator("#POST-v1-tag pre")).to_contain_text(f"curl -X POST {service.url}/v1/tag")
    expect(docs.locator("#POST-v1-tag")).to_contain_text("Home country (ISO 3166-1 code)")
    assert docs.evaluate(
        "[...document.querySelectorAll('main a')].every((link) => document.querySelector(link.getAttribute('href')))"
    )


def _check_view(page: Page, view: str) -> None:
    """Check a view: nobody is kept out, in light and dark, and a phone shows all of its width."""
    for number, options in enumerate((ALL_RULES, COLOURS)):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="dark" if number else "light")
        found = Axe().run(page, options=options)
        assert found.response["passes"], view
        assert found.violations_count == 0, f"{view}: {found.generate_report()}"
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320, view
