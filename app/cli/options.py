"""Options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from dateline.cli.numbers import decimal_number, whole_number

Articles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[ARTICLES.jsonl…]", help="Labelled articles, JSON Lines, one a line.", exists=True, dir_okay=False
    ),
]
Model = Annotated[
    Path | None, typer.Option("--model", metavar="DIR", help="Model bundle; the shipped model if not given.")
]
Home = Annotated[
    str,
    typer.Option(
        "--home",
        metavar="CODE",
        help="Home country (ISO 3166-1 code), which is no partner; `none` keeps all. A record's own `home` wins.",
    ),
]
Labels = Annotated[
    Path | None,
    typer.Option(
        "--labels",
        metavar="DIR",
        help="Folder of labels (label set, seeds.jsonl, articles/); the shipped one if not given.",
    ),
]
Seeds = Annotated[
    Path | None,
    typer.Option("--seeds", metavar="DIR", help="Folder with the texts of the seeds; the shipped one if not given."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", parser=whole_number(1), metavar="N", help="Processes to work with, 1 or more.")
]
TableOrJson = Annotated[Literal["table", "json"], typer.Option("--format", help="Form of the output.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; standard output if not given.")
]
TextField = Annotated[
    str | None, typer.Option("--text-field", metavar="NAME", help="Field with the text; guessed if not given.")
]
TitleField = Annotated[
    str | None,
    typer.Option(
        "--title-field",
        metavar="NAME",
        help="Field with the headline, which becomes the text's first line, unless it is that already; offsets count "
        "in the text that this makes.",
    ),
]
IdField = Annotated[
    str | None, typer.Option("--id-field", metavar="NAME", help="Field with the id; guessed if not given.")
]
HomeField = Annotated[
    str | None,
    typer.Option("--home-field", metavar="NAME", help="Field with the home country; guessed if not given."),
]
MinScore = Annotated[
    float | None,
    typer.Option(
        "--min-score",
        parser=decimal_number(0, 1),
        metavar="P",
        help="Least probability of a tag, 0 to 1; the model's own thresholds if not given.",
    ),
]
