"""Marks and the form of single lines."""

import json
from pathlib import Path

import pytest

from dateline.models.line_form import FORM_FEATURES, Line, describe_line

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "marks.jsonl").read_text("utf-8").splitlines()
]
EXTRACTORS = dict(FORM_FEATURES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"])
def test_marks_are_seen(case: dict[str, str]) -> None:
    for name in case["marks"]:
        assert EXTRACTORS[name](Line(case["text"])) == 1, name
    for name in case["none of"]:
        assert EXTRACTORS[name](Line(case["text"])) == 0, name


@pytest.mark.parametrize("text", ["", " ", "a", "./.", "😀", "A" * 10_000])
def test_every_line_has_a_form(text: str) -> None:
    form = describe_line(text)
    assert form.shape == (len(FORM_FEATURES),)
    assert ((form >= 0) & (form < 4)).all()
