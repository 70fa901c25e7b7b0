"""Labels as tables."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from dateline.cli.console import make_console
from dateline.labels.label_set import Domain, LabelSet, Section
from dateline.train.metrics import Row, Score

if TYPE_CHECKING:
    import pandas as pd

_MOST_ENTRIES = 60


def print_labels(label_set: LabelSet, language: str) -> None:
    """Print all sections and domains with what they mean."""
    table = Table(title=label_set.name, title_justify="left")
    for heading in ("id", "group", "name", "what counts"):
        table.add_column(heading, no_wrap=heading == "id")
    for section in label_set.sections.values():
        table.add_row(section.id, section.side, section.names[language], section.scope_note)
    table.add_section()
    for domain in label_set.domains.values():
        table.add_row(domain.id, domain.group, domain.names[language], domain.scope_note)
    console = Console()
    console.print(table)
    kinds = [party.kind for party in label_set.parties.values()]
    console.print(f"and {kinds.count('country')} countries, {kinds.count('organisation')} organisations")


def print_label(label_set: LabelSet, label: str, language: str) -> bool:
    """Print one label with its names and the entries that name it; return whether there is such a label."""
    found = label_set.domains.get(label) or label_set.parties.get(label.upper()) or label_set.sections.get(label)
    if found is None:
        return False
    console = Console(highlight=False)
    console.print(f"[bold]{found.names[language]}[/] ({label})")
    console.print("names: " + ", ".join(f"{name} ({code})" for code, name in found.names.items()))
    if isinstance(found, Section | Domain):
        console.print(f"what counts: {found.scope_note}")
    if isinstance(found, Domain):
        for vocabulary, identifiers in found.identifiers.items():
            console.print(f"{vocabulary}: {', '.join(identifiers) or 'nothing corresponds'}")
    if not isinstance(found, Section):
        lexicons = label_set.domain_surfaces if isinstance(found, Domain) else label_set.party_surfaces
        key = label if isinstance(found, Domain) else label.upper()
        entries = [
            surface for surface, senses in lexicons[language].items() if any(named == key for named, _ in senses)
        ]
        more = f" … and {len(entries) - _MOST_ENTRIES} more" if len(entries) > _MOST_ENTRIES else ""
        console.print(f"{len(entries)} strings in {language}: {', '.join(entries[:_MOST_ENTRIES])}{more}", markup=False)
    return True


def print_scores(scores: Mapping[Row, Score], title: str, tasks: Mapping[str, str]) -> None:
    """Print precision, recall and F1 of chosen tasks.

    Args:
        scores: The scores.
        title: Of the table.
        tasks: For each task to show the name that it has here.
    """
    table = Table(title=title, title_justify="left")
    for heading in ("task", "label"):
        table.add_column(heading, no_wrap=True)
    for heading in ("labels", "precision", "recall", "F1", "90 %"):
        table.add_column(heading, justify="right", no_wrap=True)
    shown = ""
    for (task, label), score in scores.items():
        if task in tasks and score.support:
            numbers = (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}")
            interval = f"{score.low:.2f}-{score.high:.2f}"
            table.add_row(tasks[task] if task != shown else "", label, str(score.support), *numbers, interval)
            shown = task
    make_console().print(table)


def print_counts(counts: "Mapping[str, pd.DataFrame]") -> None:
    """Print counts of labels by language, a table for each kind."""
    for kind, frame in counts.items():
        table = Table(title=kind, title_justify="left")
        table.add_column("label")
        for language in frame.columns:
            table.add_column(language, justify="right")
        for label, row in frame.iterrows():
            table.add_row(str(label), *map(str, row))
        Console().print(table)
