"""How the speaker stands to a clause: stated, in doubt, told by another, not said to have happened, asked."""

from collections.abc import Sequence

from analysis.claims import speech
from analysis.claims.clauses import Clause
from analysis.claims.folding import folded_pattern
from analysis.claims.records import Certainty, Statement
from analysis.mentions.tokens import Token

_SAID_NOW = frozenset({"говорю", "сказать", "скажу", "говорим"})
"""Forms of telling that bring the speaker's own words."""
_I = frozenset({"я", "мен"})
_OTHERS = frozenset({"он", "она", "они", "ол"})
_THAT = frozenset({"что", "будто"})
_ASIDE = 2
"""So many words thrown in are of the clause beside them."""
_SO_THEY_SAID = folded_pattern(r"(?:деп|дейди|деди) ")
_NOT_KNOWN = folded_pattern(r"(?:адамды|кисини|деген \w+|\w+[нт]ы) (?:мулде |мен )?билм")
"""«Ондай адамды білмеймін» is no doubt but says that somebody is not known."""


def certainty_of(
    statement: Statement, tokens: Sequence[Token], part: Clause, sentence: Sequence[Clause], *, whole: str
) -> Certainty:
    """Of a clause within its sentence, whose folded letters are `whole`."""
    end = tokens[sentence[-1].last].word
    if statement.words[end].text.rstrip("»\"' ").endswith("?"):
        return Certainty.ASKED
    if speech.would(whole) or speech.is_meant(_with_its_asides(tokens, part, sentence)):
        return Certainty.HYPOTHETICAL
    told = speech.OF_THE_HEARD.sub("", whole) if statement.is_protocol else whole
    if speech.REPORTED.search(told) or _is_told(statement, tokens, part, sentence):
        return Certainty.REPORTED
    if speech.DOUBT.search(whole) and not _NOT_KNOWN.search(whole):
        return Certainty.DOUBTFUL
    return Certainty.DOUBTFUL if speech.PERHAPS.search(_with_its_asides(tokens, part, sentence)) else Certainty.STATED


def _with_its_asides(tokens: Sequence[Token], part: Clause, sentence: Sequence[Clause]) -> str:
    """A clause with the words thrown in before and behind it: «часа в три, кажется»."""
    at = sentence.index(part)
    near = [each for each in sentence[max(0, at - 1) : at + 2] if each is part or each.last - each.first < _ASIDE]
    return " ".join(tokens[place].plain for each in near for place in range(each.first, each.last + 1))


def _is_told(statement: Statement, tokens: Sequence[Token], part: Clause, sentence: Sequence[Clause]) -> bool:
    """Behind «сказал, что» of another, and of what «деп айтты» ends."""
    for head in sentence:
        if head.first < part.first and _brings_words(tokens, head, part) and _is_of_another(statement, tokens, head):
            return True
    later = " ".join(token.plain for token in tokens[part.last + 1 : sentence[-1].last + 1])
    return bool(_SO_THEY_SAID.match(later + " "))


def _brings_words(tokens: Sequence[Token], head: Clause, part: Clause) -> bool:
    """Whether «что» or a colon stands between the two."""
    between = {token.plain for token in tokens[head.first : part.first + 2]}
    return bool(between & _THAT) or tokens[part.first].gap.strip().startswith(":")


def _is_of_another(statement: Statement, tokens: Sequence[Token], head: Clause) -> bool:
    """Whether somebody tells in it, who is neither the speaker nor, in a protocol, the one who is heard."""
    stretch = tokens[head.first : head.last + 1]
    if any(token.plain in _I for token in stretch):
        return False
    names_nobody = not any(
        token.plain in _OTHERS or (token.text[:1].isupper() and token is not stretch[0]) for token in stretch
    )
    of_the_heard = speech.PROTOCOL_HEADS if statement.is_protocol and names_nobody else frozenset[str]()
    return any(
        token.keys & speech.TELLS and token.plain not in _SAID_NOW and not token.keys & of_the_heard for token in stretch
    )
