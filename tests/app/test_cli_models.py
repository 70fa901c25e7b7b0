"""`dateline models` shows a bundle and refuses one that is not whole, as every command that uses one does."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.models.manifest import MANIFEST, read_manifest

FILES = sorted(path.name for path in DEFAULT_BUNDLE.iterdir())

Done = subprocess.CompletedProcess[str]


def dateline(*args: str | Path) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "dateline", *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "160", "NO_COLOR": "1"},
        timeout=300,
        check=False,
    )


def refused(done: Done, message: str) -> bool:
    return (
        (done.returncode, done.stdout) == (1, "")
        and done.stderr.startswith("error: ")
        and len(done.stderr.splitlines()) == 1
        and message in done.stderr
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_BUNDLE, tmp_path / "copy"))


def change_manifest(folder: Path, **changes: Any) -> None:  # noqa: ANN401  # JSON is of any type
    manifest = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(manifest | changes), encoding="utf-8")


def test_the_manifest_is_shown() -> None:
    done = dateline("models", "show")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == asdict(read_manifest(DEFAULT_BUNDLE))


def test_the_shipped_model_and_a_copy_are_whole(copy: Path) -> None:
    for args in ((), (copy,)):
        done = dateline("models", "verify", *args)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.strip().endswith(f"is whole, {len(FILES) - 1} files checked")
    assert done.stdout.startswith(f"{copy}: default 0.")


@pytest.mark.parametrize("name", FILES)
def test_one_flipped_byte_in_a_file_is_noticed(name: str, copy: Path) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (copy / name).write_bytes(data)
    assert refused(dateline("models", "verify", copy), f"{copy / name}: ")


def test_a_damaged_model_does_not_tag_or_evaluate(copy: Path, root: Path) -> None:
    (copy / "words.json").write_bytes((copy / "words.json").read_bytes()[:-1])
    for args in (("tag", root / "seeds"), ("evaluate",)):
        done = dateline(*args, "--model", copy)
        assert refused(done, f"{copy / 'words.json'}: the file is damaged: its SHA-256 is")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(name: str, copy: Path) -> None:
    (copy / name).unlink()
    assert refused(dateline("models", "verify", copy), name)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format_version": 1}, "the bundle has format version 1, this program reads 2; train the model again"),
        ({"format_version": "2"}, "the bundle has format version 2"),
        ({"format": "other"}, "the format is 'other'; wanted 'dateline-bundle'"),
        ({"colour": "red"}, "unexpected keyword argument 'colour'"),
        ({"files": {"../models.npz": ""}}, "the files named are not those of a bundle"),
    ],
)
def test_a_bundle_of_another_format_is_refused(changes: dict[str, Any], message: str, copy: Path) -> None:
    change_manifest(copy, **changes)
    assert refused(dateline("models", "verify", copy), message)
    if "files" not in changes:
        assert refused(dateline("models", "show", copy), message)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"null", b"\xff\xfe", b'{"format": "dateline-bundle"}'])
def test_a_manifest_that_is_none_is_refused(data: bytes, copy: Path, root: Path) -> None:
    (copy / MANIFEST).write_bytes(data)
    message = f"{copy / MANIFEST}: this is no manifest of a bundle"
    assert refused(dateline("tag", root / "seeds", "--model", copy), message)


def test_a_folder_without_a_bundle_is_refused(tmp_path: Path) -> None:
    for command in ("show", "verify"):
        message = f"{tmp_path}: there is no model bundle here (manifest.json is missing); train one:"
        assert refused(dateline("models", command, tmp_path), message)
        message = f"{tmp_path / 'none'}: there is no such folder; check the path, or train a model there:"
        assert refused(dateline("models", command, tmp_path / "none"), message)


@pytest.mark.parametrize(
    "files", [{}, {"words.json": sha256((DEFAULT_BUNDLE / "words.json").read_bytes()).hexdigest()}]
)
def test_a_manifest_without_all_digests_is_refused(files: dict[str, str], copy: Path) -> None:
    change_manifest(copy, files=files)
    assert refused(dateline("models", "verify", copy), str(copy))


@pytest.mark.parametrize("files", [[], None, {"words.json": 5}])
def test_a_manifest_with_odd_digests_is_refused(files: object, copy: Path) -> None:
    change_manifest(copy, files=files)
    assert refused(dateline("models", "verify", copy), str(copy))


def test_arrays_cut_off_with_a_digest_that_fits_are_refused(copy: Path) -> None:
    data = (copy / "models.npz").read_bytes()[:20_000]
    (copy / "models.npz").write_bytes(data)
    files = json.loads((copy / MANIFEST).read_bytes())["files"]
    change_manifest(copy, files=files | {"models.npz": sha256(data).hexdigest()})
    assert refused(dateline("models", "verify", copy), str(copy))
