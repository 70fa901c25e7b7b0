"""What tests of `dateline tag` share: a file of records."""

from pathlib import Path

import pytest

from dateline.labels.annotation import LabelledArticle

from .program import write_records


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, labelled: list[LabelledArticle]) -> Path:
    """A file of records: more than one process is given at once, one of them bad."""
    records = [{"id": each.article.id, "text": each.text, "home": each.home, "n": 1} for each in labelled[:130]]
    return write_records(tmp_path_factory.mktemp("many") / "many.jsonl", *records, {"id": "bad"}, *records[:3])
