"""Writers: outcomes as JSON Lines, JSON, CSV or Parquet, to a stream or to a file that is whole or can be continued."""

from dateline.predict.writers.compression import COMPRESS
from dateline.predict.writers.forms import CSV_COLUMNS, FORMS, Encoded, Encoder, Form
from dateline.predict.writers.journal import Mark, Run
from dateline.predict.writers.output_file import OutputFile
from dateline.predict.writers.stream_output import StreamOutput, is_stream
from dateline.predict.writers.writer import Writer

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
    "StreamOutput",
    "Writer",
    "is_stream",
]
