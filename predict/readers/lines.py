"""Lines of a file, none of them held in memory that is longer than a record may be."""

from collections.abc import Callable, Iterator
from typing import IO, AnyStr, Generic

from dateline.labels.errors import ArticleError

MOST = 32 * 1024 * 1024
"""The longest line. A text of 1,000,000 characters is at most 12 MB of JSON; the rest is for the fields it carries."""

_PIECE = 1 << 20  # what is read at a time of a line that is passed over


class Lines(Iterator[AnyStr], Generic[AnyStr]):
    """The lines of a file; for one that is too long an error is raised, and the next call gives the line behind it.

    A file of characters must be opened with `newline=""`, as `csv` wants it.

    Attributes:
        number: How many lines have been read.

    Args:
        file: The file.
        name: Its name, for places.
        most: The longest line, its end included.
    """

    def __init__(self, file: IO[AnyStr], name: str, most: int = MOST) -> None:
        self._file: IO[AnyStr] = file
        self._name = name
        self._most = most
        self._read: Callable[[int], AnyStr] = file.readline
        self.number = 0

    def __next__(self) -> AnyStr:
        line = self._read(self._most + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._most:
            unit = "bytes" if isinstance(line, bytes) else "characters"
            raise ArticleError(
                f"{self._name}:{self.number}: the line has {self._pass_over(line):,} {unit}; a line has at most "
                f"{self._most:,}. Write each record on a line of its own"
            )
        return line

    def _pass_over(self, piece: AnyStr) -> int:
        """Read on to the end of a line that has begun, and return its length."""
        length, asked = len(piece), self._most + 1
        while len(piece) == asked and not _ends_line(piece):
            asked = _PIECE
            piece = self._file.readline(asked)
            length += len(piece)
        if len(piece) == asked and piece[-1:] == "\r":
            self._read = self._read_behind_half
        return length

    def _read_behind_half(self, size: int) -> AnyStr:
        """Read the line behind one that was cut between the two characters that may end it."""
        self._read = self._file.readline
        line = self._read(size)
        return self._read(size) if line == "\n" else line


def _ends_line(piece: str | bytes) -> bool:
    return piece.endswith(b"\n") if isinstance(piece, bytes) else piece.endswith(("\n", "\r"))
