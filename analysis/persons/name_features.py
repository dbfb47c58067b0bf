"""Features of names: each part, how much of the names could be compared, how common they are, nicknames."""

from analysis.persons.commonness import Tier, of_name, of_surname
from analysis.persons.letters import key
from analysis.persons.likeness import Agreement, NameLikeness, PartLikeness, weight_of_coverage, weight_of_kind
from analysis.persons.names import NAME, PATRONYMIC, SURNAME, NamePart, PartKind, read
from analysis.persons.records import Bearing, Feature, Pair, Reason
from models.sentences import Sentence

RARER = {SURNAME: {Tier.RARE: 0.0, Tier.COMMON: -0.2, Tier.VERY_COMMON: -0.4},
         NAME: {Tier.RARE: 0.0, Tier.COMMON: -0.15, Tier.VERY_COMMON: -0.3}}  # fmt: skip
"""What a common surname or first name takes away, in logits, where it is what agrees."""
NICKNAME = 0.8

_KINDS = {
    SURNAME: Sentence(ru="фамилия", kk="тегі", en="surname"),
    NAME: Sentence(ru="имя", kk="аты", en="first name"),
    PATRONYMIC: Sentence(ru="отчество", kk="әкесінің аты", en="patronymic"),
}
_FOUND = {
    Agreement.SAME: Sentence(
        ru="{kind}: совпадает ({one} — {other})", kk="{kind}: сәйкес келеді ({one} — {other})",
        en="{kind}: the same ({one} - {other})",
    ),
    Agreement.CLOSE: Sentence(
        ru="{kind}: близкое написание ({one} — {other})", kk="{kind}: жазылуы жақын ({one} — {other})",
        en="{kind}: close spelling ({one} - {other})",
    ),
    Agreement.SHORT: Sentence(
        ru="{kind}: краткая форма ({one} — {other})", kk="{kind}: қысқа түрі ({one} — {other})",
        en="{kind}: short form ({one} - {other})",
    ),
    Agreement.INITIAL: Sentence(
        ru="{kind}: подходит инициал ({one} — {other})", kk="{kind}: бас әрпі сай ({one} — {other})",
        en="{kind}: the initial fits ({one} - {other})",
    ),
    Agreement.MISSING: Sentence(
        ru="{kind}: есть только у одного ({one}{other})", kk="{kind}: тек біреуінде бар ({one}{other})",
        en="{kind}: only one has it ({one}{other})",
    ),
    Agreement.CONTRADICTS: Sentence(
        ru="{kind}: разные ({one} — {other})", kk="{kind}: әртүрлі ({one} — {other})",
        en="{kind}: different ({one} - {other})"
    ),
}  # fmt: skip
_TELLING = (
    Agreement.CONTRADICTS, Agreement.SAME, Agreement.CLOSE, Agreement.SHORT, Agreement.INITIAL, Agreement.MISSING,
)  # fmt: skip


def _shown(part: NamePart | None) -> str:
    return "" if part is None else part.text[:1].upper() + part.text[1:] + ("." if part.initial else "")


def _of_kind(pair: Pair, kind: PartKind) -> Reason | None:
    parts = [each for each in pair.names.parts if each.kind is kind] if pair.names is not None else []
    if not parts:
        return None
    most = min(parts, key=lambda each: _TELLING.index(each.agreement))
    named = _KINDS[kind]
    detail = Sentence(
        ru=_worded(_FOUND[most.agreement].ru, named.ru, most),
        kk=_worded(_FOUND[most.agreement].kk, named.kk, most),
        en=_worded(_FOUND[most.agreement].en, named.en, most),
    )
    return Reason(feature=kind.value, bearing=Bearing.WEIGHS, weight=weight_of_kind(parts), detail=detail)


def _worded(template: str, kind: str, part: PartLikeness) -> str:
    return template.format(kind=kind, one=_shown(part.one), other=_shown(part.other))


def _surname(pair: Pair) -> Reason | None:
    return _of_kind(pair, SURNAME)


def _name(pair: Pair) -> Reason | None:
    return _of_kind(pair, NAME)


def _patronymic(pair: Pair) -> Reason | None:
    return _of_kind(pair, PATRONYMIC)


_COVERED = Sentence(
    ru="Сравнить можно лишь малую часть имени: совпало частей — {agreeing}, без пары — {missing}",
    kk="Аты-жөнінің аз бөлігін ғана салыстыруға болады: сәйкес бөлік — {agreeing}, жұпсыз — {missing}",
    en="Little of the names can be compared: {agreeing} parts agree, {missing} have no counterpart",
)


def _coverage(pair: Pair) -> Reason | None:
    if pair.names is None or not (weight := weight_of_coverage(pair.names.parts)):
        return None
    counted = pair.names.parts
    detail = _COVERED.filled(
        agreeing=sum(each.closeness > 0 for each in counted),
        missing=sum(each.agreement is Agreement.MISSING for each in counted),
    )
    return Reason(feature="coverage", bearing=Bearing.WEIGHS, weight=weight, detail=detail)


_COMMON = Sentence(
    ru="Так зовут многих: {which}", kk="Мұндай ат-тегі көп кездеседі: {which}", en="Many bear this name: {which}"
)


def _commonness(pair: Pair) -> Reason | None:
    if pair.names is None:
        return None
    weight, which = 0.0, []
    for part in pair.names.parts:
        less = _less(part)
        if less and part.one is not None:
            weight += less
            which.append(_shown(part.one))
    if not which:
        return None
    return Reason(
        feature="commonness", bearing=Bearing.WEIGHS, weight=weight, detail=_COMMON.filled(which=", ".join(which))
    )


def _less(part: PartLikeness) -> float:
    if part.one is None or part.other is None or not part.closeness or part.kind not in RARER:
        return 0.0
    if part.agreement is Agreement.INITIAL:  # it weighs little as it is
        return 0.0
    tier_of = of_surname if part.kind is SURNAME else of_name
    return RARER[part.kind][max(tier_of(part.one.key), tier_of(part.other.key))]


_SAME_NICKNAME = Sentence(ru="Одно прозвище: {which}", kk="Лақап аты бірдей: {which}", en="The same nickname: {which}")


def _nickname(pair: Pair) -> Reason | None:
    ones, others = (
        {key(nick): nick for name in each.names for nick in read(name).nicknames} for each in (pair.one, pair.other)
    )
    shared = sorted(ones.keys() & others.keys())
    if not shared:
        return None
    detail = _SAME_NICKNAME.filled(which=", ".join(ones[each] for each in shared))
    return Reason(feature="nickname", bearing=Bearing.WEIGHS, weight=NICKNAME, detail=detail)


def evidence_of(names: NameLikeness) -> float:
    """What the parts of two names weigh, less what common ones take away: by it the best pair of names is chosen."""
    return names.evidence + sum(_less(each) for each in names.parts)


NAME_FEATURES = (
    Feature(
        name="surname", of_name=True, reason=_surname,
        basis="Most of those who share it are no relatives; slips are weighed",
        sentence=Sentence(ru="Фамилия", kk="Тегі", en="Surname"),
    ),
    Feature(
        name="name", of_name=True, reason=_name, basis="Short forms and transliterations of one name are that name",
        sentence=Sentence(ru="Имя", kk="Аты", en="First name"),
    ),
    Feature(
        name="patronymic", of_name=True, reason=_patronymic,
        basis="One father in both forms, -ұлы and -ович; another father is another person, none said tells nothing",
        sentence=Sentence(ru="Отчество", kk="Әкесінің аты", en="Patronymic"),
    ),
    Feature(
        name="coverage", of_name=True, reason=_coverage, basis="One word in common is little",
        sentence=Sentence(ru="Какая часть имени сравнима", kk="Аттың салыстырылатын бөлігі", en="Part that compares"),
    ),
    Feature(
        name="commonness", of_name=True, reason=_commonness,
        basis="A fixed list in tiers; nothing is counted in the database",
        sentence=Sentence(ru="Распространённость имени", kk="Аттың жиілігі", en="How common the name is"),
    ),
    Feature(
        name="nickname", of_name=True, reason=_nickname, basis="Nicknames are given in a company, not to one person alone",
        sentence=Sentence(ru="Прозвище", kk="Лақап аты", en="Nickname"),
    ),
)  # fmt: skip
