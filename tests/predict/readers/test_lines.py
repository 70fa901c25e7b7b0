"""A line that is too long costs no memory and no other line, and lines are counted right behind it."""

import io
import re
from collections.abc import Iterator
from typing import IO, AnyStr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.errors import ArticleError
from dateline.predict.readers import lines
from dateline.predict.readers.lines import Lines

PIECES = st.lists(st.sampled_from(["a", "é", "\n", "\r", "\r\n", "\r\n\r\n", "abcdefgh"])).map("".join)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read(source: Lines[AnyStr]) -> Iterator[AnyStr | str]:
    """Yield the lines, and for each error where it stands."""
    while True:
        try:
            yield next(source)
        except StopIteration:
            return
        except ArticleError as error:
            yield str(error).partition(" the line has ")[0]


def expected(found: list[AnyStr], most: int) -> list[AnyStr | str]:
    return [line if len(line) <= most else f"r:{number}:" for number, line in enumerate(found, 1)]


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_PIECE", 3)


@settings(deadline=None, max_examples=500)
@given(PIECES, st.integers(1, 9))
def test_lines_of_bytes_are_those_of_the_file_or_errors_in_their_place(data: str, most: int) -> None:
    found = list(io.BytesIO(data.encode()))
    assert list(read(Lines(io.BytesIO(data.encode()), "r", most))) == expected(found, most)


@settings(deadline=None, max_examples=500)
@given(PIECES, st.integers(1, 9))
def test_lines_of_characters_end_as_those_of_csv_do(data: str, most: int) -> None:
    file = io.TextIOWrapper(io.BytesIO(data.encode()), encoding="utf-8", newline="")
    assert list(read(Lines(file, "r", most))) == expected(LINE.findall(data), most)


@pytest.mark.parametrize("file", [io.BytesIO(b"a\nb"), io.StringIO("a\nb")], ids=["bytes", "characters"])
def test_lines_are_counted_as_they_are_read(file: IO[AnyStr]) -> None:
    source = Lines(file, "r")
    assert [source.number for _ in source] == [1, 2]


class Endless(io.RawIOBase):
    """A line without an end, until so many bytes have been read; it counts the most that was asked for at once."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.most = 0

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        self.most = max(self.most, wanted)
        self.left -= wanted
        return b"x" * wanted


def test_no_more_of_a_line_is_held_than_a_line_may_have() -> None:
    file = Endless(10_000)
    with pytest.raises(ArticleError) as caught:
        next(Lines(file, "r", 100))  # type: ignore[arg-type] # it reads lines as a file does
    assert str(caught.value) == (
        "r:1: the line has 10,000 bytes; a line has at most 100. Write each record on a line of its own"
    )
    assert (file.left, file.most) == (0, 101)


def test_the_limit_of_a_file_of_characters_is_in_characters() -> None:
    with pytest.raises(ArticleError, match=r"^r:1: the line has 5 characters; a line has at most 4\."):
        next(Lines(io.StringIO("éééé\n"), "r", 4))
    assert next(Lines(io.StringIO("ééé\n"), "r", 4)) == "ééé\n"


def test_the_longest_line_has_32_mib() -> None:
    assert lines.MOST == 32 * 1024 * 1024
