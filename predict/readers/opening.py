"""Opening input files: compressed ones are decompressed as they are read, and the meter counts what the disk gives."""

import gzip
import io
import zlib
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from dateline.labels.errors import ArticleError
from dateline.predict.readers.meter import Meter

if TYPE_CHECKING:
    from zstandard import ZstdDecompressor

COMPRESSIONS = (".gz", ".zst")
"""Endings of compressed files, behind that of the format."""

DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading raises where compressed data is cut off or no such data."""

_BUFFER = 1 << 18
_PIECE = 1 << 12  # a piece of Zstandard is unpacked at once, and may become thirty thousand times as long


class _Metered(io.RawIOBase):
    """A file that tells a meter what was read from it."""

    def __init__(self, file: io.FileIO, meter: Meter) -> None:
        self._file = file
        self._meter = meter

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override] # typeshed wants a type of its own
        count = self._file.readinto(buffer) or 0
        self._meter.read += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def bare_name(path: Path) -> str:
    """Return a file's name without the ending of a compression.

    >>> bare_name(Path("archive.jsonl.gz")), bare_name(Path("archive.csv"))
    ('archive.jsonl', 'archive.csv')
    """
    return path.stem if path.suffix.lower() in COMPRESSIONS else path.name


def open_input(path: Path, meter: Meter) -> BinaryIO:
    """Open a file for reading, decompressed if its ending says that it is compressed.

    Raises:
        OSError: The file cannot be opened.
        ArticleError: The package that decompresses it is missing.
    """
    file = _buffered(_Metered(io.FileIO(path), meter))
    ending = path.suffix.lower()
    if ending == ".gz":
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    if ending == ".zst":
        return _open_zstandard(file, path)
    return file


def read_start(path: Path, meter: Meter, most: int) -> bytes:
    """Return the first bytes of a file, decompressed.

    Raises:
        OSError: The file cannot be read.
        ArticleError: The compressed data is damaged, or the package that decompresses it is missing.
    """
    try:
        with open_input(path, meter) as file:
            return file.read(most)
    except DAMAGED as error:
        raise ArticleError(f"{path}: the compressed data is damaged: {error}") from error


def rejoin(start: bytes, stream: BinaryIO) -> BinaryIO:
    """Return a file of what was read ahead from a stream and of all behind that; closing it leaves the stream open."""
    rest = iter(partial(cast("io.BufferedReader", stream).read1, _BUFFER), b"")
    return _buffered(_Pieces(chain([start], rest)))


def _buffered(file: io.RawIOBase) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(cast("BinaryIO", file), _BUFFER))


def _open_zstandard(file: BinaryIO, path: Path) -> BinaryIO:
    try:
        import zstandard
    except ImportError as error:
        raise ArticleError(f"{path}: to read this the package zstandard is needed: pip install zstandard") from error
    return _buffered(_Pieces(_unpack(file, zstandard.ZstdDecompressor()), file))


def _unpack(file: BinaryIO, decompressor: "ZstdDecompressor") -> Iterator[bytes]:
    """Yield what a file's frames hold; zstandard's own reader takes a frame that is cut off for one that ends."""
    import zstandard

    frame = None
    try:
        while data := file.read(_PIECE):
            while data:
                frame = frame or decompressor.decompressobj()
                yield frame.decompress(data)
                data = frame.unused_data
                if frame.eof:
                    frame = None
    except zstandard.ZstdError as error:
        raise EOFError(str(error)) from error
    if frame is not None:
        raise EOFError("it ends in the middle of a frame")


class _Pieces(io.RawIOBase):
    """A file of pieces that come one after the other."""

    def __init__(self, pieces: Iterator[bytes], source: BinaryIO | None = None) -> None:
        self._pieces = pieces
        self._source = source
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override] # typeshed wants a type of its own
        while not self._left and (piece := next(self._pieces, None)) is not None:
            self._left = memoryview(piece)
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def close(self) -> None:
        if self._source is not None:
            self._source.close()
        super().close()
