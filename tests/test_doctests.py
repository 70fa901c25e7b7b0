"""Every example in a docstring runs, in the package as it is installed."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import dateline

MODULES = [
    module.name
    for module in pkgutil.walk_packages(dateline.__path__, "dateline.")
    if module.name != "dateline.__main__"
]


@pytest.mark.parametrize("name", ["dateline", *MODULES])
def test_examples_run(name: str) -> None:
    results = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    modules = [import_module(name) for name in MODULES]
    assert sum(bool(test.examples) for module in modules for test in finder.find(module)) >= 15
