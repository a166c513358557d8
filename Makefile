# `make demo` and `make test` need only python3 (3.11 or later, with venv): they create .venv themselves.

VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
ARGS   ?=
PAGE   ?=

# Modules are compiled on first import: compiling everything at installation would take longer than installing it. Bytecode is
# kept regardless of the environment; otherwise every start would compile again, which takes a second.
unexport PYTHONDONTWRITEBYTECODE

# uv installs in a third of pip's time. Where it cannot (no wheel of it, an index that only pip knows), pip does, and says what is wrong.
PIP     := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --no-input
install  = ($(PIP) uv && $(BIN)/uv pip install --quiet --python $(BIN)/python --editable '$(1)') 2>/dev/null || $(PIP) --editable '$(1)'

# Each worker runs whole files, and so computes once what the tests of a file share; an idle worker takes over tests of another.
SCHEMA   := src/countermove/assessment/schema/assessment.schema.json
EXAMPLES := tests/docs/test_examples.py::test_the_examples_of_a_page_do_what_it_shows
PYTEST    = $(BIN)/python -m pytest -n logical --dist worksteal $(if $(PAGE),'$(EXAMPLES)[$(PAGE)]') $(ARGS)

.DEFAULT_GOAL := help
.PHONY: help demo test test-all judge levels schema mutants lint docs page wasm lowest gmcr owner release release-check paper bench setup clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(VENV)/.with-demo ## Assess the Korean stalemate of August 2021
	@$(BIN)/countermove assess korea-2021

test: $(VENV)/.with-test ## Run the first level of tests on all cores (ARGS="-k nash" for a part, PAGE=docs/assess.md for the examples of a page)
	@$(PYTEST)

test-all: $(VENV)/.with-test ## Run all tests, as before a change lands
	@COUNTERMOVE_LEVEL=all $(PYTEST)

judge: $(VENV)/.with-test ## Run all tests at full size: every random model compared with the judge, every push of the flagship
	@COUNTERMOVE_LEVEL=judge $(PYTEST)

levels: $(VENV)/.with-test ## List the tests that take more CPU time than their level allows (an hour; ARGS="--level first --runs 1")
	@$(BIN)/python -m tests.levels $(ARGS)

schema: $(VENV)/.with-test ## Write the published JSON Schema of the format again
	@$(BIN)/python -c 'from countermove.assessment.schema.document import schema_text; print(schema_text(), end="")' > $(SCHEMA).new
	@mv $(SCHEMA).new $(SCHEMA)

mutants: $(VENV)/.with-test ## Put 200 small faults into the sources and check that the tests notice (an hour, two the first time)
	@$(BIN)/python -m tests.mutants $(ARGS)

LINT := $(BIN)/check-jsonschema --quiet --builtin-schema vendor.
lint: $(VENV)/.with-test $(VENV)/.with-lint ## Check style, types, import contracts, and the files that a repository's host reads
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(LINT)github-workflows .github/workflows/*.yml
	@$(LINT)github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@$(LINT)github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	@$(LINT)dependabot .github/dependabot.yml
	@$(LINT)citation-file-format CITATION.cff
	@$(LINT)readthedocs .readthedocs.yaml

docs: $(VENV)/.with-docs ## Build the documentation into docs/_build/html
	@echo "Building the documentation (some three minutes) ..." >&2
	@$(BIN)/python -m sphinx --fail-on-warning --keep-going --nitpicky --quiet $(ARGS) -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

suite: $(VENV)/.with-test ## Write the tables of the published conflicts again (docs/examples/suite)
	@mkdir -p docs/examples/suite
	@$(BIN)/python -m countermove cases --published --out docs/examples/suite --force

page: ## Build the page's script and style (frontend/) into the package; needs Node 20.19 or later
	@cd frontend && npm ci --no-progress --loglevel=error && npm run --silent build -- $(OUT)

WASM := src/gmcr/evaluator/c
wasm: $(VENV)/.with-build ## Build the evaluator into WebAssembly; what is built is committed
	@$(BIN)/python hatch_build.py wasm $(or $(OUT),$(WASM))

lowest: ## Run a part of the tests with the lowest allowed versions
	@PYTHON="$(PYTHON)" .ci/lowest

gmcr: ## Build the engine's own wheel and run its tests where only it is installed
	@PYTHON="$(PYTHON)" .ci/gmcr

owner: $(VENV)/.with-release ## Write what owner.toml gives into every file that repeats it
	@$(BIN)/python -m release owner

release: $(VENV)/.with-release ## Make wheels of every platform and the sources in dist/, and try them; nothing is uploaded (half an hour)
	@$(BIN)/python -m release make

release-check: $(VENV)/.with-release ## Name what is missing before Countermove can be published
	@$(BIN)/python -m release check

paper: $(VENV)/.with-release ## Set the paper for a journal, dist/paper.pdf
	@$(BIN)/python -m release paper

bench: $(VENV)/.with-test ## Run the benchmarks on this machine
	@$(BIN)/python -m benchmarks $(ARGS)

setup: $(VENV)/.with-all ## Install everything for development

clean: ## Remove build products and .venv
	rm -rf $(VENV) .venv-lowest docs/_build build dist frontend/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# One stamp for each set of dependencies, renewed when pyproject.toml or a source of the compiled core changes.
CORE := hatch_build.py $(wildcard src/gmcr/kernels/compiled/*.[ch] src/gmcr/evaluator/c/*.[ch])

# Extra dependencies of tests and types, which `make lowest` leaves out.
BESIDE_test := ,mcp
EVERYTHING  := test,lint,docs,mcp,build

$(VENV)/.with-all: pyproject.toml $(CORE) $(VENV)/.made
	@echo "Installing everything for development into $(VENV) (once) ..." >&2
	@$(call install,.[$(EVERYTHING)])
	@touch $@ $(addprefix $(VENV)/.with-,demo test lint docs build)

$(VENV)/.with-demo: pyproject.toml $(CORE) $(VENV)/.made
	@echo "Installing Countermove into $(VENV) (once) ..." >&2
	@$(call install,.)
	@touch $@

$(VENV)/.with-%: pyproject.toml $(CORE) $(VENV)/.made
	@echo "Installing what '$*' needs into $(VENV) (once) ..." >&2
	@$(call install,.[$*$(BESIDE_$*)])
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
