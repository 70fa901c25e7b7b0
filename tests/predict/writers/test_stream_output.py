"""A stream gets chunks as they come; what keeps it from being written is told."""

import io
import os
from pathlib import Path

import pytest

from dateline.predict.writers import FORMS, Encoded, Mark, StreamOutput, is_stream


def test_a_stream_gets_each_chunk_as_it_comes() -> None:
    stream = io.StringIO(newline="")
    writer = StreamOutput(stream, FORMS["json"])
    writer.write(Encoded("1", 1, ()))
    assert stream.getvalue() == "[\n1"
    writer.write(Encoded("2,\n3", 2, ("gone",)))
    assert stream.getvalue() == "[\n1,\n2,\n3"
    assert writer.done == Mark(3, 1)
    writer.stop()
    assert stream.getvalue() == "[\n1,\n2,\n3"
    writer.cut()
    assert stream.getvalue() == "[\n1,\n2,\n3\n]\n"


def test_a_stream_without_records_has_a_head_and_an_end() -> None:
    stream = io.StringIO(newline="")
    StreamOutput(stream, FORMS["json"]).finish()
    assert stream.getvalue() == "[\n\n]\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_pipes_and_devices_are_streams(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    assert [is_stream(tmp_path / name) for name in ("pipe", "file", "missing", ".", "x" * 300)] == [True] + [False] * 4
    assert is_stream(Path(os.devnull))
