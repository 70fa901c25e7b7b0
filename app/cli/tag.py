"""`dateline tag`: tag files, folders or standard input."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dateline.cli import options
from dateline.cli.numbers import whole_number

if TYPE_CHECKING:
    from dateline.predict.writers import Form, Run, Writer

FormName = Literal["table", "json", "jsonl", "csv", "parquet"]

_ENDINGS: dict[str, FormName] = {
    ".json": "json",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
_PACKED_TABLES = (".parquet.gz", ".parquet.zst")


def tag(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Text, HTML, JSON Lines, CSV or Parquet files, also compressed (.gz, .zst), folders of them, or - for "
            "standard input.",
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

    A text file is one article, a paragraph a line. A record of JSON Lines, CSV or Parquet has a text and may have an
    id, a home country and a language; its other fields are carried through. A record that fails stays in its place with
    its error; the others are tagged, and the exit code is 1.
    """
    from dateline.cli.progress import Progress
    from dateline.models.bundle import DEFAULT_BUNDLE
    from dateline.predict.readers import Fields, Source
    from dateline.predict.run import CHUNK, Batch, run_batch
    from dateline.predict.tagger import Tagger

    folder = model or DEFAULT_BUNDLE
    tagger = Tagger.load(folder, home, min_score)
    source = Source(paths, Fields(text_field, id_field, home_field, title=title_field), limit)
    if output is not None and source.holds(output):
        raise typer.BadParameter(f"{output} is one of the files that are read; give --output another name")
    # What is read at once is written at once, so to whoever reads along each record goes alone.
    chunk = 1 if fail_fast or (output is None and jobs == 1) else CHUNK
    repeats = source.lasting if repeats is None else repeats
    batch = Batch(tagger, folder, jobs, repeats, evidence, fail_fast, chunk)
    name = _form_name(form, output)
    run = {**batch.describe(source), "format": name, "sections": sections}
    writer = _open(output, _form(name, sections=sections), run, resume=resume)
    if writer is None:
        typer.echo(f"{output} is whole; there is nothing to continue", err=True)
        return
    try:
        run_batch(batch, source, writer, Progress(shown=output is not None or not sys.stdout.isatty()))
    except KeyboardInterrupt:
        typer.echo(f"stopped; {_left(output, writer.done.records)}", err=True)
        raise
    if writer.done.failed:
        typer.echo(f"{writer.done.failed} of {writer.done.records} records failed", err=True)
        raise typer.Exit(1)


def _left(output: Path | None, records: int) -> str:
    """Return what a run that was stopped has left."""
    if records == 0:
        return "nothing was written"
    if output is None:
        return f"{records:,} records were written"
    return f"{records:,} records are kept; --resume continues behind them"


def _form_name(form: FormName | None, output: Path | None) -> FormName:
    """Return the name of the output's form.

    Raises:
        typer.BadParameter: None is given and the ending of the file tells none.
    """
    from dateline.predict.readers.opening import bare_name

    if form == "parquet" and output is None:
        raise typer.BadParameter("a Parquet table is written to a file; give one with --output")
    if output is not None and output.name.lower().endswith(_PACKED_TABLES):
        raise typer.BadParameter(f"{output}: a Parquet table is compressed within; leave out {output.suffix}")
    if form is not None:
        return form
    if output is None:
        return "table" if sys.stdout.isatty() else "jsonl"
    ending = Path(bare_name(output)).suffix.lower()
    if ending not in _ENDINGS:
        raise typer.BadParameter(
            f"the ending {ending!r} of {output} names no format; use {', '.join(_ENDINGS)}, or give --format"
        )
    return _ENDINGS[ending]


def _form(name: FormName, *, sections: bool) -> "Form":
    from dateline.predict.writers import FORMS, Form

    if name != "table":
        return FORMS[name]
    from dateline.cli.tagged_view import show_outcome

    return Form(partial(show_outcome, sections=sections))


def _open(output: Path | None, form: "Form", run: "Run", *, resume: bool) -> "Writer | None":
    """Return the writer of the output; None if a run that is to be continued has come to its end.

    Raises:
        typer.BadParameter: The output cannot be written, or not be continued.
    """
    from dateline.predict.writers import OutputFile, StandardOutput

    if output is None:
        if resume:
            raise typer.BadParameter("only a run with an output file (--output) can be continued")
        return StandardOutput(sys.stdout, form)
    try:
        file = OutputFile(output, form, run, resume=resume)
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror}") from error
    if file.whole:
        return None
    if file.discarded:
        typer.echo(f"started over: {file.discarded:,} records of a run that was stopped are discarded", err=True)
    return file
