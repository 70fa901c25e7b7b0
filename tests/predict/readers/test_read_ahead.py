"""Of standard input no more is read ahead than a text may have, and nothing of it is lost."""

import gc
import io
import os
import sys
from typing import BinaryIO, cast

import pytest

from dateline.predict.readers.lines import MOST as LONGEST_LINE
from dateline.predict.readers.read import read_records
from dateline.predict.readers.text_files import MOST_BYTES

from .forms import TABLES, message_of, read_stdin


@pytest.mark.parametrize("start", ["x", "\n", "[", '"', "text,"], ids=repr)
def test_a_text_too_large_is_refused_as_a_file_would_be(start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    room = MOST_BYTES - len(start)
    [record] = read_stdin(start.encode() + b"x" * room, monkeypatch)
    assert getattr(record, "text", "") == start + "x" * room
    [failure] = read_stdin(start.encode() + b"x" * (room + 1), monkeypatch)
    assert message_of(failure) == (
        "stdin: the file has more than 4,000,000 bytes; an article has at most 1,000,000 characters. Split the file "
        "into articles, or give it as JSON Lines"
    )


@pytest.mark.parametrize("line", [b" " * 99 + b"\n", b"[" + b"\n" * 99, b'"x\n', b'id,"text\n'], ids=repr)
def test_a_stream_without_end_is_not_read_to_it(line: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Repeated(line)
    buffered = cast("BinaryIO", io.BufferedReader(cast("BinaryIO", stream)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(buffered))
    for record in read_records(["-"]):
        assert "bytes; an article has at most 1,000,000 characters" in message_of(record)
    assert stream.count < 4 * MOST_BYTES


class Repeated(io.RawIOBase):
    """A stream of one line again and again, which counts what was read of it."""

    def __init__(self, line: bytes) -> None:
        self._line = line
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override] # typeshed wants a type of its own
        assert self.count < 100_000_000
        piece = (self._line * (len(buffer) // len(self._line) + 1))[self.count % len(self._line) :][: len(buffer)]
        buffer[: len(piece)] = piece
        self.count += len(piece)
        return len(piece)


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("form", [".jsonl", ".csv"])
def test_a_line_that_is_too_long_fails_in_its_place_and_the_others_come(
    form: str, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": name, "text": "Hanoi"} for name in "abc"]
    rows[at]["text"] = "x" * LONGEST_LINE
    number = at + (2 if form == ".csv" else 1)
    records = read_stdin(TABLES[form](rows), monkeypatch)
    wanted = ["a", "b", "c"]
    wanted[at] = f"stdin:{number}"
    assert [record.id for record in records] == wanted
    assert message_of(records[at]).startswith(f"stdin:{number}: the line has 33,554,4")


def test_records_come_as_their_lines_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for first, second in ((b'{"text": "Hanoi"}\n', b'{"text": "Suva"}\n'), (b"id,text\na,Hanoi\n", b"b,Suva\n")):
        source, sink = os.pipe()
        with os.fdopen(source) as stream, os.fdopen(sink, "wb", buffering=0) as writer:
            monkeypatch.setattr(sys, "stdin", stream)
            writer.write(first)
            records = read_records(["-"])
            assert getattr(next(records), "text", "") == "Hanoi"
            writer.write(second)
            assert getattr(next(records), "text", "") == "Suva"


def test_standard_input_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b'{"text": "Hanoi"}\n', b"id,text\na,Hanoi\n", b'[{"text": "Hanoi"}]', b"Hanoi"):
        assert len(read_stdin(data, monkeypatch)) == 1
        gc.collect()
        assert not sys.stdin.buffer.closed
