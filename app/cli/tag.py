"""`dateline tag`: tag files, folders or standard input."""

import signal
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import options
from dateline.cli.numbers import whole_number
from dateline.cli.tag_output import FormName, choose_form, name_form, open_output

if TYPE_CHECKING:
    from dateline.predict.writers import Writer


def tag(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Text, HTML, JSON Lines, JSON, CSV or Parquet files, also compressed (.gz, .zst), folders of them, or "
            "- for standard input.",
        ),
    ],
    output: options.Output = None,
    form: Annotated[
        FormName | None,
        typer.Option(
            "--format",
            help="Form of the output. Default: by the ending of --output; else table on a terminal, jsonl in a pipe.",
        ),
    ] = None,
    home: options.Home = "VN",
    model: options.Model = None,
    jobs: options.Jobs = 1,
    text_field: options.TextField = None,
    title_field: options.TitleField = None,
    id_field: options.IdField = None,
    home_field: options.HomeField = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", parser=whole_number(1), metavar="N", help="Tag the first N records, 1 or more."),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Continue a run that was stopped; its output is that of a run that was not."),
    ] = False,
    min_score: options.MinScore = None,
    repeats: Annotated[
        bool | None,
        typer.Option(
            "--repeats/--no-repeats",
            help="Take long paragraphs that stand in several stories of the batch for boilerplate. Files are read "
            "twice for this; standard input and pipes are held in memory, so there it is done only if asked for.",
        ),
    ] = None,
    sections: Annotated[
        bool, typer.Option("--sections", help="In a table, show each paragraph with its label.")
    ] = False,
    evidence: Annotated[bool, typer.Option("--evidence/--no-evidence", help="Keep the evidence of each tag.")] = True,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first record that fails.")] = False,
) -> None:
    """Tag articles with partners, domains and sections.

    A text file is one article, a paragraph a line. A record of JSON, CSV or Parquet has a text and may have an id, a
    home country and a language; its other fields are carried through. A record that fails stays in its place with
    its error; the others are tagged, and the exit code is 1.
    """
    from dateline.cli.progress import Progress
    from dateline.models.bundle import DEFAULT_BUNDLE
    from dateline.predict.readers import Fields, Source
    from dateline.predict.run import CHUNK, Batch, run_batch
    from dateline.predict.tagger import Tagger
    from dateline.predict.writers import is_stream

    if "" in paths:
        raise typer.BadParameter("a path is empty; the current folder is `.`")
    folder = model or DEFAULT_BUNDLE
    tagger = Tagger.load(folder, home, min_score)
    source = Source(paths, Fields(text_field, id_field, home_field, title=title_field), limit)
    if output is not None and source.holds(output):
        raise typer.BadParameter(f"{output} is one of the files that are read; give --output another name")
    # What is read at once is written at once, so to whoever reads along each record goes alone.
    chunk = 1 if fail_fast or (jobs == 1 and (output is None or is_stream(output))) else CHUNK
    repeats = source.lasting if repeats is None else repeats
    batch = Batch(tagger, folder, jobs, repeats, evidence, fail_fast, chunk)
    name = name_form(form, output)
    run = {**batch.describe(source), "format": name, "sections": sections}
    with open_output(output, choose_form(name, sections=sections), run, source, resume=resume) as writer:
        try:
            ended = run_batch(batch, source, writer, Progress(shown=output is not None or not sys.stdout.isatty()))
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # one more would leave a traceback while Python ends
            typer.echo(f"stopped; {_left(writer)}", err=True)
            raise
    if writer.done.failed:
        typer.echo(f"{writer.done.failed} of {writer.done.records} records failed", err=True)
        if not ended:
            typer.echo(f"stopped at the last of them; {_left(writer)}", err=True)
        raise typer.Exit(1)


def _left(writer: "Writer") -> str:
    """Return what a run that was stopped has left."""
    from dateline.predict.writers import OutputFile

    records = writer.done.records
    if records == 0:
        return "nothing was written"
    if isinstance(writer, OutputFile):
        return f"{records:,} records are kept; --resume continues behind them"
    return f"{records:,} records were written"
