"""The program `dateline`."""

import io
import os
import sys

import typer

from dateline.cli import evaluate, experiments, labels, models, serve, tag, train
from dateline.labels.errors import DatelineError

app = typer.Typer(
    help="Tag news-agency articles about security cooperation: with whom, on what, and which paragraphs are the story.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("tag")(tag.tag)
app.command("serve")(serve.serve)
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate)
app.command("experiments")(experiments.experiments)
app.add_typer(labels.app, name="labels")
app.add_typer(models.app, name="models")


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),
) -> None:
    """Tag news-agency articles about security cooperation: with whom, on what, and which paragraphs are the story."""


def run() -> None:
    """Run the program; it speaks UTF-8, and errors of dateline become a line on standard error and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except DatelineError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # whoever read our output has what it wanted
        sys.exit(1)
    except OSError as error:
        typer.echo(f"error: {_explain(error)}", err=True)
        sys.exit(1)
    finally:
        _let_go_of_standard_output()


def _explain(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _let_go_of_standard_output() -> None:
    """Drop what is still buffered where it cannot be written: it would raise again at exit."""
    if sys.stdout is None:  # it was closed when the program began
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
