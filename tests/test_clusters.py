"""What the page on tables and clusters says works; a stand-in does for Spark what its session would."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dateline.predict.tagged_frame import TAG_COLUMNS

PAGE = (Path(__file__).parent.parent / "docs" / "clusters.md").read_text(encoding="utf-8")
TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."
PARTNERS = {"a": ["FR"], "b": [], "c": None}


@dataclass(frozen=True)
class SparkFrame:
    """A frame with the few methods of Spark's that the page uses."""

    frame: pd.DataFrame

    @property
    def dtypes(self) -> list[tuple[str, str]]:
        return [(name, "string") for name in self.frame.columns]

    @property
    def write(self) -> SimpleNamespace:
        return SimpleNamespace(parquet=self.frame.to_parquet)

    def mapInPandas(  # noqa: N802 # Spark's name
        self, function: Callable[[Iterable[pd.DataFrame]], Iterator[pd.DataFrame]], schema: str
    ) -> "SparkFrame":
        rows = (self.frame.iloc[[row]].reset_index(drop=True) for row in range(len(self.frame)))
        found = pd.concat(function(rows), ignore_index=True)
        assert list(found.columns) == re.findall(r"`(\w+)`", schema)
        return SparkFrame(found)


def read_spark(path: str) -> SparkFrame:
    return SparkFrame(pd.read_parquet(path))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Any]]:
    """Run the example below a heading, in a folder with articles."""
    monkeypatch.chdir(tmp_path)
    pd.DataFrame({"id": list("abc"), "text": [TREATY, "Suva", None]}).to_parquet("articles.parquet")

    def run_example(heading: str) -> dict[str, Any]:
        [example] = re.findall(rf"^## {heading}$.*?```python\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
        names: dict[str, Any] = {"spark": SimpleNamespace(read=SimpleNamespace(parquet=read_spark))}
        exec(example, names)
        return names

    return run_example


def partners_in(path: str) -> dict[str, list[str] | None]:
    table = pd.read_parquet(path)
    return {
        name: None if partners is None else list(partners)
        for name, partners in zip(table["id"], table["partners"], strict=True)
    }


def test_the_example_of_pandas_runs(run: Callable[[str], dict[str, Any]]) -> None:
    assert len(run("pandas")["tagged"]) == len(PARTNERS)
    assert partners_in("tagged.parquet") == {name: found for name, found in PARTNERS.items() if found is not None}


@pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame:DeprecationWarning")  # Dask's use of pandas
def test_the_example_of_dask_runs(run: Callable[[str], dict[str, Any]]) -> None:
    run("Dask")
    assert partners_in("tagged-by-dask") == PARTNERS


def test_the_example_of_spark_runs(run: Callable[[str], dict[str, Any]]) -> None:
    run("Spark")
    assert partners_in("tagged-by-spark") == PARTNERS


def test_the_page_names_all_columns() -> None:
    cells = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    assert re.findall(r"`(\w+)`", " ".join(cells)) == list(TAG_COLUMNS)
