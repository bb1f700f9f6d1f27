# make handbook   sets everything up and builds the house edition into dist/
# make test       sets everything up and runs the tests
# make test-all   also the long sweeps
# make bench      measures against the plain engine
# make clean      removes what was made

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
UV := $(shell command -v uv 2>/dev/null)
DEBIAN := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig

.PHONY: handbook examples test test-all lint bench pictures clean

handbook: $(VENV)/ready
	$(RUN) build_pdf.py build house

examples: $(VENV)/ready
	$(RUN) build_pdf.py build house sonnengelb-strom fernweh-reisen

test: $(VENV)/ready
	$(VENV)/bin/ruff check --quiet .
	$(RUN) -m pytest -m "not sweep"

test-all: $(VENV)/ready
	$(RUN) -m pytest

lint: $(VENV)/ready
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy && $(VENV)/bin/lint-imports

bench: $(VENV)/ready
	$(RUN) tests/benchmarks/whole_build.py
	$(RUN) tests/benchmarks/channels.py
	$(RUN) tests/benchmarks/rebuild.py
	$(RUN) -m tests.benchmarks.copies

pictures: $(VENV)/ready
	$(RUN) tools/readme_pictures.py

clean:
	rm -rf dist $(VENV)

# The environment: with uv where there is uv, else with venv and pip, both from the same pinned and hashed versions.
$(VENV)/ready: pyproject.toml uv.lock requirements.txt
	@$(PYTHON) tools/system_check.py $(if $(UV),,--venv) || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing: apt-get install $(DEBIAN)" >&2; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN) >/dev/null && $(PYTHON) tools/system_check.py; \
	  else exit 3; fi; }
ifdef UV
	$(UV) sync --frozen --compile-bytecode --quiet --python $(PYTHON)
else
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --editable .
endif
	@touch $@
