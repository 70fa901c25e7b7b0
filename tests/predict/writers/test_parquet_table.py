"""A Parquet table holds what `to_dict` says, in typed columns that pandas, DuckDB and Polars read alike."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from dateline.labels.annotation import LabelledArticle
from dateline.predict.batch import Outcome, TaggedRecord, tag_records
from dateline.predict.records import Failure, Record
from dateline.predict.tagged import TaggedArticle
from dateline.predict.tagger import Tagger
from dateline.predict.writers import FORMS, Encoder
from dateline.predict.writers.parquet_table import write_parquet

Row = dict[str, Any]

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."
TAGS = ["id", "language", "home", "partners", "domains", "sections", "review", "doubt", "model"]
CARRIED: dict[str, list[Any]] = {
    "whole": [1, None, -5, 2**62, 0],
    "real": [0.5, None, -1.0, 1e300, 2.0],
    "real_or_whole": [0.5, 1, None, 2**53, -3],
    "truth": [True, None, False, True, True],
    "words": ["é", None, "", "\n", '"'],
    "nothing": [None] * 5,
    "mixed": ["é", 1, 0.5, None, True],
    "truth_or_whole": [True, 1, 0, False, None],
    "too_large": [2**63, 1, None, 2, 3],
    "not_a_float": [0.5, 2**53 + 1, None, 1, 2],
    "nested": [{"é": [1, None]}, [], "x", None, {}],
}
JSON_COLUMNS = {"mixed", "truth_or_whole", "too_large", "not_a_float", "nested"}
TYPES = {
    "id": "VARCHAR",
    "language": "VARCHAR",
    "home": "VARCHAR",
    "partners": 'STRUCT(code VARCHAR, kind VARCHAR, "name" VARCHAR, score DOUBLE, domains VARCHAR[], '
    'evidence STRUCT(paragraph INTEGER, "start" INTEGER, "end" INTEGER, "text" VARCHAR)[])[]',
    "domains": 'STRUCT(id VARCHAR, "name" VARCHAR, score DOUBLE, '
    'evidence STRUCT(paragraph INTEGER, "start" INTEGER, "end" INTEGER, "text" VARCHAR)[])[]',
    "sections": 'STRUCT(paragraph INTEGER, "start" INTEGER, "end" INTEGER, "label" VARCHAR, "content" BOOLEAN, '
    "score DOUBLE)[]",
    "review": "BOOLEAN",
    "doubt": "STRUCT(tags DOUBLE, paragraphs DOUBLE)",
    "model": 'STRUCT("name" VARCHAR, "version" VARCHAR)',
    "error": "STRUCT(code VARCHAR, message VARCHAR)",
    "input": "VARCHAR",
    "whole": "BIGINT",
    "real": "DOUBLE",
    "real_or_whole": "DOUBLE",
    "truth": "BOOLEAN",
    "words": "VARCHAR",
    "nothing": "VARCHAR",
    **dict.fromkeys(sorted(JSON_COLUMNS), "VARCHAR"),
}


@pytest.fixture(scope="module")
def treaty(tagger: Tagger) -> TaggedArticle:
    return tagger.tag(TREATY, article_id="treaty")


@pytest.fixture(scope="module")
def outcomes(tagger: Tagger, seeds: list[LabelledArticle]) -> list[Outcome]:
    fields = [{name: values[number] for name, values in CARRIED.items()} for number in range(5)]
    records = [Record(seed.article.id, seed.text, fields=row) for seed, row in zip(seeds, fields, strict=True)]
    hidden = Record("hidden", TREATY, home="none", fields={"error": {"é": 1}, "input": [2], "review": "mine"})
    failure = Failure("gone", "article", "it is gone")
    return list(tag_records(tagger, [*records[:3], failure, *records[3:], hidden, Record("quiet", "Nothing at all")]))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory, outcomes: list[Outcome]) -> Path:
    return written(tmp_path_factory.mktemp("table"), outcomes)


def written(folder: Path, outcomes: Iterable[Outcome], *, evidence: bool = True) -> Path:
    lines, path = folder / "lines.jsonl", folder / "o.parquet"
    lines.write_text(Encoder(FORMS["parquet"], evidence)(list(outcomes)).text, encoding="utf-8")
    write_parquet(lines, path)
    return path


def rows_of(path: Path) -> list[Row]:
    rows: list[Row] = parquet.read_table(path).to_pylist()
    return rows


def expected(outcome: Outcome) -> Row:
    """Return the row of an outcome: its values, and none in all other columns."""
    values = outcome.to_dict()
    hidden = values.pop("input", {})
    if "partners" in values and "error" in values:
        hidden["error"] = values.pop("error")
    cells = {name: json.loads(json.dumps(values.get(name))) for name in [*TAGS, "error", *CARRIED]}
    return {**cells, "input": hidden or None}


def parsed(row: Mapping[str, Any]) -> Row:
    """Return a row with its JSON cells read."""
    json_cells = {name: json.loads(row[name]) for name in [*JSON_COLUMNS, "input"] if row[name] is not None}
    return {**row, **json_cells}


def plain(value: object) -> object:
    """Return a cell of pandas as JSON values."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if value is None or value is pd.NA or value != value else value


def read_with_pandas(path: Path) -> list[Row]:
    records = pd.read_parquet(path, dtype_backend="pyarrow").to_dict("records")
    return [{str(name): plain(value) for name, value in row.items()} for row in records]


def read_with_duckdb(path: Path) -> list[Row]:
    found = duckdb.read_parquet(str(path))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def read_with_polars(path: Path) -> list[Row]:
    return pl.read_parquet(path).to_dicts()


@pytest.mark.parametrize("read", [rows_of, read_with_pandas, read_with_duckdb, read_with_polars])
def test_rows_are_what_to_dict_says(read: Callable[[Path], list[Row]], outcomes: list[Outcome], table: Path) -> None:
    assert [parsed(row) for row in read(table)] == [expected(outcome) for outcome in outcomes]


def test_duckdb_sees_typed_columns(table: Path) -> None:
    found = duckdb.read_parquet(str(table))
    assert dict(zip(found.columns, map(str, found.types), strict=True)) == TYPES


def test_polars_sees_typed_columns(table: Path) -> None:
    schema = pl.read_parquet_schema(table)
    span = {"paragraph": pl.Int32(), "start": pl.Int32(), "end": pl.Int32()}
    assert schema["sections"] == pl.List(
        pl.Struct({**span, "label": pl.String(), "content": pl.Boolean(), "score": pl.Float64()})
    )
    assert [schema[name] for name in ("whole", "real", "truth", "mixed")] == [
        pl.Int64(),
        pl.Float64(),
        pl.Boolean(),
        pl.String(),
    ]


def test_pandas_sees_typed_columns(table: Path) -> None:
    frame = pd.read_parquet(table, dtype_backend="pyarrow")
    assert [str(frame[name].dtype) for name in ("whole", "real", "truth", "words")] == [
        "int64[pyarrow]",
        "double[pyarrow]",
        "bool[pyarrow]",
        "string[pyarrow]",
    ]
    assert pd.read_parquet(table)["partners"][0][0]["code"] == "FR"


def test_nested_tags_can_be_asked_for_in_sql(outcomes: list[Outcome], table: Path) -> None:
    query = """
        SELECT id, tag.code, unnest(tag.evidence).start
        FROM (SELECT id, unnest(partners) AS tag FROM read_parquet(?))
        ORDER BY ALL
    """
    found = duckdb.execute(query, [str(table)]).fetchall()
    wanted = [
        (outcome.tagged.article.id, tag.code, place.start)
        for outcome in outcomes
        if isinstance(outcome, TaggedRecord)
        for tag in outcome.tagged.partners
        for place in tag.evidence
    ]
    assert found == sorted(wanted)
    assert found


def test_a_carried_error_is_told_from_a_failure(table: Path) -> None:
    rows = {row["id"]: row for row in rows_of(table)}
    assert rows["gone"]["error"] == {"code": "article", "message": "it is gone"}
    assert (rows["gone"]["partners"], rows["gone"]["input"]) == (None, None)
    assert rows["hidden"]["error"] is None
    assert json.loads(rows["hidden"]["input"]) == {"error": {"é": 1}, "input": [2], "review": "mine"}
    assert "é" in rows["hidden"]["input"]


def test_tags_without_evidence_have_none(outcomes: list[Outcome], tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path, outcomes, evidence=False))
    assert all(tag["evidence"] is None for row in rows for tag in row["partners"] or [])
    assert rows[0]["partners"][0]["code"] == "FR"


@pytest.mark.parametrize("field", ["note", "half \udc00"])
def test_half_a_surrogate_pair_is_spelled_out(field: str, treaty: TaggedArticle, tmp_path: Path) -> None:
    fields = {field: "\ud83e é \\ud83e 😀", "list": ["\ud83e"]}
    [first, second] = rows_of(written(tmp_path, [TaggedRecord(treaty, fields), Failure("\ud83e", "article", "gone")]))
    assert first[field.replace("\udc00", "\\udc00")] == "\\ud83e é \\ud83e 😀"
    assert json.loads(first["list"]) == ["\\ud83e"]
    assert second["id"] == "\\ud83e"


def test_a_table_may_be_of_failures_alone_or_empty(tmp_path: Path) -> None:
    assert [row["error"]["code"] for row in rows_of(written(tmp_path, [Failure("a", "article", "gone")]))] == [
        "article"
    ]
    assert rows_of(written(tmp_path, [])) == []


def test_a_long_table_has_all_rows_in_order_in_several_groups(treaty: TaggedArticle, tmp_path: Path) -> None:
    path = written(tmp_path, (TaggedRecord(treaty, {"n": number}) for number in range(2_500)))
    assert [row["n"] for row in rows_of(path)] == list(range(2_500))
    assert parquet.ParquetFile(path).num_row_groups == 3


VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


@settings(deadline=None, max_examples=60)
@given(values=st.lists(VALUES, min_size=1, max_size=4))
def test_any_carried_values_come_back(
    values: list[Any], treaty: TaggedArticle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.mktemp("any"), (TaggedRecord(treaty, {"field": value}) for value in values))
    words = all(isinstance(value, str | None) for value in values)
    cells = [row["field"] for row in rows_of(path)]
    found = [json.loads(cell) if isinstance(cell, str) and not words else cell for cell in cells]
    assert found == values
