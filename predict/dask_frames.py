"""Dask frames: each partition is tagged by itself, in whatever process it has come to.

Tagging a partition depends on nothing else and changes nothing else. So Dask can do it anew where a process has died,
and every row is there once.
"""

from pathlib import Path
from typing import Any

from dateline.labels.errors import ArticleError
from dateline.predict.frame_partition import tag_partition
from dateline.predict.readers.fields import Fields
from dateline.predict.tagged_frame import TAG_COLUMNS
from dateline.predict.tagger import DEFAULT_HOME

_NEEDED = 'for Dask frames the package dask is needed: pip install "dateline[dask]"'


def tag_dask(
    ddf: Any,  # noqa: ANN401 # dask publishes no types
    folder: Path | str | None = None,
    home: str | None = DEFAULT_HOME,
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    *,
    evidence: bool = True,
    prefix: str = "",
) -> Any:  # noqa: ANN401 # dask publishes no types
    """Return a Dask frame with the columns of `TAG_COLUMNS` added; nothing is tagged before it is computed.

    Args:
        ddf: A row an article.
        folder: The model, where each process finds it; None for the shipped one, wherever that is installed.
        home: The home country's code; None keeps all parties.
        fields: As for `tag_frame`.
        evidence: As for `tag_frame`.
        prefix: As for `tag_frame`.

    Raises:
        ArticleError: Dask is not installed, or as for `tag_frame`.
        BundleError: The model is missing, damaged, or of another format version.
        LabelSetError: Home is no party of its label set.
    """
    try:
        import dask.dataframe as dd
    except ImportError as error:
        raise ArticleError(_NEEDED) from error
    settings = (folder, home, fields, evidence, prefix)
    meta = tag_partition(ddf._meta, *settings)
    return dd.map_partitions(tag_partition, ddf, *settings, meta=meta)  # type: ignore[no-untyped-call]


def parquet_schema(tagged: Any, prefix: str = "") -> Any:  # noqa: ANN401 # neither dask nor pyarrow publishes types
    """Return the schema with which a tagged Dask frame is written as Parquet: by itself, Dask takes no lists.

    Args:
        tagged: What `tag_dask` returned.
        prefix: The prefix that it was given.

    Raises:
        ArticleError: pyarrow is not installed.
    """
    try:
        import pyarrow
    except ImportError as error:
        raise ArticleError(_NEEDED) from error
    lists = {"strings": pyarrow.list_(pyarrow.string()), "numbers": pyarrow.list_(pyarrow.float64())}
    ours = {prefix + name: lists[kind] for name, kind in TAG_COLUMNS.items() if kind in lists}
    others = pyarrow.Schema.from_pandas(tagged._meta.drop(columns=list(ours)), preserve_index=False)
    return pyarrow.schema(
        [(name, ours[name]) if name in ours else others.field(name) for name in tagged.columns],
    )
