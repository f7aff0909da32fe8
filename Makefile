# Two commands matter: `make site` builds the website, `make test` checks everything.
# The small targets are what `make test` runs; the workflows in .github/ call the same ones.

VENV      ?= .venv
OUT       ?= site
BASE_URL  ?= https://example.org/any/base/
PREVIOUS  ?=
# Processes of tests: three, or four where there are as many cores: a test that waits for a browser or a server leaves its core to others.
WORKERS   ?= $(if $(filter 1 2 3,$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)),3,4)
# Anything: what the workflows on Linux install is what locks/ names, to the byte. An index of your own may hold other builds of the same versions.
LOCKED    ?=

BIN       := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
INSTALLED := $(VENV)/.installed
EQUIPPED  := $(VENV)/.equipped
PYTEST    := $(BIN)/python -m pytest -q
PARALLEL  := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
TRIED     := not long

# Each process, of the tests too, would compile all modules anew where the environment forbids to keep them.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help site serve example pages test lint types types-of-code types-of-tests floors tiers unit parts whole browser long workflow-lint dist data lock docs screenshots clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile

site: $(INSTALLED) ## build the shipped content into site/
	$(BIN)/gongkai build --out $(OUT)
	@echo
	@echo "Open it:  $(OUT)/index.html needs a web server for search and clean addresses; start one with"
	@echo "          make serve        (then open http://127.0.0.1:8000/)"
	@echo "          $(BIN)/gongkai build --portable --out portable    (opens straight from the folder)"

serve: $(INSTALLED) ## serve the site at http://127.0.0.1:8000/, rebuild and reload on change
	$(BIN)/gongkai serve

example: $(INSTALLED) ## build examples/provinces, work reports of six provinces, into .cache/example/
	$(BIN)/gongkai build --site-root examples/provinces --out .cache/example --cache .cache/gongkai-example
	@echo
	@echo "Open it:  $(BIN)/python -m http.server 8001 --bind 127.0.0.1 -d .cache/example"
	@echo "          (then open http://127.0.0.1:8001/)"

pages: $(INSTALLED) ## build for a host such as GitHub Pages: make pages BASE_URL=https://…/path/ [PREVIOUS=https://…/path/]
	$(BIN)/gongkai build --out $(OUT) --base-url "$(BASE_URL)" --previous "$(PREVIOUS)" --cache .cache/gongkai
	$(BIN)/gongkai verify $(OUT)

test: $(EQUIPPED) ## style, types, floors, workflows, packages, all four tiers of tests
	@$(MAKE) --no-print-directory -j 2 lint types workflow-lint dist pages OUT=.cache/pages
	@$(MAKE) --no-print-directory tiers
	@echo "All checks passed."

lint: $(EQUIPPED) ## style of the code
	$(BIN)/ruff check builder tests tools benchmarks

types: types-of-code types-of-tests floors ## types of the code, names that tests take from it, floors of the house

types-of-code: $(EQUIPPED)
	$(BIN)/mypy

types-of-tests: $(EQUIPPED)
	$(BIN)/mypy --config-file tests/mypy.ini

floors: $(EQUIPPED)
	$(BIN)/lint-imports --no-logo

workflow-lint: $(EQUIPPED) ## the files that GitHub reads, against their schemas
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml builder/defaults/new_site/pages.yml builder/defaults/new_site/inbox.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/[0-9]*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff

dist: $(INSTALLED) ## wheel and sdist into dist/; a release says its tag in TAG, which must be that of the version
	@version="v$$($(BIN)/python -m hatchling version)" && \
	if [ -n "$$TAG" ] && [ "$$TAG" != "$$version" ]; then echo "The tag is $$TAG, the version $$version: see builder/__init__.py." >&2; exit 1; fi
	rm -rf dist
	$(BIN)/python -m hatchling build --directory dist

tiers: $(EQUIPPED) ## the four tiers in one run, which imports and builds once what they share
	chromium="$$(sh tools/prepare.sh browser)" && CHROMIUM="$$chromium" $(PYTEST) -m "$(TRIED)" $(PARALLEL)

# In one process: to hand so many short tests to several takes longer than to run them.
unit: $(EQUIPPED) ## quick tests: text in, value out
	$(PYTEST) tests/unit -m "not parts and not whole and not long"

parts: $(EQUIPPED) ## tests that put parts together: recipes, documents, pages of a collection, rules made anew
	$(PYTEST) tests/unit -m "parts and not whole and not long" $(PARALLEL)

whole: $(EQUIPPED) ## tests that build whole sites, run other programs, try hundreds of texts or very long ones
	$(PYTEST) tests/whole tests/unit -m "whole and not long" $(PARALLEL)

browser: $(EQUIPPED) ## tests in a real Chromium, found by CHROMIUM or the usual names
	chromium="$$(sh tools/prepare.sh browser)" && CHROMIUM="$$chromium" $(PYTEST) tests/browser -m "not long" $(PARALLEL)

long: $(EQUIPPED) ## all tests, those too that `make test` leaves out; before a release
	@$(MAKE) --no-print-directory tiers TRIED=

data: $(EQUIPPED) ## write what the program takes from jieba and pypinyin anew
	for made in common_words numeral_words sounds; do $(BIN)/python -m tools.$$made || exit 1; done

lock: $(EQUIPPED) ## write locks/ anew, with the Pythons that PYTHONS names: make lock PYTHONS="python3.11 python3.12 python3.13"
	$(BIN)/python -m tools.lock $(PYTHONS)

docs: $(EQUIPPED) ## write the generated parts of docs/reference.md anew, and the documentation as a site into .cache/docs/
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.manual

screenshots: $(EQUIPPED) ## take the pictures of the READMEs from a site that is built
	chromium="$$(sh tools/prepare.sh browser)" && CHROMIUM="$$chromium" $(BIN)/python -m tools.screenshots $(OUT)

clean: ## remove what the commands above have made
	rm -rf $(VENV) $(OUT) dist .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The stamps make the second run quick; pyproject.toml and locks/ alone decide what is installed.
$(VENV)/pyvenv.cfg:
	python="$$(sh tools/prepare.sh python)" && "$$python" -m venv $(VENV)

# jieba comes as source: where all is locked, what builds it is too, and is there before it.
LOCKS     := $(wildcard locks/*.txt)
EXACTLY   := $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation

$(INSTALLED): pyproject.toml $(LOCKS) | $(VENV)/pyvenv.cfg
ifdef LOCKED
	$(EXACTLY) --require-hashes --requirement locks/build.txt
	$(EXACTLY) --require-hashes --requirement locks/site.txt
	$(EXACTLY) --editable .
else
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1" "hatchling>=1.25,<2"
	$(BIN)/python -m pip install --quiet --editable .
endif
	$(BIN)/python -m compileall -q builder
	$(BIN)/python -c "from builder.rendering.env import compile_templates, make_environment; compile_templates(make_environment())"
	@touch $@

$(EQUIPPED): pyproject.toml $(INSTALLED)
ifdef LOCKED
	$(EXACTLY) --require-hashes --requirement locks/dev.txt
else
	$(BIN)/python -m pip install --quiet --group dev
endif
	@touch $@
