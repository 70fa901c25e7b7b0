"""The page as a whole: in each language, for everybody, and in words where something is wrong."""

import json
import re
from pathlib import Path

from playwright.sync_api import Route, expect

from dateline.labels.annotation import LabelledArticle
from dateline.labels.label_set import LabelSet

from ..conftest import TREATY
from ..program import Program
from .browser import FOREIGN, Open, check_view, give, ready, tag, without_chromium

pytestmark = without_chromium


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
    made = re.compile(r"problem_|delimiter_|type_")  # their names are put together
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
    check_view(page, "compose")
    page.keyboard.press("Escape")
    tag(page, seeds[0].text)
    page.get_by_role("button", name=re.compile("that are not the story")).click()
    page.get_by_text("JSON", exact=True).click()
    page.locator("[data-key=d0]").click()
    check_view(page, "article")
    page.get_by_role("button", name="New article").click()
    records = [{"id": each.article.id, "text": each.text} for each in labelled[:600:60]]
    give(page, "crawl.jsonl", "\n".join(map(json.dumps, [*records, {"id": "bad", "text": ""}])))
    expect(page.locator(".progress")).to_contain_text("11 articles done.")
    page.get_by_text("1 article failed").click()
    page.locator(".heat button").first.click()
    check_view(page, "batch")
    scroller = page.get_by_role("region", name="Who cooperates on what")
    assert scroller.evaluate("(region) => region.scrollWidth > region.clientWidth")  # the page is narrow now

    docs = open_page(path="/docs")
    expect(docs.locator(".operation").first).to_be_visible()
    check_view(docs, "docs")
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
