"""An output file: written beside its place in chunks, renamed when it is whole, continued when it was stopped."""

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Literal

from dateline.labels.errors import OutputError
from dateline.predict.writers.compression import COMPRESS
from dateline.predict.writers.forms import Encoded, Form
from dateline.predict.writers.journal import Mark, Run, check_same_run, has_mark, read_journal, write_head, write_mark
from dateline.predict.writers.parquet_table import require_pyarrow, write_parquet


class OutputFile:
    """The output file of a batch.

    What is written goes to `.NAME.part` beside the file, and after each chunk a mark to `.NAME.journal`. A run that was
    stopped, in whatever way, is continued behind its last mark, and the file is then byte for byte that of a run that
    was not. Parquet has no chunks that a file could be cut behind: its part is JSON Lines. What stands in its place is
    replaced only by an output with at least one article tagged.

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
        self._place = place = Path(os.path.realpath(path))  # a link goes on pointing where it points
        self._part, self._table, self._journal_path = (
            place.with_name(f".{place.name}.{ending}") for ending in ("part", "table", "journal")
        )
        self._compress = COMPRESS.get(path.suffix.lower(), bytes) if not form.is_table else bytes
        self._files = ExitStack()
        self.done = Mark()
        self.discarded = 0
        self.whole = resume and path.is_file() and not self._part.exists()
        if self.whole:
            self._journal_path.unlink(missing_ok=True)  # a run that was killed while it finished leaves it
            return
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if form.is_table:
            require_pyarrow()  # at the end of a long run it is late to find that it is missing
        stopped = self._part.exists() and has_mark(self._journal_path)
        if resume and stopped:
            self._continue(run)
            return
        if stopped:
            with suppress(OutputError):  # what is no journal holds nothing to lose
                self.discarded = read_journal(self._journal_path)[1].records
        try:
            self._begin(run)
        except BaseException:
            self.stop()
            raise

    def _begin(self, run: Run) -> None:
        self._journal_path.unlink(missing_ok=True)  # its marks must never stand beside a part that they do not tell of
        self._file = self._open(self._part, "wb")
        self._journal = self._open(self._journal_path, "wb")
        write_head(self._journal, run)
        self._append(self.form.head, 0, 0)

    def _continue(self, run: Run) -> None:
        old, done = read_journal(self._journal_path)
        check_same_run(self._journal_path, old, run)
        length = self._part.stat().st_size
        if length < done.length:
            raise OutputError(
                f"{self._part}: the file has {length:,} bytes, its journal tells of {done.length:,}; leave out "
                "--resume to start over"
            )
        self.done = done
        self._file = self._open(self._part, "r+b")
        self._file.truncate(done.length)
        self._file.seek(done.length)
        self._journal = self._open(self._journal_path, "r+b")
        kept = self._journal.read().rfind(b"\n") + 1
        self._journal.truncate(kept)
        self._journal.seek(kept)

    def _open(self, path: Path, mode: Literal["wb", "r+b"]) -> IO[bytes]:
        return self._files.enter_context(path.open(mode))

    def write(self, chunk: Encoded) -> None:
        """Write a chunk; it is safe on the disk when this returns.

        Raises:
            OutputError: It cannot be written, for instance because the disk is full.
        """
        between = self.form.between if self.done.records else ""
        with self._telling_what_is_kept():
            self._append(between + chunk.text, chunk.records, len(chunk.failures))

    def _append(self, text: str, records: int, failed: int) -> None:
        length = self.done.length + self._put(text)
        mark = Mark(self.done.records + records, self.done.failed + failed, length)
        write_mark(self._journal, mark)
        self.done = mark

    def _put(self, text: str) -> int:
        data = self._compress(text.encode("utf-8", "backslashreplace")) if text else b""
        self._file.write(data)
        self._file.flush()
        os.fsync(self._file.fileno())
        return len(data)

    def finish(self) -> None:
        """Write the end, and put the file in its place.

        Raises:
            OutputError: It cannot be written, or would replace a file although nothing was tagged.
        """
        if self.done.failed == self.done.records and self._place.exists():
            raise OutputError(f"{self.path} is left as it was: none of {self.done.records:,} records could be tagged")
        with self._telling_what_is_kept():
            self._put(self.form.tail)  # without a mark: a run that is killed here cuts it off and writes it again
            self._close()
            if self.form.is_table:
                write_parquet(self._part, self._table)
                self._table.replace(self._place)
                self._part.unlink()
            else:
                self._part.replace(self._place)
            self._journal_path.unlink()

    def cut(self) -> None:
        """Leave what was written beside the place of the output, to be continued."""
        self.stop()

    def stop(self) -> None:
        """Close the files; what was written stays beside the place of the output, unless it was nothing."""
        self._close()
        self._table.unlink(missing_ok=True)
        if self.done.records == 0:
            self._part.unlink(missing_ok=True)
            self._journal_path.unlink(missing_ok=True)

    def _close(self) -> None:
        with suppress(OSError):  # what could not be written was told already
            self._files.close()

    @contextmanager
    def _telling_what_is_kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            records = self.done.records
            kept = f"; {records:,} records are kept, and --resume continues behind them" if records else ""
            raise OutputError(f"{self.path} cannot be written: {error.strerror or error}{kept}") from error
