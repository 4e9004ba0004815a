# Two commands matter: `make run` and `make test`. Each does all its own set-up on a machine with Python 3.11+.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8501
SCALE ?= 0.01
export TEPAT_INBOX ?= inbox
export TEPAT_STORE ?= store

.PHONY: help run test attack mutants release setup demo lint format bench clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: setup demo  ## set up, make the demonstration register if there is no store, serve on http://localhost:8501
	@echo "==> serving on http://localhost:$(PORT), to this computer only (Ctrl+C stops)"
	@.venv/bin/python -m streamlit run app.py --server.port $(PORT) --server.headless true

test: .venv/test-ready  ## set up, find or install Chromium, lint, check types, run every test
	@echo "==> ruff" && .venv/bin/ruff check . && .venv/bin/ruff format --check .
	@echo "==> mypy" && .venv/bin/mypy
	@.venv/bin/python tests/browser/chromium.py
	@echo "==> tests" && .venv/bin/python -m pytest -n 2 --dist loadfile

attack: .venv/test-ready  ## add up all that is published and say how narrowly each small count is known (minutes)
	@.venv/bin/python -m pytest -rP -m "long or not long" tests/data/figures/test_attacker.py

mutants: .venv/test-ready  ## break each guard on purpose and see its tests fail; `make mutants ONLY=scope` for some
	@.venv/bin/python -m tests.mutants.run $(ONLY)

release: .venv/test-ready  ## source archive, list of components and checksums of a tag: `make release TAG=v0.1.0`
	@.venv/bin/python scripts/release.py "$(or $(TAG),HEAD)" dist

setup: .venv/ready  ## make .venv and install the locked packages

demo: setup
	@test -e "$(TEPAT_STORE)/current" || ls "$(TEPAT_STORE)"/builds/*/build.json >/dev/null 2>&1 || { \
	  echo "==> no store yet: making the synthetic demonstration register at scale $(SCALE)"; \
	  .venv/bin/tepat demo --scale $(SCALE) && .venv/bin/tepat build; }

.venv/ready: requirements.lock Makefile
	@echo "==> setting up .venv"
	@sh scripts/make-venv requirements.lock
	@touch $@

.venv/test-ready: .venv/ready requirements-test.lock requirements-cluster.lock
	@echo "==> adding the test tools"
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-test.lock --requirement requirements-cluster.lock
	@touch $@

lint: .venv/test-ready  ## ruff and mypy alone
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/python -m mypy

format: .venv/test-ready  ## let ruff lay out the code
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

clean:  ## remove the environment and caches (never inbox, work or store)
	@rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis
