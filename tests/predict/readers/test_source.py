"""A source knows whether it can be read twice, how large it is, and whether it is still the same."""

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.predict.readers.fields import Fields
from dateline.predict.readers.source import Source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two articles beside a file of two."""
    (tmp_path / "folder").mkdir()
    for name in ("a", "b"):
        (tmp_path / "folder" / f"{name}.txt").write_text("Hanoi", encoding="utf-8")
    (tmp_path / "r.jsonl").write_text('{"story": "Suva"}\n{"story": "Apia"}\n', encoding="utf-8")
    return tmp_path / "folder"


@pytest.fixture
def source(folder: Path) -> Source:
    return Source([str(folder), str(folder.parent / "r.jsonl")], Fields(text="story"))


@pytest.mark.parametrize(("limit", "ids"), [(None, 4), (1, 1), (3, 3), (9, 4)])
def test_no_more_records_are_read_than_the_limit(limit: int | None, ids: int, source: Source) -> None:
    read = [record.id for record in replace(source, limit=limit).read()]
    assert read == ["a", "b", "r.jsonl:1", "r.jsonl:2"][:ids]


def test_nothing_is_read_behind_the_limit(source: Source, folder: Path) -> None:
    meter = source.make_meter()
    assert len(list(replace(source, limit=1).read(meter))) == 1
    assert meter.read <= (folder / "a.txt").stat().st_size


def test_what_is_guessed_is_told(folder: Path) -> None:
    (folder / "c.csv").write_text("body\nHanoi\nSuva\n", encoding="utf-8")
    said: list[str] = []
    list(Source([str(folder)]).read(tell=said.append))
    assert said == ["c.csv: text from `body`"]


def test_files_and_folders_can_be_read_twice(source: Source) -> None:
    assert source.lasting
    assert list(source.read()) == list(source.read())


@pytest.mark.parametrize("path", ["-", "none.txt", "x" * 999, "a\0b"])
def test_a_source_with_standard_input_or_a_missing_file_does_not_last(path: str, source: Source) -> None:
    assert not Source([*source.paths, path]).lasting


def test_standard_input_does_not_last_even_where_a_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "-").write_text("Hanoi", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert not Source(["-"]).lasting
    assert Source(["./-"]).lasting


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_does_not_last(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert not Source([str(tmp_path / "pipe")]).lasting


def test_the_total_is_the_size_of_all_files(source: Source) -> None:
    meter = source.make_meter()
    assert (meter.total, meter.read) == (2 * len("Hanoi") + 2 * len('{"story": "Suva"}\n'), 0)


def test_the_total_of_standard_input_is_not_known(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = Source([*source.paths, "-"])
    meter = mixed.make_meter()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Hanoi")))
    assert len(list(mixed.read(meter))) == 5
    assert meter.share is None


def test_a_source_that_stays_the_same_is_described_alike(source: Source) -> None:
    described = source.describe()
    list(source.read())
    assert json.loads(json.dumps(described)) == Source(list(source.paths), Fields(text="story")).describe()


def grow(folder: Path) -> None:
    (folder / "a.txt").write_text("Hanoi, Suva", encoding="utf-8")


def grow_within_a_tick(folder: Path) -> None:
    before = (folder / "a.txt").stat()
    grow(folder)
    os.utime(folder / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))


def touch(folder: Path) -> None:
    os.utime(folder / "b.txt", ns=(1, 1))


def remove(folder: Path) -> None:
    (folder / "a.txt").unlink()


def rename(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "c.txt")


def add(folder: Path) -> None:
    (folder / "c.txt").write_text("Lima", encoding="utf-8")


def change_file(folder: Path) -> None:
    (folder.parent / "r.jsonl").write_text("{}", encoding="utf-8")


@pytest.mark.parametrize("change", [grow, grow_within_a_tick, touch, remove, rename, add, change_file])
def test_the_description_changes_with_the_files(change: Callable[[Path], None], source: Source, folder: Path) -> None:
    before = source.describe()
    change(folder)
    assert source.describe() != before


@pytest.mark.parametrize("fields", [Fields("x"), Fields("story", id="x"), Fields("story", home="x")], ids=str)
def test_the_description_changes_with_the_fields(fields: Fields, source: Source) -> None:
    assert replace(source, fields=fields).describe() != source.describe()


def test_the_description_changes_with_the_limit_and_the_order(source: Source) -> None:
    assert replace(source, limit=3).describe() != source.describe()
    assert replace(source, paths=source.paths[::-1]).describe() != source.describe()


def test_a_file_that_is_not_there_is_described_when_it_comes(tmp_path: Path) -> None:
    source = Source(["-", str(tmp_path / "a.txt"), "x" * 999])
    before = source.describe()
    assert before["files"] == []
    (tmp_path / "a.txt").write_text("Hanoi", encoding="utf-8")
    assert source.describe() != before
