"""Spark frames: what `mapInPandas` of PySpark takes. PySpark itself is never imported."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.predict.frame_partition import tag_partition
from dateline.predict.readers.fields import Fields
from dateline.predict.tagged_frame import Kind, tag_columns
from dateline.predict.tagger import DEFAULT_HOME

if TYPE_CHECKING:
    from pandas import DataFrame

SPARK_TYPES: dict[Kind, str] = {
    "strings": "array<string>",
    "numbers": "array<double>",
    "count": "bigint",
    "flag": "boolean",
    "string": "string",
}
"""The types of the added columns as Spark names them."""


def tag_partitions(
    frames: Iterable["DataFrame"],
    folder: Path | str | None = None,
    home: str | None = DEFAULT_HOME,
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    *,
    evidence: bool = True,
    prefix: str = "",
) -> Iterator["DataFrame"]:
    """Yield frames with the columns of `TAG_COLUMNS` added, one for one and as they come.

    Args:
        frames: A row an article.
        folder: The model, where each process finds it; None for the shipped one, wherever that is installed.
        home: The home country's code; None keeps all parties.
        fields: As for `tag_frame`.
        evidence: As for `tag_frame`.
        prefix: As for `tag_frame`.

    Raises:
        ArticleError: As for `tag_frame`.
        BundleError: The model is missing, damaged, or of another format version.
        LabelSetError: Home is no party of its label set.
    """
    for frame in frames:
        yield tag_partition(frame, folder, home, fields, evidence, prefix)


def spark_schema(dtypes: Iterable[tuple[str, str]], evidence: bool = True, prefix: str = "") -> str:
    """Return the schema of tagged frames for `mapInPandas`.

    Args:
        dtypes: Names and types of the columns before tagging, as in `DataFrame.dtypes` of PySpark.
        evidence: As given to `tag_partitions`.
        prefix: As given to `tag_partitions`.

    Raises:
        ArticleError: A column has the name of one that is added.

    >>> spark_schema([("text", "string")], evidence=False)[:51]
    '`text` string, `partners` array<string>, `partner_s'
    """
    given = list(dtypes)
    added = tag_columns([name for name, _ in given], evidence, prefix)
    columns = [*given, *((name, SPARK_TYPES[kind]) for name, kind in added.items())]
    return ", ".join(f"`{name.replace('`', '``')}` {kind}" for name, kind in columns)
