# Two commands do everything: `make serve` and `make test`.
HOST ?= 127.0.0.1
PORT ?= 8000
KHEN_DATA ?= data
KHEN_RELEASES ?= release
export KHEN_DATA KHEN_RELEASES

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: serve test test-hostile test-openrefine clients web catalogue screenshots questions build lock benchmark benchmark-load clean

serve: $(VENV)/run.stamp web
	@$(BIN)/khen build --if-changed
	@exec $(BIN)/khen serve --host $(HOST) --port $(PORT)

build: $(VENV)/run.stamp
	$(BIN)/khen build

# pytest comes last, so that its closing line is the last line. One process per core, and four at most: each starts servers
# of its own. `make test WORKERS=0` runs one test after the other.
WORKERS ?= auto
test: $(VENV)/dev.stamp web
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

# Attacks on a running server: bombs, floods, slow clients. Some minutes.
test-hostile: $(VENV)/dev.stamp web
	$(BIN)/python -m pytest -m hostile tests/hostile

# The real OpenRefine and the reconciliation service, where it is installed.
test-openrefine: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m openrefine tests/openrefine

# What the recipes of docs/clients run on: Python packages and, where npm is installed, Comunica. Without it the tests of
# those recipes are skipped.
CLIENTS := build/clients
clients: $(CLIENTS)/python.stamp $(if $(shell command -v npm),$(CLIENTS)/node.stamp)

$(CLIENTS)/python.stamp: requirements/clients.txt
	scripts/make-venv $(CLIENTS)/venv
	$(CLIENTS)/venv/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement $<
	@touch $@

$(CLIENTS)/node.stamp: docs/clients/comunica/package-lock.json
	mkdir -p $(CLIENTS)/node
	cp docs/clients/comunica/package.json docs/clients/comunica/package-lock.json docs/clients/comunica/.npmrc $(CLIENTS)/node
	npm ci --silent --prefix $(CLIENTS)/node
	@touch $@

# The scripts of the pages, where Node is; without them every page is served all the same.
WEB := server/static/app/manifest.json
web: $(if $(shell command -v npm),$(WEB),web-missing)

.PHONY: web-missing
web-missing:
	@echo "npm was not found: the pages are served without scripts. Install Node 20 or later to have them." >&2

$(WEB): web/node_modules/.package-lock.json web/vite.config.ts web/tsconfig.json $(shell find web/src -type f)
	npm run --silent --prefix web build -- --logLevel warn
	@touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json web/.npmrc
	npm ci --silent --prefix web
	@touch $@

# Brings the Vietnamese catalogue up to date with the messages of templates and code.
catalogue: $(VENV)/dev.stamp
	$(BIN)/python scripts/catalogue

# Writes the example questions as RDF, from docs/questions.
questions: $(VENV)/run.stamp
	$(BIN)/python scripts/questions

# Pictures of every type of page, of the server at the usual address, into build/screenshots.
screenshots: $(VENV)/dev.stamp
	$(BIN)/python scripts/screenshots --server http://$(HOST):$(PORT)

benchmark: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.queries

# Requests per second under load, with wrk, beside Oxigraph's own server.
benchmark-load: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.load

lock:
	requirements/compile.sh

# Not the releases: they are cited, and kept.
clean:
	rm -rf $(VENV) build web/node_modules server/static/app .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	scripts/make-venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(PIP) install --require-hashes --requirement requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@
