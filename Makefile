# `make demo` and `make test` do everything on a fresh machine; they need Python >= 3.11, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KG := $(BIN)/kg
OUT := .work/demo
NPM := $(BIN)/python web/npm.py
EXPLORER := src/kg/serve/static/index.html

.PHONY: setup web types demo test check acceptance docs build clean

setup: $(VENV)/ready $(EXPLORER)

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

# The explorer, built into the package with the Node of a Python package.
web: $(EXPLORER)

$(EXPLORER): web/node_modules/.package-lock.json web/index.html web/vite.config.ts $(shell find web/src -type f)
	$(NPM) run --silent build
	touch $@

web/node_modules/.package-lock.json: web/package-lock.json | $(VENV)/ready
	$(NPM) ci --ignore-scripts --silent --no-audit --no-fund
	touch $@

# The types of the API, from its description.
types: web/node_modules/.package-lock.json
	$(BIN)/python web/api_types.py

# From the bundled press reviews to a store, answers, a page and an export.
demo: $(VENV)/ready $(EXPLORER)
	rm -rf $(OUT) && mkdir -p $(OUT)
	$(KG) ingest corpus --store $(OUT)/store
	$(KG) stats --store $(OUT)/store
	$(KG) query who-says-who-saved-whom --store $(OUT)/store
	$(KG) network --around "Vladimir Putin" --store $(OUT)/store
	$(KG) view --store $(OUT)/store --out $(OUT)/network.html
	$(KG) export --store $(OUT)/store --format trig --out $(OUT)/graph.trig
	@echo "The store, the network page and the export lie in $(OUT)."

test: $(VENV)/ready $(EXPLORER)
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/ready $(EXPLORER)
	$(BIN)/ruff format --check src tests docs benchmarks training web
	$(BIN)/ruff check src tests docs benchmarks training web
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NPM) run --silent check
	$(KG) format --check
	$(KG) build --check
	$(BIN)/python docs/reference.py --check
	$(BIN)/python docs/scores.py --check

# What takes longer than a change should wait for.
acceptance: $(VENV)/ready $(EXPLORER)
	$(BIN)/python -m pytest -m slow -s

# What README.md and docs/ show of the program.
docs: $(VENV)/ready
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/reference.py --html .work/ontology.html
	$(BIN)/python docs/scores.py
	$(BIN)/python docs/conformance.py
	$(BIN)/python docs/update.py
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/notebooks.py

build: $(VENV)/ready
	$(KG) build

clean:
	rm -rf $(VENV) .work .kg web/node_modules src/kg/serve/static
