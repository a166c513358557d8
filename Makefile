# `make demo` and `make test` need python3 (3.11 or later, with venv) and nothing else: they make .venv themselves.

VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
ARGS   ?=
PAGE   ?=

# Modules are compiled when first imported: compiling all that is installed would take longer than installing it. What is
# compiled is kept, whatever the environment says: otherwise every start would compile it again, which takes a second.
unexport PYTHONDONTWRITEBYTECODE
INSTALL := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --no-input --editable

# A worker that has nothing left takes tests of another; until then each goes through whole files, and computes once what
# the tests of a file share.
SCHEMA   := src/countermove/assessment/schema/assessment.schema.json
EXAMPLES := tests/docs/test_examples.py::test_the_examples_of_a_page_do_what_it_shows
PYTEST    = $(BIN)/python -m pytest -n logical --dist worksteal $(if $(PAGE),'$(EXAMPLES)[$(PAGE)]') $(ARGS)

.DEFAULT_GOAL := help
.PHONY: help demo test test-all judge levels schema mutants lint docs page lowest gmcr bench setup clean

help: ## What can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(VENV)/.with-demo ## Assess the Korean stalemate of August 2021
	@$(BIN)/countermove assess korea-2021

test: $(VENV)/.with-test ## Run what shows most, on all cores (ARGS="-k nash" for a part, PAGE=docs/assess.md for the examples of a page)
	@$(PYTEST)

test-all: $(VENV)/.with-test ## Run all tests, as is done before a change lands
	@COUNTERMOVE_LEVEL=all $(PYTEST)

judge: $(VENV)/.with-test ## All tests at full size: all random models compared with the judge, the flagship pushed everywhere
	@COUNTERMOVE_LEVEL=judge $(PYTEST)

levels: $(VENV)/.with-test ## List the tests that take more CPU time than their level allows (an hour; ARGS="--level first --runs 1")
	@$(BIN)/python -m tests.levels $(ARGS)

schema: $(VENV)/.with-test ## Write the published JSON Schema of the format anew
	@$(BIN)/python -c 'from countermove.assessment.schema.jsonschema import schema_text; print(schema_text(), end="")' > $(SCHEMA).new
	@mv $(SCHEMA).new $(SCHEMA)

mutants: $(VENV)/.with-test ## Put 200 small faults into the sources and see whether the tests notice (an hour, the first time two)
	@$(BIN)/python -m tests.mutants $(ARGS)

lint: $(VENV)/.with-test $(VENV)/.with-lint ## Style, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: $(VENV)/.with-docs ## Build the documentation into docs/_build/html (ARGS="-D without_explorable=1" without the report that argues back)
	@echo "Building the documentation (some three minutes) ..." >&2
	@$(BIN)/python -m sphinx --fail-on-warning --keep-going --nitpicky --quiet $(ARGS) -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

page: ## Build the script and the style of the page (frontend/) into the package; needs Node 20.19 or later
	@cd frontend && npm ci --no-progress --loglevel=error && npm run --silent build -- $(OUT)

lowest: ## Run a part of the suite with the lowest versions allowed
	@PYTHON="$(PYTHON)" .ci/lowest

gmcr: ## Build the engine's own wheel, and run its tests where it is installed alone
	@PYTHON="$(PYTHON)" .ci/gmcr

bench: $(VENV)/.with-test ## Measure this machine
	@$(BIN)/python -m benchmarks $(ARGS)

setup: $(VENV)/.with-all ## Everything for development, in one go

clean: ## Remove what was built, and .venv
	rm -rf $(VENV) .venv-lowest docs/_build build dist frontend/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# One stamp for each set of dependencies, renewed when pyproject.toml changes, or what the core is compiled from.
CORE := hatch_build.py $(wildcard src/gmcr/kernels/compiled/*.[ch])

# What tests and types need besides, which `make lowest` does without.
BESIDE_test := ,mcp

$(VENV)/.with-all: pyproject.toml $(CORE) $(VENV)/.made
	@echo "Installing everything for development into $(VENV) (once) ..." >&2
	@$(INSTALL) '.[test,lint,docs,mcp]'
	@touch $@ $(addprefix $(VENV)/.with-,demo test lint docs)

$(VENV)/.with-demo: pyproject.toml $(CORE) $(VENV)/.made
	@echo "Installing Countermove into $(VENV) (once) ..." >&2
	@$(INSTALL) .
	@touch $@

$(VENV)/.with-%: pyproject.toml $(CORE) $(VENV)/.made
	@echo "Installing what '$*' needs into $(VENV) (once) ..." >&2
	@$(INSTALL) '.[$*$(BESIDE_$*)]'
	@touch $@ $(VENV)/.with-demo

$(VENV)/.made:
	@for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python; do \
	  if command -v $$python >/dev/null 2>&1 \
	    && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -m venv $(VENV) >/dev/null 2>&1 && touch $@ && exit 0; \
	    echo "$$python cannot make a virtual environment here. On Debian and Ubuntu: apt install python3-venv." >&2; exit 1; \
	  fi; \
	done; \
	echo "Countermove needs Python 3.11 or later and found none. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1
