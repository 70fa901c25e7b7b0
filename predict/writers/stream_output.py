"""A stream as the output of a batch: standard output, a pipe, a device."""

import re
import stat
from pathlib import Path
from typing import TextIO

from dateline.labels.errors import OutputError
from dateline.predict.writers.forms import Encoded, Form
from dateline.predict.writers.journal import Mark

_OPEN_FILE = re.compile(r"/dev/(?:stdout|stderr|fd/\d+)|/proc/(?:self|\d+)/fd/\d+")


def is_stream(path: Path) -> bool:
    """Tell whether a path names a pipe, a device or a file that is open: renaming into its place would take it away."""
    if _OPEN_FILE.fullmatch(str(path)):
        return True
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


class StreamOutput:
    """Writes chunks to a stream as soon as they come.

    Args:
        stream: The stream.
        form: The form.
        name: What errors call the stream.
    """

    def __init__(self, stream: TextIO, form: Form, name: str = "standard output") -> None:
        self.form = form
        self.done = Mark()
        self._stream = stream
        self._name = name
        self._head = form.head

    def write(self, chunk: Encoded) -> None:
        """Write a chunk.

        Raises:
            BrokenPipeError: Nobody reads any more.
            OutputError: It cannot be written, for instance because the disk is full.
        """
        self._put((self.form.between if self.done.records else self._head) + chunk.text)
        self.done = Mark(self.done.records + chunk.records, self.done.failed + len(chunk.failures))

    def finish(self) -> None:
        """Write the end.

        Raises:
            BrokenPipeError: Nobody reads any more.
            OutputError: It cannot be written.
        """
        self._put(self.form.tail if self.done.records else self._head + self.form.tail)

    def cut(self) -> None:
        """Write the end, so that what was written can be read."""
        self.finish()

    def stop(self) -> None:
        """Leave it at what was written."""

    def _put(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"{self._name} cannot be written: {error.strerror or error}") from error
