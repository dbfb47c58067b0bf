"""What registers and people state of a case, on top of what its records tell; and extracts of registers as statements."""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from analysis.control.extract_faults import PlaceFaultError
from analysis.control.extracts import ExtractError, facts_of, plain, read_extract, record_of
from api.errors import InvalidError
from models.controls import StatedFact
from models.decisions import ProceduralDecision
from models.facts import Known, SourceKind
from models.facts_case import (
    RECORDS,
    AgreementFacts,
    CaseEvent,
    CaseFacts,
    DecisionFacts,
    EpisodeFacts,
    PersonFacts,
    Record,
)
from models.facts_shape import KINDS, REFERENCES, records, shape

_LISTS = {record.KIND: name for name, record in RECORDS.items()}
MOST_RECORDS = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """Facts with what was stated."""

    facts: CaseFacts
    articles: tuple[str, ...]  # that stated episodes bore which were withdrawn


@dataclass(frozen=True, kw_only=True, slots=True)
class NewStatement:
    """What somebody states of one record, or takes back."""

    kind: str
    record: str
    fields: Mapping[str, Any] | None
    source: Mapping[str, Any]
    sources: Mapping[str, Any]


SAID_BY_DECISIONS = frozenset({"kind", "decided_at", "person", "articles", "text", "other_ground"})
"""What a decision says itself; the rest happens to it later."""
_STAYS = {AgreementFacts.KIND: ("offender", "victim")}
"""What stays of a record that is withdrawn: that there was an agreement is not undone by taking its statement back."""


@dataclass(slots=True)
class _Held:
    """What of one record holds, while its statements are read in order."""

    fields: dict[str, Any]
    sources: dict[str, Any]
    articles: dict[str, None]  # every qualification that it was ever given
    victims: dict[str, None]  # everybody who was ever named so
    there: bool = False


def on_top(
    facts: CaseFacts, stated: Iterable[StatedFact], *, names: Callable[[str], str], accounts: Mapping[UUID, str]
) -> Stated:
    """The facts, and over them what was stated: of each field the latest statement.

    `names` gives the person whom a register calls so. An episode keeps every qualification that it was ever given; those of
    one that was withdrawn are told apart. What an older program took and this one cannot read is left out.
    """
    held = _held(stated, accounts)
    gone = [article for each in held.values() if not each.there for article in each.articles]
    made: dict[str, dict[str, Record]] = {name: {each.id: each for each in getattr(facts, name)} for name in RECORDS}
    case = facts.case
    for (kind, key), each in held.items():
        if not each.there:
            continue
        under = names(key) if kind == "person" else key
        base: Record | None = case if kind == CaseEvent.KIND else made[_LISTS[kind]].get(under)
        record = _over(base, kind, under, each, names)
        if record is None:
            continue
        if isinstance(record, CaseEvent):
            case = record
        else:
            made[_LISTS[kind]][under] = record
    whole: dict[str, Any] = {name: tuple(each.values()) for name, each in made.items()}
    return Stated(facts=replace(facts, case=case, **whole), articles=tuple(gone))


def _held(stated: Iterable[StatedFact], accounts: Mapping[UUID, str]) -> dict[tuple[str, str], _Held]:
    found: dict[tuple[str, str], _Held] = {}
    for each in stated:
        if each.kind not in KINDS:
            continue
        held = found.setdefault((each.kind, each.record), _Held(fields={}, sources={}, articles={}, victims={}))
        if each.fields is None:
            kept = {name: held.fields[name] for name in _STAYS.get(each.kind, ()) if name in held.fields}
            held.fields, held.sources, held.there = kept, {}, bool(kept)
            continue
        held.there = True
        by = accounts.get(each.account_id)
        for name, value in each.fields.items():
            source = each.sources.get(name, each.source)
            held.fields[name] = value
            held.sources[name] = source if by is None or source.get("by") else {**source, "by": by}
        if each.kind == EpisodeFacts.KIND:
            held.articles.update(dict.fromkeys(each.fields.get("articles") or ()))
            held.victims.update(dict.fromkeys(each.fields.get("victims") or ()))
    return found


def _over(base: Record | None, kind: str, key: str, held: _Held, names: Callable[[str], str]) -> Record | None:
    """A record with what was stated of it; None where what was stated does not make one."""
    values = {name: value for name, value in held.fields.items() if name not in _fixed(base)}
    for name, ever in (("articles", held.articles), ("victims", held.victims)):
        if ever:
            values[name] = list(ever)
            held.sources.setdefault(name, {"kind": str(SourceKind.REGISTER), "where": "register"})
    asked = {each.name: each for each in shape(KINDS[kind])}
    known = {name: value for name, value in values.items() if name in asked and value is not None}
    inherited = {} if base is None else {name: getattr(base, name) for name, each in asked.items() if not each.fact}
    bare = {name: value for name, value in inherited.items() if value not in (None, False) and name not in known}
    sources = {name: held.sources[name] for name in known if asked[name].fact}
    identity = {} if kind == CaseEvent.KIND else {"id": key}
    made = _readable(kind, {**identity, **bare, **known}, sources)
    if made is None:
        return None
    made = _renamed(made, names)
    if base is None:
        return made
    stated = {each.name: getattr(made, each.name) for each in fields(made) if each.name in values or each.name in known}
    if isinstance(base, PersonFacts) and isinstance(made, PersonFacts) and _differ(base.birth_date, made.birth_date):
        stated["birth_date"] = None  # which of them is true, somebody has to establish
    return replace(base, **stated)


def _readable(kind: str, values: Mapping[str, Any], sources: Mapping[str, Any]) -> Record | None:
    """A record of what of it can be read; None where what it cannot be without cannot."""
    left = dict(values)
    while True:
        try:
            return record_of(kind, {**left, "sources": {name: each for name, each in sources.items() if name in left}})
        except PlaceFaultError as error:
            name = error.at[0] if error.at else None
            if name not in left:
                return None
            del left[str(name)]


def _differ(one: Known[Any] | None, other: Known[Any] | None) -> bool:
    return one is not None and other is not None and one.value != other.value


def _fixed(base: Record | None) -> frozenset[str]:
    """What a decision of the case file says: that is not stated over."""
    if not isinstance(base, DecisionFacts):
        return frozenset()
    return frozenset(name for name in SAID_BY_DECISIONS if getattr(base, name) is not None)


def _renamed(record: Record, names: Callable[[str], str]) -> Record:
    """Persons under the ids that they have in the facts."""
    changed: dict[str, Any] = {}
    for each in shape(type(record)):
        value = getattr(record, each.name)
        if value is None or REFERENCES.get(each.name) != "person":
            continue
        if isinstance(value, Known):
            changed[each.name] = replace(value, value=tuple(names(one) for one in value.value))
        else:
            changed[each.name] = names(value)
    return replace(record, **changed)


# What is sent ---------------------------------------------------------------------------------------------------------


def statement(kind: str, record: str, values: Mapping[str, Any] | None, source: Mapping[str, Any]) -> NewStatement:
    """One typed statement; InvalidError where a field is not known or holds what it cannot."""
    if kind not in KINDS:
        raise InvalidError(what=f"kind: {', '.join(sorted(KINDS))}")
    if (kind == CaseEvent.KIND) != (record == ""):
        raise InvalidError(what="record")
    if values is None:
        if kind == CaseEvent.KIND:
            raise InvalidError(what="fields")
        return NewStatement(kind=kind, record=record, fields=None, source=source, sources={})
    asked = {each.name: each for each in shape(KINDS[kind])}
    unknown = sorted(values.keys() - asked.keys())
    if unknown or not values:
        raise InvalidError(what=f"fields: {', '.join(unknown) or '-'}; {', '.join(asked)}")
    known = {name: value for name, value in values.items() if value is not None}
    whole = dict.fromkeys((each.name for each in asked.values() if each.required), "-") | known
    try:
        made = record_of(kind, {**({} if kind == CaseEvent.KIND else {"id": record}), **whole})
    except PlaceFaultError as error:
        raise InvalidError(what=error.placed("fields")) from error
    read, _ = plain(made)
    kept = {name: read.get(name) for name in values}
    return NewStatement(kind=kind, record=record, fields=kept, source=source, sources={})


def kept_as_recorded(decisions: Iterable[ProceduralDecision], new: NewStatement) -> None:
    """InvalidError where a decision of the case file would be said to say something else."""
    said = sorted(SAID_BY_DECISIONS & (new.fields or {}).keys())
    for each in decisions:
        if new.kind == DecisionFacts.KIND and str(each.id) == new.record:
            lost = [name for name in said if name != "other_ground" or each.other_ground is not None]
            if lost:
                raise InvalidError(what=f"fields.{lost[0]}")


def whole(facts: CaseFacts, new: NewStatement, *, names: Callable[[str], str]) -> None:
    """InvalidError where the case would hold a record that does not say what it belongs to, or refers to nothing."""
    if new.fields is None:
        return
    there = {(each.KIND, each.id): each for each in records(facts)}
    key = names(new.record) if new.kind == "person" else new.record
    base = there.get((new.kind, key))
    for each in shape(KINDS[new.kind]):
        value = new.fields.get(each.name)
        if each.required and value is None and (base is None or each.name in new.fields):
            raise InvalidError(what=f"fields.{each.name}")
        if value is None:
            continue
        wanted = REFERENCES.get(each.name)
        named = value if isinstance(value, list) else [value]
        if each.name == "about":
            lost = [one for one in named if not {("inspection", one), ("administrative", one)} & there.keys()]
        elif wanted is None:
            continue
        else:
            lost = [one for one in named if (wanted, names(one) if wanted == "person" else one) not in there]
        if lost:
            raise InvalidError(what=f"fields.{each.name}: {lost[0]}")


def read_json(data: object) -> CaseFacts:
    """A register's extract as JSON; InvalidError with the place that is wrong."""
    try:
        return facts_of(data)
    except PlaceFaultError as error:
        raise InvalidError(what=error.placed("extract")) from error
    except RecursionError as error:
        raise InvalidError(what="extract") from error


def read_csv(texts: Mapping[str, str]) -> CaseFacts:
    """The same as the texts of its CSV files by name, without their ending; ExtractError with file, line and field."""
    unknown = sorted(texts.keys() - {"case", *RECORDS})
    if unknown:
        raise InvalidError(what=f"csv.{unknown[0]}: case, {', '.join(RECORDS)}")
    with tempfile.TemporaryDirectory(prefix="hattama-extract-") as folder:
        place = Path(folder)
        for name, text in texts.items():
            (place / f"{name}.csv").write_text(text, "utf-8", newline="")
        try:
            return read_extract(place)
        except ExtractError as error:
            raise ExtractError(**error.data | {"path": Path(str(error.data["path"])).name}) from None


def statements(facts: CaseFacts, stated: Sequence[StatedFact]) -> list[NewStatement]:
    """What an extract states that was not stated so before."""
    latest = {key: each.fields for key, each in _held(stated, {}).items() if each.there}
    found = []
    for record in records(facts):
        values, sources = plain(record)
        key = "" if isinstance(record, CaseEvent) else record.id
        before = latest.get((record.KIND, key))
        new = values if before is None else {name: value for name, value in values.items() if before.get(name) != value}
        if not new and (before is not None or isinstance(record, CaseEvent)):
            continue
        told = {name: sources[name] for name in new if name in sources}
        source = next(iter(told.values()), {"kind": str(SourceKind.REGISTER), "where": "register"})
        kept = {name: each for name, each in told.items() if each != source}
        found.append(NewStatement(kind=record.KIND, record=key, fields=new, source=source, sources=kept))
    if len(found) > MOST_RECORDS:
        raise InvalidError(what=f"{MOST_RECORDS}")
    return found


def shown(known: Known[Any]) -> dict[str, Any]:
    """A fact's value and source as plain values."""
    value = known.value
    told = list(value) if isinstance(value, tuple) else value.isoformat() if hasattr(value, "isoformat") else value
    return {"value": told, "source": {name: each for name, each in asdict(known.source).items() if each is not None}}
