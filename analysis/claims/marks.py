"""What a clause tells of its occasion: as a rule, once more, only, nobody, by force."""

from collections.abc import Sequence

from analysis.claims import speech
from analysis.claims.folding import folded_pattern
from analysis.mentions.tokens import Token

_WILLING = folded_pattern(
    r"\b(?:сам[аи]?(?! \w*не)|добровольно|по своей воле|по собственной|без принуждения"
    r"|никто (?:\w+ ){0,2}не заставлял|оз еркимен|ози|озим|озимиз)\b"
)
_FORCED = folded_pattern(
    r"\b(?:силой|насильно|силком|против (?:моей |его |ее )?воли|под угрозой|куштеп|зорлап|еркимнен тыс|зорлыкпен)\b"
)
_ALONE = folded_pattern(r"\b(?:один|одна|в одиночку|в одиночестве|сам по себе|жалгыз|бир ози|озим гана|жалгыз ози\w*)\b")
_TOLD = (
    ("habit", speech.HABIT), ("other occasion", speech.OTHER_OCCASION), ("except", speech.EXCEPT), ("only", speech.ONLY),
    ("first time", speech.FIRST_TIME), ("last time", speech.LAST_TIME), ("first of all", speech.FIRST_OF_ALL),
    ("forced", _FORCED), ("alone", _ALONE), ("no part", speech.NO_PART),
)  # fmt: skip
"""Marks by how they are said."""
_WORDS = (
    ("nobody", speech.NOBODY),
    ("nothing at all", frozenset({
        "ничего", "никого", "ештене", "ешкимди", "ештенени", "ешкимге", "никому", "никуда", "нигде",
        "ештенеге", "ештенеден", "ештеме", "ештемени", "ешкимнен", "никаких", "никакого", "никакой", "никакую", "ешкандай",
    })),
    ("there", frozenset({"там", "жерде", "туда", "тут"})),
    ("with others", frozenset({"тоже", "также", "еще", "тагы", "вместе", "вдвоем", "бирге", "да"})),
)  # fmt: skip
"""Marks by a single word."""


def marks_of(text: str, tokens: Sequence[Token]) -> frozenset[str]:
    """Of a text in small folded letters and its tokens."""
    plain = {token.plain for token in tokens}
    return frozenset(
        {mark for mark, pattern in _TOLD if pattern.search(text)} | {mark for mark, words in _WORDS if plain & words}
    )


def is_forced(text: str) -> bool:
    """Whether somebody was made to do it."""
    return bool(_FORCED.search(text))


def is_willing(text: str) -> bool:
    """Whether it was done of one's own, and nobody was made to."""
    return bool(_WILLING.search(text)) and not is_forced(text)
