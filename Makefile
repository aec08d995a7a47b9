# `make help` lists the targets. Everything runs inside .venv, made from a lock file with hashes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
T ?=
ARGS ?=

.DEFAULT_GOAL := help

# Installs a lock file, naming each package as it comes: it takes minutes, and silence looks like a fault.
define locked
	@rm -f $(VENV)/.failed
	@{ $(PIP) install --require-hashes -r $(1) || touch $(VENV)/.failed; } | $(BIN)/python -uc \
		'import sys; [print(" ", line.split()[1]) for line in sys.stdin if line.startswith("Collecting ")]'
	@test ! -e $(VENV)/.failed
endef

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Line Zero needs Python 3.11 or newer; set PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || { echo "Making the virtual environment…"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing what Line Zero needs (once, a minute or two)…"
	$(call locked,requirements.lock)
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "Installing the tools for tests…"
	$(call locked,requirements-dev.lock)
	@touch $@

install: $(VENV)/.run ## only install what the bot needs

run: $(VENV)/.run ## start the bot: on Telegram with a token, on the local Telegram without one
	@exec $(BIN)/linezero run

lint: $(VENV)/.dev ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: $(VENV)/.dev ## all tests (make test T=tests/unit)
	$(BIN)/pytest -n auto $(T)

chaos: $(VENV)/.dev ## 10,000 messages while the bot is killed 20 times (make chaos ARGS="--database postgres")
	$(BIN)/python -m bench.chaos --publish $(ARGS)
	INTERLEAVINGS=5000 $(BIN)/pytest --hypothesis-seed=1 tests/e2e/test_interleavings.py & first=$$!; \
	INTERLEAVINGS=5000 $(BIN)/pytest --hypothesis-seed=2 tests/e2e/test_interleavings.py; second=$$?; \
	wait $$first && exit $$second  # half of the 10,000 on each core

bench: $(VENV)/.dev ## speed and memory beside a bare echo bot
	$(BIN)/python -m bench.throughput --publish $(ARGS)

bench-understanding: $(VENV)/.dev ## understanding on the public sets that are found (make bench-understanding ARGS="--data FOLDER")
	$(BIN)/python -m bench.understanding --publish $(ARGS)

bench-gaps: $(VENV)/.dev ## gaps on real questions, into docs/figures.md (needs ../shared/data)
	$(BIN)/python -m bench.gaps --publish $(ARGS)

bench-replay: $(VENV)/.dev ## time and exactness of a replay of 10,000 questions, into docs/figures.md
	$(BIN)/python -m bench.replay --publish $(ARGS)

day: $(VENV)/.dev ## a simulated day of 2,000 customers and 12 agents, its report checked by a recount
	$(BIN)/python -m bench.day --publish $(ARGS)

check: lint test ## what CI runs

format: $(VENV)/.dev ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.run ## bring the tables of README and docs up to date with the code
	$(BIN)/python -m docs.tables

screenshots: $(VENV)/.dev ## make the pictures of the docs anew (needs Chromium)
	SCREENSHOTS=docs/screenshots $(BIN)/pytest tests/browser

lock: ## make the lock files anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --extra e5 --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --extra e5 --extra build --extra dev pyproject.toml -o requirements-dev.lock

.PHONY: help install run lint test check format docs screenshots lock chaos bench bench-understanding bench-gaps bench-replay day
