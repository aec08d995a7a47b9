# `make help` lists the targets. Everything runs inside .venv, made from a lock file with hashes.
PYTHON ?= python3
BIN := .venv/bin
T ?=
ARGS ?=
FUZZ ?= 20000

.DEFAULT_GOAL := help

# Makes .venv, or finds it as it should be; a Python that somebody named is taken, whatever made it before.
ENVIRONMENT = @command -v $(PYTHON) >/dev/null || { echo "Line Zero needs Python 3.11 or newer; there is no $(PYTHON)."; exit 1; }; \
	$(PYTHON) scripts/environment.py $(if $(filter file,$(origin PYTHON)),,--this-python)

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

install: ## only install what the bot needs
	$(ENVIRONMENT)

install-dev:
	$(ENVIRONMENT) --dev

run: install ## start the bot: on Telegram with a token, on the local Telegram without one
	@exec $(BIN)/linezero run

lint: install-dev ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: install-dev ## all tests (make test T=tests/unit)
	$(BIN)/pytest -n auto $(T)

chaos: install-dev ## 10,000 messages while the bot is killed 20 times (make chaos ARGS="--database postgres")
	$(BIN)/python -m bench.chaos --publish $(ARGS)
	INTERLEAVINGS=5000 $(BIN)/pytest --hypothesis-seed=1 tests/e2e/test_interleavings.py & first=$$!; \
	INTERLEAVINGS=5000 $(BIN)/pytest --hypothesis-seed=2 tests/e2e/test_interleavings.py; second=$$?; \
	wait $$first && exit $$second  # half of the 10,000 on each core

bench: install-dev ## speed and memory beside a bare echo bot
	$(BIN)/python -m bench.throughput --publish $(ARGS)

bench-understanding: install-dev ## understanding on the public sets that are found (make bench-understanding ARGS="--data FOLDER")
	$(BIN)/python -m bench.understanding --publish $(ARGS)

bench-gaps: install-dev ## gaps on real questions, into docs/figures.md (needs ../shared/data)
	$(BIN)/python -m bench.gaps --publish $(ARGS)

bench-replay: install-dev ## time and exactness of a replay of 10,000 questions, into docs/figures.md
	$(BIN)/python -m bench.replay --publish $(ARGS)

bench-first-evening: install-dev ## from a clone, and from a spreadsheet, to a served question
	PYTHONPATH=scripts $(BIN)/python -m bench.first_evening --publish $(ARGS)

day: install-dev ## a simulated day of 2,000 customers and 12 agents, its report checked by a recount
	$(BIN)/python -m bench.day --publish $(ARGS)

fuzz: install-dev ## whatever anybody may write or press, 20,000 times (make fuzz FUZZ=500)
	FUZZ=$(FUZZ) $(BIN)/pytest -n 0 tests/integration/work/test_any_input.py

check: lint test ## what CI runs

try-wheel: install ## build the package, install it in an empty folder and ask it (make try-wheel ARGS=--newest)
	$(BIN)/python scripts/try_wheel.py $(ARGS)

try-image: ## the steps of the image in a clean Debian, healthcheck included (needs root)
	scripts/try_image.sh $(ARGS)

format: install-dev ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: install ## bring the tables of README and docs up to date with the code
	$(BIN)/python -m docs.tables

screenshots: install-dev ## make the pictures of the docs anew (needs Chromium)
	SCREENSHOTS=docs/screenshots $(BIN)/pytest tests/browser

lock: ## make the lock files anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --extra e5 --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --extra e5 --extra models --extra build --extra dev pyproject.toml -o requirements-dev.lock

.PHONY: help install install-dev run try-wheel try-image lint test check format docs screenshots lock chaos bench bench-understanding bench-gaps bench-replay bench-first-evening day fuzz
