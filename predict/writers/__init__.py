"""Writers: outcomes as JSON Lines, JSON, CSV or Parquet, to a stream or to a file that is whole or can be continued."""

from typing import Protocol

from dateline.predict.writers.compression import COMPRESS
from dateline.predict.writers.forms import CSV_COLUMNS, FORMS, Encoded, Encoder, Form
from dateline.predict.writers.journal import Mark, Run
from dateline.predict.writers.output_file import OutputFile
from dateline.predict.writers.standard_output import StandardOutput

__all__ = [
    "COMPRESS",
    "CSV_COLUMNS",
    "FORMS",
    "Encoded",
    "Encoder",
    "Form",
    "Mark",
    "OutputFile",
    "Run",
    "StandardOutput",
    "Writer",
]


class Writer(Protocol):
    """What the output of a batch is written by.

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

    def stop(self) -> None:
        """Leave it at what was written, when not all chunks are."""
