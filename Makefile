# The front door. `make` alone says what there is.
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup stage demo test qgis package gate lint bench translations test-qgis-versions clean

help: ## Say what there is
	@echo "Boreal GPP: gross primary productivity at 30 m, a QGIS plugin"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-20s %s\n", $$1, $$2}' Makefile

setup: ## Install what is missing and make .venv
	@.ci/setup

stage: setup ## Lay out the plugin as it ships in build/boreal_gpp_plugin
	@$(PYTHON) .ci/stage.py

demo: stage ## Write the sample site, run the main job headless, show its results
	@.ci/demo

test: stage ## Run every test
	@.ci/test

qgis: stage ## Open QGIS with the plugin and the demo's project
	@.ci/qgis

package: stage ## Zip the plugin: build/boreal_gpp_plugin.zip
	@$(PYTHON) .ci/package.py

gate: package ## Check the zip as the plugin site does
	@$(PYTHON) .ci/gate.py

lint: setup ## Check style and the directions of imports
	@.ci/lint

bench: stage ## Measure seconds, memory and accuracy; BENCHMARKS="reading scenario" takes these alone
	@.ci/bench $(BENCHMARKS)

translations: setup ## Collect the texts to translate into i18n/
	@$(PYTHON) .ci/translations.py

test-qgis-versions: stage ## Run tests with a newer QGIS in a root folder
	@.ci/test-qgis-versions

clean: ## Remove what was built; .venv stays
	@rm -rf build .pytest_cache .ruff_cache .hypothesis .qgis-settings
