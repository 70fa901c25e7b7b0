"""`dateline evaluate`: measure a model, or training itself by cross-validation."""

import json
from typing import Annotated

import typer

from dateline.cli import options


def evaluate(
    paths: options.Articles = None,
    model: options.Model = None,
    folds: Annotated[
        bool,
        typer.Option(
            "--folds",
            help="Cross-validate training on all labelled articles: an article is tagged by a model that never saw it.",
        ),
    ] = False,
    condition: Annotated[
        list[str] | None,
        typer.Option(
            "--condition",
            help="clean: as given; teasers: six teasers of other stories behind each; noise: stray signs and glued "
            "words; stripped: without end marks and link words. May be repeated.",
        ),
    ] = None,
    labels: options.Labels = None,
    seeds: options.Seeds = None,
    jobs: options.Jobs = 2,
    form: options.TableOrJson = "table",
    details: Annotated[
        bool,
        typer.Option(
            "--details", help="In a table, also reliability of the probabilities, review flag and causes of errors."
        ),
    ] = False,
) -> None:
    """Measure partners, domains and sections beside the keyword baseline, with 90 % bootstrap intervals.

    With files: the model on each of them. Without: the model on the seeds, which it was trained on; with --folds,
    training by cross-validation over all labelled articles.
    """
    from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled
    from dateline.models.bundle import DEFAULT_BUNDLE
    from dateline.predict.tagger import Tagger
    from dateline.train.conditions import CONDITIONS
    from dateline.train.corpus import load_corpus
    from dateline.train.evaluation import cross_validate
    from dateline.train.evaluation import evaluate as evaluate_tagger
    from dateline.train.training import TrainingSettings

    conditions = condition or ["clean"]
    if unknown := [each for each in conditions if each not in CONDITIONS]:
        raise typer.BadParameter(f"{unknown[0]!r} is no condition; wanted: {', '.join(CONDITIONS)}")
    labels, seeds = labels or DEFAULT_LABELS, seeds or DEFAULT_SEEDS
    if folds:
        if paths or model:
            raise typer.BadParameter(
                "--folds trains its own models on the labelled articles; give neither files nor --model"
            )
        evaluations = cross_validate(
            load_corpus(labels, seeds), TrainingSettings(jobs=jobs), conditions, lambda step: typer.echo(step, err=True)
        )
    else:
        tagger = Tagger.load(model or DEFAULT_BUNDLE, None)
        sets = [(path.name, list(read_labelled(path))) for path in paths or ()]
        sets = sets or [("seeds", list(read_labelled(labels / "seeds.jsonl", texts=seeds)))]
        evaluations = [evaluate_tagger(tagger, articles, name, each) for name, articles in sets for each in conditions]
    if form == "json":
        typer.echo(json.dumps([evaluation.to_dict() for evaluation in evaluations], indent=2, ensure_ascii=False))
    else:
        from dateline.cli.evaluation_view import print_evaluation

        for evaluation in evaluations:
            print_evaluation(evaluation, details=details)
