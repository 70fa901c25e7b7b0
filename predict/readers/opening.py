"""Opening input files: compressed ones are decompressed as they are read, and the meter counts what the disk gives."""

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from dateline.labels.errors import ArticleError
from dateline.predict.readers.meter import Meter

COMPRESSIONS = (".gz", ".zst")
"""Endings of compressed files, behind that of the format."""

DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading raises where compressed data is cut off or no such data."""

_BUFFER = 1 << 18


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


def _buffered(file: io.RawIOBase) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(cast("BinaryIO", file), _BUFFER))


def _open_zstandard(file: BinaryIO, path: Path) -> BinaryIO:
    try:
        import zstandard
    except ImportError as error:
        raise ArticleError(f"{path}: to read this the package zstandard is needed: pip install zstandard") from error
    reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True, closefd=True)
    return _buffered(_Checked(reader))


class _Checked(io.RawIOBase):
    """A decompressed stream whose faults are those that `DAMAGED` names."""

    def __init__(self, reader: BinaryIO) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override] # typeshed wants a type of its own
        import zstandard

        try:
            data = self._reader.read(len(buffer))
        except zstandard.ZstdError as error:
            raise EOFError(str(error)) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._reader.close()
        super().close()
