"""What tests of the page share: a browser, and a page that has asked nobody else when it is closed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ..program import Program
from .browser import ARGUMENTS, CHROMIUM, PATIENCE, Open


@pytest.fixture(scope="package")
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
