"""How far reading has come, for whoever shows progress."""

from dataclasses import dataclass


@dataclass
class Meter:
    """Counts the bytes of the input files as they are read from the disk.

    Attributes:
        total: The size of all files; 0 where it is not known, as of a pipe.
        read: How many of them have been read.
    """

    total: int = 0
    read: int = 0

    @property
    def share(self) -> float | None:
        """The share of the input that has been read; None where its size is not known."""
        return min(1.0, self.read / self.total) if self.total else None
