# The same commands by hand and in CI. Nothing here needs the network once it has run.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYANNOTE_METRICS_ENABLED := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run demo test check bench fault bundle weights clean

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt --upgrade setuptools
	$(BIN)/python -m pip install --quiet -c constraints.txt --no-build-isolation -e '.[dev]'
	touch $@

weights: $(VENV)/.installed
	$(BIN)/hattama weights pull

run: weights
	$(BIN)/hattama up --sample

demo: weights
	$(BIN)/hattama transcribe samples/interrogation.ogg --form samples/forms/witness.ru.yaml --out out
	@echo
	@echo "Transcript:     out/interrogation.txt (and .json .srt .vtt .rttm)"
	@echo "Protocol draft: out/interrogation.protocol.pdf (and .docx)"

test: weights
	$(BIN)/python -m pytest

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

$(VENV)/.bench: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet -c constraints.txt meeteval
	touch $@

bench: weights $(VENV)/.bench
	$(BIN)/python -W ignore -m bench.transcription $(if $(LONG),--long)
	$(BIN)/python -W ignore -m bench.service

$(VENV)/.bundle: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet -c constraints.txt cyclonedx-bom
	touch $@

OUT ?= out
KEY ?= bundle.key
bundle: weights $(VENV)/.bundle
	$(BIN)/python -m bundle.make --key $(KEY) --out $(OUT)

ROUNDS ?= 10
fault: weights
	$(BIN)/python -W ignore -m bench.faults --rounds $(ROUNDS)

clean:
	rm -rf $(VENV) out build *.egg-info
