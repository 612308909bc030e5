# Every target makes the virtual environment it needs. Nothing outside .venv and the named folders is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Tools that must not share our environment (see docs/decisions.md): tests ask them for a second opinion.
TOOLS := .venv-tools
TOOLS_STAMP := $(TOOLS)/.installed
# ReplayWeb.page, which plays WACZ files in a test. AGPL: fetched for that, never part of what we ship.
PLAYER := .replaywebpage
PLAYER_STAMP := $(PLAYER)/.installed
# Datasette 1.0's newest alpha with our runtime: a soak test sees that our plugin runs there.
ALPHA := .venv-alpha
ALPHA_STAMP := $(ALPHA)/.installed
# What ours is measured against by `make quality` and `make bench-search`.
PEERS := .venv-peers
PEERS_STAMP := $(PEERS)/.installed

# How many articles `make bench-search` searches in.
BENCH_ARTICLES ?= 200000

.PHONY: demo test lint player bench bench-search quality soak clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    crawl a newsroom on this machine, search it, cite from it, verify it"
	@echo "make test    run the tests and the linters"
	@echo "make lint    run the linters alone"
	@echo "make bench   measure capture and crawl beside a plain Scrapy crawl, fixity beside gzip and sha256sum"
	@echo "make bench-search  build an index of 200,000 articles (BENCH_ARTICLES=…) and search it beside other engines"
	@echo "make quality read thousands of pages with known gold, with our reader and with others"
	@echo "make soak    run the tests that take long"

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(TOOLS_STAMP): requirements-tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@

$(ALPHA_STAMP): requirements-alpha.txt pyproject.toml
	$(PYTHON) -m venv $(ALPHA)
	$(ALPHA)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-alpha.txt
	$(ALPHA)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(PLAYER_STAMP): tests/replaywebpage.sha256
	@rm -rf $(PLAYER) && mkdir -p $(PLAYER)
	cd $(PLAYER) && npm pack --silent $$(sed 's/.*  //; s/-\([0-9.]*\)\.tgz/@\1/' ../$<) > /dev/null
	cd $(PLAYER) && sha256sum --check --quiet ../$< && tar --extract --gzip --file *.tgz
	@touch $@

player:
	@command -v npm > /dev/null && $(MAKE) --no-print-directory $(PLAYER_STAMP) \
		|| echo "without npm and its registry the test with ReplayWeb.page is skipped"

# --no-deps: everything is pinned, and older pips trip over lxml's extras.
$(PEERS_STAMP): requirements-peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-peers.txt
	@touch $@

demo: $(STAMP)
	$(BIN)/warraq demo

test: lint $(TOOLS_STAMP) player
	$(BIN)/python -m pytest -m "not soak"

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m benchmarks

bench-search: $(STAMP) $(PEERS_STAMP)
	$(BIN)/python -m benchmarks.search --articles $(BENCH_ARTICLES)

quality: $(STAMP) $(PEERS_STAMP)
	$(BIN)/python -m benchmarks.quality --peers 40

soak: $(STAMP) $(TOOLS_STAMP) $(ALPHA_STAMP)
	$(BIN)/python -m pytest -m soak

clean:
	rm -rf $(VENV) $(TOOLS) $(PEERS) $(ALPHA) $(PLAYER) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
