# posturecam: `make` lists what can be done.  Everything happens inside .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO_SAMPLE := slouch_p2_laptop
CASES ?= 60000

.DEFAULT_GOAL := help
# Compiled modules are kept: the tests start the program many times.
unexport PYTHONDONTWRITEBYTECODE
# The sample recordings, each with the second up to which it shows somebody upright.
SAMPLES := desk_p2_laptop:10 desk_p1_monitor:10 slouch_p1_laptop:2.2 slouch_p2_laptop:2.2 \
  slouch_p1_side:2.2 slouch_p2_q34:2.2 head_only_p2_laptop_off:3 shoulders_only_p1_laptop:3 \
  lean_p2_monitor:3 still_p1_laptop:4.5

.PHONY: help setup demo test quick check format lint types imports fuzz mutants bench accuracy profiles wheel folder lock
.PHONY: clean

help:  ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s'|' 2>/dev/null \
	  || grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST)

setup: $(READY)  ## Make .venv with everything pinned, the models, and posturecam in it

$(READY): pyproject.toml constraints.txt $(wildcard bundling/*.py)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "posturecam needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@sh .ci/system-packages
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "Cannot make $(VENV). On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY)  ## Play a sample recording through `posturecam watch`
	$(BIN)/posturecam watch --source samples/$(DEMO_SAMPLE).mp4 \
	  --profile calibration/$(DEMO_SAMPLE).toml --set alerts.hold_s=3 --set notifications.desktop=false

# More processes than most machines have cores: many tests wait for another process or a browser.
# In the order of tests/conftest.py: xdist's own begins with the files of many tests, not of long ones.
test: $(READY)  ## Run every test, with coverage
	$(BIN)/python -m pytest --numprocesses=4 --dist=loadfile --no-loadscope-reorder --cov --cov-report=term --cov-fail-under=90
	$(BIN)/python -m coverage report --include='posturecam/core/*' --fail-under=100 --format=total

quick: $(READY)  ## Run the tests that take no time and need no model
	$(BIN)/python -m pytest -m "not slow and not model and not desktop"

check: format lint types imports test  ## Format check, ruff, mypy, import-linter and tests

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

fuzz: $(READY)  ## Damage files for about an hour (CASES: how many of each kind)
	POSTURECAM_FUZZ=$(CASES) $(BIN)/python -m pytest tests/edges/test_source_fuzz.py tests/edges/test_own_files_fuzz.py

# mutmut is in no lock: only here is it of use, it brings packages along that nothing else needs,
# and it does not run on Windows.  It gets a folder of its own, so that .venv stays what the lock says.
mutants: $(READY)  ## Which small changes does no test notice? (MODULE: one of core/, SAMPLE: so many)
	@test -d $(VENV)/mutants || $(BIN)/uv pip install --quiet --python $(BIN)/python \
	  --target $(VENV)/mutants --group mutants --constraint constraints.txt
	PYTHONPATH=$(CURDIR)/$(VENV)/mutants $(BIN)/python .ci/mutants.py $(if $(SAMPLE),--sample $(SAMPLE)) $(MODULE)

bench: $(READY)  ## Measure what posturecam costs, against a bare loop in the same run
	$(BIN)/python calibration/speed.py
	$(BIN)/python calibration/bench_history.py

accuracy: $(READY)  ## Measure the error in degrees; writes calibration/RESULTS.md and plots
	$(BIN)/python calibration/accuracy.py

profiles: $(READY)  ## Calibrate the sample recordings again
	@set -e; for pair in $(SAMPLES); do \
	  $(BIN)/posturecam calibrate --source samples/$${pair%%:*}.mp4 \
	    --profile calibration/$${pair%%:*}.toml --pose upright=0:$${pair##*:} </dev/null; done; rm -f calibration/*.bak

wheel: $(READY)  ## Build the wheel into dist/, with the models in it
	rm -f dist/*.whl
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

folder: $(READY)  ## Build dist/posturecam/, for people without Python (docs/installing.md)
	$(BIN)/python -m PyInstaller --noconfirm --log-level WARN bundling/posturecam.spec

COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
  --no-header --no-annotate --quiet --upgrade

lock: $(READY)  ## Pin the dependencies again, and the lowest and newest versions that are tried
	$(COMPILE) --group dev --all-extras --generate-hashes --output-file constraints.txt
	$(COMPILE) --extra study --resolution lowest-direct --output-file .ci/lowest.txt
	$(COMPILE) --extra study --output-file .ci/newest.txt

clean:  ## Remove what these targets made
	rm -rf $(VENV) dist build mutants posturecam/models .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
