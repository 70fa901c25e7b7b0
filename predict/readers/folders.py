"""Folders: which of their files are read."""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.predict.readers.opening import bare_name

ENDINGS = (".txt", ".text", ".html", ".htm", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".json")
"""Endings of the files that a folder is read for; each may be followed by that of a compression."""

_README = "readme"
_MOST_SHOWN = 8  # kinds of files; of names that end in numbers there may be thousands


@dataclass(frozen=True, slots=True)
class Listing:
    """What a path names.

    Attributes:
        files: The files to read, in order of name.
        left_out: The other files of a folder, but for a README, which is about it.
    """

    files: Sequence[Path]
    left_out: Sequence[Path] = ()


def list_path(path: str) -> Listing:
    """Return the files below a folder, or the file that a path names.

    Files and folders with a name that begins with a dot are neither read nor named as left out.
    """
    folder = Path(path)
    state = stat_of(folder)
    if state is None or not stat.S_ISDIR(state.st_mode):
        return Listing([folder])
    found = sorted(_paths_below(folder))
    files = [path for path in found if _ending(path) in ENDINGS and path.is_file()]
    kept = set(files)
    return Listing(files, [path for path in found if path not in kept and path.stem.lower() != _README])


def describe_left_out(files: Sequence[Path]) -> str:
    """Return in words how many files are not read, by their endings; what is called as one but is none counts apart.

    >>> describe_left_out([Path("a.pdf"), Path("b.docx"), Path("c.PDF"), Path("d")])
    '4 files are left out (.docx 1, .pdf 2, no ending 1)'
    """
    kinds = Counter(_kind(file) for file in files)
    shown = sorted(kinds.most_common(_MOST_SHOWN))
    rest = len(files) - sum(number for _, number in shown)
    counted = ", ".join(f"{kind} {number:,}" for kind, number in [*shown, *([("others", rest)] if rest else [])])
    return f"{len(files):,} {'file is' if len(files) == 1 else 'files are'} left out ({counted})"


def stat_of(path: Path) -> os.stat_result | None:
    """Return the state of a file or folder; None where there is none of the name, or can be none."""
    try:
        return path.stat()
    except (OSError, ValueError):
        return None


def _paths_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if not any(name.startswith(".") for name in path.relative_to(folder).parts) and not path.is_dir():
            yield path


def _kind(path: Path) -> str:
    ending = _ending(path)
    return "broken links and the like" if ending in ENDINGS else ending or "no ending"


def _ending(file: Path) -> str:
    return Path(bare_name(file)).suffix.lower()
