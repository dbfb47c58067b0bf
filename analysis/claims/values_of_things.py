"""Things and looks of a statement, with the colours that stand beside them."""

from collections.abc import Iterator, Sequence

from analysis.claims.neighbours import plain_before, tokens_within
from analysis.claims.nouns_of_things import CLOTHES, VEHICLES, WEAPONS
from analysis.claims.readings import WordReading
from analysis.claims.records import SlotKind, Value
from analysis.mentions.tokens import Token

_SHADES = frozenset({"dark", "light"})


def things(tokens: Sequence[Token], reads: Sequence[WordReading]) -> Iterator[Value]:
    """Things acted on or with, and how somebody or something looks."""
    for at, (token, read) in enumerate(zip(tokens, reads, strict=True)):
        words = (token.word,)
        things = frozenset(read.things - VEHICLES.keys())
        if things:
            instrument = read.case in {"ablt", "inst"} or bool(things & WEAPONS)
            tags = things | ({"instrument"} if instrument else frozenset())
            if things & CLOTHES:
                tags |= {f"colour:{colour}" for colour in colours_beside(tokens, reads, words)}
            yield Value(kind=SlotKind.OBJECT, words=words, text=token.plain, tags=tags)
        if read.looks:
            without = plain_before(tokens, at) == "без"
            tags = frozenset(f"no {look}" for look in read.looks) if without else read.looks
            yield Value(kind=SlotKind.LOOK, words=words, text=token.plain, tags=tags)


def colours_beside(tokens: Sequence[Token], reads: Sequence[WordReading], words: tuple[int, ...]) -> set[str]:
    """Of the three tokens before some words, or two behind, where none is denied; a shade beside a colour is left out."""
    inside = tokens_within(tokens, words)
    near = [*range(max(0, inside[0] - 3), inside[0]), *range(inside[-1] + 1, min(len(tokens), inside[-1] + 3))]
    told = [
        at for at in near if plain_before(tokens, at) != "не" and not (tokens[at].gap == "-" and tokens[at].plain == "ак")
    ]  # «екі-ақ» is no colour
    found = {colour for at in told if (colour := reads[at].colour)}
    return found - _SHADES if len(found) > 1 else found
