"""A large case, and many rules, to measure on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from analysis.control.conditions import Condition, Conditions
from analysis.control.control import Control, Limit, LimitValue
from analysis.control.kinds import KINDS
from analysis.control.packs import Pack, Packs
from analysis.control.renaming import renamed
from analysis.control.syntax import names
from bench.control_mutants import joined
from models.cases import CaseKind
from models.facts import Known, Source, SourceKind
from models.facts_case import (
    AgreementFacts,
    CaseEvent,
    CaseFacts,
    DecisionFacts,
    DetentionFacts,
    EpisodeFacts,
    InterrogationFacts,
    PersonFacts,
    PlacementFacts,
    RoleFacts,
    SittingFacts,
)

_START = datetime(2026, 3, 2, 4, tzinfo=UTC)
_REGISTER = Source(kind=SourceKind.REGISTER, where="extract")
_ROLES = ("witness", "victim", "suspect", "witness_with_defence")


def _known(value: Any) -> Known[Any]:
    return Known(value=value, source=_REGISTER)


def large_case(persons: int = 24, interrogations: int = 44) -> CaseFacts:
    """A case of about two thousand facts: some rules hold in it, some do not, some facts are missing."""
    return CaseFacts(
        number="259900000000001", kind=CaseKind.CRIMINAL, zone="Asia/Almaty",
        case=CaseEvent(registered_at=_known(_START - timedelta(days=20)), form=_known("investigation")),
        persons=tuple(_person(number) for number in range(persons)),
        roles=tuple(
            RoleFacts(id=f"r{n}", person=f"p{n}", role=_known(_ROLES[n % 4]), since=_known(_START - timedelta(days=10)))
            for n in range(persons)
        ),
        episodes=tuple(_episode(number) for number in range(6)),
        agreements=(AgreementFacts(id="a1", offender="p2", victim="p1", consent=_known(True)),),
        decisions=tuple(_decision(number) for number in range(12)),
        detentions=(DetentionFacts(id="x1", person="p2", detained_at=_known(_START), listed_case=_known(False)),),
        interrogations=tuple(_interrogation(number, persons) for number in range(interrogations)),
        sittings=tuple(_sitting(number) for number in range(interrogations)),
        placements=tuple(_placement(number) for number in range(interrogations)),
    )  # fmt: skip


def _person(number: int) -> PersonFacts:
    born = None if number % 11 == 10 else _known(date(1960 + number * 2, 5, 1))
    return PersonFacts(
        id=f"p{number}", birth_date=born, sex=_known("female" if number % 2 else "male"), pregnant=_known(False),
        minor_child=_known(number % 5 == 0), first_offence=_known(True),
    )  # fmt: skip


def _episode(number: int) -> EpisodeFacts:
    return EpisodeFacts(
        id=f"e{number}", articles=_known((f"УК 18{number} ч.2",)), began_on=_known(date(2026, 1, 10)),
        ended_on=_known(date(2026, 1, 12)), place=_known("Алматы"), method=_known("" if number % 3 else "взлом"),
        gravity=_known("medium"), death=_known(False), grave_harm=_known(False), offenders=_known(("p2",)),
        victims=_known(("p1",)),
    )  # fmt: skip


def _decision(number: int) -> DecisionFacts:
    kind = ("recognised_as_suspect", "qualified", "other")[number % 3] if number < 11 else "terminated"
    taken = _START - timedelta(days=9 - number % 5)
    return DecisionFacts(
        id=f"d{number}", kind=_known(kind), decided_at=_known(taken), person=f"p{number}", articles=_known(("УПК 64",)),
        text=_known("постановление"), other_ground=_known(False), agreed=_known(number % 4 > 0), refused=_known(False),
        announced_at=_known(taken + timedelta(hours=5)), prosecutor_reviewed=_known(False),
    )  # fmt: skip


def _interrogation(number: int, persons: int) -> InterrogationFacts:
    start = _START + timedelta(hours=5 * number)
    return InterrogationFacts(
        id=f"i{number}", person=f"p{number % persons}", role=_known(_ROLES[number % 4]),
        form=_known("additional" if number >= persons else "first"), remote=_known(False), protocol_language=_known("ru"),
        participants=_known(("defender",)), rights_article=_known(("78", "71", "64", "65-1")[number % 4]),
        rights_at=_known(start + timedelta(minutes=2)), first_question_at=_known(start + timedelta(minutes=5)),
        refusal_right_explained=_known(True), use_warned=_known(True), guilt_asked=_known(True),
        liability_warned=_known(number % 4 < 2), language_asked=_known(True), interpreter_rights=_known(False),
        spoken_languages=_known(("ru", "kk") if number % 7 == 0 else ("ru",)), recorded=_known(True),
        means_announced=_known(True), means_named=_known(number % 6 > 0), leading_questions=_known(number % 3),
        discretion_recorded=_known(False), remote_considered=_known(False), additional_ground=_known(number % 2 == 0),
        contradiction_recorded=_known(False), empty_fields=_known(()), times_to_minute=_known(True),
        pages_unsigned=_known(0), remarks_open=_known(0), signing_refused=_known(False), refusal_certified=_known(False),
    )  # fmt: skip


def _sitting(number: int) -> SittingFacts:
    start = _START + timedelta(hours=5 * number)
    return SittingFacts(
        id=f"s{number}", interrogation=f"i{number}", started_at=_known(start),
        ended_at=_known(start + timedelta(minutes=50 + 13 * (number % 12))), investigators=_known((f"inv{number % 3}",)),
        urgent=_known(number % 9 == 0),
    )  # fmt: skip


def _placement(number: int) -> PlacementFacts:
    start = _START + timedelta(hours=5 * number)
    return PlacementFacts(
        id=f"l{number}", sitting=f"s{number}", started_at=_known(start), ended_at=_known(start + timedelta(minutes=48))
    )


_COMPUTED = frozenset(name for kind in KINDS.values() for field in kind.fields.values() for name in field.limits)
"""Parameters that facts are computed with, such as when night begins: the law has one of each, whatever rules compare."""


def many_rules(packs: Packs, wanted: int, *, shared: bool) -> Packs:
    """The criminal pack over and over, each time with parameters of its own, so that conditions on them differ.

    `shared`: parts of conditions that read no parameter are one for all copies, as for packs read together; else none is.
    """
    source = packs.by_name["criminal"]
    conditions = Conditions()
    made: list[Pack] = []
    while sum(len(each.controls) for each in made) < wanted:
        number = len(made)
        name = f"criminal{number}"
        room = wanted - sum(len(each.controls) for each in made)
        reader = conditions if shared else Conditions()
        controls = tuple(_copied(each, name, reader) for each in source.controls[:room])
        limits = {key: limit if key in _COMPUTED else _varied(limit, number) for key, limit in source.limits.items()}
        made.append(replace(source, name=name, limits=limits, controls=controls))
    return Packs(packs=tuple(made), conditions=conditions)


def _varied(limit: Limit, number: int) -> Limit:
    values = tuple(
        LimitValue(
            since=each.since, until=each.until, value=each.value + number if isinstance(each.value, int) else each.value
        )
        for each in limit.values
    )
    return replace(limit, values=values)


def _copied(control: Control, pack: str, conditions: Conditions) -> Control:
    def again(condition: Condition) -> Condition:
        node = joined(condition)
        to = {name: name.replace("criminal", pack) for name in names(node)}
        return conditions.of(renamed(node, to), text=condition.text)

    countdown = control.countdown
    return replace(
        control, pack=pack, when=again(control.when), must=again(control.must),
        evidence=tuple(name.replace("criminal", pack) for name in control.evidence),
        countdown=None if countdown is None else replace(countdown, left=again(countdown.left)),
    )  # fmt: skip
