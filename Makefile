# `make demo` and `make test` do everything on a fresh machine; they need Python >= 3.11, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

.PHONY: setup demo test check acceptance docs clean
setup: $(VENV)/ready

clean:
	rm -rf $(VENV) .work .kg
