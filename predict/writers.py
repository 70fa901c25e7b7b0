"""Writers: tagged records as JSON Lines, as one JSON array, or as CSV with a row for each article."""

import csv
import json
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from dateline.predict.batch import TaggedRecord
from dateline.predict.records import Failure

Outcome = TaggedRecord | Failure
Write = Callable[[Iterable[Outcome], TextIO, bool], None]

CSV_COLUMNS = (
    "id",
    "language",
    "home",
    "partners",
    "partner_scores",
    "domains",
    "domain_scores",
    "pairs",
    "content_paragraphs",
    "boilerplate_paragraphs",
    "review",
    "model",
    "error",
    "fields",
)
_SEPARATOR = ";"


def outcome_to_dict(outcome: Outcome, *, evidence: bool) -> dict[str, Any]:
    """Return a tagged record or a failure as JSON values."""
    return outcome.to_dict() if isinstance(outcome, Failure) else outcome.to_dict(evidence=evidence)


def write_json_lines(outcomes: Iterable[Outcome], file: TextIO, evidence: bool) -> None:
    """Write one JSON object a line, as soon as it comes."""
    for outcome in outcomes:
        file.write(_dump(outcome_to_dict(outcome, evidence=evidence)) + "\n")
        file.flush()


def write_json(outcomes: Iterable[Outcome], file: TextIO, evidence: bool) -> None:
    """Write one JSON array, indented for reading."""
    records = [outcome_to_dict(outcome, evidence=evidence) for outcome in outcomes]
    file.write(_dump(records, indent=2) + "\n")


def _dump(value: object, indent: int | None = None) -> str:
    """Return JSON in plain letters; with escapes where a carried field holds half of a surrogate pair."""
    dumped = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        dumped.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return dumped


def write_csv(outcomes: Iterable[Outcome], file: TextIO, evidence: bool) -> None:
    """Write one row for each article; values of a cell are separated by `;`, carried fields are one JSON cell.

    A pair is a partner's code with the domains that it shares: `FR:training,terrorism`.
    """
    writer = csv.DictWriter(file, CSV_COLUMNS, restval="")
    writer.writeheader()
    for outcome in outcomes:
        writer.writerow(_csv_row(outcome))


def _csv_row(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        return {"id": outcome.id, "error": f"{outcome.code}: {outcome.message}"}
    tagged = outcome.tagged
    content = sum(section.content for section in tagged.sections)
    return {
        "id": tagged.article.id,
        "language": tagged.article.language,
        "home": tagged.home or "",
        "partners": _SEPARATOR.join(tag.code for tag in tagged.partners),
        "partner_scores": _SEPARATOR.join(f"{tag.score:.4f}" for tag in tagged.partners),
        "domains": _SEPARATOR.join(tag.id for tag in tagged.domains),
        "domain_scores": _SEPARATOR.join(f"{tag.score:.4f}" for tag in tagged.domains),
        "pairs": _SEPARATOR.join(f"{tag.code}:{','.join(tag.domains)}" for tag in tagged.partners),
        "content_paragraphs": content,
        "boilerplate_paragraphs": len(tagged.sections) - content,
        "review": str(tagged.doubt.review).lower(),
        "model": f"{tagged.model.name} {tagged.model.version}",
        "fields": _dump(dict(outcome.fields)) if outcome.fields else "",
    }


WRITERS: dict[str, Write] = {"jsonl": write_json_lines, "json": write_json, "csv": write_csv}
"""The writers by format."""
