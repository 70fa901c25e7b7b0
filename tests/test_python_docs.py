"""What the page on Python says works: its examples run one after the other, as a reader would type them."""

import doctest
import re
from pathlib import Path

import pytest

import dateline
import dateline.train

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest("\n".join(EXAMPLES), {}, "python", "python.md", 0)
    assert len(test.examples) > 30
    failures: list[str] = []
    doctest.DocTestRunner().run(test, out=failures.append)
    assert not failures, "".join(failures)
    assert "<mark" in (tmp_path / "pact.html").read_text(encoding="utf-8")


def test_every_example_is_typed_at_a_prompt() -> None:
    assert all(example.startswith(">>> ") and example.endswith("\n\n") for example in EXAMPLES)
    assert PAGE.count("```") == 2 * len(EXAMPLES)


def test_the_page_names_what_the_package_shows() -> None:
    for name in (*dateline.__all__, *dateline.train.__all__):
        assert f"`{name}" in PAGE or f"import {name}" in PAGE, name
