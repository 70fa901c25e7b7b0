"""An evaluation as a table: the model beside the keyword baseline."""

from rich.table import Table

from dateline.cli.console import make_console
from dateline.train.causes import CAUSES
from dateline.train.evaluation import Evaluation
from dateline.train.metrics import Score


def print_evaluation(evaluation: Evaluation, *, details: bool) -> None:
    """Print an evaluation on standard output; with details also reliability, review flag and causes of errors."""
    console = make_console()
    console.print(_scores(evaluation))
    if details:
        console.print(_reliability(evaluation))
        console.print(_causes(evaluation))
        review = evaluation.review
        console.print(
            f"review flag: on {review.flagged:.0%} of the articles, {review.articles_caught:.0%} of those with a wrong "
            f"partner or domain; {review.errors_caught:.0%} of the errors are in flagged articles"
        )


def _scores(evaluation: Evaluation) -> Table:
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
    return table


def _reliability(evaluation: Evaluation) -> Table:
    table = Table(title="reliability of probabilities", title_justify="left")
    for heading in ("task", "Brier", "probability", "labels", "mean", "share that holds"):
        table.add_column(heading, justify="left" if heading == "task" else "right", no_wrap=True)
    for task, reliability in evaluation.reliability.items():
        for place, found in enumerate(reliability.bins):
            head = (task, f"{reliability.brier:.4f}") if place == 0 else ("", "")
            span = f"{found.low:.1f}-{found.high:.1f}"
            table.add_row(*head, span, str(found.number), f"{found.mean:.3f}", f"{found.share:.3f}")
    return table


def _causes(evaluation: Evaluation) -> Table:
    table = Table(title="causes of errors", title_justify="left")
    table.add_column("task", no_wrap=True)
    table.add_column("error", no_wrap=True)
    for cause in CAUSES:
        table.add_column(cause, justify="right", no_wrap=True)
    for task in ("partners", "domains"):
        for error in ("missed", "false"):
            table.add_row(task, error, *(str(evaluation.causes[task, error, cause]) for cause in CAUSES))
    return table


def _interval(score: Score) -> str:
    return f"{score.low:.2f}-{score.high:.2f}"
