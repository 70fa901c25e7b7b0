"""Forms of output: JSON Lines, one JSON array, CSV with a row for each article. Each outcome is encoded by itself."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.predict.batch import Outcome
from dateline.predict.records import Failure
from dateline.predict.row import flatten

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


@dataclass(frozen=True, slots=True)
class Form:
    """A form of output.

    Attributes:
        encode: Makes the text of one outcome, with or without evidence.
        head: What stands before all outcomes.
        between: What stands between two.
        tail: What stands behind all.
        is_table: Whether the text is JSON Lines of which a Parquet table is made when it is whole.
    """

    encode: Callable[[Outcome, bool], str]
    head: str = ""
    between: str = ""
    tail: str = ""
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """A chunk of outcomes on its way to the output.

    Attributes:
        text: Their text.
        records: How many they are.
        failures: The messages of those that failed.
    """

    text: str
    records: int
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Encodes chunks of outcomes in a form; it can be sent to another process.

    Attributes:
        form: The form.
        evidence: Whether the evidence of each tag is kept.
    """

    form: Form
    evidence: bool = True

    def __call__(self, outcomes: Sequence[Outcome]) -> Encoded:
        """Return the outcomes encoded."""
        return Encoded(
            self.form.between.join(self.form.encode(outcome, self.evidence) for outcome in outcomes),
            len(outcomes),
            tuple(outcome.message for outcome in outcomes if isinstance(outcome, Failure)),
        )


def _to_dict(outcome: Outcome, *, evidence: bool) -> dict[str, Any]:
    """Return a tagged record or a failure as JSON values."""
    return outcome.to_dict() if isinstance(outcome, Failure) else outcome.to_dict(evidence=evidence)


def _encode_json_line(outcome: Outcome, evidence: bool) -> str:
    return _dump(_to_dict(outcome, evidence=evidence)) + "\n"


def _encode_json_item(outcome: Outcome, evidence: bool) -> str:
    return "  " + _dump(_to_dict(outcome, evidence=evidence), indent=2).replace("\n", "\n  ")


def _dump(value: object, indent: int | None = None) -> str:
    """Return JSON in plain letters; with escapes where a carried field holds half of a surrogate pair."""
    dumped = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        dumped.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return dumped


def _encode_csv_row(outcome: Outcome, _: bool) -> str:
    """Return one row; values of a cell are separated by `;`, carried fields are one JSON cell."""
    row = _csv_row(outcome)
    return _csv_line([row.get(column, "") for column in CSV_COLUMNS])


def _csv_line(cells: Sequence[object]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _csv_row(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        error = f"{outcome.code}: {outcome.message}"
        return {"id": outcome.id, "error": error, "fields": _csv_fields(outcome)}
    tagged = outcome.tagged
    return {
        "id": tagged.article.id,
        "language": tagged.article.language,
        "home": tagged.home or "",
        **{column: _csv_cell(value) for column, value in flatten(tagged).items()},
        "model": f"{tagged.model.name} {tagged.model.version}",
        "fields": _csv_fields(outcome),
    }


def _csv_fields(outcome: Outcome) -> str:
    return _dump(dict(outcome.fields)) if outcome.fields else ""


def _csv_cell(value: object) -> object:
    if isinstance(value, list):
        return _SEPARATOR.join(f"{item:.4f}" if isinstance(item, float) else item for item in value)
    return str(value).lower() if isinstance(value, bool) else value


FORMS: dict[str, Form] = {
    "jsonl": Form(_encode_json_line),
    "json": Form(_encode_json_item, head="[\n", between=",\n", tail="\n]\n"),
    "csv": Form(_encode_csv_row, head=_csv_line(CSV_COLUMNS)),
    "parquet": Form(_encode_json_line, is_table=True),
}
"""The forms by name."""
