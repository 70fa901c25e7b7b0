"""`dateline labels`: check, count and show the label set and the labelled articles."""

import json
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import options

app = typer.Typer(help="Check, count and show the label set and the labelled articles.", no_args_is_help=True)


@app.command()
def check(
    labels: options.Labels = None,
    seeds: options.Seeds = None,
    select: Annotated[
        str, typer.Option("--select", metavar="CODE", help="Only findings whose code begins so: E, E2, E203.")
    ] = "",
) -> None:
    """List all faults of the label set, its lexicons and the labelled articles, each with code and place."""
    from dateline.labels.checks import Checked, check_labels
    from dateline.labels.label_set_files import find_label_set, load_label_set
    from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled_folder

    labels = labels or DEFAULT_LABELS
    folder = find_label_set(labels)
    checked = Checked(load_label_set(folder), folder, read_labelled_folder(labels, seeds or DEFAULT_SEEDS))
    findings = check_labels(checked, select)
    for finding in findings:
        typer.echo(f"{finding.code} {finding.place}: {finding.value}: {finding.message}")
    errors = sum(finding.code.startswith("E") for finding in findings)
    typer.echo(
        f"{errors} errors, {len(findings) - errors} warnings in {len(checked.articles)} articles and their labels"
    )
    if errors:
        raise typer.Exit(1)


@app.command()
def stats(labels: options.Labels = None, seeds: options.Seeds = None, form: options.TableOrJson = "table") -> None:
    """Count articles, paragraphs and partners for each label and language."""
    from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled_folder
    from dateline.train.statistics import count_labels

    counts = count_labels(read_labelled_folder(labels or DEFAULT_LABELS, seeds or DEFAULT_SEEDS))
    if form == "json":
        tables = {kind: table.to_dict(orient="index") for kind, table in counts.items()}
        typer.echo(json.dumps(tables, indent=2, ensure_ascii=False))
    else:
        from dateline.cli.labels_view import print_counts

        print_counts(counts)


@app.command()
def agree(
    second: Annotated[
        Path,
        typer.Argument(
            metavar="SECOND.jsonl",
            help="A second labelling of some of the articles, with the same ids; texts may be left out.",
            exists=True,
            dir_okay=False,
        ),
    ],
    labels: options.Labels = None,
    seeds: options.Seeds = None,
) -> None:
    """Show how far a second labelling agrees with the first, and where it does not."""
    from dateline.cli.labels_view import print_scores
    from dateline.labels.label_set_files import find_label_set, load_label_set
    from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_annotations, read_labelled_folder
    from dateline.train.labellings import list_disagreements, match_labellings, measure_agreement

    labels = labels or DEFAULT_LABELS
    first = read_labelled_folder(labels, seeds or DEFAULT_SEEDS)
    pairs = match_labellings(first, list(read_annotations(second)))
    for found in list_disagreements(pairs):
        alone = [
            f"{which} only {', '.join(sorted(said))}"
            for which, said in (("first", found.first), ("second", found.second))
            if said
        ]
        typer.echo(f"{found.article_id} {found.what}: {'; '.join(alone)}")
    scores = measure_agreement(pairs, load_label_set(find_label_set(labels)))
    names = {"partners": "parties", "domains": "domains", "sections": "sections"}
    print_scores(scores, f"agreement of two labellings of {len(pairs)} articles", names)


@app.command()
def recall(
    paths: options.Articles = None,
    labels: options.Labels = None,
    seeds: options.Seeds = None,
) -> None:
    """Show how many of the labelled parties and domains the lexicons find at all, and how many more they name.

    With files: in these. Without: in the labelled articles of the folder of labels.
    """
    from dateline.cli.labels_view import print_scores
    from dateline.labels.label_set_files import find_label_set, load_label_set
    from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled, read_labelled_folder
    from dateline.train.corpus import count_words
    from dateline.train.recall import measure_recall

    folder, texts = labels or DEFAULT_LABELS, seeds or DEFAULT_SEEDS
    label_set = load_label_set(find_label_set(folder))
    known = count_words(read_labelled_folder(folder, texts), label_set)
    sets = {path.name: list(read_labelled(path, known)) for path in paths or ()}
    for name, articles in (sets or {"all labelled articles": read_labelled_folder(folder, texts, known)}).items():
        scores = measure_recall(articles, label_set)
        print_scores(scores, f"the lexicons alone, {name}", {"partners": "parties", "domains": "domains"})


@app.command()
def show(
    label: Annotated[
        str | None, typer.Argument(help="A section, a domain or a party; all sections and domains if not given.")
    ] = None,
    labels: options.Labels = None,
    language: Annotated[
        str, typer.Option("--language", help="Language of the names and the entries: en, fr, vi or es.")
    ] = "en",
) -> None:
    """Show what labels mean; for one label also its identifiers and the entries that name it."""
    from dateline.cli.labels_view import print_label, print_labels
    from dateline.labels.label_set_files import find_label_set, load_label_set
    from dateline.labels.labelled_files import DEFAULT_LABELS
    from dateline.labels.language import LANGUAGES

    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}")
    label_set = load_label_set(find_label_set(labels or DEFAULT_LABELS))
    if label is None:
        print_labels(label_set, language)
    elif not print_label(label_set, label, language):
        raise typer.BadParameter(
            f"{label!r} is no section, domain or party of {label_set.name}; `dateline labels show` lists them"
        )
