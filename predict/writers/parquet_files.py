"""Parquet output: a table with nested columns, made of the JSON Lines of a run when these are whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.labels.errors import OutputError

_ROWS = 1_000  # of a row group
_TAGS = ("id", "language", "home", "partners", "domains", "sections", "review", "doubt", "model")
_OTHERS = ("error", "input")
_MOST_INTEGER = 2**63

Row = Mapping[str, Any]


def write_parquet(lines: Path, path: Path) -> None:
    """Turn JSON Lines of outcomes into a Parquet file.

    Tags and evidence are nested columns. A carried field is a column of its own: of numbers, truth values or strings
    where all its values are such, else of JSON.

    Args:
        lines: The JSON Lines.
        path: The file to write.

    Raises:
        OutputError: The package pyarrow is missing.
        OSError: The file cannot be written.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise OutputError("to write Parquet the package pyarrow is needed: pip install pyarrow") from error
    kinds = _kinds(_read(lines))
    schema = pyarrow.schema([*_tag_columns(pyarrow), *((name, _column(pyarrow, kind)) for name, kind in kinds.items())])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        rows = (_row(record, kinds) for record in _read(lines))
        while group := list(islice(rows, _ROWS)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema))


def _read(lines: Path) -> Iterator[Row]:
    with lines.open("rb") as file:
        yield from map(json.loads, file)


def _is_failure(record: Row) -> bool:
    return "partners" not in record


def _kinds(records: Iterable[Row]) -> dict[str, str]:
    """Return the kind of each carried field: `bool`, `int`, `float`, `str`, or `json` where it is none of these."""
    found: dict[str, set[str]] = {}
    for record in records:
        for name, value in record.items():
            if name not in _TAGS and not (name == "error" and _is_failure(record)) and name != "input":
                found.setdefault(name, set()).update(_kind(value))
    return {name: _common(kinds) for name, kinds in found.items() if name not in _OTHERS}


def _kind(value: object) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _MOST_INTEGER:
        return {"json"}
    name = type(value).__name__
    return {name if name in ("bool", "int", "float", "str") else "json"}


def _common(kinds: set[str]) -> str:
    if kinds == {"int", "float"}:
        return "float"
    return next(iter(kinds)) if len(kinds) == 1 else "json" if kinds else "str"


def _row(record: Row, kinds: Mapping[str, str]) -> Row:
    carried = {name: _cell(record.get(name), kind) for name, kind in kinds.items()}
    tags = {name: record.get(name) for name in _TAGS}
    return {
        **carried,
        **tags,
        "error": record["error"] if _is_failure(record) else None,
        "input": _hidden(record),
    }


def _hidden(record: Row) -> str | None:
    """Return as JSON the carried fields whose names are those of other columns."""
    hidden = dict(record.get("input", {}))
    if not _is_failure(record) and "error" in record:
        hidden["error"] = record["error"]
    return json.dumps(hidden, ensure_ascii=False) if hidden else None


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
    return [
        ("id", string),
        ("language", string),
        ("home", string),
        ("partners", pyarrow.list_(pyarrow.struct(partner))),
        ("domains", pyarrow.list_(pyarrow.struct([("id", string), *named, evidence]))),
        (
            "sections",
            pyarrow.list_(
                pyarrow.struct([*span, ("label", string), ("content", pyarrow.bool_()), ("score", real)]),
            ),
        ),
        ("review", pyarrow.bool_()),
        ("doubt", pyarrow.struct([("tags", real), ("paragraphs", real)])),
        ("model", pyarrow.struct([("name", string), ("version", string)])),
        ("error", pyarrow.struct([("code", string), ("message", string)])),
        ("input", string),
    ]
