"""From paths to records: each file by the format that its ending names."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from dateline.labels.errors import ArticleError
from dateline.predict.readers.csv_files import begins_csv, read_csv, read_csv_lines
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.html_files import read_html
from dateline.predict.readers.json_lines import read_json_lines
from dateline.predict.readers.meter import Meter
from dateline.predict.readers.opening import COMPRESSIONS, DAMAGED, bare_name, open_input
from dateline.predict.readers.parquet_files import read_parquet
from dateline.predict.readers.text_files import decode, read_text
from dateline.predict.records import Failure, Record

STANDARD_INPUT = "-"
ENDINGS = (".txt", ".text", ".html", ".htm", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
"""Endings of the files that a folder is read for; each may be followed by that of a compression."""

_PAGES = (".html", ".htm")
_TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_records(
    paths: Iterable[str],
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    meter: Meter | None = None,
    tell: Tell = lambda _: None,
) -> Iterator[Record | Failure]:
    """Yield the records of files, of folders (their files in order of name), and of `-`, standard input.

    Args:
        paths: The paths.
        fields: The fields to read from records of JSON Lines and rows of tables.
        meter: Told how much has been read.
        tell: Called with what was guessed.
    """
    meter = meter or Meter()
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _read_standard_input(fields, tell)
            continue
        files = list_files(path)
        if not files:
            wanted = ", ".join(ENDINGS)
            yield Failure.of(path, ArticleError(f"{path}: there are no articles in this folder (files with {wanted})"))
        for file in files:
            yield from _read_file(file, fields, meter, tell)


def list_files(path: str) -> list[Path]:
    """Return the files of articles below a folder, in order of name, or the file that a path names.

    Files and folders with a name that begins with a dot are left out.
    """
    folder = Path(path)
    state = stat_of(folder)
    if state is None or not stat.S_ISDIR(state.st_mode):
        return [folder]
    found = (file for file in folder.rglob("*") if not any(map(_is_hidden, file.relative_to(folder).parts)))
    return sorted(file for file in found if Path(bare_name(file)).suffix.lower() in ENDINGS and file.is_file())


def stat_of(path: Path) -> os.stat_result | None:
    """Return the state of a file or folder; None where there is none of the name, or can be none."""
    try:
        return path.stat()
    except (OSError, ValueError):
        return None


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _read_file(path: Path, fields: Fields, meter: Meter, tell: Tell) -> Iterator[Record | Failure]:
    bare = Path(bare_name(path))
    ending = bare.suffix.lower()
    end = meter.read
    try:
        if not path.exists():
            raise ArticleError(f"{path}: there is no such file or folder")
        end += path.stat().st_size
        if ending in _TABLES:
            yield from _read_table(path, ending, fields, meter, tell)
        else:
            yield read_html(path, meter) if ending in _PAGES else read_text(path, meter)
    except OSError as error:
        yield Failure.of(bare.stem, ArticleError(f"{path}: {error.strerror or error}"))
    except ArticleError as error:
        yield Failure.of(bare.stem, error)
    meter.read = end  # a reader may have stopped early, and that of Parquet reads some bytes twice


def _read_table(path: Path, ending: str, fields: Fields, meter: Meter, tell: Tell) -> Iterator[Record | Failure]:
    with ExitStack() as stack:
        file = stack.enter_context(open_input(path, meter))
        try:
            if ending in (".jsonl", ".ndjson"):
                yield from read_json_lines(file, path.name, fields, tell)
            elif ending == ".parquet":
                if path.suffix.lower() in COMPRESSIONS:
                    file = _unpack(file, stack)
                yield from read_parquet(file, path.name, fields, tell)
            else:
                yield from read_csv(file, path.name, fields, tell)
        except DAMAGED as error:
            yield Failure.of(path.name, ArticleError(f"{path}: the compressed data is damaged or cut off: {error}"))


def _unpack(file: BinaryIO, stack: ExitStack) -> BinaryIO:
    """Return a temporary file with what a decompressed stream holds, which cannot be read from behind itself."""
    unpacked = cast("BinaryIO", stack.enter_context(tempfile.TemporaryFile()))  # noqa: SIM115 # the stack closes it
    shutil.copyfileobj(file, unpacked)
    unpacked.seek(0)
    return unpacked


def _read_standard_input(fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of standard input: JSON Lines if it begins with `{`, CSV if as a table, else one text."""
    stream = sys.stdin.buffer
    head = list(_until_not_blank(stream))
    if b"".join(head).removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"{"):
        yield from read_json_lines(chain(head, stream), "stdin", fields, tell)
        return
    more: list[bytes] = []
    if begins_csv(_as_text(chain(head, _keep(stream, more))), fields):
        tell("stdin: read as CSV, for it begins with the header of a table")
        yield from read_csv_lines(_as_text(chain(head, more, stream)), "stdin", fields, tell)
        return
    head += more
    try:
        yield Record("stdin", decode(b"".join(head) + stream.read(), "stdin"), "stdin")
    except ArticleError as error:
        yield Failure.of("stdin", error)


def _keep(lines: Iterable[bytes], kept: list[bytes]) -> Iterator[bytes]:
    """Yield lines and keep them, so that they can be read again."""
    for line in lines:
        kept.append(line)
        yield line


def _as_text(lines: Iterable[bytes]) -> Iterator[str]:
    """Yield lines as CSV is read: without a byte order mark, and with what is not UTF-8 kept for later."""
    for number, line in enumerate(lines):
        yield (line if number else line.removeprefix(_BYTE_ORDER_MARK)).decode(errors="surrogateescape")


def _until_not_blank(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines up to the first that is not blank."""
    for line in lines:
        yield line
        if line.strip():
            return
