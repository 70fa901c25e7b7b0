"""Outcomes of experiments as a table: a line for each variant."""

from collections.abc import Sequence

from rich.table import Table

from dateline.cli.console import make_console
from dateline.train.experiments import Outcome


def print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Print what each variant reaches: cross-validated scores, then F1 on other articles by condition."""
    table = Table(title="F1; cross-validated, then on unseen articles by condition", title_justify="left")
    table.add_column("variant", no_wrap=True)
    first = outcomes[0]
    for heading in first.cross_validated:
        table.add_column(heading.removesuffix("-F1").removesuffix(" F1"), justify="right")
    for condition, task in first.unseen:
        table.add_column(f"{task} {condition}", justify="right")
    for outcome in outcomes:
        scores = (*outcome.cross_validated.values(), *outcome.unseen.values())
        table.add_row(outcome.name, *(f"{score:.3f}" for score in scores))
    make_console().print(table)
