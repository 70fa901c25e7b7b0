"""A bundle: a folder with everything that tagging needs, in arrays and JSON. Nothing in it can run code.

manifest.json              format, versions, digests, training data, scores
label_set.json             sections, domains and parties with their names
lexicon_<language>.json    the strings that name domains and parties
words.json                 known words with their document frequencies
models.json, models.npz    the models: values and names of features, and arrays (read without pickle)
"""

import io
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dateline.labels.errors import BundleFormatError
from dateline.labels.label_set import LabelSet
from dateline.labels.language import LANGUAGES
from dateline.labels.lexicon import Sense
from dateline.labels.words import KnownWords
from dateline.models.domains import DomainModel
from dateline.models.label_set_json import label_set_from_json, label_set_to_json
from dateline.models.manifest import MANIFEST, Manifest, check_files, digest, read_manifest, write_manifest
from dateline.models.packing import Packed, pack, unpack
from dateline.models.pairs import PairModel
from dateline.models.parties import PartyModel
from dateline.models.sections import SectionModel

DEFAULT_BUNDLE = Path(__file__).parent / "default"

_LABEL_SET, _WORDS, _VALUES, _ARRAYS = "label_set.json", "words.json", "models.json", "models.npz"


_FILES = (_LABEL_SET, *(f"lexicon_{language}.json" for language in LANGUAGES), _WORDS, _VALUES, _ARRAYS)


@dataclass(frozen=True)
class Models:
    """The fitted models."""

    sections: SectionModel
    parties: PartyModel
    domains: DomainModel
    pairs: PairModel


@dataclass(frozen=True)
class Bundle:
    """A label set with known words and the models fitted to it."""

    label_set: LabelSet
    known: KnownWords
    models: Models
    manifest: Manifest

    def __repr__(self) -> str:
        return f"<Bundle {self.manifest.name} {self.manifest.version}>"


def check_replaceable(folder: Path) -> None:
    """Check that a bundle may be written in place of what there is.

    Raises:
        BundleFormatError: The folder holds something that is no bundle, or is a file.
    """
    if folder.is_file():
        raise BundleFormatError(f"{folder} is a file; give an empty or a new folder")
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).exists():
        raise BundleFormatError(f"{folder}: the folder holds files but no bundle; give an empty or a new folder")


def save_bundle(bundle: Bundle, folder: Path) -> Bundle:
    """Write a bundle beside a folder, then put it in its place; return it with the digests of its files.

    The same bundle gives the same bytes.

    Raises:
        BundleFormatError: The folder holds something that is no bundle, or is a file.
    """
    check_replaceable(folder)
    files = dict(_files(bundle))
    manifest = replace(bundle.manifest, files={name: digest(data) for name, data in files.items()})
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name, data in files.items():
        (beside / name).write_bytes(data)
    write_manifest(manifest, beside)
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    return replace(bundle, manifest=manifest)


def load_bundle(folder: Path = DEFAULT_BUNDLE) -> Bundle:
    """Check a bundle and load it.

    Raises:
        BundleFormatError: There is no bundle, or a file of it is missing, damaged or not what the format asks for.
        BundleVersionError: The bundle has another format version.
    """
    manifest = read_manifest(folder)
    check_files(manifest, folder, _FILES)
    try:
        words = _read_json(folder / _WORDS)
        surfaces = _LazySurfaces(folder, "domain"), _LazySurfaces(folder, "party")
        label_set = label_set_from_json(_read_json(folder / _LABEL_SET), *surfaces)
        return Bundle(label_set, KnownWords(words["counts"], words["articles"]), _read_models(folder), manifest)
    except (KeyError, ValueError, TypeError, AttributeError, EOFError, OSError, BadZipFile) as error:
        raise BundleFormatError(f"{folder}: the bundle does not hold what its format asks for: {error!r}") from error


class _LazySurfaces(Mapping[str, Mapping[str, tuple[Sense, ...]]]):
    """The surfaces of a bundle's lexicons; a language's file is read when the language is asked for."""

    def __init__(self, folder: Path, subject: str) -> None:
        self._folder = folder
        self._subject = subject

    def __getitem__(self, language: str) -> Mapping[str, tuple[Sense, ...]]:
        return _surfaces_from_json(_read_json(self._folder / _lexicon_name(language))[self._subject])

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


def _files(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    yield _LABEL_SET, _json(label_set_to_json(bundle.label_set))
    for language in LANGUAGES:
        surfaces = {"domain": bundle.label_set.domain_surfaces, "party": bundle.label_set.party_surfaces}
        yield (
            _lexicon_name(language),
            _json({name: _surfaces_to_json(found[language]) for name, found in surfaces.items()}),
        )
    yield _WORDS, _json({"counts": bundle.known.counts, "articles": bundle.known.articles})
    packed = pack(bundle.models)
    yield _VALUES, _json(packed.values)
    yield _ARRAYS, _npz(packed.arrays)


def _read_models(folder: Path) -> Models:
    with np.load(folder / _ARRAYS, allow_pickle=False) as archive:
        return unpack(Models, Packed({name: archive[name] for name in archive.files}, _read_json(folder / _VALUES)))


def _npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # NumPy types the flag `allow_pickle` and the arrays alike
    return file.getvalue()


def _surfaces_to_json(surfaces: Mapping[str, tuple[Sense, ...]]) -> dict[str, dict[str, list[str]]]:
    """Return surfaces grouped by key and kind, which is a third of the size."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for surface, senses in sorted(surfaces.items()):
        for key, kind in sorted(senses):
            grouped.setdefault(key, {}).setdefault(kind, []).append(surface)
    return {key: dict(sorted(kinds.items())) for key, kinds in sorted(grouped.items())}


def _surfaces_from_json(grouped: dict[str, dict[str, list[str]]]) -> dict[str, tuple[Sense, ...]]:
    surfaces: dict[str, tuple[Sense, ...]] = {}
    for key, kinds in grouped.items():
        for kind, found in kinds.items():
            for surface in found:
                surfaces[surface] = (*surfaces.get(surface, ()), (key, kind))
    return surfaces


def _lexicon_name(language: str) -> str:
    return f"lexicon_{language}.json"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _read_json(path: Path) -> Any:  # noqa: ANN401  # JSON is of any type; who reads it asks for its fields
    return json.loads(path.read_text(encoding="utf-8"))
