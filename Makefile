# Every target makes the virtual environment it needs. Nothing outside .venv and the named folders is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Tools that must not share our environment (see docs/decisions.md): tests ask them for a second opinion.
TOOLS := .venv-tools
TOOLS_STAMP := $(TOOLS)/.installed
# What tests fetch from npm, never part of what we ship: ReplayWeb.page (AGPL), which plays WACZ files, axe-core
# (MPL-2.0), which looks for what keeps people from using a page, and Zotero's translators (AGPL), which read the
# pages of articles. Version and digest stand in tests/NAME.sha256.
PLAYER := .replaywebpage
ZOTERO := .ztractor
AXE := .axe-core
# Datasette 1.0's newest alpha with our runtime: a soak test sees that our plugin runs there.
ALPHA := .venv-alpha
ALPHA_STAMP := $(ALPHA)/.installed
# What ours is measured against by `make quality` and `make bench-search`.
PEERS := .venv-peers
PEERS_STAMP := $(PEERS)/.installed

# What asks the pages whatever their description allows, in `make soak`.
FUZZ := .venv-fuzz
FUZZ_STAMP := $(FUZZ)/.installed

# Tests start hundreds of processes: where the environment forbids to keep compiled modules, each of them would
# compile all of ours anew.
unexport PYTHONDONTWRITEBYTECODE

# How many articles `make bench-search` searches in.
BENCH_ARTICLES ?= 200000

.PHONY: install demo test lint player zotero axe bench bench-search bench-pages quality soak clean
.DEFAULT_GOAL := help

help:
	@echo "make install set up .venv, or bring it up to date after git pull"
	@echo "make demo    crawl a newsroom on this machine, search it, cite from it, verify it"
	@echo "make test    run the tests and the linters"
	@echo "make lint    run the linters alone"
	@echo "make screens write pictures of every page to build/screens, to be looked at"
	@echo "make bench   measure capture and crawl beside a plain Scrapy crawl, fixity beside gzip and sha256sum"
	@echo "make bench-search  build an index of 200,000 articles (BENCH_ARTICLES=…) and search it beside other engines"
	@echo "make bench-pages  build an index of 100,000 articles and measure what its pages cost, beside plain Datasette"
	@echo "make quality read thousands of pages with known gold, with our reader and with others"
	@echo "make soak    run the tests that take long"

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

install: $(STAMP)

$(TOOLS_STAMP): requirements-tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@

$(ALPHA_STAMP): requirements-alpha.txt pyproject.toml
	$(PYTHON) -m venv $(ALPHA)
	$(ALPHA)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-alpha.txt
	$(ALPHA)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(PLAYER)/.installed $(AXE)/.installed $(ZOTERO)/.installed: .%/.installed: tests/%.sha256
	@rm -rf .$* && mkdir -p .$*
	cd .$* && npm pack --silent $$(sed 's/.*  //; s/-\([0-9.]*\)\.tgz/@\1/' ../$<) > /dev/null
	cd .$* && sha256sum --check --quiet ../$< && tar --extract --gzip --file *.tgz
	@touch $@

zotero:
	@command -v npm > /dev/null && $(MAKE) --no-print-directory $(ZOTERO)/.installed \
		|| echo "without npm and its registry the tests with Zotero's translators are skipped"

player:
	@command -v npm > /dev/null && $(MAKE) --no-print-directory $(PLAYER)/.installed \
		|| echo "without npm and its registry the test with ReplayWeb.page is skipped"

axe:
	@command -v npm > /dev/null && $(MAKE) --no-print-directory $(AXE)/.installed \
		|| echo "without npm and its registry the tests with axe-core are skipped"

$(FUZZ_STAMP): requirements-fuzz.txt
	$(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.txt
	@touch $@

# --no-deps: everything is pinned, and older pips trip over lxml's extras.
$(PEERS_STAMP): requirements-peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-peers.txt
	@touch $@

demo: $(STAMP)
	$(BIN)/warraq demo

# Two processes that take about as long as each other: two cores are busy to the end.
BESIDE := tests/archive tests/browse tests/extractors tests/faults tests/quarter tests/newsroom tests/project tests/quality

test: lint $(TOOLS_STAMP) player axe zotero
	@mkdir -p build
	@echo "$(BESIDE) are tested beside the rest; what that says follows at the end"
	@$(BIN)/python -m pytest -m "not soak" $(BESIDE) > build/beside.log 2>&1 & beside=$$!; \
		trap 'kill $$beside; exit 130' INT TERM; \
		$(BIN)/python -m pytest -m "not soak" $(addprefix --ignore ,$(BESIDE)); rest=$$?; \
		wait $$beside; shown=$$?; cat build/beside.log; exit $$((rest || shown))

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# With Debian's chromium: every page in both languages, on a wide and on a narrow screen.
screens: $(STAMP)
	$(BIN)/python -m tests.browse.screens build/screens

bench: $(STAMP)
	$(BIN)/python -m benchmarks

bench-search: $(STAMP) $(PEERS_STAMP)
	$(BIN)/python -m benchmarks.search --articles $(BENCH_ARTICLES)

bench-pages: $(STAMP)
	$(BIN)/python -m benchmarks.pages

quality: $(STAMP) $(PEERS_STAMP)
	$(BIN)/python -m benchmarks.quality --peers 40

soak: $(STAMP) $(TOOLS_STAMP) $(FUZZ_STAMP) $(ALPHA_STAMP)
	$(BIN)/python -m pytest -m soak

clean:
	rm -rf $(VENV) $(TOOLS) $(FUZZ) $(PEERS) $(ALPHA) $(PLAYER) $(AXE) $(ZOTERO) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
