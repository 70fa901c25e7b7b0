"""`dateline tag`: tag files, folders, JSON Lines or standard input."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from dateline.cli import options

if TYPE_CHECKING:
    from dateline.predict.records import Failure, Record
    from dateline.predict.writers import Outcome

Format = Literal["table", "json", "jsonl", "csv"]

_ENDINGS: dict[str, Format] = {".json": "json", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def tag(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Text files, JSON Lines files, folders of both, or - for standard input."),
    ],
    output: options.Output = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="Form of the output. Default: by the ending of --output; else table on a terminal, jsonl in a pipe.",
        ),
    ] = None,
    home: options.Home = "VN",
    model: options.Model = None,
    jobs: options.Jobs = 1,
    min_score: Annotated[
        float | None,
        typer.Option(
            "--min-score",
            min=0.0,
            max=1.0,
            metavar="P",
            help="Least probability of a tag, 0 to 1; the model's own thresholds if not given.",
        ),
    ] = None,
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

    A text file is one article, a paragraph a line. A JSON Lines record has `text` and may have `id`, `home` and
    `language`; its other fields are carried through. A record that fails stays in its place with its error; the others
    are tagged, and the exit code is 1.
    """
    from dateline.models.bundle import DEFAULT_BUNDLE
    from dateline.predict.batch import home_of, read_articles, tag_records, tag_records_in_processes
    from dateline.predict.records import read_records
    from dateline.predict.tagger import Tagger

    folder = model or DEFAULT_BUNDLE
    tagger = Tagger.load(folder, home_of(home), min_score)
    lasting = all(Path(path).is_file() or Path(path).is_dir() for path in paths)
    records: Iterable[Record | Failure] = read_records(paths)
    if lasting if repeats is None else repeats:
        records = records if lasting else list(records)
        tagger = tagger.with_repeats(read_articles(tagger, read_records(paths) if lasting else records))
    outcomes = tag_records(tagger, records) if jobs == 1 else tag_records_in_processes(tagger, folder, records, jobs)
    counted = _Counted(outcomes, fail_fast)
    _write(counted, _form(form, output), output, sections=sections, evidence=evidence)
    if counted.failed:
        typer.echo(f"{counted.failed} of {counted.total} records failed", err=True)
        raise typer.Exit(1)


class _Counted:
    """Outcomes on their way to the output, with the failures told on standard error and counted."""

    def __init__(self, outcomes: "Iterable[Outcome]", fail_fast: bool) -> None:
        self.outcomes = outcomes
        self.fail_fast = fail_fast
        self.total = 0
        self.failed = 0

    def __iter__(self) -> "Iterator[Outcome]":
        from dateline.predict.records import Failure

        for outcome in self.outcomes:
            self.total += 1
            if isinstance(outcome, Failure):
                self.failed += 1
                typer.echo(f"error: {outcome.message}", err=True)
            yield outcome
            if self.failed and self.fail_fast:
                return


def _form(form: Format | None, output: Path | None) -> Format:
    """Return the form of the output.

    Raises:
        typer.BadParameter: None is given and the ending of the file tells none.
    """
    if form is not None:
        return form
    if output is None:
        return "table" if sys.stdout.isatty() else "jsonl"
    if output.suffix.lower() not in _ENDINGS:
        raise typer.BadParameter(
            f"the ending {output.suffix!r} of {output} names no format; use {', '.join(_ENDINGS)}, or give --format"
        )
    return _ENDINGS[output.suffix.lower()]


def _write(outcomes: _Counted, form: Format, output: Path | None, *, sections: bool, evidence: bool) -> None:
    from dateline.predict.writers import WRITERS

    def write(file: TextIO) -> None:
        if form == "table":
            from dateline.cli.tagged_view import print_tagged

            print_tagged(outcomes, file, sections=sections)
        else:
            WRITERS[form](outcomes, file, evidence)

    if output is None:
        write(sys.stdout)
        return
    beside = output.with_name(f".{output.name}.part")
    try:
        with beside.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            write(file)
        beside.replace(output)
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            beside.unlink()
