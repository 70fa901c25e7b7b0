"""A pandas frame with its tags: a row an article, its tags in columns behind those that it has.

pandas itself is never imported: the frame brings all that is needed, so that tagging stays light for those without one.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from dateline.labels.errors import ArticleError
from dateline.predict.batch import ArticleTagger, Outcome, tag_record
from dateline.predict.readers.fields import Fields
from dateline.predict.records import Failure, Record
from dateline.predict.row import flatten
from dateline.predict.writers.forms import FORMS

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Kind = Literal["strings", "numbers", "count", "flag", "string"]
"""What the cells of a column hold: lists of strings, lists of numbers, or one value."""

TAG_COLUMNS: Mapping[str, Kind] = {
    "partners": "strings",
    "partner_scores": "numbers",
    "domains": "strings",
    "domain_scores": "numbers",
    "pairs": "strings",
    "content_paragraphs": "count",
    "boilerplate_paragraphs": "count",
    "review": "flag",
    "error": "string",
    "tags": "string",
}
"""The columns that tagging adds; `tags` has all of an article's tags with their evidence, as a line of JSON."""

# Each can miss a value, so that a column has one type in every part of a table, whatever fails there.
_DTYPES: Mapping[Kind, str] = {
    "strings": "object",
    "numbers": "object",
    "count": "Int64",
    "flag": "boolean",
    "string": "string",
}


def tag_columns(names: Collection[object], evidence: bool = True, prefix: str = "") -> dict[str, Kind]:
    """Return the columns that tagging adds to a table.

    Args:
        names: The names of the columns that it has. Case does not count, as it does not for Spark and SQL.
        evidence: Whether `tags` is added.
        prefix: What their names begin with.

    Raises:
        ArticleError: It has a column of such a name.

    >>> list(tag_columns(["text", "domains"], prefix="tag_"))[:2]
    ['tag_partners', 'tag_partner_scores']
    """
    columns = {prefix + name: kind for name, kind in TAG_COLUMNS.items() if evidence or name != "tags"}
    taken = {str(name).lower(): name for name in names}
    if hidden := [taken[name.lower()] for name in columns if name.lower() in taken]:
        raise ArticleError(
            f"the table has a column {hidden[0]!r}, and tagging adds one; name the added columns apart (prefix='tag_')"
        )
    return columns


def tag_frame(
    tagger: ArticleTagger,
    frame: "DataFrame",
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    evidence: bool = True,
    prefix: str = "",
) -> "DataFrame":
    """Return a frame with the columns of `TAG_COLUMNS` added.

    A row that cannot be tagged stays in its place; it has an `error`, `code: message`, and no tags.

    Args:
        tagger: The tagger.
        frame: A row an article. It is left as it is.
        fields: The columns to read; those not set are guessed by their names.
        evidence: Whether `tags` is added.
        prefix: What the names of the added columns begin with.

    Raises:
        ArticleError: A column is missing, stands twice, or has the name of one that is added.
        TypeError: The fields are no `Fields`.
    """
    columns = tag_columns(frame.columns, evidence, prefix)
    settled = _settle(frame, fields)
    rows = [_row(tag_record(tagger, record), evidence) for record in _records(frame, settled)]
    cells: dict[str, Any] = {name: [row.get(name.removeprefix(prefix)) for row in rows] for name in columns}
    return frame.assign(**cells).astype({name: _DTYPES[kind] for name, kind in columns.items()})


def _settle(frame: "DataFrame", fields: Fields) -> Fields:
    if not isinstance(fields, Fields):
        raise TypeError(f"the fields are of the type {type(fields).__name__}; give them as in Fields(text='story')")
    names = list(frame.columns)
    settled = fields.settle([name for name in names if isinstance(name, str)])
    for name in settled.read_from:
        if names.count(name) != 1:
            found = "two columns" if name in names else "no column"
            raise ArticleError(
                f"the table has {found} {name!r}; its columns are: {', '.join(map(str, names))}. Name the columns to "
                "read, as in Fields(text='body')"
            )
    return settled


def _records(frame: "DataFrame", fields: Fields) -> Iterator[Record | Failure]:
    names = fields.read_from
    for label, *cells in zip(frame.index, *(_cells(frame[name]) for name in names), strict=True):
        yield _record(dict(zip(names, cells, strict=True)), fields, label)


def _cells(column: "Series[Any]") -> list[Any]:
    """Return the values of a column, with None for each of the ways in which pandas writes that there is none."""
    return [None if missing else value for value, missing in zip(column, column.isna(), strict=True)]


def _record(values: Mapping[str, Any], fields: Fields, label: Hashable) -> Record | Failure:
    record_id = fields.id_of(values, str(label))
    place = f"row {record_id!r}"
    try:
        if values[fields.text or "text"] is None:
            raise ArticleError(f"{place}: there is no text in the column {fields.text!r}")
        return fields.read(values, record_id, place)
    except ArticleError as error:
        return Failure.of(record_id, error)


def _row(outcome: Outcome, evidence: bool) -> dict[str, Any]:
    """Return the cells of a row by column; those that are missing are empty."""
    if isinstance(outcome, Failure):
        return {"error": f"{outcome.code}: {outcome.message}"}
    tags = FORMS["jsonl"].encode(outcome, True).rstrip("\n") if evidence else None
    return {**flatten(outcome.tagged), "tags": tags}
