"""What needs an ear is listed with its reasons."""

from dataclasses import replace

from models.transcript import WordMark
from tests.factories import transcript
from transcribe.protocol.doubts import doubtful_places


def marked(said, marks):
    """One turn, its words marked by number with a mark and what the engine wrote."""
    made = transcript(("VOICE_00", said))
    (turn,) = made.turns
    words = [
        replace(word, marks=(marks[number][0],), respelled_from=marks[number][1]) if number in marks else word
        for number, word in enumerate(turn.words)
    ]
    return replace(made, turns=(replace(turn, words=tuple(words)),), ledger=())


def test_respelled_words_are_told_with_what_the_engine_wrote():
    said = marked("назовите три буквы имени", {1: (WordMark.RESPELLED, "трибуквы"), 2: (WordMark.RESPELLED, "трибуквы")})
    (place,) = doubtful_places([said])
    assert place.quote == "три буквы"
    (reason,) = place.reasons
    assert reason.en == "not a word that is known: the likeliest of similar ones is written (at first: «трибуквы»)"
    assert reason.ru.endswith("(сначала: «трибуквы»)")


def test_older_transcripts_do_not_tell_what_the_engine_wrote():
    (place,) = doubtful_places([marked("три буквы", {0: (WordMark.RESPELLED, None)})])
    assert place.reasons[0].en == "not a word that is known: the likeliest of similar ones is written"
