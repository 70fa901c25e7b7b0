"""`dateline experiments`: train variants of the models and compare them in one table."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import options


def experiments(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[ARTICLES.jsonl]",
            help="Labelled articles that are not trained on, to measure each variant on as well.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="Only variants whose name holds this. May be repeated."),
    ] = None,
    labels: options.Labels = None,
    seeds: options.Seeds = None,
) -> None:
    """Train variants of the models, each different from the chosen form in one thing, and compare them.

    A variant takes some minutes. Scores of the labelled articles are cross-validated.
    """
    from dateline.cli.experiments_view import print_outcomes
    from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled
    from dateline.train.corpus import load_corpus
    from dateline.train.experiments import VARIANTS, run_experiments

    variants = [variant for variant in VARIANTS if not only or any(name in variant.name for name in only)]
    if not variants:
        raise typer.BadParameter(f"{only} names no variant; there are: {', '.join(v.name for v in VARIANTS)}")
    corpus = load_corpus(labels or DEFAULT_LABELS, seeds or DEFAULT_SEEDS)
    articles = list(read_labelled(path)) if path else []
    print_outcomes(list(run_experiments(corpus, articles, variants, lambda name: typer.echo(name, err=True))))
