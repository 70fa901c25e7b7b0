"""From paths to records: each file by the format that its ending names."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from dateline.labels.errors import ArticleError
from dateline.predict.readers.csv_files import read_csv
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.folders import ENDINGS, describe_left_out, list_path
from dateline.predict.readers.html_files import read_html
from dateline.predict.readers.json_files import read_json
from dateline.predict.readers.json_lines import read_json_lines
from dateline.predict.readers.lines import Lines
from dateline.predict.readers.meter import Meter
from dateline.predict.readers.opening import COMPRESSIONS, DAMAGED, bare_name, open_input
from dateline.predict.readers.parquet_files import read_parquet
from dateline.predict.readers.standard_input import STANDARD_INPUT, read_standard_input
from dateline.predict.readers.text_files import read_text
from dateline.predict.records import Failure, Record

_PAGES = (".html", ".htm")
_TABLES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
_WANTED = ", ".join(ENDINGS)


def read_records(
    paths: Iterable[str],
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    meter: Meter | None = None,
    tell: Tell = lambda _: None,
) -> Iterator[Record | Failure]:
    """Yield the records of files, of folders (their files in order of name), and of `-`, standard input.

    Args:
        paths: The paths.
        fields: The fields to read from records of JSON and rows of tables.
        meter: Told how much has been read.
        tell: Called with what was guessed, left out, or named but is not there.
    """
    meter = meter or Meter()
    for path in paths:
        if path == STANDARD_INPUT:
            yield from read_standard_input(fields, tell)
            continue
        listing = list_path(path)
        if listing.left_out:
            tell(f"{path}: {describe_left_out(listing.left_out)}; a folder is read for {_WANTED}")
        if not listing.files:
            yield Failure.of(path, ArticleError(f"{path}: there are no articles in this folder (files with {_WANTED})"))
        for file in listing.files:
            yield from _read_file(file, fields, meter, tell)


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
                yield from read_json_lines(Lines(file, path.name), path.name, fields, tell)
            elif ending == ".json":
                yield from read_json(file, path.name, fields, tell)
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
