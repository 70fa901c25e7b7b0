"""Compressed files are read as plain ones, and damage never passes for the end."""

import gzip
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.errors import ArticleError
from dateline.predict.readers.meter import Meter
from dateline.predict.readers.opening import DAMAGED, bare_name, open_input

Compress = Callable[[bytes], bytes]

COMPRESS: dict[str, Compress] = {
    "": lambda data: data,
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}
NOISE = random.Random(0).randbytes(300_000)
compressed = pytest.mark.parametrize("ending", [".gz", ".zst"])


def read(path: Path, size: int = -1) -> bytes:
    with open_input(path, Meter()) as file:
        return file.read(size)


def read_until_damage(path: Path) -> bytes:
    """Return what comes before the damage that there must be."""
    data = b""
    with open_input(path, Meter()) as file, pytest.raises(DAMAGED):  # noqa: PT012 # it may be found by any of the reads
        while piece := file.read(1000):
            data += piece
    return data


@pytest.mark.parametrize(
    ("name", "bare"),
    [("a.jsonl", "a.jsonl"), ("a.jsonl.gz", "a.jsonl"), ("a.b.CSV.ZST", "a.b.CSV"), ("a.gz", "a"), ("gz", "gz")],
)
def test_the_bare_name_is_without_the_ending_of_the_compression(name: str, bare: str) -> None:
    assert bare_name(Path("folder.gz") / name) == bare


@pytest.mark.parametrize("ending", ["", ".gz", ".zst", ".GZ", ".Zst"])
@pytest.mark.parametrize("data", [b"", b"Hanoi\n", bytes(3_000_000), NOISE], ids=["empty", "short", "dense", "noise"])
def test_each_compression_gives_what_was_compressed(ending: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a.txt{ending}"
    path.write_bytes(COMPRESS[ending.lower()](data))
    assert read(path) == data


@compressed
def test_files_compressed_one_behind_the_other_are_one(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"".join(map(COMPRESS[ending], [b"Hanoi, ", b"", NOISE, b"Suva"])))
    assert read(path) == b"Hanoi, " + NOISE + b"Suva"


@pytest.mark.parametrize("ending", COMPRESS)
def test_the_meter_counts_what_the_disk_gives(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(COMPRESS[ending](bytes(100_000) + NOISE))
    meter = Meter()
    with open_input(path, meter) as file:
        assert meter.read == 0
        file.read()
    assert meter.read == path.stat().st_size


@compressed
@settings(deadline=None)
@given(data=st.data())
def test_data_that_is_cut_off_anywhere_is_noticed(
    ending: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = COMPRESS[ending](NOISE[:5000])
    path = tmp_path_factory.mktemp("cut") / f"a{ending}"
    path.write_bytes(whole[: data.draw(st.integers(1, len(whole) - 1))])
    assert NOISE.startswith(read_until_damage(path))


@compressed
def test_what_stands_before_the_damage_comes(ending: str, tmp_path: Path) -> None:
    whole = COMPRESS[ending](NOISE)
    path = tmp_path / f"a{ending}"
    path.write_bytes(whole[: len(whole) // 2])
    before = read_until_damage(path)
    assert len(before) > 100_000
    assert NOISE.startswith(before)


@compressed
@pytest.mark.parametrize("data", [b"Hanoi", COMPRESS[".gz"](b"")[:1] + b"?" * 99], ids=["no such data", "a bad head"])
def test_what_is_no_compressed_data_is_noticed(ending: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / f"a{ending}").write_bytes(data)
    assert read_until_damage(tmp_path / f"a{ending}") == b""


@compressed
def test_what_stands_behind_compressed_data_is_noticed(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"a{ending}").write_bytes(COMPRESS[ending](b"Hanoi") + b"more")
    with pytest.raises(DAMAGED):
        read(tmp_path / f"a{ending}")


def test_without_zstandard_the_error_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zst").write_bytes(COMPRESS[".zst"](b"Hanoi"))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(ArticleError, match=r"a\.zst: to read this the package zstandard is needed: pip install"):
        open_input(tmp_path / "a.zst", Meter())


@pytest.mark.parametrize("ending", COMPRESS)
def test_a_file_that_is_not_there_is_not_opened(ending: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_input(tmp_path / f"a{ending}", Meter())
