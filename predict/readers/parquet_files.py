"""Parquet files: a record a row, read some hundred rows at a time."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.plain import as_json
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
    row = 0
    try:
        table = _open(file, name)
        columns = table.schema_arrow.names
        settled = fields.settle(columns)
        settled.check(columns, name)
        settled.tell_guesses(fields, columns, name, tell)
        for row, values in enumerate(_read_rows(table, name), 1):
            yield _record(values, settled, f"{name}:{row}")
        if row == 0:
            raise ArticleError(f"{name}: the file has no rows")
    except ArticleError as error:
        yield Failure.of(name, error)


def _open(file: BinaryIO, name: str) -> Any:  # noqa: ANN401 # pyarrow publishes no types
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ArticleError(f"{name}: to read this the package pyarrow is needed: pip install pyarrow") from error
    try:
        return parquet.ParquetFile(file)
    except (pyarrow.ArrowException, OSError) as error:
        raise ArticleError(f"{name}: this is no Parquet file: {error}") from error


def _read_rows(table: Any, name: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401 # pyarrow publishes no types
    import pyarrow

    try:
        for batch in table.iter_batches(_ROWS):
            yield from batch.to_pylist()
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise ArticleError(f"{name}: the rest of the table cannot be read: {error}") from error


def _record(values: dict[str, Any], fields: Fields, place: str) -> Record | Failure:
    plain = {name: as_json(value) for name, value in values.items()}
    record_id = fields.id_of(plain, place)
    try:
        return fields.read(plain, record_id, place)
    except ArticleError as error:
        return Failure.of(record_id, error, fields.carried(plain))
