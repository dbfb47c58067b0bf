"""Places of the recordings that need an ear before anybody signs: marked words, speech without words, lost sound."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from models.protocol_document import DoubtfulPlace
from models.sentences import Sentence
from models.transcript import LedgerKind, Transcript, Word, WordMark

MARK_REASONS: dict[WordMark, Sentence] = {
    WordMark.VOICE_DOUBT: Sentence(
        ru="отрезок слишком короткий или не похож ни на один голос: чей он, не ясно",
        kk="үзінді тым қысқа немесе ешбір дауысқа ұқсамайды: кімдікі екені белгісіз",
        en="the stretch is too short or unlike any voice: whose it is cannot be told",
    ),
    WordMark.NEAR_BOUNDARY: Sentence(
        ru="у смены голоса: может принадлежать другому голосу",
        kk="дауыс ауысқан жерде: басқа дауысқа тиесілі болуы мүмкін",
        en="at a change of voice: may belong to the other voice",
    ),
    WordMark.OVERLAP: Sentence(ru="двое говорят одновременно", kk="екі адам қатар сөйлейді", en="two voices speak at once"),
    WordMark.NO_SPEECH: Sentence(
        ru="речи не слышно: возможно, никто этого не говорил",
        kk="сөз естілмейді: бұны ешкім айтпаған болуы мүмкін",
        en="no speech is heard: perhaps nobody said this",
    ),
    WordMark.REPETITION: Sentence(
        ru="повтор одной фразы: возможно, выдуман программой",
        kk="бір сөйлемнің қайталануы: бағдарлама ойдан қосқан болуы мүмкін",
        en="a phrase over and over: perhaps invented by the engine",
    ),
    WordMark.CREDITS: Sentence(
        ru="похоже на титры: возможно, выдумано программой",
        kk="титрлерге ұқсайды: бағдарлама ойдан қосқан болуы мүмкін",
        en="reads like credits: perhaps invented by the engine",
    ),
    WordMark.COMPRESSIBLE: Sentence(
        ru="текст слишком однообразен: возможно, выдуман программой",
        kk="мәтін тым біркелкі: бағдарлама ойдан қосқан болуы мүмкін",
        en="the text is too uniform: perhaps invented by the engine",
    ),
    WordMark.LOW_PROBABILITY: Sentence(
        ru="программа не уверена в слове", kk="бағдарлама бұл сөзге сенімді емес", en="the engine is in doubt"
    ),
    WordMark.RESPELLED: Sentence(
        ru="такого слова программа не знает: записано самое вероятное из похожих",
        kk="бағдарлама мұндай сөзді білмейді: ұқсастардың ең ықтималы жазылды",
        en="not a word that is known: the likeliest of similar ones is written",
    ),
    WordMark.LANGUAGE_DOUBT: Sentence(
        ru="язык определён неуверенно", kk="тіл сенімсіз анықталды", en="the language was decided narrowly"
    ),
}

_AT_FIRST = Sentence(
    ru="{reason} (сначала: {words})", kk="{reason} (алғашында: {words})", en="{reason} (at first: {words})"
)

LEDGER_REASONS: dict[LedgerKind, Sentence] = {
    LedgerKind.SPEECH_WITHOUT_WORDS: Sentence(
        ru="слышна речь, слова не разобраны",
        kk="сөз естіледі, сөздері танылмады",
        en="speech is heard, no words were written",
    ),
    LedgerKind.NOT_PROCESSED: Sentence(
        ru="звук повреждён и не обработан", kk="дыбыс бүлінген, өңделмеді", en="the sound is damaged, not processed"
    ),
}


def doubtful_places(transcripts: Sequence[Transcript]) -> tuple[DoubtfulPlace, ...]:
    """Every such place, recording by recording in order of time."""
    places: list[DoubtfulPlace] = []
    for number, transcript in enumerate(transcripts, start=1):
        found = [*_words(transcript, number), *_ledger(transcript, number)]
        places.extend(sorted(found, key=lambda each: (each.start, each.end)))
    return tuple(places)


def _words(transcript: Transcript, number: int) -> Iterator[DoubtfulPlace]:
    """Neighbouring words of a turn with the same marks are one place."""
    for turn in transcript.turns:
        for marks, group in groupby(turn.words, key=lambda word: word.marks):
            words = tuple(group)
            if marks:
                yield DoubtfulPlace(
                    recording=number,
                    start=words[0].start,
                    end=max(word.end for word in words),
                    quote=" ".join(word.text for word in words),
                    reasons=tuple(_reason(mark, words) for mark in marks),
                )


def _reason(mark: WordMark, words: Sequence[Word]) -> Sentence:
    """Why; of respelled words with what the engine wrote."""
    wrote = dict.fromkeys(word.respelled_from for word in words if word.respelled_from)
    if mark is not WordMark.RESPELLED or not wrote:
        return MARK_REASONS[mark]
    return _AT_FIRST.filled(reason=MARK_REASONS[mark], words=", ".join(f"«{each}»" for each in wrote))


def _ledger(transcript: Transcript, number: int) -> Iterator[DoubtfulPlace]:
    for entry in transcript.ledger:
        if entry.kind in LEDGER_REASONS:
            yield DoubtfulPlace(
                recording=number,
                start=entry.span.start,
                end=entry.span.end,
                quote="",
                reasons=(LEDGER_REASONS[entry.kind],),
            )
