"""pandas frames that are parts of a table: each is tagged in whatever process it has come to."""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.readers.fields import Fields
from dateline.predict.tagged_frame import tag_frame
from dateline.predict.tagger import DEFAULT_HOME, Tagger

if TYPE_CHECKING:
    from pandas import DataFrame


def tag_partition(
    frame: "DataFrame",
    folder: Path | str | None = None,
    home: str | None = DEFAULT_HOME,
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    evidence: bool = True,
    prefix: str = "",
) -> "DataFrame":
    """Tag one frame of many in whatever process it has come to; each process loads the model once.

    Args:
        frame: A row an article.
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
    with _tagging:
        tagger = _load(Path(folder or DEFAULT_BUNDLE))
        return tag_frame(tagger.at_home(home), frame, fields, evidence, prefix)


_tagging = Lock()  # a process may have several threads, and what a tagger keeps of words is not made for them


@lru_cache(maxsize=4)
def _load(folder: Path) -> Tagger:
    return Tagger.load(folder, home=None)
