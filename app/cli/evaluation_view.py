"""An evaluation as a table: the model beside the keyword baseline."""

from rich.console import Console
from rich.table import Table

from dateline.train.evaluation import Evaluation
from dateline.train.metrics import Score

_WIDTH = 120


def print_evaluation(evaluation: Evaluation) -> None:
    """Print an evaluation on standard output."""
    table = Table(
        title=f"{evaluation.articles}, {evaluation.condition}: {evaluation.number} articles", title_justify="left"
    )
    for heading in ("task", "label"):
        table.add_column(heading, no_wrap=True)
    for heading in ("gold", "precision", "recall", "F1", "90 %", "keywords F1", "90 %"):
        table.add_column(heading, justify="right", no_wrap=True)
    task = ""
    for row, score in evaluation.model.items():
        if score.support == 0:
            continue
        table.add_row(
            row[0] if row[0] != task else "",
            row[1],
            str(score.support),
            f"{score.precision:.3f}",
            f"{score.recall:.3f}",
            f"{score.f1:.3f}",
            _interval(score),
            f"{evaluation.baseline[row].f1:.3f}",
            _interval(evaluation.baseline[row]),
        )
        task = row[0]
    console = Console()
    if not console.is_terminal:
        console.width = _WIDTH  # a pipe has no width of its own
    console.print(table)


def _interval(score: Score) -> str:
    return f"{score.low:.2f}-{score.high:.2f}"
