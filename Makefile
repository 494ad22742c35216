# What can be done here, a target each; `make` alone lists them.
# Needs make and Python 3.11 or later. PYTHON=... names the interpreter, VENV=... the environment.

VENV ?= .venv
DIST ?= dist
SITE ?= build/site
JOBS ?= ../shared/jobs
SCENARIO ?= scenarios/first-hire-does-everything-on-aws.yaml

# The first interpreter that will do; durable-rules does not build on 3.13 and later, so they come last.
CANDIDATES := python3.11 python3.12 python3 python python3.13 python3.14
USABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in $(CANDIDATES); do "$$name" -c '$(USABLE)' >/dev/null 2>&1 && { echo "$$name"; break; }; done)

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
# Nothing is installed but what constraints/ pins, with its hash; that holds for what builds it as well.
INSTALL := $(PIP) install --no-build-isolation --require-hashes
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
HAS_DURABLE := $(BIN)/python -c 'import durable_rules_engine' 2>/dev/null

PYTEST_FLAGS := -n auto --dist worksteal $(if $(filter true,$(CI)),--hypothesis-profile=ci)
LOCK := env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	$(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --strip-extras \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(LOCK_FLAGS)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo site quality test durable format format-check lint types contracts check wheel test-wheel bench lock clean test-web

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(READY) ## Install, and print the advice on one situation
	@$(BIN)/advisor evaluate $(SCENARIO)

test: $(READY_DEV) durable ## Run every test, on both engines
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python -m pytest $(PYTEST_FLAGS)
	@$(HAS_DURABLE) || echo "NOT TESTED: durable-rules"

# durable-rules is C and comes as source. Where it cannot be built the rest is tested all the same, but not in CI.
durable:
	@$(HAS_DURABLE) || { $(INSTALL) -r constraints/durable.txt >$(VENV)/durable.log 2>&1 && $(HAS_DURABLE); } || { \
		echo "NOT TESTED: durable-rules, which did not build (see $(VENV)/durable.log). It needs a C compiler,"; \
		echo "Python's headers and a Python below 3.13; $(VENV) has $$($(BIN)/python --version)."; \
		test "$$CI" != true; }

site: $(READY) ## Write the rules as a static site (SITE=folder)
	@mkdir -p "$(dir $(SITE))"
	@$(BIN)/advisor rules docs -o "$(SITE)"

test-web: $(READY_DEV) ## Test the web page in Chromium, and leave pictures of it in screenshots/
	@sh tests/web/browser/chromium.sh || { \
		echo "NOT TESTED: the web page in a browser, for want of chromium"; \
		test "$$CI" != true; exit; }; \
		PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python -m pytest --browser tests/web/browser

format: $(READY_DEV) ## Format the code, and mend what ruff can mend
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

format-check: $(READY_DEV) ## Check the format
	$(BIN)/ruff format --check .

lint: $(READY_DEV) ## Check the code with ruff
	$(BIN)/ruff check .

types: $(READY_DEV) ## Check the types with mypy
	$(BIN)/mypy

contracts: $(READY_DEV) ## Check that imports run downwards only
	$(BIN)/lint-imports --no-logo

check: format-check lint types contracts ## All four checks of the code

wheel: $(READY_DEV) ## Build the source distribution and, from it, the wheel
	rm -rf "$(DIST)"
	$(BIN)/python -m build --no-isolation --outdir "$(DIST)" . >"$(VENV)/build.log" 2>&1 || { cat "$(VENV)/build.log"; exit 1; }
	@ls "$(DIST)"

test-wheel: wheel ## Test the built wheel in a new environment, away from this folder
	BASE="$(abspath $(BIN))/python" DIST="$(abspath $(DIST))" PYTEST_FLAGS="$(PYTEST_FLAGS)" sh tests/packaging/test-wheel.sh

bench: $(READY_DEV) durable ## Measure speed and memory, side by side with other engines
	@$(INSTALL) -r constraints/bench.txt
	$(BIN)/python -m benchmarks

quality: $(READY_DEV) ## Measure how well drafts are read, and write docs/quality.md (JOBS=folder of labelled ads)
	$(BIN)/python -m benchmarks.quality write --jobs $(JOBS)

lock: $(READY) ## Write constraints/ anew, keeping the pins that still fit (LOCK_FLAGS=--upgrade moves them)
	@$(INSTALL) -r constraints/lock.txt
	@$(LOCK) pyproject.toml --extra dev -o constraints/dev.txt
	@$(LOCK) pyproject.toml -c constraints/dev.txt -o constraints/run.txt
	@$(LOCK) pyproject.toml -c constraints/dev.txt --extra bench -o constraints/bench.txt
	@$(LOCK) pyproject.toml -c constraints/dev.txt --extra durable -o constraints/durable.txt
	@printf '%s\n' hatchling setuptools wheel | $(LOCK) - -c constraints/dev.txt -o constraints/build.txt
	@echo uv | $(LOCK) - -o constraints/lock.txt

clean: ## Remove what was built, the environment included
	@test ! -e "$(VENV)" || test -f "$(VENV)/pyvenv.cfg" || { echo "$(VENV) is no virtual environment; it stays"; exit 1; }
	rm -rf "$(VENV)" "$(DIST)" .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find advisor tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml $(wildcard constraints/*.txt)
	@"$(PYTHON)" -c '$(USABLE)' 2>/dev/null || { \
		echo "This needs Python 3.11 or later, with its venv module (on Debian and Ubuntu: apt install python3-venv)." >&2; \
		echo "Tried: $(or $(PYTHON),$(CANDIDATES)). Name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@test ! -e "$(VENV)" || test -f "$(VENV)/pyvenv.cfg" || { echo "$(VENV) is no virtual environment; name another with VENV=..." >&2; exit 1; }
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version); this happens once."
	@"$(PYTHON)" -m venv --clear "$(VENV)"
	@$(INSTALL) -r constraints/build.txt
	@$(INSTALL) -r constraints/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(READY_DEV): $(READY)
	@echo "Adding the tools for development to $(VENV)."
	@$(INSTALL) -r constraints/dev.txt
	@touch $@
