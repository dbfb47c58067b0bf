"""A turn of the official as the patterns read it: folded sentences, without what is said to others than the person."""

import re
from dataclasses import dataclass, replace

from analysis.claims.folding import folded_pattern
from analysis.lexemes import folded
from analysis.mentions.numbers import numbers_of
from analysis.mentions.tokens import tokens_of
from models.working_transcript import WorkingTurn

_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")
_DOTTED = folded_pattern(r"\b(?:ст|ч|п|г|ул|им|т|д)\.")
"""Short forms whose dot ends no sentence."""
_NO_WORD = re.compile(r"\w{40,}")
"""Longer than any word: left out, so that no pattern tries its every letter."""
_OTHERS = r"(?:переводчик|защитник|адвокат|педагог|психолог|понят|представител|аудармашы|қорғаушы|заңды өкіл)\w*"
_TO_ONE_OF_THEM = (
    r"\b(?:переводчику|защитнику|адвокату|педагогу|психологу|представителю|понятым|аудармашыға|қорғаушыға|адвокатқа|"
    r"заңды өкілге)"
)
_NONE: frozenset[int] = frozenset()
_DUTIES = r"(?:разъясн|объясн|предупрежд|түсіндір|ескерт)\w*"
_PERSON = r"\b(?:вам|вас|вы|тебе|тебя|ты|свидетел\w*|потерпевш\w*|сізге|сіз|саған)\b"
_TO_OTHERS = folded_pattern(
    rf"^\W*{_OTHERS}(?: \w+)?, (?:\w+ ){{0,2}}(?:вам|вас|вы|ваш\w*|сіз\w*|көрінеу)\b[^.?!]{{0,200}}|"
    rf"(?:^\W*(?:\w+,? ){{0,2}}{_OTHERS}[^.?!]{{0,60}}{_DUTIES}|"
    rf"{_DUTIES} (?:\w+ )?{_OTHERS}|{_TO_ONE_OF_THEM} (?:\w+ )?{_DUTIES})(?:(?!{_PERSON})[^.?!]){{0,200}}"
)
"""Rights and liability of interpreters and defenders are not the person's; up to where the person is spoken to again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What an official said in one turn."""

    turn: WorkingTurn
    sentences: tuple[str, ...]  # in small folded letters, with what ends them; without those to others
    text: str  # the sentences together
    is_punctuated: bool  # some sentence of it has an end that was written
    numbers: frozenset[int]  # said in it, in words or digits

    def alone(self, sentence: str) -> "Said":
        """One of its sentences, as if nothing else had been said."""
        return replace(self, sentences=(sentence,), text=sentence, numbers=_NONE)


def said_in(turn: WorkingTurn) -> Said:
    """The turn as patterns read it."""
    whole = _DOTTED.sub(lambda found: found.group()[:-1], _NO_WORD.sub(" ", folded(turn.text.lower())))
    sentences = tuple(_TO_OTHERS.sub(" ", each.strip()) for each in _SENTENCE.findall(whole))
    return Said(
        turn=turn,
        sentences=sentences,
        text=" ".join(sentences),
        is_punctuated=any(each.endswith((".", "?", "!", "…")) for each in sentences),
        numbers=frozenset(each.whole for each in numbers_of(tokens_of(turn.words)) if each.whole is not None),
    )


_UNDERSTOOD = folded_pattern(
    r"в курсе|не (?:против|возража)|возражени|поня(?:тно|ли)|понимае|\bясно|\bладно|түсінікті|түсіндің|қарсы емес|білесі"
)


def tells_and_asks(sentence: str) -> bool:
    """Whether a question tells something and asks no more than whether it was understood, or whether one minds."""
    return _UNDERSTOOD.search(sentence) is not None


def is_question(sentence: str) -> bool:
    """Whether it was written as one."""
    return "?" in sentence
