"""A text file is one article; what is no text fails with place and cause."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.labels.article import MAX_CHARACTERS
from dateline.labels.errors import ArticleError
from dateline.predict.readers.meter import Meter
from dateline.predict.readers.text_files import decode, read_text
from dateline.predict.records import Failure, Record

CASES = Path(__file__).parents[2] / "cases" / "bad_texts.jsonl"
BAD_TEXTS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def test_a_text_file_is_one_record_named_after_it(root: Path) -> None:
    seeds = list((root / "seeds").glob("*.txt"))
    assert seeds
    for path in seeds:
        assert read_text(path, Meter()) == Record(path.stem, path.read_bytes().decode(), str(path))


def test_a_compressed_text_is_named_without_both_endings(tmp_path: Path) -> None:
    path = tmp_path / "a.b.txt.gz"
    path.write_bytes(gzip.compress(b"Hanoi"))
    assert read_text(path, Meter()) == Record("a.b", "Hanoi", str(path))


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfHanoi\r\nSuva")
    assert read_text(tmp_path / "a.txt", Meter()) == Record("a", "Hanoi\r\nSuva", str(tmp_path / "a.txt"))


@pytest.mark.parametrize("case", [case for case in BAD_TEXTS if case["name"] != "mark"], ids=lambda case: case["name"])
def test_a_file_that_is_no_text_fails_with_place_and_cause(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / f"{case['name']}.txt"
    path.write_bytes(case["latin1"].encode("latin-1"))
    assert read_text(path, Meter()) == Failure(case["name"], "article", f"{path}: {case['message']}")


@pytest.mark.parametrize("case", [case for case in BAD_TEXTS if case["name"] != "mark"], ids=lambda case: case["name"])
def test_decoding_names_place_and_cause(case: dict[str, Any]) -> None:
    with pytest.raises(ArticleError) as caught:
        decode(case["latin1"].encode("latin-1"), "stdin")
    assert str(caught.value) == f"stdin: {case['message']}"


def test_a_text_is_decoded_as_it_is() -> None:
    assert decode("Hà Nội\r\n ".encode(), "stdin") == "Hà Nội\r\n "


@pytest.mark.parametrize(("ending", "size"), [("", "4,000,005"), (".gz", "more than 4,000,000")])
def test_a_text_too_large_is_refused(ending: str, size: str, tmp_path: Path) -> None:
    path = tmp_path / f"long.txt{ending}"
    data = b"x" * (4 * MAX_CHARACTERS + 5)
    path.write_bytes(gzip.compress(data) if ending else data)
    failure = read_text(path, Meter())
    assert isinstance(failure, Failure)
    assert failure.id == "long"
    assert failure.message.startswith(f"{path}: the file has {size} bytes; an article has at most 1,000,000")


def test_no_more_is_read_than_an_article_may_have(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(bytes(3 * 4 * MAX_CHARACTERS))
    meter = Meter()
    read_text(path, meter)
    assert meter.read < 2 * 4 * MAX_CHARACTERS


def test_the_longest_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("😀" * MAX_CHARACTERS, encoding="utf-8")
    assert read_text(path, Meter()) == Record("long", "😀" * MAX_CHARACTERS, str(path))


def test_damaged_compressed_data_fails_and_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"Hanoi")[:-1])
    failure = read_text(path, Meter())
    assert isinstance(failure, Failure)
    assert failure.id == "a"
    assert failure.message.startswith(f"{path}: the compressed data is damaged: ")
