"""Where `dateline tag` writes, and in what form."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

import typer

from dateline.labels.errors import OutputError

if TYPE_CHECKING:
    from dateline.predict.readers import Source
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


def name_form(form: FormName | None, output: Path | None) -> FormName:
    """Return the name of the output's form.

    Raises:
        typer.BadParameter: None is given and the ending of the file tells none.
    """
    from dateline.predict.readers.opening import bare_name
    from dateline.predict.writers import is_stream

    if form == "parquet" and (output is None or is_stream(output)):
        raise typer.BadParameter("a Parquet table is written to a file; give one with --output")
    if output is not None and output.name.lower().endswith(_PACKED_TABLES):
        raise typer.BadParameter(f"{output}: a Parquet table is compressed within; leave out {output.suffix}")
    if form is not None:
        return form
    if output is None:
        return "table" if sys.stdout.isatty() else "jsonl"
    ending = Path(bare_name(output)).suffix.lower()
    if not ending and is_stream(output):
        return "jsonl"
    if ending not in _ENDINGS:
        raise typer.BadParameter(
            f"the ending {ending!r} of {output} names no format; use {', '.join(_ENDINGS)}, or give --format"
        )
    return _ENDINGS[ending]


def choose_form(name: FormName, *, sections: bool) -> "Form":
    """Return a form by its name; a table shows each paragraph if it is to show sections."""
    from dateline.predict.writers import FORMS, Form

    if name != "table":
        return FORMS[name]
    from dateline.cli.tagged_view import show_outcome

    return Form(partial(show_outcome, sections=sections))


@contextmanager
def open_output(output: Path | None, form: "Form", run: "Run", source: "Source", *, resume: bool) -> "Iterator[Writer]":
    """Open the output for as long as a block runs.

    Raises:
        typer.BadParameter: The output cannot be written, or not be continued.
        typer.Exit: A run that is to be continued has come to its end.
        OutputError: It has, but what is read has changed since.
    """
    from dateline.predict.writers import StreamOutput, is_stream

    if output is not None and not is_stream(output):
        yield _open_file(output, form, run, source, resume=resume)
        return
    if resume:
        raise typer.BadParameter("only a run with an output file (--output) can be continued")
    if output is None:
        yield StreamOutput(sys.stdout, form)
        return
    stream = _open_stream(output)
    try:
        yield StreamOutput(stream, form, str(output))
    finally:
        with suppress(OSError):  # each record was flushed, and what could not be was told
            stream.close()


def _open_stream(output: Path) -> TextIO:
    from dateline.predict.writers import COMPRESS

    if output.suffix.lower() in COMPRESS:
        raise typer.BadParameter(f"{output} is no file and would not be compressed; give it another name")
    try:
        # Standard output may be a file that others write to as well.
        return output.open("a", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise _unwritable(output, error) from error


def _open_file(output: Path, form: "Form", run: "Run", source: "Source", *, resume: bool) -> "Writer":
    from dateline.predict.writers import OutputFile

    try:
        file = OutputFile(output, form, run, resume=resume)
    except OSError as error:
        raise _unwritable(output, error) from error
    if file.whole:
        _tell_whole(output, source)
        raise typer.Exit
    if file.discarded:
        typer.echo(f"started over: {file.discarded:,} records of a run that was stopped are discarded", err=True)
    return file


def _unwritable(output: Path, error: OSError) -> typer.BadParameter:
    return typer.BadParameter(f"{output} cannot be written: {error.strerror}")


def _tell_whole(output: Path, source: "Source") -> None:
    changed = source.changed_since(output)
    if changed is not None:
        raise OutputError(f"{changed} has changed since {output} was written; leave out --resume to tag it anew")
    typer.echo(
        f"{output} is whole, and nothing that is read is newer; to tag with other settings leave out --resume", err=True
    )
