"""A browser, and what tests do in it."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it publishes none
from playwright.sync_api import FilePayload, Locator, Page, expect

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

without_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on the path")


def ready(page: Page) -> Page:
    """Wait until the label set is there."""
    expect(page.locator("#home")).not_to_have_value("")
    return page


def tag(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#article h1")).to_be_focused()


def paste(page: Page, text: str) -> None:
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.locator("#text").focus()
    page.keyboard.press("Control+V")


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


def read_answers(page: Page, folder: Path) -> list[dict[str, Any]]:
    with downloaded(page, page.get_by_role("button", name="Download JSON Lines"), folder) as path:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def without_words(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return answers without what is said of faults."""
    return [answer | {"error": None} if "error" in answer else answer for answer in answers]


def check_view(page: Page, view: str) -> None:
    """Check a view: nobody is kept out, in light and dark, and a phone shows all of its width."""
    for number, options in enumerate((ALL_RULES, COLOURS)):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="dark" if number else "light")
        found = Axe().run(page, options=options)
        assert found.response["passes"], view
        assert found.violations_count == 0, f"{view}: {found.generate_report()}"
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320, view
