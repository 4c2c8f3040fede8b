# One entry for people and machines: `make help` lists what there is.

# Where `make run` listens and keeps its data; override on the command line or in the environment.
PORT ?= 8000
SANDBOX_PORT ?= 8001
PREVIEW_PORT ?= 8003
DATA_DIR ?= var
# Empty: the WeChat sandbox that `make run` starts itself.
WECHAT_API_BASE ?=
# How many processes run the tests; each has databases of its own.
TEST_PROCESSES ?= 2
# Any Python from 3.11 on; 3.11 is the one the tests are run with.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)

BIN := .venv/bin
NPM := npm --silent --prefix
PIP := $(BIN)/python -m pip --quiet --no-input --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test lint bench web preview clean python services venv product tools web-check phone-check node \
	admin_web/packages miniprogram/packages

help: ## List the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14
	@echo
	@echo "make run takes PORT=$(PORT) SANDBOX_PORT=$(SANDBOX_PORT) PREVIEW_PORT=$(PREVIEW_PORT) DATA_DIR=$(DATA_DIR) WECHAT_API_BASE=$(WECHAT_API_BASE)"
	@echo "and DATABASE_URL and REDIS_URL from the environment."

# exec: Ctrl-C and SIGTERM reach the server itself, with no shell in between to complain or to linger.
run: product web preview ## Start everything on this machine with demo data
	@exec $(BIN)/python -m server demo --port $(PORT) --sandbox-port $(SANDBOX_PORT) \
		--preview-port $(PREVIEW_PORT) --data-dir "$(DATA_DIR)" --wechat-api-base "$(WECHAT_API_BASE)"

# Style and types beside the checks of the front ends, then the tests: their summary is the last thing said.
test: services ## Install what is missing, then run every check
	@$(MAKE) --no-print-directory -j2 lint web-check phone-check
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder

lint: tools ## Style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy server tests
	$(BIN)/lint-imports

bench: services tools web ## Measure speed under load
	@$(BIN)/python -m tests.bench

# What the built pages are made from: they are built again when any of it is newer.
SOURCES = $(shell find $(1) \( -name node_modules -o -name dist -o -name miniprogram_npm \) -prune -o -type f -print)
PREVIEW := miniprogram/preview/dist/index.html

web: ## Build the admin web; without Node.js the server says how at /
	@if $(MAKE) -s node 2>/dev/null; then $(MAKE) -s admin_web/dist/index.html; \
	else echo "Without Node.js 20.19 or newer the admin web is not built; the rest runs."; fi

preview: ## Build the mini-program's preview in a browser
	@if $(MAKE) -s node 2>/dev/null; then $(MAKE) -s $(PREVIEW); \
	else echo "Without Node.js 20.19 or newer the mini-program's preview is not built; the rest runs."; fi

admin_web/dist/index.html: $(call SOURCES,admin_web)
	@$(MAKE) -s admin_web/packages
	@echo "Building admin_web" && $(NPM) admin_web run build -- --logLevel warn && touch $@

$(PREVIEW): $(call SOURCES,miniprogram)
	@$(MAKE) -s miniprogram/packages
	@echo "Building the mini-program's preview" && $(NPM) miniprogram run preview >/dev/null && touch $@

web-check: admin_web/packages
	@$(NPM) admin_web run check

phone-check: miniprogram/packages
	@$(NPM) miniprogram run check

clean: ## Remove the virtual environment and caches; the data in DATA_DIR stays
	rm -rf admin_web/node_modules admin_web/dist
	rm -rf miniprogram/node_modules miniprogram/miniprogram_npm miniprogram/preview/dist
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find server tests -name __pycache__ -prune -exec rm -rf {} +

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'

services: python
	@$(PYTHON) -m tests.support.setup

# A half-made environment (no pip in it) is made again, a sound one is kept.
venv: python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		echo "Creating .venv" && $(PYTHON) -m venv --clear .venv; }

# What was installed is noted inside .venv, so the same list is not installed twice.
product: venv
	@cmp -s requirements.txt .venv/product.txt || { \
		echo "Installing requirements.txt" && $(PIP) install -r requirements.txt \
		&& cp requirements.txt .venv/product.txt; }

tools: venv
	@cat requirements.txt tests/requirements.txt | cmp -s - .venv/tools.txt || { \
		echo "Installing tests/requirements.txt" && $(PIP) install -r tests/requirements.txt \
		&& cat requirements.txt tests/requirements.txt >.venv/tools.txt; }

node:
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null \
		|| { echo "Node.js 20.19 or newer is needed, with npm." >&2; exit 1; }

# What was installed is noted beside it, so the same list is not installed twice.
admin_web/packages miniprogram/packages: %/packages: node
	@cmp -s $*/package-lock.json $*/node_modules/installed.json || { \
		echo "Installing $*'s packages" && $(NPM) $* ci --no-progress \
		&& cp $*/package-lock.json $*/node_modules/installed.json; }
