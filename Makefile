# One command each: `make demo` to see it, `make test` to check it.
PYTHON ?= python3
BIN = .venv/bin
PIP = $(BIN)/python -m pip install -q --disable-pip-version-check
PYTEST = $(BIN)/python -m pytest -n auto --maxprocesses=4 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help demo test test-all attack relevance lint lock elasticsearch clean

help: ## these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /	/' | expand -t 16

demo: export SPINDEX_DATA ?= ./.spindex
demo: .venv/.installed ## build the sample index when needed, and serve it (PORT=8000)
	@$(BIN)/spindex demo

test: .venv/.installed-dev ## the test suite but for its slow parts
	@$(PYTEST) -m "not slow"

test-all: .venv/.installed-dev ## the whole test suite, and what needs Elasticsearch on the older server, too
	@SPINDEX_TEST_ELASTICSEARCH_VERSION=8.19.8 $(PYTEST) -m elasticsearch
	@$(PYTEST)

attack: .venv/.installed-dev ## fuzz a served site and the readers of files (SECONDS=300 SEED=1 ENGINE=elasticsearch RECORDS=60000)
	@$(BIN)/python -m tests.attack

relevance: .venv/.installed-dev ## what visitors' questions find in the sample, by our own judgements, on both engines
	@$(BIN)/python -m benchmarks.own_relevance

lint: .venv/.installed-dev ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy search indexer webapp tests benchmarks

COMPILE = $(BIN)/uv pip compile -q setup.cfg - --upgrade --universal --generate-hashes --no-header --no-emit-index-url
lock: .venv/.made ## pin the newest of what setup.cfg asks for in requirements*.lock
	@$(PIP) uv
	@echo "setuptools >= 77" | $(COMPILE) --no-annotate -o requirements.lock
	@echo "setuptools >= 77" | $(COMPILE) --no-annotate --extra dev -c requirements.lock -o requirements-dev.lock

elasticsearch: .venv/.installed-dev ## start the real Elasticsearch of the tests, to play with (Ctrl-C ends it)
	@$(BIN)/python -m tests.elasticsearch_server

clean: ## remove the virtual environment and the demo's index
	rm -rf .venv .spindex build *.egg-info

# An environment is taken for made only when all of it was: an interrupted one is made again.
.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the virtual environment .venv ..."
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: requirements.lock setup.cfg setup.py | .venv/.made
	@echo "Installing (once; some minutes on a slow line) ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@echo "Installing what the tests need (once) ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
