# Everything is set up by the target that needs it: `make run` to use it, `make test` to check it.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
N ?= 200000
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PLAYWRIGHT_BROWSERS_PATH = $(CURDIR)/.venv/browsers

.PHONY: run stop test test-server check fmt lock bench train train-files setup \
	bench-data bench-search bench-serve bench-export bench-drop

run: setup  ## Set up and serve the product with a sample newsroom
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py sample_newsroom --if-empty
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@PORT="$(PORT)" exec $(BIN)/python -m config.serve

stop:  ## Stop the product and sweep up what a crash left behind
	@scripts/stop

test: .venv/test.stamp  ## Format, lint, types, templates, imports, tests, browser
	@$(MAKE) --no-print-directory check
	@scripts/browser $(BIN)/python -m pytest

test-server: .venv/test.stamp  ## The same tests on Debian's PostgreSQL 15
	@scripts/server scripts/browser $(BIN)/python -m pytest

bench: .venv/run.stamp  ## How well the engine's confidence holds: make bench GOLD=annotated.jsonl.gz
	@$(BIN)/python bench/extraction.py "$(GOLD)"

bench-data: .venv/run.stamp  ## Load quotes to measure on: make bench-data N=1000000
	@$(BIN)/python -m bench.generate $(N)

bench-search: .venv/rivals  ## How long searches take, beside tantivy: make bench-search N=1000000
	@$(BIN)/python -m bench.search $(N)

bench-serve: .venv/run.stamp  ## Requests a second, beside a bare view: make bench-serve N=200000
	@$(BIN)/python -m bench.serve $(N)

bench-export: .venv/run.stamp  ## Rows a second of an export, beside COPY: make bench-export N=1000000
	@$(BIN)/python -m bench.export $(N)

bench-drop:  ## Remove what was loaded: make bench-drop N=1000000
	@$(BIN)/python -c "from bench.place import drop; drop($(N))"

.venv/rivals: bench/requirements-search.txt .venv/run.stamp
	@$(BIN)/python -m pip install --quiet --upgrade --target $@ --requirement $<
	@touch $@

train: train-files .venv-training/stamp  ## Train the engine's network: make train TRAIN=files DEV=file [REPLACE=1]
	@.venv-training/bin/python -m training.train_extraction --train $(TRAIN) --dev "$(DEV)" \
		$(if $(REPLACE),--replace)

train-files:
	@test -n "$(TRAIN)" && test -n "$(DEV)" || \
		{ echo "Say what to train on: make train TRAIN=train.jsonl.gz DEV=dev.jsonl.gz" >&2; exit 2; }

check: .venv/test.stamp
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/lint-imports --no-logo

fmt: .venv/test.stamp  ## Format code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: .venv/test.stamp  ## Resolve the requirements again
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-header --quiet --upgrade -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --quiet --upgrade -c requirements.txt -o requirements-dev.txt

setup: .venv/run.stamp

.venv/run.stamp: requirements.txt
	@scripts/install requirements.txt
	@touch $@

.venv/test.stamp: requirements.txt requirements-dev.txt
	@scripts/install requirements-dev.txt
	@touch .venv/run.stamp $@

.venv-training/stamp: training/requirements.txt
	@$(PYTHON) -m venv .venv-training
	@.venv-training/bin/python -m pip install --quiet --no-deps --requirement $<
	@touch $@
