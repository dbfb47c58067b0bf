"""Why two cases may have to do with each other, in sentences, and in what order such cases are shown.

Whatever weighs here comes from the two cases, from how many cases of those that the viewer may see hold a thing, or from
a fixed table: never from a case that the viewer may not see.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from models.links import CaseLink, Evidence, LinkKind, LinkReason
from models.mentions import MentionKind
from models.sentences import Sentence

SENTENCES: Mapping[LinkKind, Sentence] = {
    LinkKind.PERSON: Sentence(
        ru="В обоих делах участвует одно лицо: {value}", kk="Екі іске де бір адам қатысады: {value}",
        en="One person takes part in both cases: {value}",
    ),
    LinkKind.NAMED: Sentence(
        ru="Участник одного дела назван в другом: {value}", kk="Бір істің қатысушысы екіншісінде аталған: {value}",
        en="A participant of one case is named in the other: {value}",
    ),
    LinkKind.IIN: Sentence(ru="Один и тот же ИИН: {value}", kk="Бір ғана ЖСН: {value}", en="The same IIN: {value}"),
    LinkKind.PHONE: Sentence(
        ru="Один и тот же номер телефона: {value}", kk="Бір ғана телефон нөмірі: {value}",
        en="The same phone number: {value}",
    ),
    LinkKind.PLATE: Sentence(
        ru="Один и тот же номер машины: {value}", kk="Көліктің бір ғана нөмірі: {value}",
        en="The same number plate: {value}",
    ),
    LinkKind.IBAN: Sentence(ru="Один и тот же счёт: {value}", kk="Бір ғана шот: {value}", en="The same account: {value}"),
    LinkKind.CARD: Sentence(ru="Одна и та же карта: {value}", kk="Бір ғана карта: {value}", en="The same card: {value}"),
    LinkKind.ADDRESS: Sentence(
        ru="Один и тот же адрес: {value}", kk="Бір ғана мекенжай: {value}", en="The same address: {value}"
    ),
    LinkKind.WAY: Sentence(
        ru="Похожий рассказ: о том же говорится в этих двух местах",
        kk="Ұқсас әңгіме: осы екі жерде бір нәрсе туралы айтылады",
        en="A similar account: these two places speak of the same",
    ),
    LinkKind.PLACE: Sentence(
        ru="Названо одно место: {value}", kk="Бір жер аталған: {value}", en="The same place is named: {value}"
    ),
    LinkKind.WEEK: Sentence(
        ru="Названы дни одной недели: {value}", kk="Бір аптаның күндері аталған: {value}",
        en="Days of one week are named: {value}",
    ),
}  # fmt: skip
"""One for each kind of reason; `{value}` is what both cases hold."""

WEIGHTS: Mapping[LinkKind, float] = {
    LinkKind.IIN: 4.0,
    LinkKind.PERSON: 3.0,
    LinkKind.PHONE: 3.0,
    LinkKind.CARD: 3.0,
    LinkKind.IBAN: 2.5,
    LinkKind.PLATE: 2.5,
    LinkKind.NAMED: 1.5,
    LinkKind.ADDRESS: 1.5,
    LinkKind.WAY: 1.0,
    LinkKind.PLACE: 0.2,
    LinkKind.WEEK: 0.1,
}
"""How much each counts where two cases hold it; of an order by judgement, since no labelled cases hold numbers."""
_PLACES_FADE = 5  # at this place in the order by likeness a similar account counts half
_DAYS_OF_A_WEEK = 7


def shared(
    kind: LinkKind, value: str, *, cases: int, own: Evidence | None = None, theirs: Evidence | None = None
) -> LinkReason:
    """Both hold it; the more cases hold it, of those that the viewer may see, the less it tells."""
    return LinkReason(
        kind=kind,
        weight=WEIGHTS[kind] / (1 + math.log2(max(1.0, cases / 2))),
        sentence=SENTENCES[kind].filled(value=value),
        own=own,
        theirs=theirs,
    )


def alike(place: int, own: int, theirs: int) -> LinkReason:
    """A similar account: the place in the order by likeness, and the two passages that are most alike."""
    return LinkReason(
        kind=LinkKind.WAY,
        weight=WEIGHTS[LinkKind.WAY] * _PLACES_FADE / (_PLACES_FADE + place),
        sentence=SENTENCES[LinkKind.WAY],
        own=Evidence(passage=own),
        theirs=Evidence(passage=theirs),
    )


def kind_of(kind: MentionKind) -> LinkKind:
    """The reason that an equal value of that kind is; ValueError where it is none."""
    return LinkKind(str(kind))


def same_week(own: Mapping[date, int], theirs: Mapping[date, int]) -> LinkReason | None:
    """The two days, with the mentions of them, that are nearest, if they are within a week."""
    pairs = [(abs((one - other).days), one, other) for one in own for other in theirs]
    if not pairs:
        return None
    apart, one, other = min(pairs)
    if apart >= _DAYS_OF_A_WEEK:
        return None
    value = f"{one:%d.%m.%Y}" if one == other else f"{one:%d.%m.%Y}, {other:%d.%m.%Y}"
    return shared(LinkKind.WEEK, value, cases=2, own=Evidence(mention=own[one]), theirs=Evidence(mention=theirs[other]))


def links(reasons: Iterable[tuple[UUID, LinkReason]]) -> list[CaseLink]:
    """Cases with their reasons, the heaviest first; a day or a place alone proposes nothing."""
    by_case: dict[UUID, list[LinkReason]] = {}
    for case_id, reason in reasons:
        by_case.setdefault(case_id, []).append(reason)
    made = [CaseLink(case_id=case_id, reasons=_heaviest(found)) for case_id, found in by_case.items() if _proposes(found)]
    return sorted(made, key=lambda each: (-each.score, each.case_id))


def _heaviest(reasons: Sequence[LinkReason]) -> tuple[LinkReason, ...]:
    return tuple(sorted(reasons, key=lambda each: (-each.weight, each.kind, each.sentence.ru)))


def _proposes(reasons: Sequence[LinkReason]) -> bool:
    return any(each.kind not in {LinkKind.PLACE, LinkKind.WEEK} for each in reasons)
