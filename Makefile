# Everything runs in an environment of its own, for Debian's Python installs nothing outside of one.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check bench train clean

demo: $(VENV)/.runs ## Tag the five seed articles with the shipped model.
	$(BIN)/dateline tag seeds --format table

test: $(VENV)/.tests ## Run all checks.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --package dateline
	$(BIN)/mypy tests hatch_build.py
	$(BIN)/dateline labels check --select E
	$(BIN)/python -m pytest

check: test

bench: $(VENV)/.tests ## Print speed beside a plain scikit-learn path, in the same run.
	$(BIN)/python tests/bench/tagging.py

train: $(VENV)/.runs ## Train the shipped model anew.
	$(BIN)/dateline train -o models/default

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: $(VENV)/bin/python pyproject.toml hatch_build.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.tests: $(VENV)/bin/python pyproject.toml hatch_build.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@ $(VENV)/.runs

clean:
	rm -rf $(VENV) .editable build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
