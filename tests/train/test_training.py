"""Training gives the shipped model again."""

from pathlib import Path

import numpy as np
import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.models.bundle import DEFAULT_BUNDLE, Bundle, load_bundle, save_bundle
from dateline.models.packing import pack
from dateline.predict.tagger import Tagger
from dateline.train.corpus import load_corpus
from dateline.train.training import TrainingSettings, train

SAME_WEIGHT = 1e-6


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle") / "rebuilt"
    save_bundle(train(load_corpus(), TrainingSettings()), folder)
    return folder


@pytest.fixture(scope="module")
def bundle(rebuilt: Path) -> Bundle:
    return load_bundle(rebuilt)


def test_the_shipped_model_comes_from_these_labels(bundle: Bundle) -> None:
    shipped = load_bundle().manifest
    assert bundle.manifest.training == shipped.training
    assert bundle.manifest.version == shipped.version


def test_all_files_but_the_weights_are_the_same(rebuilt: Path) -> None:
    for path in DEFAULT_BUNDLE.iterdir():
        if path.name not in ("manifest.json", "models.npz", "models.json"):
            assert (rebuilt / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_weights_are_the_same(bundle: Bundle) -> None:
    ours, shipped = pack(bundle.models), pack(load_bundle().models)
    assert ours.arrays.keys() == shipped.arrays.keys()
    for name, array in shipped.arrays.items():
        assert array.shape == ours.arrays[name].shape, name
        scale = max(1.0, float(np.abs(array).max()))
        assert np.abs(array.astype(float) - ours.arrays[name].astype(float)).max() <= SAME_WEIGHT * scale, name


def test_the_decisions_are_the_same_on_every_labelled_article(bundle: Bundle, labelled: list[LabelledArticle]) -> None:
    ours, shipped = Tagger(bundle, None), Tagger.load(home=None)
    for item in labelled:
        tagged = [
            tagger.at_home(item.home).tag(item.text, language=item.article.language) for tagger in (ours, shipped)
        ]
        assert tagged[0].annotation == tagged[1].annotation, item.article.id
