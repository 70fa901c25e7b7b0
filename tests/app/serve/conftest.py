"""What tests of the service share: two services that run, and what the command line prints for the same records."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest

from dateline.labels.annotation import LabelledArticle

from .program import Program, running, wait_for

CASES = Path(__file__).parents[2] / "cases" / "bad_lines.jsonl"
TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."

# The server as it is installed without the faster parts that uvicorn takes where they are there.
_PLAIN = """
import sys
sys.modules["httptools"] = sys.modules["uvloop"] = None
from dateline.cli.main import run
run()
"""
_SMALL = (
    "--max-body", "20000", "--max-batch-body", "40000", "--max-batch", "8", "--max-requests", "2",
    "--timeout", "2", "--batch-timeout", "8",
)  # fmt: skip

Printed = Callable[..., bytes]


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A service with the limits that it has where none are given."""
    with running(tmp_path_factory.mktemp("service") / "log", "--jobs", "1") as program:
        yield program


@pytest.fixture
def client(service: Program) -> Iterator[httpx.Client]:
    with service.client() as client:
        yield client


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    log = tmp_path_factory.mktemp("small") / "log"
    # The token ends as one that was read from a file.
    with running(log, "--jobs", "1", *_SMALL, python=("-c", _PLAIN), token="sesame\n") as program:
        yield program


@pytest.fixture
def small(_small: Program) -> Iterator[Program]:
    """A service with small limits, a token and no parts but those of its own; nothing is at work before and after."""
    wait_for(lambda: _small.at_work() == 0)
    yield _small
    wait_for(lambda: _small.at_work() == 0)


@pytest.fixture(scope="session")
def printed() -> Printed:
    """Return what the command line prints for JSON Lines, where they are the body of a request."""

    @cache
    def tag(data: bytes, *options: str) -> bytes:
        command = [sys.executable, "-m", "dateline", "tag", "-", "--no-repeats", *options]
        done = subprocess.run(command, input=data, capture_output=True, timeout=300, check=False)
        assert b"Traceback" not in done.stderr
        return re.sub(rb'"stdin:(\d+)', rb'"body:\1', done.stdout)

    return tag


@pytest.fixture(scope="session")
def records(seeds: list[LabelledArticle], labelled: list[LabelledArticle]) -> list[bytes]:
    """Records as lines of JSON: real articles, odd ones, and such that fail."""
    articles = [{"id": each.article.id, "text": each.text, "home": each.home} for each in [*seeds, *labelled[::40]]]
    odd = [
        {"text": TREATY},
        {"id": 7, "text": TREATY, "home": None, "language": None},
        {"id": "carried", "text": TREATY, "url": None, "n": 1.5, "tags": [{"x": "é"}], "partners": "mine", "input": 1},
        {"id": "🌟", "text": f"🌟 {TREATY} 🌟\r\nHà Nội – Việt Nam và Pháp ký hiệp định dẫn độ.", "title": "Đặng 🌟"},
        {"id": "half", "text": TREATY, "half a pair": "\ud83c"},
        {"id": "language", "text": TREATY, "language": "fr"},
        {"id": "at home", "text": TREATY, "home": "fr"},
        {"id": "none", "text": TREATY, "home": "none"},
        {"id": "bad home", "text": TREATY, "home": "XX"},
        {"id": "bad language", "text": TREATY, "language": "de"},
        {"id": "blank", "text": " \n\t\n"},
        {"id": "half a text", "text": f"\udf1f {TREATY}"},
    ]
    bad = [json.loads(line)["line"].encode() for line in CASES.read_bytes().splitlines()]
    lines = [_dump(each, number) for number, each in enumerate([*articles, *odd])]
    return [*lines, *bad, b'{"id": "latin", "text": "caf\xe9"}']


def _dump(record: object, number: int) -> bytes:
    """Return JSON, with escapes or without."""
    try:
        return json.dumps(record, ensure_ascii=number % 2 == 0).encode()
    except UnicodeEncodeError:
        return json.dumps(record).encode()
