"""A written name -> its words: what is no part of it left out, initials and nicknames told apart, no order judged."""

import re
from dataclasses import dataclass
from enum import StrEnum

from analysis.persons.letters import key

_TITLES_AND_CALLINGS = """
господин госпожа гр гражданин гражданка гражданину гражданке гражданином гражданкой товарищ тов мырза ханым азамат азаматша
доктор профессор академик президент министр капитан майор полковник лейтенант сержант генерал подполковник следователь
прокурор судья адвокат эксперт свидетель потерпевший потерпевшая подозреваемый подозреваемая обвиняемый дядя тетя апа ага
mr mrs ms miss dr prof sir lady lord herr frau monsieur madame shaikh sheikh sheik haji hajji mullah maulavi president
präsident captain colonel major general minister
"""
_TITLES = frozenset(key(each) for each in _TITLES_AND_CALLINGS.split())
_PREPOSITIONS = frozenset(
    {"с", "со", "от", "у", "к", "ко", "о", "об", "обо", "для", "про", "за", "на", "под", "при", "из", "и", "мен"}
)
_PARTICLES = frozenset(
    {"al", "el", "ul", "ur", "de", "der", "den", "del", "della", "di", "du", "da", "dos", "van", "von", "la", "le"}
)
_SON_OF = frozenset({"bin", "ben", "ibn", "bint"})
_CALLED = re.compile(
    r"[«\"“„(]([^»\"”“)]+)[»\"”“)]|(?:по (?:кличке|прозвищу)|кличка|прозвище|лақап аты|alias|a\.?k\.?a\.?)\s+(\w+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´]+[^\W_]+)*|,")
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ][a-zа-яё]{2})")
_CHILD = re.compile(r"(?:ұлы|улы|оглы|қызы|кызы|гызы|ogly|oglu|uly|ūly|uli|kyzy|qyzy|qyzı)")
_SPELLED = re.compile(r"['’ʼ`´]")


class Place(StrEnum):
    """What the writing alone says of a word."""

    OPEN = "open"
    INITIAL = "initial"
    SON_OF = "son_of"  # behind "bin"
    FATHERED = "fathered"  # before "bin"
    BEFORE_COMMA = "before_comma"  # "Ахметов, Болат"


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One word of a name as it was written."""

    text: str  # without its apostrophes, capitals kept
    place: Place
    compound: int  # the same for the parts of one word with a hyphen

    @property
    def key(self) -> str:
        """In the common alphabet."""
        return key(self.text)


def nicknames(text: str) -> tuple[str, tuple[str, ...]]:
    """The name without what stands in quotation marks, parentheses or behind "по кличке", and that."""
    found = tuple((match[1] or match[2]).strip() for match in _CALLED.finditer(text))
    return _CALLED.sub(" ", text), found


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a name, nicknames taken out before; titles, prepositions and particles (al, de, von) left out."""
    found: list[Word] = []
    fathered = False
    for token in text.replace("-", " -").split():
        for piece in _WORD.findall(_CAMEL.sub(" ", token)):
            if piece == ",":
                found = [_placed(each, Place.BEFORE_COMMA) if each.place is Place.OPEN else each for each in found]
                continue
            low = piece.lower()
            if low in _SON_OF and found:
                fathered = True
                if found[-1].place is Place.OPEN:
                    found[-1] = _placed(found[-1], Place.FATHERED)
            elif _CHILD.fullmatch(low) and found:
                found[-1] = Word(text=found[-1].text + low, place=Place.OPEN, compound=found[-1].compound)
            elif not _is_left_out(piece, token):
                place = Place.INITIAL if len(piece) == 1 else Place.SON_OF if fathered else Place.OPEN
                group = found[-1].compound if token.startswith("-") and found else len(found)
                found.append(Word(text=_SPELLED.sub("", piece), place=place, compound=group))
                fathered = False
    return _without_comma(_without_titles(found))


def _without_comma(words: list[Word]) -> tuple[Word, ...]:
    """A comma tells the surname only where a name follows it."""
    if words and words[-1].place is Place.BEFORE_COMMA:
        return tuple(_placed(each, Place.OPEN) if each.place is Place.BEFORE_COMMA else each for each in words)
    return tuple(words)


def _placed(word: Word, place: Place) -> Word:
    return Word(text=word.text, place=place, compound=word.compound)


def _is_left_out(piece: str, token: str) -> bool:
    low = piece.lower()
    if low in _PREPOSITIONS:
        return piece == low and not token.rstrip(",").endswith(".")
    return not key(piece)


def _without_titles(words: list[Word]) -> list[Word]:
    """Titles go where anything is left, particles where two words are left."""
    kept = [each for each in words if each.key not in _TITLES]
    kept = kept if any(each.place is not Place.INITIAL for each in kept) else words
    bare = [each for each in kept if each.text.lower() not in _PARTICLES]
    return bare if len(bare) > 1 else kept


def joined(words: tuple[Word, ...], start: int, end: int) -> tuple[Word, ...]:
    """The words with those from `start` to before `end` as one: a recogniser or a hand had split it."""
    whole = Word(text="".join(each.text for each in words[start:end]), place=Place.OPEN, compound=words[start].compound)
    return (*words[:start], whole, *words[end:])
