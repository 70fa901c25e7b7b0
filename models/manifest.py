"""The manifest of a bundle: format, versions, digests, training data and scores."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dateline.labels.errors import BundleFormatError, BundleVersionError

FORMAT = "dateline-bundle"
FORMAT_VERSION = 2
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself.

    Attributes:
        name: The model's name.
        version: The version of dateline that trained it, then a digest of its training data.
        training: How it was trained: number of articles, digest of the data, seed.
        libraries: Versions of the libraries that trained it.
        scores: Cross-validated scores of its parts on the training data.
        files: For each other file of the bundle its SHA-256 digest.
        format: Always `FORMAT`.
        format_version: The version of the layout.
    """

    name: str
    version: str
    training: Mapping[str, Any] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    format: str = FORMAT
    format_version: int = FORMAT_VERSION


def digest(data: bytes) -> str:
    """Return the SHA-256 digest of data in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a bundle and check that this program reads its format.

    Raises:
        BundleFormatError: There is no bundle here, or its manifest does not parse.
        BundleVersionError: The bundle has another format version.
    """
    path = folder / MANIFEST
    if not folder.is_dir():
        raise BundleFormatError(
            f"{folder}: there is no such folder; check the path, or train a model there: dateline train -o {folder}"
        )
    if not path.is_file():
        raise BundleFormatError(
            f"{folder}: there is no model bundle here ({MANIFEST} is missing); train one: dateline train -o {folder}"
        )
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["format"] != FORMAT:
            raise BundleFormatError(f"{path}: the format is {record['format']!r}; wanted {FORMAT!r}")
        found = record["format_version"]
    except (ValueError, KeyError, TypeError) as error:
        raise BundleFormatError(
            f"{path}: this is no manifest of a bundle ({error}); fetch or train the model again"
        ) from error
    if found != FORMAT_VERSION:
        raise BundleVersionError(
            f"{path}: the bundle has format version {found}, this program reads {FORMAT_VERSION}; "
            "train the model again with this version, or install the version that made it"
        )
    try:
        return Manifest(**record)
    except TypeError as error:
        raise BundleFormatError(f"{path}: {error}; fetch or train the model again") from error


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest of a bundle."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def check_files(manifest: Manifest, folder: Path, names: Iterable[str]) -> None:
    """Check that a bundle has the files of those names, no others, and each is what the manifest says.

    Raises:
        BundleFormatError: A file is missing or differs; the message names it.
    """
    digests = manifest.files if isinstance(manifest.files, dict) else {}
    if odd := sorted(digests.keys() ^ set(names)):
        raise BundleFormatError(
            f"{folder / MANIFEST}: the files named are not those of a bundle ({odd[0]!r}); fetch or train it again"
        )
    for name, wanted in digests.items():
        path = folder / name
        if not path.is_file():
            raise BundleFormatError(f"{path}: the file is missing; fetch or train the model again")
        found = digest(path.read_bytes())
        if found != wanted:
            raise BundleFormatError(
                f"{path}: the file is damaged: its SHA-256 is {found[:12]}…, the manifest says {wanted!s:.12}…; "
                "fetch or train the model again"
            )
