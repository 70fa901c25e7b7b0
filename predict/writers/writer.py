"""What the output of a batch is written by."""

from typing import Protocol

from dateline.predict.writers.forms import Encoded, Form
from dateline.predict.writers.journal import Mark


class Writer(Protocol):
    """Writes the outcomes of a batch, chunk by chunk.

    Attributes:
        form: The form.
        done: How far it has come.
    """

    form: Form
    done: Mark

    def write(self, chunk: Encoded) -> None:
        """Write a chunk."""

    def finish(self) -> None:
        """Write the end, when all chunks are written."""

    def cut(self) -> None:
        """End it behind a record that failed, although not all chunks are written."""

    def stop(self) -> None:
        """Leave it at what was written, when an error or an interrupt ends the batch."""
