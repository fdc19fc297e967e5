# `make demo` and `make test` do everything on a fresh machine; they need Python >= 3.11, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KG := $(BIN)/kg
OUT := .work/demo

.PHONY: setup demo test check acceptance docs build clean

setup: $(VENV)/ready

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

# From the bundled press reviews to a store, answers, a page and an export.
demo: $(VENV)/ready
	rm -rf $(OUT) && mkdir -p $(OUT)
	$(KG) ingest corpus --store $(OUT)/store
	$(KG) stats --store $(OUT)/store
	$(KG) query who-says-who-saved-whom --store $(OUT)/store
	$(KG) network --around "Vladimir Putin" --store $(OUT)/store
	$(KG) view --store $(OUT)/store --out $(OUT)/network.html
	$(KG) export --store $(OUT)/store --format trig --out $(OUT)/graph.trig
	@echo "The store, the network page and the export lie in $(OUT)."

test: $(VENV)/ready
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/ready
	$(BIN)/ruff format --check src tests docs benchmarks training
	$(BIN)/ruff check src tests docs benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(KG) format --check
	$(KG) build --check
	$(BIN)/python docs/reference.py --check
	$(BIN)/python docs/scores.py --check

# What takes longer than a change should wait for.
acceptance: $(VENV)/ready
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
	rm -rf $(VENV) .work .kg
