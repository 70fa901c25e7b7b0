"""A source: the paths that a batch is read from, with how to read them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.folders import list_path, stat_of
from dateline.predict.readers.meter import Meter
from dateline.predict.readers.read import read_records
from dateline.predict.readers.standard_input import STANDARD_INPUT
from dateline.predict.records import Failure, Record


@dataclass(frozen=True, slots=True)
class Source:
    """Where the records of a batch come from.

    Attributes:
        paths: Files, folders, or `-` for standard input.
        fields: The fields to read from records of JSON and rows of tables.
        limit: How many records to read at most; None for all.
    """

    paths: Sequence[str]
    fields: Fields = field(default_factory=Fields)
    limit: int | None = None

    @property
    def lasting(self) -> bool:
        """Whether it can be read twice: standard input and pipes cannot."""
        return all(path != STANDARD_INPUT and _is_lasting(Path(path)) for path in self.paths)

    def read(self, meter: Meter | None = None, tell: Tell = lambda _: None) -> Iterator[Record | Failure]:
        """Yield the records.

        Args:
            meter: Told how much has been read.
            tell: Called with what was guessed, left out, or named but is not there.
        """
        return islice(read_records(self.paths, self.fields, meter, tell), self.limit)

    def make_meter(self) -> Meter:
        """Return a meter for reading it once; its total is unknown where the source does not last."""
        return Meter(sum(file.stat().st_size for file in self._files()) if self.lasting else 0)

    def holds(self, path: Path) -> bool:
        """Tell whether a file is one of those that are read, by whatever name."""
        state = stat_of(path)
        if state is None:
            return False
        others = (stat_of(file) for file in self._files())
        return any(other is not None and os.path.samestat(other, state) for other in others)

    def changed_since(self, path: Path) -> Path | None:
        """Return one of the files that were changed after another was; None if there is none."""
        written = path.stat().st_mtime_ns
        states = ((file, stat_of(file)) for file in self._files())
        return next((file for file, state in states if state is not None and state.st_mtime_ns > written), None)

    def describe(self) -> dict[str, Any]:
        """Return as JSON values what tells whether it is still the same: the files with size and time of change."""
        states = [(str(file), stat_of(file)) for file in self._files()]
        return {
            "files": [[name, state.st_size, state.st_mtime_ns] for name, state in states if state is not None],
            "fields": asdict(self.fields),
            "limit": self.limit,
        }

    def _files(self) -> list[Path]:
        return [file for path in self.paths if path != STANDARD_INPUT for file in list_path(path).files]


def _is_lasting(path: Path) -> bool:
    state = stat_of(path)
    return state is not None and (S_ISREG(state.st_mode) or S_ISDIR(state.st_mode))
