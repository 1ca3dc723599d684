# `make demo` and `make test` need only Python ≥ 3.11 and make; both build their own environment first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types docs notebooks site downstream clean

demo: $(VENV)/ready-to-run
	$(BIN)/govbudget demo

test: lint types docs
	$(BIN)/pytest --numprocesses=auto --dist=worksteal --cov --cov-report=term

lint: $(VENV)/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/ready-to-test
	$(BIN)/mypy

# README and the documents under docs/ are run as doctests.
docs: $(VENV)/ready-to-test
	$(BIN)/pytest --no-cov README.md docs

# Runs the notebooks and stores what they show; plots only where matplotlib is installed. The tests hold them to it.
notebooks: $(VENV)/ready-to-test
	$(BIN)/python tests/helpers/notebook.py docs/notebooks/*.ipynb
	$(BIN)/ruff format docs/notebooks

# The wheel as a tool beside it would install it: its strategies, its types under mypy and pyright.
downstream: $(VENV)/ready-to-test
	$(BIN)/python tests/downstream/check.py

# The site of all documents with the reference from docstrings; needs more than the tests do.
site: $(VENV)/ready-to-publish
	$(BIN)/sphinx-build -W --keep-going -n -E --quiet docs build/site
	@echo build/site/index.html

$(VENV)/ready-to-run: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新版本")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/ready-to-test: $(VENV)/ready-to-run
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(VENV)/ready-to-publish: $(VENV)/ready-to-run
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[docs]'
	touch $@

clean:
	rm -rf $(VENV) build dist docs/generated .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
