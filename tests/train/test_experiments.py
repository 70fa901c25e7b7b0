"""Experiments change what they name, and put it back."""

from importlib import import_module

import pytest

from dateline.models import context
from dateline.train import experiments
from dateline.train.experiments import VARIANTS, run_experiments
from dateline.train.training import TrainingSettings


def test_every_change_names_something_that_there_is() -> None:
    for variant in VARIANTS:
        for place in variant.changes:
            module, _, path = place.partition(":")
            owner = import_module(module)
            for name in path.split("."):
                owner = getattr(owner, name)
        assert variant.settings.keys() <= set(TrainingSettings.__dataclass_fields__)


def test_the_first_variant_is_the_chosen_form_and_no_name_stands_twice() -> None:
    assert not VARIANTS[0].changes
    assert not VARIANTS[0].settings
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)


def test_a_change_ends_with_its_training_even_if_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    before, seen = context._WINDOW, []

    def fail(*_: object) -> None:
        seen.append(context._WINDOW)
        raise ValueError

    monkeypatch.setattr(experiments, "train", fail)
    with pytest.raises(ValueError):  # noqa: PT011  # ours has no message
        list(run_experiments(None, [], [variant for variant in VARIANTS if "4 words" in variant.name]))  # type: ignore[arg-type]  # never read
    assert seen == [4]
    assert before == context._WINDOW
