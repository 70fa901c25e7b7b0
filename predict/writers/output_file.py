"""An output file: written beside its place in chunks, renamed when it is whole, continued when it was stopped."""

import errno
import gzip
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from dateline.labels.errors import OutputError
from dateline.predict.writers.forms import Encoded, Form
from dateline.predict.writers.journal import Mark, Run, check_same_run, read_journal, write_head, write_mark
from dateline.predict.writers.parquet_files import write_parquet

Compress = Callable[[bytes], bytes]

_LEVEL = 6


def _compress_gzip(data: bytes) -> bytes:
    return gzip.compress(data, _LEVEL, mtime=0)


def _compress_zstandard(data: bytes) -> bytes:
    try:
        import zstandard
    except ImportError as error:
        raise OutputError("to write .zst the package zstandard is needed: pip install zstandard") from error
    return zstandard.ZstdCompressor(_LEVEL).compress(data)


COMPRESS: dict[str, Compress] = {".gz": _compress_gzip, ".zst": _compress_zstandard}
"""Compression by a file's ending. Each chunk is a member of its own, so that a file can be cut behind any of them."""


class OutputFile:
    """The output file of a batch.

    What is written goes to `.NAME.part` beside the file, and after each chunk a mark to `.NAME.journal`. A run that was
    stopped, in whatever way, is continued behind its last mark, and the file is then byte for byte that of a run that
    was not. Parquet has no chunks that a file could be cut behind: its part is JSON Lines.

    Args:
        path: The file.
        form: The form.
        run: All that the output depends on.
        resume: Whether to continue a run that was stopped.

    Attributes:
        done: How far it has come.
        whole: Whether a run that was to be continued has come to its end; then nothing is written.
        discarded: How many records of a run that was stopped are lost, for this one begins anew.

    Raises:
        OSError: The files beside it cannot be written.
        OutputError: The run that was stopped was another one.
    """

    def __init__(self, path: Path, form: Form, run: Run, *, resume: bool) -> None:
        self.path = path
        self.form = form
        self._part = path.with_name(f".{path.name}.part")
        self._journal_path = path.with_name(f".{path.name}.journal")
        self._compress = COMPRESS.get(path.suffix.lower(), bytes) if not form.is_table else bytes
        self.done = Mark()
        self.discarded = 0
        self.whole = resume and path.is_file() and not self._part.exists()
        if self.whole:
            return
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        stopped = self._part.exists() and self._journal_path.exists()
        if resume and stopped:
            self._continue(run)
            return
        if stopped:
            with suppress(OutputError):  # what is no journal holds nothing to lose
                self.discarded = read_journal(self._journal_path)[1].records
        self._begin(run)

    def _begin(self, run: Run) -> None:
        self._file: IO[bytes] = self._part.open("wb")
        self._journal: IO[bytes] = self._journal_path.open("wb")
        write_head(self._journal, run)
        self._append(self.form.head, 0, 0)

    def _continue(self, run: Run) -> None:
        old, self.done = read_journal(self._journal_path)
        check_same_run(self._journal_path, old, run)
        self._file = self._part.open("r+b")
        self._file.truncate(self.done.length)
        self._file.seek(self.done.length)
        self._journal = self._journal_path.open("r+b")
        kept = self._journal.read().rfind(b"\n") + 1
        self._journal.truncate(kept)
        self._journal.seek(kept)

    def write(self, chunk: Encoded) -> None:
        """Write a chunk; it is safe on the disk when this returns.

        Raises:
            OutputError: It cannot be written, for instance because the disk is full.
        """
        between = self.form.between if self.done.records else ""
        try:
            self._append(between + chunk.text, chunk.records, len(chunk.failures))
        except OSError as error:
            raise OutputError(
                f"{self.path} cannot be written: {error.strerror}; {self.done.records:,} records are kept, and "
                "--resume continues behind them"
            ) from error

    def _append(self, text: str, records: int, failed: int) -> None:
        data = self._compress(text.encode("utf-8", "backslashreplace")) if text else b""
        self._file.write(data)
        self._file.flush()
        os.fsync(self._file.fileno())
        mark = Mark(self.done.records + records, self.done.failed + failed, self.done.length + len(data))
        write_mark(self._journal, mark)
        self.done = mark

    def finish(self) -> None:
        """Write the end, and put the file in its place.

        Raises:
            OutputError: It cannot be written.
        """
        try:
            self._append(self.form.tail, 0, 0)
            self._close()
            if self.form.is_table:
                beside = self.path.with_name(f".{self.path.name}.table")
                write_parquet(self._part, beside)
                beside.replace(self.path)
                self._part.unlink()
            else:
                self._part.replace(self.path)
            self._journal_path.unlink()
        except OSError as error:
            raise OutputError(f"{self.path} cannot be written: {error.strerror}") from error

    def stop(self) -> None:
        """Close the files; what was written stays beside the place of the output, unless it was nothing."""
        self._close()
        if self.done.records == 0:
            self._part.unlink(missing_ok=True)
            self._journal_path.unlink(missing_ok=True)

    def _close(self) -> None:
        with suppress(OSError):  # what could not be written was told already
            self._file.close()
        with suppress(OSError):
            self._journal.close()
