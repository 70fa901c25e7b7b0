"""Reading labelled articles: JSON Lines, one article a line, and the seeds, whose text stands in files of their own.

An article has its labels by paragraph, or in a flat form with its whole text:

    {"id", "lang", "home", "genre", "parties": […], "domains": […], "paragraphs": [{"section", "domains": […], "text"}]}
    {"id", "lang", "home", "parties": […], "domains": […], "sections": […], "text"}

In the seeds' file the paragraphs have no `text`.
"""

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from dateline.labels.annotation import Annotation, LabelledArticle
from dateline.labels.article import read_article
from dateline.labels.errors import AnnotationError, DatelineError
from dateline.labels.words import KnownWords

DEFAULT_LABELS = Path(str(files("dateline.labels")))
DEFAULT_SEEDS = Path(str(files("dateline"))) / "seeds"

Record = dict[str, Any]
Read = TypeVar("Read")


def read_labelled(path: Path, known: KnownWords | None = None, texts: Path | None = None) -> Iterator[LabelledArticle]:
    """Yield the labelled articles of a JSON Lines file.

    Args:
        path: The file.
        known: Known words; with them, glued words are taken apart.
        texts: Where the texts stand as `<id>.txt` if they are not in the records.

    Raises:
        AnnotationError: A line is no labelled article; the message names file, line and fault.
    """
    yield from _read_lines(path, lambda record, place: _labelled(record, known, texts, place))


def read_annotations(path: Path) -> Iterator[Annotation]:
    """Yield the annotations of a JSON Lines file in one of the forms of labelled articles; their texts may be left out.

    Raises:
        AnnotationError: A line is no annotation; the message names file, line and fault.
    """
    yield from _read_lines(path, lambda record, place: _annotation(record))


def _read_lines(path: Path, read: Callable[[Record, str], Read]) -> Iterator[Read]:
    """Yield what `read` makes of the record and the place of each line.

    Raises:
        AnnotationError: It cannot; the message names file, line and fault.
    """
    if not path.is_file():
        raise AnnotationError(f"{path}: there is no such file; wanted: labelled articles, one JSON object a line")
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                place = f"{path.name}:{number}"
                try:
                    yield read(json.loads(line.decode()), place)
                except UnicodeDecodeError as error:
                    raise AnnotationError(f"{place}: byte {error.start:,} is not UTF-8; save it as UTF-8") from error
                except json.JSONDecodeError as error:
                    raise AnnotationError(f"{place}: this is no JSON: {error}") from error
                except KeyError as error:
                    raise AnnotationError(f"{place}: the field {error} is missing") from error
                except (DatelineError, TypeError, AttributeError) as error:
                    raise AnnotationError(f"{place}: {error}") from error


def read_labelled_folder(
    labels: Path = DEFAULT_LABELS, seeds: Path = DEFAULT_SEEDS, known: KnownWords | None = None
) -> list[LabelledArticle]:
    """Return the seeds and the labelled articles below a folder of labels, seeds first, files in order of name.

    Raises:
        AnnotationError: A file does not parse, or there is none.
    """
    articles = sorted((labels / "articles").glob("*.jsonl"))
    if not articles:
        raise AnnotationError(f"{labels / 'articles'}: there are no labelled articles (*.jsonl) here")
    labelled = list(read_labelled(labels / "seeds.jsonl", known, seeds)) if (labels / "seeds.jsonl").exists() else []
    for path in articles:
        labelled += read_labelled(path, known)
    return labelled


def _labelled(record: Record, known: KnownWords | None, texts: Path | None, place: str) -> LabelledArticle:
    text = _text(record, texts)
    article = read_article(text, article_id=record["id"], language=record.get("lang"), known=known)
    gold = _annotation(record)
    if len(gold.sections) != len(article.paragraphs):
        raise AnnotationError(
            f"{record['id']} has {len(gold.sections)} section labels for {len(article.paragraphs)} paragraphs; "
            "give one label for each non-empty line"
        )
    return LabelledArticle(article, gold, record.get("home"), text, place)


def _text(record: Record, texts: Path | None) -> str:
    if "text" in record:
        return str(record["text"])
    if texts is None:
        return "\n".join(paragraph["text"] for paragraph in record["paragraphs"])
    path = texts / f"{record['id']}.txt"
    if not path.exists():
        raise AnnotationError(f"the text of {record['id']} is not there: {path}")
    return path.read_text(encoding="utf-8")


def _annotation(record: Record) -> Annotation:
    paragraphs = record.get("paragraphs", ())
    return Annotation(
        article_id=record["id"],
        sections=tuple(record["sections"]) if "sections" in record else tuple(part["section"] for part in paragraphs),
        parties=_set(record, "parties"),
        domains=_set(record, "domains"),
        paragraph_domains=tuple(_set(part, "domains") for part in paragraphs),
        pairs={code: _set(record["pairs"], code) for code in record.get("pairs", ())},
    )


def _set(record: Record, name: str) -> frozenset[str]:
    """Return a field that holds a list of strings.

    Raises:
        AnnotationError: It holds something else.
    """
    value = record[name]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise AnnotationError(f"the field `{name}` is {value!r}; wanted a list of strings")
    return frozenset(value)
