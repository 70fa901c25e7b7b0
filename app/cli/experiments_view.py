"""Outcomes of experiments as a table: a line for each variant."""

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.table import Table

from dateline.cli.console import make_console
from dateline.train.experiments import Outcome

_CROSS_VALIDATED = {
    "parties F1": "part.",
    "domains micro-F1": "dom.",
    "domains macro-F1": "macro",
    "pairs F1": "pairs",
}
_TASKS = {"partners": "part.", "domains": "dom.", "boilerplate": "boil."}


def print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Print what each variant reaches: cross-validated F1, then F1 on other articles by condition."""
    title = "F1: cross-validated, then on unseen articles by condition"
    table = Table(title=title, title_justify="left", box=SIMPLE, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("variant", no_wrap=True)
    for name in _CROSS_VALIDATED.values():
        table.add_column(f"c.-v.\n{name}", justify="right", no_wrap=True)
    for condition, task in outcomes[0].unseen:
        table.add_column(f"{condition}\n{_TASKS[task]}", justify="right", no_wrap=True)
    for outcome in outcomes:
        scores = (*(outcome.cross_validated[score] for score in _CROSS_VALIDATED), *outcome.unseen.values())
        table.add_row(outcome.name, *(f"{score:.3f}" for score in scores))
    make_console().print(table)
