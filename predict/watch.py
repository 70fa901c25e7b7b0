"""Watching a batch: who shows progress is handed in. By default nobody watches."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from dateline.predict.readers.meter import Meter


class Step:
    """A step of a batch, whose progress somebody may show."""

    def advance(self, records: int) -> None:
        """Hear that so many more records are done."""

    def say(self, message: str) -> None:
        """Hear a message for the user."""


class Watch(Protocol):
    """Who watches a batch."""

    def follow(self, what: str, meter: Meter) -> AbstractContextManager[Step]:
        """Watch a step of the work while a block runs.

        Args:
            what: What the step does.
            meter: How much of the input it has read.
        """


class Nobody:
    """Watches nothing."""

    @contextmanager
    def follow(self, what: str, meter: Meter) -> Iterator[Step]:
        """Watch nothing."""
        del what, meter
        yield Step()
