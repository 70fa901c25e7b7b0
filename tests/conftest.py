"""What tests share: the label set, the labelled articles, the shipped model."""

from pathlib import Path

import pytest
from hypothesis import settings

from dateline.labels.annotation import LabelledArticle
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import load_label_set
from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled, read_labelled_folder
from dateline.predict.tagger import Tagger

settings.register_profile("dateline", deadline=None)  # machines differ: no test asserts a time
settings.load_profile("dateline")

LONGEST = ("test_training.py", "test_kill.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process waits for it at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def label_set() -> LabelSet:
    return load_label_set()


@pytest.fixture(scope="session")
def labelled() -> list[LabelledArticle]:
    return read_labelled_folder()


@pytest.fixture(scope="session")
def seeds() -> list[LabelledArticle]:
    return list(read_labelled(DEFAULT_LABELS / "seeds.jsonl", texts=DEFAULT_SEEDS))


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger.load()
