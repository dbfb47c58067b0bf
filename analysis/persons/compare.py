"""Two person records -> a score with one line of reason for each feature. What is proposed is ruled on by a person."""

import math
from collections.abc import Callable
from datetime import date

from analysis.mentions.identifiers import iin as read_iin
from analysis.persons.likeness import DOUBTFUL, SEXES_DIFFER, NameLikeness, likeness
from analysis.persons.name_features import NAME_FEATURES, evidence_of
from analysis.persons.names import read
from analysis.persons.records import Bearing, Comparison, Feature, Pair, PersonRecord, Reason
from models.mentions import Sex
from models.sentences import Sentence

PRIOR = -1.0
"""Two records are rather two persons, until something tells otherwise; in logits like all weights."""
PROPOSED_FROM = 0.5
LIKELY_FROM = 0.95
NAME_ALONE_AT_MOST = 0.9
"""A name alone only proposes."""

SAME_BIRTH = 3.0
FAULTY_IIN = 3.0  # equal digits with a wrong check digit; against, where they differ
SAME_PHONE, SAME_PLATE, FURTHER = 2.0, 1.5, 0.5
SAME_ROLE, SAME_CASE, SAME_COMPANY = 0.2, 0.4, 0.6
_IIN_DIGITS = 12


def compare(one: PersonRecord, other: PersonRecord) -> Comparison:
    """Whether the records may be of one person: 0..1; from `PROPOSED_FROM` on it is proposed.

    An equal IIN decides. A hard conflict (IIN, date of birth, sex) makes it 0. A name alone stays under
    `NAME_ALONE_AT_MOST`. The order of the two changes only the order of the values in the sentences.
    """
    pair = Pair(one=one, other=other, names=_names(one, other))
    reasons = tuple(reason for each in FEATURES if (reason := each.reason(pair)) is not None)
    return Comparison(one=one.id, other=other.id, score=_score(reasons), reasons=reasons)


def _names(one: PersonRecord, other: PersonRecord) -> NameLikeness | None:
    found = [
        compared
        for first in sorted(one.names)
        for second in sorted(other.names)
        if (compared := likeness(read(first), read(second))) is not None
    ]
    return max(found, key=evidence_of, default=None)


def _score(reasons: tuple[Reason, ...]) -> float:
    bearings = {each.bearing for each in reasons}
    if Bearing.DECIDES in bearings:
        return 1.0
    if Bearing.VETOES in bearings:
        return 0.0
    score = 1.0 / (1.0 + math.exp(-PRIOR - sum(each.weight for each in reasons)))
    of_names = {each.name for each in FEATURES if each.of_name}
    return (
        score
        if any(each.feature not in of_names and each.weight > 0 for each in reasons)
        else min(score, NAME_ALONE_AT_MOST)
    )


def _weighs(feature: str, weight: float, detail: Sentence) -> Reason:
    return Reason(feature=feature, bearing=Bearing.WEIGHS, weight=weight, detail=detail)


_SAME_IIN = Sentence(ru="ИИН совпадает: {iin}", kk="ЖСН бірдей: {iin}", en="The same IIN: {iin}")
_SAME_FAULTY_IIN = Sentence(
    ru="ИИН совпадает, но его контрольная цифра неверна: {iin}", kk="ЖСН бірдей, бірақ бақылау цифры қате: {iin}",
    en="The same IIN, but its check digit is wrong: {iin}",
)  # fmt: skip
_OTHER_IIN = Sentence(
    ru="ИИН разные: {one} и {other}", kk="ЖСН әртүрлі: {one} және {other}", en="Different IINs: {one} and {other}"
)
_OTHER_FAULTY_IIN = Sentence(
    ru="ИИН разные ({one} и {other}), но записаны с ошибкой", kk="ЖСН әртүрлі ({one} және {other}), бірақ қате жазылған",
    en="Different IINs ({one} and {other}), but written with a mistake",
)  # fmt: skip


def _iin(pair: Pair) -> Reason | None:
    one, other = pair.one.iin, pair.other.iin
    if not one or not other:
        return None
    sound = _is_sound(one) and _is_sound(other)
    if one == other:
        detail = (_SAME_IIN if sound else _SAME_FAULTY_IIN).filled(iin=one)
        bearing = Bearing.DECIDES if sound else Bearing.WEIGHS
        return Reason(feature="iin", bearing=bearing, weight=0.0 if sound else FAULTY_IIN, detail=detail)
    detail = (_OTHER_IIN if sound else _OTHER_FAULTY_IIN).filled(one=one, other=other)
    bearing = Bearing.VETOES if sound else Bearing.WEIGHS
    return Reason(feature="iin", bearing=bearing, weight=0.0 if sound else -FAULTY_IIN, detail=detail)


def _is_sound(digits: str) -> bool:
    return _is_iin(digits) and read_iin(digits).valid


def _is_iin(digits: str) -> bool:
    return len(digits) == _IIN_DIGITS and digits.isascii() and digits.isdigit()


_SAME_BORN = Sentence(
    ru="Дата рождения совпадает: {one}", kk="Туған күні бірдей: {one}", en="The same date of birth: {one}"
)
_OTHER_BORN = Sentence(
    ru="Даты рождения разные: {one} и {other}", kk="Туған күндері әртүрлі: {one} және {other}",
    en="Different dates of birth: {one} and {other}",
)  # fmt: skip


def _born(pair: Pair) -> Reason | None:
    one, other = _born_of(pair.one), _born_of(pair.other)
    if one is None or other is None:
        return None
    shown = {"one": f"{one:%d.%m.%Y}", "other": f"{other:%d.%m.%Y}"}
    if one == other:
        return _weighs("born", SAME_BIRTH, _SAME_BORN.filled(**shown))
    return Reason(feature="born", bearing=Bearing.VETOES, weight=0.0, detail=_OTHER_BORN.filled(**shown))


def _born_of(person: PersonRecord) -> date | None:
    if person.born is None and person.iin and _is_sound(person.iin):
        return read_iin(person.iin).birth_date
    return person.born


def _sex_of(person: PersonRecord) -> Sex | None:
    if person.sex is None and person.iin and _is_sound(person.iin):
        return read_iin(person.iin).sex
    return person.sex


_OTHER_SEX = Sentence(
    ru="Пол по документам разный", kk="Құжат бойынша жынысы әртүрлі", en="Of different sex by their documents"
)
_OTHER_ENDING = Sentence(
    ru="Пол по окончаниям имён разный", kk="Ат-тегінің жалғауы бойынша жынысы әртүрлі",
    en="Of different sex by the endings of the names"
)  # fmt: skip


_OTHER_CASE = Sentence(
    ru="Имя совпадает, только если читать его в косвенном падеже", kk="Аты септелген деп оқылғанда ғана сәйкес келеді",
    en="The names agree only if one of them is read as declined",
)  # fmt: skip


def _sex(pair: Pair) -> Reason | None:
    one, other = _sex_of(pair.one), _sex_of(pair.other)
    if one is not None and other is not None and one is not other:
        return Reason(feature="sex", bearing=Bearing.VETOES, weight=0.0, detail=_OTHER_SEX)
    if pair.names is not None and pair.names.sexes_differ:
        return _weighs("sex", SEXES_DIFFER, _OTHER_ENDING)
    if pair.names is not None and pair.names.doubtful:
        return _weighs("sex", DOUBTFUL, _OTHER_CASE)
    return None


def _shared(feature: str, ones: frozenset[str], others: frozenset[str], found: tuple[float, Sentence]) -> Reason | None:
    both = sorted(ones & others)
    if not both:
        return None
    weight, sentence = found
    return _weighs(feature, weight + (FURTHER if len(both) > 1 else 0.0), sentence.filled(which=", ".join(both)))


_PHONE = Sentence(ru="Один и тот же телефон: {which}", kk="Телефон нөмірі бірдей: {which}", en="The same phone: {which}")
_PLATE = Sentence(
    ru="Один и тот же номер машины: {which}", kk="Көлік нөмірі бірдей: {which}", en="The same number plate: {which}"
)
_CASE = Sentence(ru="Общие дела: {which}", kk="Ортақ істер: {which}", en="Cases in common: {which}")
_COMPANY = Sentence(
    ru="Названы вместе с одними и теми же лицами: {which}", kk="Бір адамдармен бірге аталған: {which}",
    en="Named together with the same persons: {which}",
)  # fmt: skip
_ROLE = Sentence(ru="Одна и та же роль", kk="Рөлі бірдей", en="The same role")


def _phones(pair: Pair) -> Reason | None:
    return _shared("phones", pair.one.phones, pair.other.phones, (SAME_PHONE, _PHONE))


def _plates(pair: Pair) -> Reason | None:
    return _shared("plates", pair.one.plates, pair.other.plates, (SAME_PLATE, _PLATE))


def _cases(pair: Pair) -> Reason | None:
    return _shared("cases", pair.one.cases, pair.other.cases, (SAME_CASE, _CASE))


def _company(pair: Pair) -> Reason | None:
    return _shared("company", pair.one.company, pair.other.company, (SAME_COMPANY, _COMPANY))


def _role(pair: Pair) -> Reason | None:
    if pair.one.role is None or pair.one.role != pair.other.role:
        return None
    return _weighs("role", SAME_ROLE, _ROLE)


def _feature(name: str, reason: Callable[[Pair], Reason | None], *, sentence: tuple[str, str, str], basis: str) -> Feature:
    ru, kk, en = sentence
    return Feature(name=name, sentence=Sentence(ru=ru, kk=kk, en=en), basis=basis, of_name=False, reason=reason)


FEATURES: tuple[Feature, ...] = (
    _feature(
        "iin", _iin, sentence=("ИИН", "ЖСН", "IIN"), basis="Given to one person for life (Law of 12.01.2007 No 223-III)"
    ),
    _feature("born", _born, sentence=("Дата рождения", "Туған күні", "Date of birth"), basis="A person has one"),
    _feature(
        "sex", _sex, sentence=("Пол", "Жынысы", "Sex"), basis="Documents veto; endings of names may have been misheard"
    ),
    *NAME_FEATURES,
    _feature(
        "phones", _phones, sentence=("Телефоны", "Телефондары", "Phones"), basis="Families share numbers; numbers pass on"
    ),
    _feature(
        "plates", _plates, sentence=("Номера машин", "Көлік нөмірлері", "Number plates"), basis="A car has several drivers"
    ),
    _feature("role", _role, sentence=("Роль", "Рөлі", "Role"), basis="A witness in one case is a suspect in another"),
    _feature(
        "cases", _cases, sentence=("Общие дела", "Ортақ істер", "Cases in common"), basis="One person is named often in one"
    ),
    _feature(
        "company", _company, sentence=("Общее окружение", "Ортақ ортасы", "Company in common"),
        basis="Who is named with the same persons is more likely the same",
    ),
)  # fmt: skip
"""All that two persons are compared by, in the order in which it is read."""
