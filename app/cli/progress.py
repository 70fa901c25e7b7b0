"""How far a batch has come, on standard error: a bar where that is a terminal, and messages everywhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from dateline.predict.readers.meter import Meter
from dateline.predict.watch import Step


class Progress:
    """Shows a bar with count, rate and remaining time.

    Args:
        shown: Whether to show it if standard error is a terminal.
    """

    def __init__(self, *, shown: bool = True) -> None:
        self._shown = shown and sys.stderr.isatty()

    @contextmanager
    def follow(self, what: str, meter: Meter) -> Iterator[Step]:
        """Show a step of the work while a block runs.

        Args:
            what: What the step does.
            meter: How much of the input it has read.
        """
        if not self._shown:
            yield _Plain()
            return
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars
        from rich.text import Text

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[records]:,} articles, {task.fields[rate]:,.0f} a second"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
            task = bars.add_task(what, total=meter.total or None, records=0, rate=0.0)

            def show(records: int) -> None:
                rate = records / max(bars.tasks[task].elapsed or 0.0, 1e-9)
                bars.update(task, completed=meter.read, records=records, rate=rate)

            yield _Shown(show, lambda message: bars.console.print(Text(message), soft_wrap=True))


class _Plain(Step):
    """A step without a bar."""

    def say(self, message: str) -> None:
        typer.echo(message, err=True)


class _Shown(Step):
    """A step with a bar."""

    def __init__(self, show: Callable[[int], None], say: Callable[[str], None]) -> None:
        self._show = show
        self._say = say
        self._records = 0

    def advance(self, records: int) -> None:
        self._records += records
        self._show(self._records)

    def say(self, message: str) -> None:
        self._say(message)
