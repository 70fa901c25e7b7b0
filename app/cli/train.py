"""`dateline train`: train a model bundle from labelled articles."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import options
from dateline.cli.numbers import whole_number


def train(
    labels: options.Labels = None,
    seeds: options.Seeds = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder to write the bundle to.")
    ] = Path("dateline-model"),
    seed: Annotated[
        int,
        typer.Option(
            "--seed", parser=whole_number(0), metavar="N", help="Seed of the spliced training pages, 0 or more."
        ),
    ] = 1,
    name: Annotated[
        str, typer.Option("--name", help="The model's name, which stands in all that it tags.")
    ] = "default",
    jobs: options.Jobs = 2,
    learning_curve: Annotated[
        bool,
        typer.Option(
            "--learning-curve",
            help="Write no bundle, but print F1 on held-out articles against the number of articles trained on.",
        ),
    ] = False,
) -> None:
    """Train sections, parties, domains and pairs on the labelled articles, and write a model bundle.

    The same labels and seed give the same bundle.
    """
    from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS
    from dateline.models.bundle import DEFAULT_BUNDLE, check_replaceable, save_bundle
    from dateline.models.manifest import MANIFEST
    from dateline.train.corpus import load_corpus
    from dateline.train.training import TrainingSettings
    from dateline.train.training import train as train_bundle

    corpus = load_corpus(labels or DEFAULT_LABELS, seeds or DEFAULT_SEEDS)
    settings = TrainingSettings(name=name, seed=seed, jobs=jobs)
    if learning_curve:
        from dateline.cli.learning_curve_view import print_learning_curve
        from dateline.train.learning_curve import measure_learning_curve

        print_learning_curve(measure_learning_curve(corpus, settings, lambda step: typer.echo(step, err=True)))
        return
    check_replaceable(output)  # not only when it is to be written, some minutes later
    bundle = save_bundle(train_bundle(corpus, settings, lambda step: typer.echo(step, err=True)), output)
    for score, value in bundle.manifest.scores.items():
        typer.echo(f"{score:22} {value:.4f}  (cross-validated)")
    typer.echo(f"wrote {output}: {bundle.manifest.name} {bundle.manifest.version}, {len(corpus.articles)} articles")
    shipped = DEFAULT_BUNDLE / MANIFEST
    if output.resolve() != DEFAULT_BUNDLE.resolve() and shipped.read_bytes() == (output / MANIFEST).read_bytes():
        typer.echo("it is the shipped model, byte for byte")
