"""Parquet output: a table with nested columns, made of the JSON Lines of a run when these are whole."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.labels.errors import OutputError

_ROWS = 1_000  # of a row group
_OUTCOME = ("id", "language", "home", "partners", "domains", "sections", "review", "doubt", "model", "error")
_HIDDEN = "input"
_KINDS = {"str": {"str"}, "bool": {"bool"}, "int": {"int", "long"}, "float": {"int", "float"}}
_MOST_EXACT = 2**53  # up to here each integer is a float
_MOST_INTEGER = 2**63
_HALF_PAIR = re.compile("[\ud800-\udfff]")

Row = Mapping[str, Any]


def require_pyarrow() -> None:
    """Check that Parquet can be written.

    Raises:
        OutputError: The package pyarrow is missing.
    """
    try:
        import pyarrow.parquet  # noqa: F401 # whether it is there is what is asked
    except ImportError as error:
        raise OutputError("to write Parquet the package pyarrow is needed: pip install pyarrow") from error


def write_parquet(lines: Path, path: Path) -> None:
    """Turn JSON Lines of outcomes into a Parquet file.

    Tags and evidence are nested columns. A carried field is a column of its own: of numbers, truth values or strings
    where all its values are such, else of JSON. Carried fields with the names of other columns stand together as JSON
    in the column `input`.

    Args:
        lines: The JSON Lines.
        path: The file to write.

    Raises:
        OutputError: The package pyarrow is missing.
        OSError: The file cannot be written.
    """
    require_pyarrow()
    import pyarrow
    from pyarrow import parquet

    kinds = _kinds(_read(lines))
    schema = pyarrow.schema([*_tag_columns(pyarrow), *((name, _column(pyarrow, kind)) for name, kind in kinds.items())])
    with path.open("wb") as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            rows = (_row(record, kinds) for record in _read(lines))
            while group := list(islice(rows, _ROWS)):
                writer.write_table(pyarrow.Table.from_pylist(group, schema))
        file.flush()
        os.fsync(file.fileno())


def _read(lines: Path) -> Iterator[Row]:
    with lines.open("rb") as file:
        for line in file:
            yield json.loads(_spell_half_pairs(line) if b"\\ud" in line else line)


def _spell_half_pairs(line: bytes) -> str:
    """Return a JSON line with halves of surrogate pairs, which no UTF-8 holds, spelled out as in other forms."""
    text = json.dumps(json.loads(line), ensure_ascii=False)
    return _HALF_PAIR.sub(lambda half: rf"\\u{ord(half[0]):x}", text)


def _kinds(records: Iterable[Row]) -> dict[str, str]:
    """Return the kind of each carried field: one of `_KINDS`, or `json` where its values are of none."""
    found: dict[str, set[str]] = {}
    for record in records:
        for name, value in record.items():
            if name not in (*_OUTCOME, _HIDDEN):
                found.setdefault(name, set()).add(_kind(value))
    return {name: _common(kinds - {"NoneType"}) for name, kinds in found.items()}


def _kind(value: Any) -> str:  # noqa: ANN401 # any JSON value
    name = type(value).__name__
    if name != "int" or abs(value) <= _MOST_EXACT:
        return name
    return "long" if abs(value) < _MOST_INTEGER else "json"


def _common(kinds: set[str]) -> str:
    return next((kind for kind, members in _KINDS.items() if kinds <= members), "json")


def _row(record: Row, kinds: Mapping[str, str]) -> Row:
    return {
        **{name: record.get(name) for name in _OUTCOME},
        _HIDDEN: _cell(record.get(_HIDDEN), "json"),
        **{name: _cell(record.get(name), kind) for name, kind in kinds.items()},
    }


def _cell(value: object, kind: str) -> object:
    return json.dumps(value, ensure_ascii=False) if kind == "json" and value is not None else value


def _column(pyarrow: Any, kind: str) -> Any:  # noqa: ANN401 # pyarrow publishes no types
    types = {"bool": pyarrow.bool_, "int": pyarrow.int64, "float": pyarrow.float64}
    return types.get(kind, pyarrow.string)()


def _tag_columns(pyarrow: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 # pyarrow publishes no types
    string, integer, real = pyarrow.string(), pyarrow.int32(), pyarrow.float64()
    span = [("paragraph", integer), ("start", integer), ("end", integer)]
    evidence = ("evidence", pyarrow.list_(pyarrow.struct([*span, ("text", string)])))
    named = [("name", string), ("score", real)]
    partner = [("code", string), ("kind", string), *named, ("domains", pyarrow.list_(string)), evidence]
    section = [*span, ("label", string), ("content", pyarrow.bool_()), ("score", real)]
    return [
        ("id", string),
        ("language", string),
        ("home", string),
        ("partners", pyarrow.list_(pyarrow.struct(partner))),
        ("domains", pyarrow.list_(pyarrow.struct([("id", string), *named, evidence]))),
        ("sections", pyarrow.list_(pyarrow.struct(section))),
        ("review", pyarrow.bool_()),
        ("doubt", pyarrow.struct([("tags", real), ("paragraphs", real)])),
        ("model", pyarrow.struct([("name", string), ("version", string)])),
        ("error", pyarrow.struct([("code", string), ("message", string)])),
        (_HIDDEN, string),
    ]
