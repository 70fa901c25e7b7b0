# Everything runs in an environment of its own, for Debian's Python installs nothing outside of one.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A peer for the benchmark, which wants other versions of what we use. Where it cannot be installed it is left out.
ANNIF := .venv-annif

.PHONY: demo test check bench load train clean

demo: $(VENV)/.runs ## Tag the five seed articles with the shipped model.
	$(BIN)/dateline tag seeds --format table

test: $(VENV)/.tests ## Run all checks.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --package dateline
	$(BIN)/mypy tests hatch_build.py
	$(BIN)/dateline labels check --select E
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: test

bench: $(VENV)/.tests $(ANNIF)/.made ## Print speed beside its peers, in the same run.
	$(BIN)/python tests/bench/run.py 500 $$(ls $(ANNIF)/bin/annif 2>/dev/null)

load: $(VENV)/.tests ## Print how much the service can do, and how it bears bad clients.
	$(BIN)/python tests/bench/load.py

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

$(ANNIF)/.made:
	$(PYTHON) -m venv $(ANNIF)
	-$(ANNIF)/bin/python -m pip install --quiet --disable-pip-version-check annif
	touch $@

clean:
	rm -rf $(VENV) $(ANNIF) .editable build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
