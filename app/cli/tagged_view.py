"""Tagged articles for people: headline, partners, domains with the words that show them, sections folded to counts."""

import io
import sys
from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.predict.batch import Outcome
from dateline.predict.records import Failure
from dateline.predict.tagged import Evidence, PartnerTag, TaggedArticle

_MOST_WORDS = 4
_PLURALS = {"summary": "summaries", "body": "body paragraphs", "furniture": "page furniture"}
_REGIONAL_A = 0x1F1E6
_NO_FLAG = "🌐"
_LONGEST_LABEL = len("furniture")


def show_outcome(outcome: Outcome, evidence: bool = True, *, sections: bool = False) -> str:
    """Return a tagged article as a block of text, in colours if standard output is a terminal.

    Args:
        outcome: The tagged article, or the failure in its place.
        evidence: Changes nothing: the words that speak for a tag are always shown.
        sections: Whether each paragraph is shown with its label.
    """
    del evidence
    block = io.StringIO()
    console = Console(
        file=block, highlight=False, force_terminal=sys.stdout.isatty(), width=Console(file=sys.stdout).width
    )
    if isinstance(outcome, Failure):
        console.print(Text(outcome.id, style="bold red"), Text("could not be tagged; see the error"), sep="\n")
    else:
        _print_article(console, outcome.tagged, sections)
    console.print()
    return block.getvalue()


def _print_article(console: Console, tagged: TaggedArticle, sections: bool) -> None:
    console.print(Text(tagged.headline, style="bold"))
    console.print(Text(f"{tagged.article.id} · {tagged.article.language} · home {tagged.home or 'none'}", style="dim"))
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    for place, partner in enumerate(tagged.partners):
        name = f"{flag(partner)} {partner.name}"
        table.add_row("Partners" if place == 0 else "", name, f"{partner.score:.2f}", _quote(partner.evidence))
    if not tagged.partners:
        table.add_row("Partners", "none", "", "")
    for place, domain in enumerate(tagged.domains):
        table.add_row("Domains" if place == 0 else "", domain.name, f"{domain.score:.2f}", _quote(domain.evidence))
    if not tagged.domains:
        table.add_row("Domains", "none", "", "")
    console.print(Padding(table, (0, 0, 0, 2)))
    for place, line in enumerate(_pairs(tagged)):
        console.print(Text.assemble(("  Pairs     " if place == 0 else " " * 12, "cyan"), line))
    console.print(Text.assemble(("  Sections  ", "cyan"), _count_sections(tagged)))
    if tagged.doubt.review:
        console.print(Text.assemble(("  Review    ", "cyan"), (_doubt(tagged), "yellow")))
    if sections:
        console.print(Padding(_list_sections(tagged), (0, 0, 0, 2)))


def flag(partner: PartnerTag) -> str:
    """Return the flag of a country, or a globe for an organisation.

    >>> flag(PartnerTag("FR", "France", "country", 1.0))
    '🇫🇷'
    """
    if partner.kind != "country":
        return _NO_FLAG
    return "".join(chr(_REGIONAL_A + ord(letter) - ord("A")) for letter in partner.code)


def _pairs(tagged: TaggedArticle) -> list[str]:
    """Return each partner with the domains that it shares, where the partners do not all share the same."""
    if len({partner.domains for partner in tagged.partners}) < 2:
        return []
    return [f"{partner.name}: {', '.join(partner.domains) or 'no domain'}" for partner in tagged.partners]


def _doubt(tagged: TaggedArticle) -> str:
    doubt = tagged.doubt
    return f"expected to be wrong: {doubt.tags:.1f} tags, {doubt.paragraphs:.1f} paragraphs"


def _quote(evidence: Iterable[Evidence]) -> str:
    """Return the words of evidence, each spelling once."""
    words = list(dict.fromkeys(place.text for place in evidence))
    return ", ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")


def _count_sections(tagged: TaggedArticle) -> str:
    def count(content: bool) -> str:
        labels = Counter(section.label for section in tagged.sections if section.content == content)
        parts = [f"{number} {_plural(label, number)}" for label, number in labels.items()]
        return f"{labels.total()} {'content' if content else 'boilerplate'}" + (
            f" ({', '.join(parts)})" if parts else ""
        )

    return f"{count(True)} · {count(False)}"


def _plural(label: str, number: int) -> str:
    return label if number == 1 else _PLURALS.get(label, f"{label}s")


def _list_sections(tagged: TaggedArticle) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(justify="right", no_wrap=True, min_width=3)
    table.add_column(no_wrap=True, min_width=_LONGEST_LABEL)
    table.add_column(justify="right", no_wrap=True, min_width=4)
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for section in tagged.sections:
        style = "" if section.content else "dim"
        text = Text(tagged.article.paragraphs[section.paragraph].text)
        table.add_row(str(section.paragraph), section.label, f"{section.score:.2f}", text, style=style)
    return table
