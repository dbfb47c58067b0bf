"""The whole way from a recording to its machine layer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.progress import Progress
from models.transcript import Engine, LedgerEntry, Transcript, Voice, Word
from transcribe.diarize.slot import Diarization, Diarizer, VoiceBounds
from transcribe.ledger import account
from transcribe.merge import VoicedWord, give_voices, turns
from transcribe.recognize import windows
from transcribe.recognize.slot import HeardWindow, Recognizer, SoundWindow
from transcribe.sound import warnings
from transcribe.sound.decode import DecodedRecording, decode
from transcribe.sound.decoder import Decoder
from transcribe.text import words_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Engines:
    """Everything expensive, loaded and passed in."""

    decoder: Decoder
    decode_engine: Engine  # the decoder's record for the transcript
    diarizer: Diarizer
    recognizers: Mapping[str, Recognizer]  # by name
    routes: Mapping[str, str]  # language -> name of the recognizer that writes it
    decides: str  # name of the recognizer that tells languages apart


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the user said about the recording."""

    languages: tuple[str, ...]  # spoken in it, ISO 639-1, the likeliest first
    bounds: VoiceBounds
    hattama_version: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Channel:
    """What was heard on one channel, or on the mix."""

    words: list[VoicedWord]
    voices: list[Voice]
    ledger: tuple[LedgerEntry, ...]


def transcribe(path: Path, folder: Path, engines: Engines, options: Options, *, progress: Progress) -> Transcript:
    """The machine layer of one recording; decoded sound is kept in `folder` while it runs.

    Raises the errors of `transcribe.sound.errors` for a recording that cannot be read. A recording without speech is
    a normal result. Reports steps "decode", "segment", "voices" and "recognize".
    """
    return hear(decode(path, folder, engines.decoder, progress=progress), engines, options, progress=progress)


def hear(decoded: DecodedRecording, engines: Engines, options: Options, *, progress: Progress) -> Transcript:
    """The machine layer of decoded sound; see `transcribe`."""
    channels: list[_Channel] = []
    for channel in decoded.channels:
        first_voice = sum(len(each.voices) for each in channels)
        channels.append(_hear(decoded, channel, first_voice, engines, options, progress))
    used = {*(engines.routes[language] for language in options.languages)}
    if len(options.languages) > 1:
        used.add(engines.decides)
    voices = tuple(voice for each in channels for voice in each.voices)
    counted = warnings.of_voices(len(voices), least=options.bounds.least, most=options.bounds.most)
    return Transcript(
        recording=replace(decoded.recording, warnings=(*decoded.recording.warnings, *counted)),
        languages=options.languages,
        engines=(
            engines.decode_engine,
            *engines.diarizer.engines,
            *(engines.recognizers[name].engine for name in sorted(used)),
        ),
        voices=voices,
        turns=turns([each.words for each in channels]),
        ledger=tuple(entry for each in channels for entry in each.ledger),
        hattama_version=options.hattama_version,
    )


def _hear(  # one call, in one place
    decoded: DecodedRecording,
    channel: int | None,
    first_voice: int,
    engines: Engines,
    options: Options,
    progress: Progress,
) -> _Channel:
    pcm = decoded.pcm
    if decoded.apart:
        found = engines.diarizer.detect(pcm, channel, progress=progress)
    else:
        found = engines.diarizer.diarize(pcm, channel, bounds=options.bounds, progress=progress)
    cuts = windows.cut(found.activity, pcm.duration)
    words: list[Word] = []
    total = sum(span.duration for span in cuts)
    done = 0.0
    for heard in _recognize(windows.read(pcm, channel, cuts), engines, options.languages):
        words += words_of(heard, found.activity)  # and let go of the window's sound
        done += heard.window.span.duration
        progress("recognize", done, total)
    # Engines leave out what they do not understand, often a sentence in another language than its window's: speech
    # that got no words is heard once more by itself.
    missed = windows.without_words(found.activity, words, pcm.duration)
    for heard in _recognize(windows.read(pcm, channel, missed, ahead=0.0), engines, options.languages):
        words += words_of(heard, found.activity)
    words.sort(key=lambda word: word.start)
    voices = _voices(found, decoded, channel, first_voice)
    if words and not voices:  # words with nobody found to speak them: one voice where the words are
        spans = tuple(span for span in cuts if any(span.start <= word.start <= span.end for word in words))
        own = channel if decoded.apart else None
        voices = [Voice(name=f"VOICE_{first_voice:02d}", spans=spans, channel=own)]
    return _Channel(
        words=list(give_voices(words, [(each.name, each.spans) for each in voices], doubtful=found.doubtful)),
        voices=voices,
        ledger=account(
            pcm.duration,
            words=words,
            voices=[voice.spans for voice in voices],
            activity=found.activity,
            missing=decoded.missing,
            channel=channel if decoded.apart else None,
        ),
    )


def _voices(found: Diarization, decoded: DecodedRecording, channel: int | None, first: int) -> list[Voice]:
    return [
        Voice(name=f"VOICE_{number:02d}", spans=spans, channel=channel if decoded.apart else None)
        for number, spans in enumerate(found.voices, start=first)
    ]


def _recognize(sound: Iterator[SoundWindow], engines: Engines, languages: Sequence[str]) -> Iterator[HeardWindow]:
    """Each window by the engine its language is routed to; order and memory as the sound comes."""
    routes = engines.routes
    names = {routes[language] for language in languages}
    if len(languages) == 1 or names == {engines.decides}:
        first = engines.recognizers[routes[languages[0]]]
        yield from first.recognize(sound, languages, write=frozenset(languages))
        return
    decider = engines.recognizers[engines.decides]
    own = frozenset(language for language in languages if routes[language] == engines.decides)
    for window in decider.recognize(sound, languages, write=own):
        if window.words is not None:
            yield window
            continue
        other = engines.recognizers[routes[window.language]]
        (written,) = other.recognize([window.window], (window.language,), write=frozenset({window.language}))
        yield HeardWindow(
            window=window.window,
            words=written.words,
            language=window.language,
            language_probability=window.language_probability,
            compression_ratio=written.compression_ratio,
        )
