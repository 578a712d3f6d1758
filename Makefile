# One command each: `make demo` to see it, `make test` to check it.
PYTHON ?= python3
BIN = .venv/bin
export SPINDEX_DATA ?= ./.spindex

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint lock elasticsearch clean

help: ## these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /	/' | expand -t 16

demo: .venv/.installed ## build the sample index when needed, and serve it (PORT=8000)
	@$(BIN)/spindex demo

test: .venv/.installed-dev ## the test suite but for its slow parts
	@$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadgroup

test-all: .venv/.installed-dev ## the whole test suite, slow parts too, on both Elasticsearch servers
	@SPINDEX_TEST_ELASTICSEARCH_VERSION=8.19.8 $(BIN)/python -m pytest -n 2 --dist loadgroup -m elasticsearch
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: .venv/.installed-dev ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy search indexer webapp

lock: .venv/.installed-dev ## pin what setup.cfg asks for in requirements*.lock
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile -q setup.cfg $(LOCK) -o requirements.lock
	@$(BIN)/uv pip compile -q setup.cfg --extra dev $(LOCK) -o requirements-dev.lock
LOCK = --upgrade --universal --generate-hashes --no-header --no-emit-index-url --no-annotate

elasticsearch: .venv/.installed-dev ## start the real Elasticsearch of the tests, to play with (Ctrl-C ends it)
	@$(BIN)/python -m tests.elasticsearch_server

clean: ## remove the virtual environment and the demo's index
	rm -rf .venv .spindex build *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the virtual environment .venv ..."
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements.lock setup.cfg setup.py | .venv/bin/python
	@echo "Installing (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
