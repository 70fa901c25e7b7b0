"""Options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

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
Jobs = Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="Processes to work with.")]
TableOrJson = Annotated[Literal["table", "json"], typer.Option("--format", help="Form of the output.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; standard output if not given.")
]
