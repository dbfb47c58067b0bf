"""Whisper through faster-whisper and CTranslate2: windows in batches, each in the language decided for it.

The library's batched pipeline takes one language a call and drops segments on some options, so its parts are used
here: features, encoder, beam search and alignment. Sampling is never used: the same sound gives the same text.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from ctranslate2 import Device, StorageView
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens, merge_punctuations

from models.span import Span
from models.transcript import Engine
from transcribe.recognize import dictionary, respell
from transcribe.recognize.loops import LOOP_RATIO, compression_ratio, loop_words
from transcribe.recognize.slot import HeardWindow, HeardWord, Recognizer, SoundWindow
from transcribe.recognize.written import HEARS, Written, written
from transcribe.side_by_side import side_by_side

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

BATCH = 4
BEAM = 8
_LOOP_NGRAM = 3  # a looping window is decoded once more without repeating this many tokens in a row
_BALANCED = 0.7  # share of the likeliest declared language below which its text is compared with the others',
_HEARS_NONE = 0.1  # and the share of all declared ones, among all languages, below which it is
_LATEST_START = 50  # in fiftieths of a second: text begins within a window's first second
_TIMESTAMP_RIM = 0.5  # small networks round their timestamps to about a second
_MOST_TOKENS = 200  # of a text that is told to be said: the network's is at most 448, its own marks among them
_FRAMES = 50  # of the encoder a second
_AROUND = 25  # frames heard on both sides of a sentence that is told to be said: timestamps are rounded
_LEAST = 1e-9  # a probability
_PREPENDED = "\"'“¿([{-«"
_APPENDED = "\"'.。,，!！?？:：”)]}、»…"

SETTINGS = (
    ("beam", str(BEAM)),
    ("temperature", "0"),
    ("unknown_word", str(respell.UNKNOWN)),
    ("most_respellings", str(dictionary.MOST_RESPELLINGS)),
    ("loop_ratio", str(LOOP_RATIO)),
    ("loop_ngram", str(_LOOP_NGRAM)),
)
"""What changes the text, for the record."""


class WhisperRecognizer(Recognizer):
    """Any Whisper network in CTranslate2's format; `side_by_side` batches are worked on at once, each by a worker of it."""

    def __init__(self, model: "WhisperModel", *, engine: Engine, batch: int = BATCH, side_by_side: int = 1) -> None:
        self._model = model
        self._engine = engine
        self._batch = batch
        self._side_by_side = side_by_side
        self._tokenizers: dict[str, Tokenizer] = {}

    @property
    def engine(self) -> Engine:
        """See `Recognizer`."""
        return self._engine

    def recognize(
        self, windows: Iterable[SoundWindow], languages: Sequence[str], *, write: frozenset[str]
    ) -> Iterator[HeardWindow]:
        """See `Recognizer`."""
        remaining = iter(windows)
        batches = iter(lambda: list(itertools.islice(remaining, self._batch)), [])
        for heard in side_by_side(lambda batch: self._hear(batch, languages, write), batches, self._side_by_side):
            yield from heard

    def align(self, window: SoundWindow, words: Sequence[str], language: str) -> tuple[Span, ...] | None:
        """See `Recognizer`: the network's attention while it is told to say exactly these words."""
        tokenizer = self._tokenizer(language)
        tokens = tokenizer.encode(" " + " ".join(words))
        if not tokens or len(tokens) > _MOST_TOKENS:
            return None
        encoded = self._model.encode(self._features(window)[None])
        (alignment,) = self._align(encoded, [window], [tokens], tokenizer)
        whole = Span(start=0.0, end=HEARS)
        heard = [*words_of_alignment(alignment, window.span, Written(tokens=tokens, sentences=[whole] * (len(tokens) + 1)))]
        return tuple(word.span for word in heard) if [word.text for word in heard] == list(words) else None

    def _hear(self, windows: list[SoundWindow], languages: Sequence[str], write: frozenset[str]) -> list[HeardWindow]:
        features = np.stack([self._features(window) for window in windows])
        encoded = self._model.encode(features)
        decided = self._decide(encoded, features, languages, write)
        heard: dict[int, HeardWindow] = {}
        for language in dict.fromkeys(language for language, _ in decided):
            numbers = [n for n, (decision, _) in enumerate(decided) if decision == language]
            if language not in write:
                texts: list[tuple[tuple[HeardWord, ...] | None, float]] = [(None, 1.0)] * len(numbers)
            else:
                part = encoded if len(numbers) == len(windows) else self._model.encode(features[numbers])
                texts = [*self._write(part, [windows[n] for n in numbers], language)]
            for number, (words, ratio) in zip(numbers, texts, strict=True):
                heard[number] = HeardWindow(
                    window=windows[number],
                    words=words,
                    language=language,
                    language_probability=decided[number][1],
                    compression_ratio=ratio,
                )
        return [heard[number] for number in range(len(windows))]

    def _features(self, window: SoundWindow) -> Any:  # float32 (mels, 3000)
        return pad_or_trim(self._model.feature_extractor(window.samples)[..., :-1])

    def _decide(
        self, encoded: Any, features: Any, languages: Sequence[str], write: frozenset[str]
    ) -> list[tuple[str, float]]:
        """The language of each window among those declared, and how sure that is.

        Where the encoder is not sure, or hears none of the declared languages, the window is written in each of them
        and the text that the network finds likeliest decides; the certainty stays what the encoder gave.
        """
        if len(languages) == 1:
            return [(languages[0], 1.0)] * len(features)
        decided = []
        for number, found in enumerate(self._model.model.detect_language(encoded)):
            shares = {token[2:-2]: share for token, share in found if token[2:-2] in languages}
            declared = sum(shares.values())
            language = max(shares, key=lambda name: (shares[name], name))
            unsure = shares[language] < _BALANCED * declared or declared < _HEARS_NONE
            if unsure and write.issuperset(languages):
                language = self._likeliest(self._model.encode(features[[number]]), languages)
            decided.append((language, min(shares[language] / (declared or 1.0), declared)))
        return decided

    def _likeliest(self, encoded: Any, languages: Sequence[str]) -> str:
        """The language whose best text has the highest mean log-probability."""
        scores = {}
        for language in languages:
            (result,) = self._generate(encoded, 1, self._tokenizer(language), no_repeat_ngram_size=_LOOP_NGRAM)
            scores[language] = result.scores[0]
        return max(languages, key=lambda language: scores[language])

    def _tokenizer(self, language: str) -> Tokenizer:
        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language
            )
        return self._tokenizers[language]

    def _write(
        self, encoded: Any, windows: list[SoundWindow], language: str
    ) -> Iterator[tuple[tuple[HeardWord, ...], float]]:
        tokenizer = self._tokenizer(language)
        texts = self._decode(encoded, len(windows), tokenizer)
        loops = [_loops(tokenizer.decode(each.tokens)) for each in texts]
        if any(loops):
            again = self._decode(encoded, len(windows), tokenizer, no_repeat_ngram_size=_LOOP_NGRAM)
            texts = [b if looped else a for a, b, looped in zip(texts, again, loops, strict=True)]
        # Attention alone does not tell what the next window is to write: it may reach over a sentence that was left out.
        texts = [each.before(window.span.duration) for window, each in zip(windows, texts, strict=True)]
        if tokenizer.language_code == dictionary.LANGUAGE:
            sound = functools.cache(lambda: np.asarray(encoded.to_device(Device.cpu)))  # brought there once, if at all
            texts = [self._respelled(sound, number, each, tokenizer) for number, each in enumerate(texts)]
        alignments = self._align(encoded, windows, [each.tokens for each in texts], tokenizer)
        for window, alignment, each in zip(windows, alignments, texts, strict=True):
            ratio = compression_ratio(tokenizer.decode(each.tokens))
            yield tuple(words_of_alignment(alignment, window.span, each)), ratio

    def _decode(self, encoded: Any, count: int, tokenizer: Tokenizer, *, no_repeat_ngram_size: int = 0) -> list[Written]:
        results = self._generate(encoded, count, tokenizer, no_repeat_ngram_size=no_repeat_ngram_size)
        return [self._chosen(result, tokenizer) for result in results]

    def _chosen(self, result: Any, tokenizer: Tokenizer) -> Written:
        """The likeliest text of those that the beam holds at its end; words that the dictionary lacks are less likely."""
        texts = [written(each, tokenizer.eot, tokenizer.timestamp_begin) for each in result.sequences_ids]
        # the library tells the mean of a token
        likely = [score * max(1, len(each)) for score, each in zip(result.scores, result.sequences_ids, strict=True)]
        if tokenizer.language_code == dictionary.LANGUAGE:
            lacking = [len(respell.unknown([word for word, _ in _words(each, tokenizer)])) for each in texts]
            likely = [score - respell.UNKNOWN * count for score, count in zip(likely, lacking, strict=True)]
        return texts[max(range(len(texts)), key=likely.__getitem__)]

    def _respelled(self, sound: Callable[[], Any], number: int, text: Written, tokenizer: Tokenizer) -> Written:
        """`sound`: what the encoder made of the batch, (windows, frames, width); `number`: of the text's window in it."""
        if len(text.tokens) > _MOST_TOKENS:  # faster than anybody speaks
            return text

        def likely(sentence: Span, texts: list[list[int]]) -> list[float]:
            frames = slice(max(0, int(sentence.start * _FRAMES) - _AROUND), int(sentence.end * _FRAMES) + _AROUND)
            return self._likely(sound()[[number], frames], texts, tokenizer)

        return respell.respelled(text, _words(text, tokenizer), tokenizer.encode, likely)

    def _likely(self, sound: Any, texts: list[list[int]], tokenizer: Tokenizer) -> list[float]:
        """Each text's log-probability while the network hears this and is told to say it."""
        heard = StorageView.from_array(np.repeat(sound, len(texts), axis=0))
        times = [2] * len(texts)  # of the fewest frames: none are asked for, and they are an eighth of the work
        found = self._model.model.align(heard, tokenizer.sot_sequence, texts, times)
        return [float(np.log(np.maximum(each.text_token_probs, _LEAST)).sum()) for each in found]

    def _generate(self, encoded: Any, count: int, tokenizer: Tokenizer, *, no_repeat_ngram_size: int) -> Any:
        """Beam search over windows in one language, with all that the beam holds at its end; nothing is sampled."""
        prompt = self._model.get_prompt(tokenizer, previous_tokens=[], without_timestamps=False)
        return self._model.model.generate(
            encoded,
            [prompt] * count,
            beam_size=BEAM,
            num_hypotheses=BEAM,
            max_length=self._model.max_length,
            suppress_blank=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            no_repeat_ngram_size=no_repeat_ngram_size,
            return_scores=True,
            max_initial_timestamp_index=_LATEST_START,
        )

    def _align(
        self, encoded: Any, windows: list[SoundWindow], tokens: list[list[int]], tokenizer: Tokenizer
    ) -> list[list[dict[str, Any]]]:
        """Word times from the attention of the network, punctuation joined to its word."""
        frames = [min(len(window.samples) // self._model.feature_extractor.hop_length, 3000) for window in windows]
        alignments = self._model.find_alignment(tokenizer, tokens, encoded, frames)
        for alignment in alignments:
            merge_punctuations(alignment, _PREPENDED, _APPENDED)
        return list(alignments)


def _words(text: Written, tokenizer: Tokenizer) -> list[tuple[str, list[int]]]:
    """Words with their tokens, as the library makes them."""
    words, tokens = tokenizer.split_to_word_tokens(text.tokens)
    return [*zip(words, tokens, strict=True)]


def _loops(text: str) -> bool:
    """Whether a window's text is a loop: people do say a phrase twice, so a high ratio alone is no proof."""
    return compression_ratio(text) > LOOP_RATIO or any(True for _ in loop_words(text.split()))


def words_of_alignment(alignment: list[dict[str, Any]], window: Span, text: Written) -> Iterator[HeardWord]:
    """Words on the recording's clock; pieces without a space before them ("-то") are joined.

    A word whose middle lies behind the window is the next window's, which hears more of it. Times come from attention,
    which may reach over a sentence that the network left out: timestamps hold them in place.
    """
    pieces: list[list[tuple[dict[str, Any], Span, str | None]]] = []
    tokens = 0
    for timing in alignment:
        sentence = text.sentences[min(tokens, len(text.sentences) - 1)]
        own = range(tokens, tokens + len(timing["tokens"]))
        tokens = own.stop
        if not timing["word"].strip():
            continue
        piece = (timing, sentence, next((text.respelled[token] for token in own if token in text.respelled), None))
        if pieces and not timing["word"].startswith(" "):
            pieces[-1].append(piece)
        else:
            pieces.append([piece])
    for word in pieces:
        (first, sentence, _), (last, _, _) = word[0], word[-1]
        earliest = max(0.0, sentence.start - _TIMESTAMP_RIM)
        latest = max(earliest, sentence.end + _TIMESTAMP_RIM)
        start = window.start + min(max(float(first["start"]), earliest), latest)
        end = window.start + min(max(float(last["end"]), earliest), latest)
        if (start + end) / 2 >= window.end:
            continue
        yield HeardWord(
            span=Span(start=start, end=min(window.end, max(start, end))),
            text="".join(piece["word"] for piece, _, _ in word).strip(),
            probability=min(float(piece["probability"]) for piece, _, _ in word),
            respelled_from=_wrote([(piece["word"], wrote) for piece, _, wrote in word]),
        )


def _wrote(pieces: Sequence[tuple[str, str | None]]) -> str | None:
    """What the network wrote of a word, by its pieces and what each stands for; None where it is the word."""
    if all(wrote is None for _, wrote in pieces):
        return None
    return "".join(piece.strip() if wrote is None else wrote for piece, wrote in pieces)
