"""Parquet files: a record a row, read some hundred rows at a time."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell, as_json
from dateline.predict.records import Failure, Record

_ROWS = 256


def read_parquet(file: BinaryIO, name: str, fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of a Parquet file.

    Args:
        file: The file, which must be seekable.
        name: Its name, for places.
        fields: The fields to read.
        tell: Called with what was guessed.
    """
    try:
        table = _open(file, name)
        columns = table.schema_arrow.names
        settled = fields.settle(columns)
        if (settled.text or "text") not in columns:
            raise ArticleError(
                f"{name}: there is no column `{settled.text or 'text'}`; the columns are: {', '.join(columns)}. Name "
                "the column with the text (--text-field)"
            )
    except ArticleError as error:
        yield Failure.of(name, error)
        return
    settled.tell_guesses(fields, name, tell)
    row = 0
    for batch in table.iter_batches(_ROWS):
        for values in batch.to_pylist():
            row += 1
            yield _record(values, settled, f"{name}:{row}")
    if row == 0:
        yield Failure.of(name, ArticleError(f"{name}: the file has no rows"))


def _open(file: BinaryIO, name: str) -> Any:  # noqa: ANN401 # pyarrow publishes no types
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ArticleError(f"{name}: to read this the package pyarrow is needed: pip install pyarrow") from error
    try:
        return parquet.ParquetFile(file)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise ArticleError(f"{name}: this is no Parquet file: {error}") from error


def _record(values: dict[str, Any], fields: Fields, place: str) -> Record | Failure:
    plain = {name: as_json(value) for name, value in values.items()}
    record_id = fields.id_of(plain, place)
    try:
        return fields.read(plain, record_id, place)
    except ArticleError as error:
        return Failure.of(record_id, error)
