"""Formats that people and other programs read: plain text, a page, SRT, WebVTT, RTTM.

`names` says whose a voice is, where a person has ruled so; the format of diarization keeps the voices.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from models.sentences import InterfaceLanguage
from models.span import Seconds
from models.transcript import INVENTION_MARKS, LedgerKind, Transcript, Turn, WordMark

_CAPTION_SECONDS: Seconds = 6.0
_CAPTION_CHARACTERS = 84  # two lines of 42, as captions are set
_DOUBT = {
    "ru": "⟨?⟩ — слово под сомнением: голос, текст или само произнесение (см. JSON).",
    "kk": "⟨?⟩ — күмәнді сөз: дауысы, мәтіні немесе айтылғаны (JSON қараңыз).",
    "en": "⟨?⟩ marks a doubtful word: its voice, its text, or whether it was said at all (see the JSON).",
}
_LEDGER = {
    "ru": {
        LedgerKind.WORDS: "слова",
        LedgerKind.OVERLAP: "наложение голосов",
        LedgerKind.SPEECH_WITHOUT_WORDS: "речь без слов",
        LedgerKind.SILENCE: "тишина",
        LedgerKind.NOT_PROCESSED: "не обработано",
    },
    "kk": {
        LedgerKind.WORDS: "сөздер",
        LedgerKind.OVERLAP: "дауыстардың қабаттасуы",
        LedgerKind.SPEECH_WITHOUT_WORDS: "сөзсіз сөйлеу",
        LedgerKind.SILENCE: "тыныштық",
        LedgerKind.NOT_PROCESSED: "өңделмеген",
    },
    "en": {kind: kind.value.replace("_", " ") for kind in LedgerKind},
}
_SHOWN_GAP: Seconds = 1.0  # speech without words that is this long is listed for review
_TITLE = {"ru": "Стенограмма", "kk": "Стенограмма", "en": "Transcript"}
_REVIEW = {"ru": "прослушать", "kk": "тыңдап шығу", "en": "to review"}

Names = Mapping[str, str]
"""What to call a voice, by its own name."""
_NONE: Names = MappingProxyType({})

DOUBT_MARKS = INVENTION_MARKS | {
    WordMark.NEAR_BOUNDARY,
    WordMark.VOICE_DOUBT,
    WordMark.OVERLAP,
    WordMark.LOW_PROBABILITY,
    WordMark.RESPELLED,
    WordMark.LANGUAGE_DOUBT,
}
"""Marks that plain text shows as ⟨?⟩."""


def clock(seconds: Seconds, *, decimal: str = ".") -> str:
    """Seconds as hours, minutes, seconds and milliseconds."""
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}{decimal}{whole % 1000:03d}"


def to_text(transcript: Transcript, language: InterfaceLanguage, names: Names = _NONE) -> str:
    """For reading: who said what when, doubtful words marked, and the ledger's sums at the end."""
    lines = [f"{transcript.recording.name}  sha256 {transcript.recording.sha256}", _DOUBT[language]]
    lines += [f"! {warning.sentence.in_language(language)}" for warning in transcript.recording.warnings]
    lines.append("")
    for turn in transcript.turns:
        words = " ".join(f"{word.text}⟨?⟩" if DOUBT_MARKS.intersection(word.marks) else word.text for word in turn.words)
        lines.append(f"[{clock(turn.start)[:8]}–{clock(turn.end)[:8]}] {names.get(turn.voice, turn.voice)}: {words}")
    lines.append("")
    lines += [f"{name}: {seconds} s" for name, seconds in _sums(transcript, language)]
    lines += [f"  {_REVIEW[language]}: {gap}" for gap in _gaps(transcript, language)]
    return "\n".join(lines) + "\n"


def to_html(transcript: Transcript, language: InterfaceLanguage, names: Names = _NONE) -> str:
    """The same as a page that needs no other file and runs nothing; whatever was said stands there letter for letter."""
    return _page().render(
        language=language,
        said={"title": _TITLE[language], "doubt": _DOUBT[language], "review": _REVIEW[language]},
        transcript=transcript,
        warnings=[warning.sentence.in_language(language) for warning in transcript.recording.warnings],
        turns=[
            {
                "start": clock(turn.start)[:8],
                "end": clock(turn.end)[:8],
                "voice": names.get(turn.voice, turn.voice),
                "language": Counter(word.language for word in turn.words).most_common(1)[0][0],
                "words": [{"text": word.text, "doubtful": not DOUBT_MARKS.isdisjoint(word.marks)} for word in turn.words],
            }
            for turn in transcript.turns
        ],
        sums=_sums(transcript, language),
        gaps=_gaps(transcript, language),
    )


@cache
def _page() -> Template:
    environment = Environment(
        loader=PackageLoader("transcribe.formats", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("transcript.html")


def _sums(transcript: Transcript, language: InterfaceLanguage) -> list[tuple[str, str]]:
    """How many seconds there are of each kind."""
    sums = {
        name: sum(entry.span.duration for entry in transcript.ledger if entry.kind is kind)
        for kind, name in _LEDGER[language].items()
    }
    return [(name, f"{seconds:.1f}") for name, seconds in sums.items() if seconds]


def _gaps(transcript: Transcript, language: InterfaceLanguage) -> list[str]:
    """Where somebody speaks and nothing was written."""
    return [
        f"{clock(entry.span.start)}–{clock(entry.span.end)} {_LEDGER[language][entry.kind]}"
        for entry in transcript.ledger
        if entry.kind is LedgerKind.SPEECH_WITHOUT_WORDS and entry.span.duration >= _SHOWN_GAP
    ]


def to_srt(transcript: Transcript, names: Names = _NONE) -> str:
    """SubRip captions, the voice before each."""
    return "\n".join(
        f"{number}\n{clock(start, decimal=',')} --> {clock(end, decimal=',')}\n"
        f"{_one_line(names.get(voice, voice))}: {_one_line(text)}\n"
        for number, (start, end, voice, text) in enumerate(_captions(transcript), start=1)
    )


def to_vtt(transcript: Transcript, names: Names = _NONE) -> str:
    """WebVTT captions with voice tags."""
    cues = [
        f"{clock(start)} --> {clock(end)}\n{_voice_tag(names.get(voice, voice))}{_plain(text)}\n"
        for start, end, voice, text in _captions(transcript)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def to_rttm(transcript: Transcript) -> str:
    """NIST RTTM: when each voice speaks, overlaps included."""
    name = re.sub(r"\s+", "_", transcript.recording.name) or "recording"
    spans = sorted((span.start, span.duration, voice.name) for voice in transcript.voices for span in voice.spans)
    return "".join(
        f"SPEAKER {name} 1 {start:.3f} {length:.3f} <NA> <NA> {voice} <NA> <NA>\n" for start, length, voice in spans
    )


def _captions(transcript: Transcript) -> Iterator[tuple[Seconds, Seconds, str, str]]:
    for turn in transcript.turns:
        yield from _split(turn)


def _split(turn: Turn) -> Iterator[tuple[Seconds, Seconds, str, str]]:
    """A turn as captions short enough to read; never of no length."""
    current: list[str] = []
    start = end = turn.start
    for word in turn.words:
        text = " ".join([*current, word.text])
        if current and (word.end - start > _CAPTION_SECONDS or len(text) > _CAPTION_CHARACTERS):
            yield start, max(end, start + 0.1), turn.voice, " ".join(current)
            current, start = [], word.start
        current.append(word.text)
        end = word.end
    yield start, max(end, start + 0.1), turn.voice, " ".join(current)


def _voice_tag(name: str) -> str:
    """A dash at the name's end would make an arrow with the tag's own bracket; readers trim spaces there."""
    return f"<v {_plain(name)}{' ' if name.endswith('-') else ''}>"


def _plain(text: str) -> str:
    return html.escape(_one_line(text), quote=False)


def _one_line(text: str) -> str:
    return " ".join(text.replace("-->", "→").split())
