# Hjemvej. `make help` lists what can be done; a fresh machine needs only make and Python 3.11 or later.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# The environment is made again when the lock changes, and costs nothing while it does not.
STAMP := $(VENV)/made-from-$(shell cksum requirements.lock | cut -d ' ' -f 1)
# The certificates of the machine, which may stand behind a proxy of its own.
export UV_SYSTEM_CERTS ?= true

.DEFAULT_GOAL := help
.PHONY: help environment run test check format test-containers bench placements agreements staffing fuzz lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: $(STAMP) ## the whole suite on this machine, until Ctrl-C
	@$(PY) -m demo

test: $(STAMP) ## all tests on a real PostgreSQL (HJEMVEJ_TEST_DATABASE_URL, else a container, else the embedded one)
	@$(PY) -m pytest -m 'not containers and not fuzz' $(TESTS)

check: $(STAMP) ## format, lint, types, import contracts, size budgets
	@$(VENV)/bin/ruff format --check . || { echo 'not formatted: run `make format`'; exit 1; }
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/mypy .
	@$(VENV)/bin/lint-imports --no-logo
	@$(PY) -m pytest tests/architecture/test_budgets.py

format: $(STAMP) ## puts the source in order
	@$(VENV)/bin/ruff check --quiet --fix --exit-zero .
	@$(VENV)/bin/ruff format .

test-containers: $(STAMP) ## the images built and run by docker compose, and the story against them
	@$(PY) -m tests.containers

bench: $(STAMP) ## our answers against the same statements by pgbench
	@$(PY) -m benchmarks

placements: $(STAMP) ## 1,000 placements while every process is killed five times: nothing lost, nothing doubled
	@$(PY) -m benchmarks.placements

agreements: $(STAMP) ## a year in Helsingør under three agreements, in one table
	@$(PY) -m demo.comparison

staffing: $(STAMP) ## the support workers that Helsingør's year needs by each method, and what two fewer lead to
	@$(PY) -m demo.staffing

fuzz: $(STAMP) ## wide random exploration, longer than `make test`
	@$(PY) -m pytest -m 'not containers' --hypothesis-profile=fuzz $(TESTS)

lock: $(STAMP) ## both locks from pyproject.toml, with hashes and without addresses
	@$(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-header --no-annotate --quiet --output-file requirements.lock
	@$(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet --constraint requirements.lock --output-file requirements.runtime.lock

clean: ## removes the environment and all caches; the data in .state are kept
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment: $(STAMP) ## only the Python environment

# uv comes first, by its own lines of the lock (and so by its hash), and installs the rest in seconds. Where packages
# come from an index that only pip is told about, pip installs them, by the same hashes.
$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Hjemvej needs Python 3.11 or later; this is " + sys.version.split()[0] \
		+ ". Name another one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "Making the Python environment in $(VENV)"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock
	@$(VENV)/bin/uv pip sync --quiet --compile-bytecode --require-hashes --python $(PY) requirements.lock \
		|| $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@rm -f $(VENV)/made-from-*
	@touch $@
