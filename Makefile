# The same commands by hand and in CI. Nothing here needs the network once it has run.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYANNOTE_METRICS_ENABLED := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiled modules are kept even where the environment says not to: the tests start a hundred processes.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run demo test check bench fault bundle weights pages catalogues pictures clean

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt --upgrade setuptools
	$(BIN)/python -m pip install --quiet -c constraints.txt --no-build-isolation -e '.[dev]'
	touch $@

weights: $(VENV)/.installed
	$(BIN)/hattama weights pull

node_modules/.installed: package.json package-lock.json $(VENV)/.installed
	$(BIN)/python -m web.node npm ci --silent
	touch $@

PAGES := api/web/static/names.json
$(PAGES): node_modules/.installed $(wildcard web/*.py web/*.ts web/*/*.ts web/*.css web/*.svg locale/*/LC_MESSAGES/*.po)
	$(BIN)/python -m web.make

pages: $(PAGES)

catalogues: $(VENV)/.installed
	$(BIN)/python -m web.catalogues

run: weights pages
	$(BIN)/hattama up --sample

demo: weights
	$(BIN)/hattama transcribe samples/interrogation.ogg --form samples/forms/witness.ru.yaml --out out
	@echo
	@echo "Transcript:     out/interrogation.txt (and .json .srt .vtt .rttm)"
	@echo "Protocol draft: out/interrogation.protocol.pdf (and .docx)"

# Files of tests are shared out to so many processes; each loads networks of its own (3 GB).
PROCESSES ?= 2
test: weights pages
	$(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder

# Every page in three languages, of a service with the sample in it; needs the browser of the tests.
pictures: weights pages
	$(BIN)/python -W ignore -m tests.pictures

check: $(VENV)/.installed pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -m web.node node_modules/typescript/bin/tsc --noEmit
	$(BIN)/python -m web.node --test web/tests/*.test.ts

$(VENV)/.bench: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet -c constraints.txt meeteval
	touch $@

bench: weights pages $(VENV)/.bench
	$(BIN)/python -W ignore -m bench.transcription $(if $(LONG),--long)
	$(BIN)/python -W ignore -m bench.service
	$(BIN)/python -W ignore -m bench.related
	$(BIN)/python -W ignore -m bench.scale
	$(BIN)/python -W ignore -m bench.mentions
	$(BIN)/python -W ignore -m bench.names
	$(BIN)/python -W ignore -m bench.controls
	$(BIN)/python -W ignore -m bench.statements
	$(BIN)/python -W ignore -m bench.formalities

$(VENV)/.bundle: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet -c constraints.txt cyclonedx-bom
	touch $@

OUT ?= out
KEY ?= bundle.key
bundle: weights pages $(VENV)/.bundle
	$(BIN)/python -m bundle.make --key $(KEY) --out $(OUT)

ROUNDS ?= 10
fault: weights pages
	$(BIN)/python -W ignore -m bench.faults --rounds $(ROUNDS)

clean:
	rm -rf $(VENV) out build *.egg-info node_modules api/web/static api/web/messages web/messages.json
