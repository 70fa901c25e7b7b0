"""Standard input: it has no name that tells its format, so its beginning does."""

import re
import sys
from collections.abc import Iterator

from dateline.labels.errors import ArticleError
from dateline.predict.readers.csv_files import begins_csv, read_csv
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.json_files import read_json
from dateline.predict.readers.json_lines import read_json_lines
from dateline.predict.readers.lines import Lines
from dateline.predict.readers.read_ahead import ReadAhead
from dateline.predict.readers.text_files import MOST_BYTES, decode, too_large
from dateline.predict.records import Failure, Record

STANDARD_INPUT = "-"

_NAME = "stdin"
_NO_TEXTS = (
    (b"\x1f\x8b", "gzip: decompress it first, `zcat FILE | dateline tag -`, or give the file's name"),
    (b"\x28\xb5\x2f\xfd", "Zstandard: decompress it first, `zstdcat FILE | dateline tag -`, or give the file's name"),
    (b"PAR1\x15", "Parquet, which is not read from its beginning on: give the file's name"),
)
"""How data begins that is no text, with what to do about it."""

_ARRAY = re.compile(rb"\[\s*\{\s*[\"}]")  # no text begins so, though one may begin with a bracket
_MAYBE_ARRAY = re.compile(rb"\[\s*(\{\s*)?")


def read_standard_input(fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of JSON Lines if it begins with `{`, of an array of objects or a table, else one text.

    Args:
        fields: The fields to read.
        tell: Called with what was guessed.
    """
    ahead = ReadAhead(sys.stdin.buffer)
    start = ahead.read_on()
    if start.startswith(b"{"):
        yield from read_json_lines(Lines(ahead.rejoin(), _NAME), _NAME, fields, tell)
    elif _begins_array(start, ahead):
        yield from read_json(ahead.rejoin(), _NAME, fields, tell)
    elif begins_csv(ahead.lines(), fields):
        tell(f"{_NAME}: read as CSV, for it begins with the header of a table")
        yield from read_csv(ahead.rejoin(), _NAME, fields, tell)
    else:
        yield _read_text(start, ahead)


def _begins_array(start: bytes, ahead: ReadAhead) -> bool:
    while _MAYBE_ARRAY.fullmatch(start) and (more := ahead.read_on()):
        start += more
    return _ARRAY.match(start) is not None


def _read_text(start: bytes, ahead: ReadAhead) -> Record | Failure:
    try:
        for mark, cure in _NO_TEXTS:
            if start.startswith(mark):
                raise ArticleError(f"{_NAME}: this is {cure}")
        data = ahead.rejoin().read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise too_large(_NAME, f"more than {MOST_BYTES:,}")
        return Record(_NAME, decode(data, _NAME), _NAME)
    except ArticleError as error:
        return Failure.of(_NAME, error)
