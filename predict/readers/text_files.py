"""Text files: one article each."""

from pathlib import Path

from dateline.labels.article import MAX_CHARACTERS
from dateline.labels.errors import ArticleError
from dateline.predict.readers.meter import Meter
from dateline.predict.readers.opening import bare_name, read_start
from dateline.predict.records import Failure, Record

MOST_BYTES = 4 * MAX_CHARACTERS
"""The largest text: no character of UTF-8 is longer than four bytes."""


def read_text(path: Path, meter: Meter) -> Record | Failure:
    """Return the record of a text file; its id is the file's name."""
    record_id = Path(bare_name(path)).stem
    try:
        data = read_start(path, meter, MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            size = path.stat().st_size  # less than was read, where the file is compressed or a pipe
            raise too_large(str(path), f"{size:,}" if size > MOST_BYTES else f"more than {MOST_BYTES:,}")
        return Record(record_id, decode(data, str(path)), str(path))
    except ArticleError as error:
        return Failure.of(record_id, error)


def too_large(place: str, size: str) -> ArticleError:
    """Return the error of a text that has more bytes than an article may."""
    return ArticleError(
        f"{place}: the file has {size} bytes; an article has at most {MAX_CHARACTERS:,} characters. Split the file "
        "into articles, or give it as JSON Lines"
    )


def decode(data: bytes, place: str) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises:
        ArticleError: The data is empty, of another encoding, or no text.
    """
    if not data.strip():
        raise ArticleError(f"{place}: the file is empty")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError(f"{place}: the text is UTF-16; save it as UTF-8")
    if b"\x00" in data:
        raise ArticleError(f"{place}: this is no text: byte {data.index(0):,} is NUL; save it as text, or as HTML")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{place}: the text is not UTF-8: byte {error.start:,} is 0x{data[error.start]:02x}; save it as UTF-8"
        ) from error
