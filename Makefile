# The verbs everyone uses. Each makes the environment first where it is missing or older than the lock file.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STORE ?= claimgraph-data
CLAIMS ?= 10000

.PHONY: setup demo serve test soak test-fast lint types docs bench bench-scale setup-cluster test-cluster check lock clean

setup: $(VENV)/.ready
demo: $(VENV)/.ready-core
	$(BIN)/claimgraph demo
serve: $(VENV)/.ready-core
	$(BIN)/claimgraph serve --store $(STORE)
# Many tests start processes, which find our modules compiled even where the machine would keep none.
test: setup
	@sh scripts/browser.sh
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist worksteal
soak: setup
	CLAIMGRAPH_KILLS=1000 $(BIN)/python -m pytest -q tests/api/test_durability.py
	CLAIMGRAPH_TIMES=10 $(BIN)/python -m pytest -n auto --dist worksteal -m "not browser"
test-fast: setup
	$(BIN)/python -m pytest -m "not browser and not slow"
lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
types: setup
	$(BIN)/mypy
docs: setup
	$(BIN)/python -m pytest -q tests/test_docs.py
bench: setup
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/linking.py
	$(BIN)/python benchmarks/article_links.py
	$(BIN)/python benchmarks/ordinary_links.py
	$(BIN)/python benchmarks/event_links.py
bench-scale: setup
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(BIN)/python benchmarks/load.py "$$folder/store" $(CLAIMS) --index && \
	$(BIN)/python benchmarks/questions.py "$$folder/store"
setup-cluster: setup
	@command -v java >/dev/null || apt-get install -y -q default-jre-headless
	$(BIN)/pip install -q "pyspark>=4,<5"
test-cluster: setup-cluster
	$(BIN)/python -m pytest -q tests/graph/pairing/test_cluster.py
check: lint types test

# The lock files pin every package by hash; made anew by hand after pyproject.toml changes.
lock: $(VENV)/.ready
	$(BIN)/pip -q install uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --group build --group dev pyproject.toml -o requirements-dev.lock

$(VENV)/bin/python:
	@sh scripts/environment.sh $(VENV) $(PYTHON)
$(VENV)/.ready-core: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
$(VENV)/.ready: $(VENV)/.ready-core requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
