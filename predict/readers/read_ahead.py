"""What is read of a stream to see what it holds, and kept to be read again."""

from collections.abc import Iterator
from typing import BinaryIO

from dateline.labels.errors import ArticleError
from dateline.predict.readers.opening import rejoin
from dateline.predict.readers.text_files import MOST_BYTES

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class ReadAhead:
    """The first lines of a stream: as many as it takes to tell what it holds, and no more than a text may have.

    Args:
        stream: The stream.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept: list[bytes] = []
        self._size = 0

    def read_on(self) -> bytes:
        """Read to the next line that is not blank, and return it without blanks around it; empty if there is none.

        Of a line that is longer than a text may be, a piece that is so too is taken for the whole.
        """
        while line := self._read_line():
            if bare := line.removeprefix(_BYTE_ORDER_MARK).strip():
                return bare
        return b""

    def lines(self) -> Iterator[str]:
        """Yield all lines, those that were read before too, as a table has them: what is not UTF-8 is kept for later.

        Raises:
            ArticleError: A line is longer than any text.
        """
        for number, line in enumerate(self._lines()):
            if len(line) > MOST_BYTES:
                raise ArticleError(f"the line has more than {MOST_BYTES:,} bytes")
            yield (line if number else line.removeprefix(_BYTE_ORDER_MARK)).decode(errors="surrogateescape")

    def rejoin(self) -> BinaryIO:
        """Return a file of the whole stream."""
        return rejoin(b"".join(self._kept), self._stream)

    def _lines(self) -> Iterator[bytes]:
        yield from list(self._kept)
        while line := self._read_line():
            yield line

    def _read_line(self) -> bytes:
        line = b"" if self._size > MOST_BYTES else self._stream.readline(MOST_BYTES + 1)
        if line:
            self._kept.append(line)
            self._size += len(line)
        return line
