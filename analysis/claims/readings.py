"""A token as the rules of claims read it: what it means, and its form in Russian or Kazakh."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from analysis import kazakh
from analysis.claims.actions import ACTIONS
from analysis.claims.concepts import CONCEPTS
from analysis.claims.folding import folded_pattern, shortest
from analysis.claims.looks import COLOURS, DESCRIPTIONS
from analysis.claims.nouns_of_persons import PERSONS
from analysis.claims.nouns_of_places import PLACES
from analysis.claims.nouns_of_things import THINGS
from analysis.claims.tables import WordTable
from analysis.lexemes import folded
from analysis.mentions.russian import readings
from analysis.mentions.tokens import Token
from models.russian import is_known

_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі'’]+")
_LENT_FROM = 5
"""Shorter stems are often another word of Kazakh's own."""
_LIKELY = 0.08
_READINGS = 3
_PREFIXES = ("не", "на", "по", "за", "из", "от", "до", "в", "с", "у", "к")
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_NOT = folded_pattern(r"[аыиуе]?[мбп][ае](?=[дйгсптукн]|р[^ы]|$)")
_CONVERB = folded_pattern(r"(?:[ыиуюаое]|)п$")
_FIRST = folded_pattern(r"(?:[гк][ае]н[ыи]м|[дт][ыи]м|[мбп][ыи]н|с[ае]м|[аей]м|гем|кем)$")
_FIRST_PLURAL = folded_pattern(r"(?:[дт][ыи]к|[дт]у[кг]|[мбп][ыи]з|[гк][ае]к)$")
_SECOND = folded_pattern(r"(?:(?<![аей])[дт][ыи]н(?:[ыи]з)?|с[ыи]з|с[ыи]н(?:дер)?)$")
_FINITE = folded_pattern(
    r"(?:[дт][ыи](?:м|н|к|н[ыи]з)?|[гк][ае]н(?:[мбп][ыи]н|с[ыи]з|[мбп][ыи]з)?|[аей](?:м[ыи]н|с[ыи]з|м[ыи]з|д[ыи]|м)"
    r"|[ыи]?п(?:[тп][ыи]н?|с[ыи]з)?|[аей]т[ыи]н|[ае]р(?:м[ыи]н)?|[мбп][ае]к(?:ш[ыи])?|[дт][ыи](?:нде|рмын))$"
)
_KAZAKH_CASES = tuple(
    (folded_pattern(ending), case)
    for ending, case in (
        ("[нтд][ыи]н$", "gent"), ("[гк][ае]$|(?<=[мн])[ае]$", "datv"), ("[ндт][ыи]$", "accs"), ("[дт][ае]$", "loct"),
        ("[ндт][ае]н$", "ablt"), ("[мбп]ен$", "inst"),
    )
)  # fmt: skip
_LONG_VERBS = tuple(sorted(word for word in ACTIONS.russian if len(word) >= 8))
_COPULA = folded_pattern(r"ед[ыи](?:м|к|н|н[ыи]з)?$")
_PARTICIPLE = folded_pattern(r"[гк][ае]н(?:[ыи]?м|[ыи]н|[ыи]|[ыи]м[ыи]з|дер[ыи]?|дар[ыи]?|да|де|н[ыи]н)+$")
_NOT_DONE = folded_pattern(r"[^аеиоуыэюя][мбп][ае](?:д[ыи](?:м|к|н[ыи]з)?|ген(?:м[ыи]н)?|ган(?:м[ыи]н)?)$")
_TOLD = folded_pattern(r"(?:[дт][ыи](?:м|к)|[гк][ае]нм[ыи]н|[гк][ае]н|[аей]м[ыи]н)$")
_PLURALS = ("лары", "лери", "дары", "дери")
_PERSONS = {"1per": 1, "2per": 2, "3per": 3}
_LINKING = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_CONTENT = frozenset({"NOUN", "VERB", "INFN", "PRTS", "PRTF", "ADJF", "ADJS", "GRND", "NUMR"})
_VERB_PREFIXES = ("по", "про", "на", "за", "вы", "при", "до", "от", "пере", "с", "у", "рас", "раз", "об")
_VERB_ENDINGS = ("ть", "ать", "ить", "еть", "нуть", "ыть")
_NO_DOING = frozenset({"мочь", "хотеть", "желать", "стать", "знать", "показать", "пояснить", "стоять", "прийти",
    "приходить", "начать",
                        "показывать", "пояснять", "прийтись", "казать", "помнить", "думать", "считать", "случить",
                        "произойти", "происходить"})  # fmt: skip
_KAZAKH_VERBS = frozenset(
    {"болды", "болдым", "болдық", "барды", "бардым", "алды", "алдым", "қалды", "жатты", "отты", "айтты"}
)
"""Kazakh, though the Russian dictionary holds them too."""
_KAZAKH_LINKS = frozenset({"ол", "олар", "оган", "маган", "оны", "мени", "сени", "бизди", "бери", "барлыгы", "барлык",
    "ушин", "туралы", "онымен", "менимен",
                           "оларды", "оларга", "бизге", "сизге", "одан", "менен", "бизден", "соган", "бул", "бари",
                           "барин"})  # fmt: skip
_VERBAL = frozenset({"VERB", "INFN", "PRTS", "PRTF", "GRND"})
_PAST = folded_pattern(r"(\w+?)(л|ла|ло|ли)(ся|сь|)")
_VERBS_TOO = frozenset({"села", "сели", "стали", "ели", "вели", "пила", "мыла", "дали", "шли"})
"""Past forms that the dictionary holds for nouns first."""
_LONGER = folded_pattern(r"(?:[ыи]ва|ва|а|я)ть$")


@dataclass(frozen=True, kw_only=True, slots=True)
class WordReading:
    """What a word means to the rules, and its form as far as it tells."""

    acts: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    looks: frozenset[str] = frozenset()  # states and how somebody looks
    concepts: frozenset[str] = frozenset()  # what other words, also of the other language, name too
    colour: str | None = None
    lemmas: frozenset[str] = frozenset()  # dictionary forms and stems, folded
    part: str = ""  # of speech, as OpenCorpora names it; "KK" of a word read as Kazakh
    case: str | None = None
    verb: bool = False  # finite, or a participle that says what happened
    converb: bool = False  # Kazakh «ұрып», with an auxiliary behind it
    negated: bool = False  # Kazakh -ма-, or «не» grown together
    person: int | None = None
    plural: bool = False
    past: bool = False
    future: bool = False
    imperative: bool = False
    female: bool | None = None
    neuter: bool = False
    named: bool = False  # the dictionary knows it as a name
    content: bool = False  # a noun, verb, adjective or number that tells of what is spoken

    @property
    def nouns(self) -> frozenset[str]:
        """Everything that it names."""
        return self.things | self.places | self.persons


def reading_of(token: Token) -> WordReading:
    """Of a token; the same letters in one language always read the same."""
    return _reading(token.text.lower(), token.kazakh)


def _meanings(table: WordTable, keys: frozenset[str], small: str = "") -> frozenset[str]:
    """Of dictionary forms, or of Kazakh stems where `small` is given: «өл» is no «ол» where its own letters are written."""
    side: Mapping[str, frozenset[str]] = table.kazakh if small else table.russian
    own = not _KAZAKH_LETTERS.isdisjoint(small)
    found: set[str] = set()
    for key in keys & side.keys():
        if not own or any(small.startswith(spelt[:-1]) for spelt in table.spelt[key]):
            found |= side[key]
    return frozenset(found)


def _aspects(keys: frozenset[str]) -> frozenset[str]:
    """The other aspect, the form without -ся, and that without its prefix: «вскрывать», «вскрыть»."""
    found: set[str] = set()
    for key in keys:
        plain = key.removesuffix("ся")
        found.add(plain)
        for prefix in _VERB_PREFIXES:
            if plain.startswith(prefix) and len(plain) - len(prefix) >= (5 if prefix in {"по", "про"} else 6):
                found.add(plain[len(prefix) :])
        if match := _LONGER.search(plain):
            found |= {plain[: match.start()] + end for end in _VERB_ENDINGS}
    return frozenset(found)


def _state(acts: frozenset[str], part: str) -> frozenset[str]:
    """«открыта», «заперта»: a state, not only a deed."""
    if part not in {"PRTS", "PRTF", "ADJS"}:
        return frozenset()
    return frozenset({"opened"} if "open" in acts else set()) | frozenset({"closed"} if "close" in acts else set())


def _near(keys: frozenset[str]) -> frozenset[str]:
    """The verb that a misheard word must have been: «стретились»."""
    found: set[str] = set()
    for key in keys:
        if len(key) >= 8:
            found.update(get_close_matches(key, _LONG_VERBS, n=1, cutoff=0.88))
    return frozenset(found)


@lru_cache(maxsize=100_000)
def _reading(small: str, said_in_kazakh: bool) -> WordReading:  # noqa: PLR0911  # one exclusion a line
    if not _CYRILLIC.fullmatch(small):  # the dictionary fails on letters that Unicode has no name for
        return WordReading(lemmas=frozenset({small}), content=False)
    if small in _KAZAKH_VERBS:
        return _in_kazakh(small)
    if folded(small) in _KAZAKH_LINKS:
        return WordReading(lemmas=frozenset({folded(small)}), part="KK")
    own_letters = not _KAZAKH_LETTERS.isdisjoint(small)
    known = not own_letters and is_known(small)
    if own_letters or not known or said_in_kazakh:
        found = _in_kazakh(small)
        if own_letters or found.acts or found.nouns or found.looks or found.colour:
            return found
        if not known:
            return _grown_together(small) or (_misheard(small) if not said_in_kazakh else None) or found
        if not said_in_kazakh:
            return found
        russian = _in_russian(small)
        return russian if len(small) > 3 else found
    return _of_both(small)


def _of_both(small: str) -> WordReading:
    """A word that both languages have: as Russian, but where only Kazakh has a meaning for it, as «балта»."""
    russian = _in_russian(small)
    if len(small) < 4 or russian.acts or russian.nouns or russian.looks or russian.colour or russian.part != "NOUN":
        return russian
    own = any(folded(small) in table.kazakh for table in (THINGS, PLACES, PERSONS))
    return _in_kazakh(small) if own and not russian.named else russian


def _grown_together(small: str) -> WordReading | None:
    """«вбутаковке», «невыходил»: a preposition or «не» written with its word."""
    for prefix in _PREFIXES:
        rest = small[len(prefix) :]
        if small.startswith(prefix) and len(rest) >= 4 and is_known(rest):
            read = _in_russian(rest)
            if prefix == "не" and read.verb:
                return _negated(read)
            if read.nouns or read.acts:
                return replace(read, case="loct") if prefix in {"в", "на"} and read.places else read
    return None


def _misheard(small: str) -> WordReading | None:
    """A verb that the dictionary lacks, where it is a letter away from one that it has."""
    match = _PAST.fullmatch(small)
    if match is None or len(small) < 8:
        return None
    near = _near(frozenset({folded(f"{match[1]}ть{(match[3] and 'ся') or ''}")}))
    acts = _meanings(ACTIONS, near)
    if not acts:
        return None
    return WordReading(
        acts=acts, lemmas=near, part="VERB", verb=True, past=True, plural=match[2] == "ли", content=True,
        female={"ла": True, "л": False}.get(match[2]), neuter=match[2] == "ло",
    )  # fmt: skip


def _negated(read: WordReading) -> WordReading:
    return WordReading(
        acts=read.acts, lemmas=read.lemmas, part=read.part, verb=True, negated=True, person=read.person, past=read.past,
        plural=read.plural, female=read.female, content=True,
    )  # fmt: skip


def _in_russian(small: str) -> WordReading:
    likely = _likely(small)
    best = likely[0]
    part, tag = str(best.tag.POS or ""), best.tag
    keys = frozenset(folded(each.normal_form) for each in likely) | {folded(small)}
    if part in {"VERB", "INFN"} and not is_known(small) and not _acts(keys, part):
        keys |= _near(keys)
    acts = frozenset[str]() if part in _LINKING else _acts(keys, part) or _unlisted(small, str(best.normal_form), part)
    return WordReading(
        acts=acts,
        things=_meanings(THINGS, keys),
        places=_meanings(PLACES, keys),
        persons=_meanings(PERSONS, keys),
        concepts=_meanings(CONCEPTS, keys) if part == "NOUN" else frozenset(),
        looks=_meanings(DESCRIPTIONS, keys) | _state(acts, part),
        colour=next((COLOURS[key] for key in sorted(keys) if key in COLOURS), None),
        lemmas=keys,
        part=part,
        case=str(tag.case) if tag.case else None,
        verb=part in {"VERB", "PRTS"} or (part == "PRTF" and "pssv" in tag),
        person=_PERSONS.get(str(tag.person)),
        plural=str(tag.number) == "plur",
        past=str(tag.tense) == "past" or part in {"PRTS", "PRTF"},
        future=str(tag.tense) == "futr",
        imperative=str(tag.mood) == "impr",
        female=None if tag.gender is None else str(tag.gender) == "femn",
        neuter=str(tag.gender) == "neut" and str(tag.number) != "plur",
        named=any({"Name", "Surn", "Patr"} & set(each.tag.grammemes) for each in likely),
        content=part in _CONTENT,
    )


def _likely(small: str) -> list[Any]:
    """The dictionary's readings that are likely enough, the best first."""
    parsed = readings(small)
    if small in _VERBS_TOO:
        parsed = tuple(each for each in parsed if "VERB" in each.tag) or parsed
    likely = [each for each in parsed[: 2 * _READINGS] if each.score >= _LIKELY or small in _VERBS_TOO]
    return likely[:_READINGS] or list(parsed[:1])


def _acts(keys: frozenset[str], part: str) -> frozenset[str]:
    """Meanings of doings that the tables have of a word, or of its other aspects."""
    return _meanings(ACTIONS, keys) or _meanings(ACTIONS, _aspects(keys) if part in _VERBAL else frozenset())


def _unlisted(small: str, lemma: str, part: str) -> frozenset[str]:
    """A verb that no table has, by its first letters."""
    plain = folded(lemma).removesuffix("ся")
    if part not in {"VERB", "INFN", "PRTS"} or len(small) < 5 or not is_known(small) or plain in _NO_DOING:
        return frozenset()
    return frozenset({f"v:{plain[:5]}"})


def _in_kazakh(small: str) -> WordReading:
    plain = folded(small)
    if _COPULA.fullmatch(plain):
        return _copula(plain)
    keys = kazakh.stems(plain) | {plain}
    keys |= frozenset(key[:-1] + "б" for key in keys if key.endswith("п") and len(key) > 3)
    deeper = _deeper(plain, keys)
    acts = _meanings(ACTIONS, deeper, small) or _unlisted_in_kazakh(plain, keys)
    lent = _lent(keys)
    things, persons, places = (
        _meanings(table, keys, small) or _meanings(table, lent) for table in (THINGS, PERSONS, PLACES)
    )
    negated = any(_is_not(plain, key) for key in deeper if key in ACTIONS.kazakh) or _is_not_unknown(plain, acts)
    finite = bool(_FINITE.search(plain) or (acts and _PARTICIPLE.search(plain)))
    verb = bool(acts) and (finite or negated) and not (plain in THINGS.kazakh or plain in PERSONS.kazakh)
    return WordReading(
        acts=acts if verb or not (things or persons or places) else frozenset(),
        things=frozenset() if verb else things, places=places, persons=persons,
        concepts=frozenset() if verb else _meanings(CONCEPTS, keys, small) or _meanings(CONCEPTS, lent),
        looks=_meanings(DESCRIPTIONS, keys, small), colour=COLOURS.get(plain), lemmas=keys, part="KK",
        case=_kazakh_case(plain),
        verb=verb, converb=bool(acts) and bool(_CONVERB.search(plain)), negated=negated, person=_person(plain),
        plural=bool(_FIRST_PLURAL.search(plain)), past=verb, content=len(plain) > 3,
    )  # fmt: skip


def _lent(stems: frozenset[str]) -> frozenset[str]:
    """Of the stems of a Kazakh word those that Russian has too: «договорға», «серверді»."""
    return frozenset(each for each in stems if len(each) >= _LENT_FROM and is_known(each))


def _kazakh_case(plain: str) -> str | None:
    """By its ending; of a word that the tables have as it is, none, whatever its last letters look like: «сақина»."""
    if _is_listed(plain):
        return None
    if plain.endswith(("ын", "ин")) and _is_listed(plain[:-2]):  # «итін» is his dog, acted on
        return "accs"
    return next((case for ending, case in _KAZAKH_CASES if ending.search(plain)), None)


def _is_listed(plain: str) -> bool:
    return any(plain in table.kazakh for table in (THINGS, PERSONS, CONCEPTS))


def _copula(plain: str) -> WordReading:
    """«едім», «еді»."""
    return WordReading(
        acts=frozenset({"be"}), lemmas=frozenset({"еди"}), part="KK", verb=True, past=True, plural=plain.endswith("к"),
        person=1 if plain.endswith(("м", "к")) else 2 if plain.endswith(("н", "з")) else 3,
    )  # fmt: skip


def _person(plain: str) -> int:
    if _FIRST.search(plain) or _FIRST_PLURAL.search(plain):
        return 1
    return 2 if _SECOND.search(plain) else 3


def _deeper(plain: str, keys: frozenset[str]) -> frozenset[str]:
    """With the stems of stems, of a participle or a plural."""
    if not _PARTICIPLE.search(plain) and not plain.endswith(_PLURALS):
        return keys
    return keys | frozenset(each for key in keys if len(key) >= 4 for each in kazakh.stems(key))


def _unlisted_in_kazakh(plain: str, keys: frozenset[str]) -> frozenset[str]:
    """A verb that no table has, by the first letters of its shortest stem; no thing, person or place."""
    if len(plain) < 6 or not _TOLD.search(plain) or {*THINGS.kazakh, *PERSONS.kazakh, *PLACES.kazakh} & keys:
        return frozenset()
    short = [key for key in kazakh.stems(plain) if len(key) >= 3 and plain.startswith(key[:-1])]
    return frozenset({f"v:{shortest(short)[:5]}"}) if short else frozenset()


def _is_not(plain: str, stem: str) -> bool:
    return plain.startswith(stem) and bool(_NOT.match(plain[len(stem) :]))


def _is_not_unknown(plain: str, acts: frozenset[str]) -> bool:
    """«урмады» of a stem that is not in the tables: by the ending alone, where it is long enough to be one."""
    return not acts and bool(_NOT_DONE.search(plain))
