"""Bundles: what is saved comes back, and nothing is opened before it is checked."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from dateline.labels.errors import BundleFormatError, BundleVersionError
from dateline.models.bundle import DEFAULT_BUNDLE, load_bundle, save_bundle
from dateline.models.manifest import MANIFEST
from dateline.models.packing import pack

FILES = sorted(path.name for path in DEFAULT_BUNDLE.iterdir())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_BUNDLE, tmp_path / "copy"))


def test_saving_what_was_loaded_gives_the_same_bytes(tmp_path: Path) -> None:
    save_bundle(load_bundle(), tmp_path / "again")
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == FILES
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (DEFAULT_BUNDLE / name).read_bytes()


def test_saving_replaces_a_bundle_and_leaves_nothing_beside_it(copy: Path) -> None:
    (copy / "stray").touch()
    save_bundle(load_bundle(), copy)
    assert sorted(path.name for path in copy.iterdir()) == FILES
    assert [path.name for path in copy.parent.iterdir()] == ["copy"]


def test_saving_spares_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("ten years of work")
    with pytest.raises(BundleFormatError, match="holds files but no bundle"):
        save_bundle(load_bundle(), tmp_path)
    assert (tmp_path / "thesis.tex").exists()


@pytest.mark.parametrize("name", [name for name in FILES if name != MANIFEST])
def test_one_flipped_byte_is_found(name: str, copy: Path) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    with pytest.raises(BundleFormatError, match=f"{name}: the file is damaged"):
        load_bundle(copy)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_found(name: str, copy: Path) -> None:
    (copy / name).unlink()
    with pytest.raises(BundleFormatError, match="missing"):
        load_bundle(copy)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"format_version": 99}, BundleVersionError, "format version 99, this program reads 2"),
        ({"format": "pickle"}, BundleFormatError, "the format is 'pickle'"),
        ({"surprise": 1}, BundleFormatError, "surprise"),
    ],
)
def test_a_foreign_manifest_is_refused(
    change: dict[str, object], error: type[Exception], message: str, copy: Path
) -> None:
    record = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    (copy / MANIFEST).write_text(json.dumps(record | change), encoding="utf-8")
    with pytest.raises(error, match=message):
        load_bundle(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": "dateline-bundle"}'])
def test_what_is_no_manifest_is_refused(text: str, copy: Path) -> None:
    (copy / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(BundleFormatError):
        load_bundle(copy)


def test_a_file_outside_the_bundle_is_never_read(copy: Path) -> None:
    record = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    record["files"]["../outside"] = "0" * 64
    (copy / MANIFEST).write_text(json.dumps(record), encoding="utf-8")
    (copy.parent / "outside").write_text("secret")
    with pytest.raises(BundleFormatError, match="not those of a bundle"):
        load_bundle(copy)


def test_arrays_hold_no_objects() -> None:
    with np.load(DEFAULT_BUNDLE / "models.npz", allow_pickle=False) as archive:
        assert all(archive[name].dtype.kind in "fb" for name in archive.files)


def test_packing_keeps_every_weight() -> None:
    models = load_bundle().models
    packed = pack(models)
    assert np.array_equal(packed.arrays["domains.words.weights"], models.domains.words.weights)
    assert packed.arrays["domains.words.weights"].dtype == np.float32
    assert packed.values["parties"]["calibration"] == models.parties.calibration


def test_the_shipped_bundle_is_a_few_megabytes() -> None:
    assert sum(path.stat().st_size for path in DEFAULT_BUNDLE.iterdir()) < 10_000_000
