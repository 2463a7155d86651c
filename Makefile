# `make demo` shows the site, `make test` proves it; both install what they need.
PYTHON ?= python3
PORT ?= 8000
SIZES ?= 1000,10000
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: demo test lint format requirements messages clean bench-search bench-pages bench-scale

demo: $(VENV)/.base ## a filled site on http://127.0.0.1:$(PORT), ended by one Ctrl-C
	@PORT=$(PORT) $(RUN) manage.py demo

test: $(VENV)/.dev ## everything that CI runs, its services included
	@$(RUN) -m tests.services.run

lint: $(VENV)/.dev ## style, types and import directions
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/djade --check $$(git ls-files '*.html')
	@PYTHONPATH=site $(VENV)/bin/lint-imports
	@$(VENV)/bin/mypy .

format: $(VENV)/.dev ## rewrite files in the house style
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/djade $$(git ls-files '*.html')

messages: $(VENV)/.dev ## collect the interface strings into locale/ (needs GNU gettext)
	@$(RUN) manage.py makemessages --all --no-obsolete --no-location --ignore=var --ignore=.venv --ignore=tests

requirements: $(VENV)/.dev ## pin requirements/*.in again, with hashes
	@for name in base test dev production; do \
	  $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    requirements/$$name.in -o requirements/$$name.txt $(UPGRADE); done

bench-pages: $(VENV)/.base ## bytes, queries and time of the main pages, over the demo's data
	@$(RUN) manage.py demo --fill-only
	@PYTHONPATH=.:site DJANGO_SETTINGS_MODULE=config.settings.demo API_LIMIT_ANONYMOUS=100000/min $(RUN) -m benchmarks.pages

bench-search: $(VENV)/.base ## time of ten kinds of query and of the concordance, over the demo's data
	@$(RUN) manage.py demo --fill-only
	@PYTHONPATH=.:site DJANGO_SETTINGS_MODULE=config.settings.demo API_LIMIT_ANONYMOUS=100000/min $(RUN) -m benchmarks.searching

bench-scale: $(VENV)/.dev ## search with SIZES documents a language (1000,10000), on both engines; PAGE=1 writes docs/search-at-scale.md
	@PYTHONPATH=.:site $(RUN) -m benchmarks.search_scale --sizes $(SIZES) $(if $(PAGE),--page)

clean: ## forget the demo's data, index and media
	rm -rf var

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=/path/to/python3.12")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/.base: requirements/base.txt | $(VENV)/bin/python
	@echo "Installing the Python packages into $(VENV)/ (once)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing the Python packages and test tools into $(VENV)/ (once)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.base
