"""A learning curve as a table: a line for each number of articles."""

from collections.abc import Sequence

from rich.table import Table

from dateline.cli.console import make_console
from dateline.train.learning_curve import Point


def print_learning_curve(points: Sequence[Point]) -> None:
    """Print F1 on the held-out articles against the number of articles trained on."""
    table = Table(title="F1 on a held-out fifth of the articles", title_justify="left")
    for heading in ("articles", *points[0].scores):
        table.add_column(heading, justify="right", no_wrap=True)
    for point in points:
        table.add_row(str(point.articles), *(f"{score:.3f}" for score in point.scores.values()))
    make_console().print(table)
