"""Networks of the onnx-asr library, among them GigaAM Multilingual: CTC and transducers with a time for each token."""

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from models.errors import FailureError
from models.sentences import Sentence
from models.span import Seconds, Span
from models.transcript import Engine
from transcribe.recognize.loops import compression_ratio
from transcribe.recognize.slot import HeardWindow, HeardWord, Recognizer, SoundWindow
from transcribe.sound.pcm import SAMPLE_RATE

BATCH = 4
_LAST_TOKEN: Seconds = 0.12  # how long the last token of a word is taken to sound where nothing follows at once
_TYPES = {"multilingual_large_ctc.onnx": "gigaam-multilingual-large-ctc"}
"""The library's name for a network whose description does not say it, by its file."""


class OnnxWeightsError(FailureError):
    """A folder that the library cannot load; `folder` and `reason`."""

    sentence = Sentence(
        ru="Веса в «{folder}» не загружаются как сеть onnx-asr: {reason}.",
        kk="«{folder}» ішіндегі салмақтар onnx-asr желісі ретінде жүктелмейді: {reason}.",
        en="The weights in “{folder}” cannot be loaded as a network of onnx-asr: {reason}.",
    )


def load(folder: Path, *, gpu: int | None) -> Any:  # onnx_asr's timestamped adapter
    """Load a network from verified files, without asking any hub; OnnxWeightsError."""
    import onnx_asr

    gpus = [("CUDAExecutionProvider", {"device_id": str(gpu)})] if gpu is not None else []
    options = onnxruntime.SessionOptions()
    options.use_deterministic_compute = True
    try:
        kind = next((name for file, name in _TYPES.items() if (folder / file).exists()), None)
        kind = kind or json.loads((folder / "config.json").read_text("utf-8"))["model_type"]
        return onnx_asr.load_model(
            kind, folder, sess_options=options, providers=[*gpus, "CPUExecutionProvider"]
        ).with_timestamps()
    except Exception as error:  # the library and its runtime raise many unrelated kinds
        raise OnnxWeightsError(folder=folder, reason=str(error).strip().split("\n")[0]) from error


class OnnxRecognizer(Recognizer):
    """Any network of onnx-asr that gives times; it writes one script and cannot tell languages apart."""

    def __init__(self, network: Any, *, engine: Engine, batch: int = BATCH) -> None:
        self._network = network
        self._engine = engine
        self._batch = batch

    @property
    def engine(self) -> Engine:
        """See `Recognizer`."""
        return self._engine

    def recognize(
        self, windows: Iterable[SoundWindow], languages: Sequence[str], *, write: frozenset[str]
    ) -> Iterator[HeardWindow]:
        """See `Recognizer`."""
        language = languages[0]
        remaining = iter(windows)
        while batch := list(itertools.islice(remaining, self._batch)):
            results: list[Any] = [None] * len(batch)
            if language in write:
                sound = [window.samples[: round(window.span.duration * SAMPLE_RATE)] for window in batch]
                results = list(self._network.recognize(sound, sample_rate=SAMPLE_RATE))
            for window, result in zip(batch, results, strict=True):
                words = None if result is None else tuple(words_of_tokens(result, window.span))
                text = " ".join(word.text for word in words or ())
                yield HeardWindow(
                    window=window,
                    words=words,
                    language=language,
                    language_probability=1.0,
                    compression_ratio=compression_ratio(text),
                )


def words_of_tokens(result: Any, window: Span) -> Iterator[HeardWord]:
    """Words from tokens with times: a token that begins with a space begins a word."""
    tokens = list(zip(result.tokens or (), result.timestamps or (), result.logprobs or (), strict=True))
    starts = [number for number, (token, _, _) in enumerate(tokens) if number == 0 or token.startswith(" ")]
    for first, after in itertools.pairwise([*starts, len(tokens)]):
        text = "".join(token for token, _, _ in tokens[first:after]).strip()
        if not text:
            continue
        begin = window.start + tokens[first][1]
        end = window.start + tokens[after - 1][1] + _LAST_TOKEN
        if after < len(tokens):
            end = min(end, window.start + tokens[after][1])
        begin, end = min(begin, window.end), min(max(begin, end), window.end)
        certainty = float(np.mean([logprob for _, _, logprob in tokens[first:after]]))
        yield HeardWord(span=Span(start=begin, end=max(begin, end)), text=text, probability=min(1.0, math.exp(certainty)))
