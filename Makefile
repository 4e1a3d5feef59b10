# Everything a newcomer or a maintainer runs; `make` alone lists it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo env test lint check format docs site golden bench constraints clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.installed ## check the example tables: report on the screen, in demo/report.html and demo/report.json
	@mkdir -p demo
	$(BIN)/budgetcheck validate examples --fail-on never --report html=demo/report.html --report json=demo/report.json
	@echo "demo/report.html  demo/report.json"

env: $(VENV)/.developed ## make the development environment

test: $(VENV)/.developed ## run all tests
	$(BIN)/python -m pytest -q -n $(WORKERS)

lint: $(VENV)/.developed ## style, types, imports between rooms, generated pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/_tools/generate.py --check
	$(BIN)/sphinx-build -q -W --keep-going -d build/site docs site

check: lint test ## everything that must pass before a merge

format: $(VENV)/.developed ## put the sources into the one layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.developed ## write docs/rules/, docs/command.md and the README's outputs again
	$(BIN)/python docs/_tools/generate.py

site: $(VENV)/.developed ## build the site of docs/ into site/, every link checked
	$(BIN)/sphinx-build -q -W --keep-going -d build/site docs site

golden: $(VENV)/.developed ## write the expected reports of tests/golden/ again
	BUDGETCHECK_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/reports tests/cli

bench: $(VENV)/.developed ## measure speed and memory against plain pandas
	$(BIN)/python -m bench

constraints: ## pin the newest versions that fit together
	rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --editable '.[dev]'
	{ head -n 2 constraints.txt; build/constraints/bin/python -m pip freeze --exclude-editable; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean: ## remove everything the targets made
	rm -rf $(VENV) build demo dist site .hypothesis .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo '需要 Python 3.11–3.13 (needs Python 3.11 to 3.13): make PYTHON=python3.12 …' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# NOTE: the stamps are newer than what decides the installation, so a second run installs nothing.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable '.[all]'
	@touch $@

$(VENV)/.developed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed
