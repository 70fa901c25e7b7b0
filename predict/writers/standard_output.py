"""Standard output as the output of a batch."""

from typing import TextIO

from dateline.predict.writers.forms import Encoded, Form
from dateline.predict.writers.journal import Mark


class StandardOutput:
    """Writes chunks to a stream as soon as they come.

    Args:
        stream: The stream.
        form: The form.
    """

    def __init__(self, stream: TextIO, form: Form) -> None:
        self.form = form
        self.done = Mark()
        self._stream = stream
        stream.write(form.head)

    def write(self, chunk: Encoded) -> None:
        """Write a chunk."""
        self._stream.write((self.form.between if self.done.records else "") + chunk.text)
        self._stream.flush()
        self.done = Mark(self.done.records + chunk.records, self.done.failed + len(chunk.failures))

    def finish(self) -> None:
        """Write the end."""
        self._stream.write(self.form.tail)
        self._stream.flush()

    def stop(self) -> None:
        """Leave it at what was written."""
