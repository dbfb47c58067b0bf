"""What links a case to others that whoever asks may see: records and places of evidence gathered, then put in order."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import numpy as np
import psycopg

from analysis import links as linking
from analysis.embed import unpacked
from analysis.persons.compare import PROPOSED_FROM, compare
from analysis.persons.keys import keys
from analysis.persons.known import record_of
from analysis.persons.records import PersonRecord
from analysis.related import CaseText, likeness, nearest_pair, pieces
from api import case_persons
from models.links import CaseLink, Evidence, LinkKind, LinkReason
from models.mentions import MentionKind
from models.persons import PersonSeen
from models.store import mentions, passages, persons
from models.store.mentions import KeptMention
from models.store.passages import Told

_LOOKED_AT = 40  # cases whose passages are near


def proposals(connection: psycopg.Connection[Any], case_id: UUID, near: Sequence[int], *, weights: str) -> list[CaseLink]:
    """All cases with a reason, the heaviest first; `near`: passages of other cases that are near to the case's."""
    reasons = [
        *_persons(connection, case_id),
        *_said(connection, case_id),
        *_accounts(connection, case_id, near, weights=weights),
    ]
    others = list(dict.fromkeys(other for other, _ in reasons))
    return linking.links([*reasons, *_beside(connection, case_id, others)])


def _said(connection: psycopg.Connection[Any], case_id: UUID) -> Iterator[tuple[UUID, LinkReason]]:
    """Numbers and addresses that are spoken of in both."""
    for each in mentions.said_in_both(connection, case_id):
        own, theirs = Evidence(mention=each.own), Evidence(mention=each.theirs)
        yield each.case_id, linking.shared(linking.kind_of(each.kind), each.text, cases=each.cases, own=own, theirs=theirs)


def _beside(
    connection: psycopg.Connection[Any], case_id: UUID, others: Sequence[UUID]
) -> Iterator[tuple[UUID, LinkReason]]:
    """What proposes nothing by itself and says more of what is proposed: places and days."""
    for each in mentions.places_in_both(connection, case_id, others):
        own, theirs = Evidence(mention=each.own), Evidence(mention=each.theirs)
        yield each.case_id, linking.shared(LinkKind.PLACE, each.text, cases=each.cases, own=own, theirs=theirs)
    days = mentions.days(connection, [case_id, *others])
    for other in others:
        reason = linking.same_week(days.get(case_id, {}), days.get(other, {}))
        if reason is not None:
            yield other, reason


def _persons(connection: psycopg.Connection[Any], case_id: UUID) -> Iterator[tuple[UUID, LinkReason]]:
    """Who takes part in both, and who takes part in one and is spoken of in the other."""
    own = persons.of_case(connection, case_id)
    for person in own:
        others = [each for each in dict.fromkeys(person.case_ids) if each != case_id]
        for other in others:
            yield other, linking.shared(LinkKind.PERSON, person.name, cases=len(others) + 1)
    for pair in case_persons.same_persons(case_persons.pairs(connection, case_id)):
        for other in dict.fromkeys(pair.other.case_ids):
            if other != case_id:
                yield other, linking.shared(LinkKind.PERSON, f"{pair.own.name} / {pair.other.name}", cases=2)
    yield from _named_there(connection, case_id, own)
    yield from _named_here(connection, case_id, {each.id for each in own})


def _named_there(
    connection: psycopg.Connection[Any], case_id: UUID, own: Sequence[PersonSeen]
) -> Iterator[tuple[UUID, LinkReason]]:
    records = {each.id: record_of(each.person) for each in own}
    surnames = {word for each in own for word in each.name.replace(",", " ").split()}
    for mention in mentions.named(connection, sorted(surnames), beside=case_id):
        best = max(((_by_name(mention, record), each) for each, record in records.items()), key=lambda pair: pair[0])
        if best[0] >= PROPOSED_FROM:
            name = next(each.name for each in own if each.id == best[1])
            yield mention.case_id, _weighed(name, best[0], theirs=Evidence(mention=mention.id))


def _named_here(connection: psycopg.Connection[Any], case_id: UUID, own: set[UUID]) -> Iterator[tuple[UUID, LinkReason]]:
    unknown = {
        each.text: each
        for each in mentions.of_case(connection, case_id, kinds=[MentionKind.PERSON])
        if each.value.get("surname") and each.value.get("person_id") is None
    }
    looked_up = sorted({key for text in unknown for key in keys(text)})
    if not looked_up:
        return
    for person in persons.like(connection, case_id, keys=looked_up):
        record = record_of(person.person)
        best = max(
            ((_by_name(mention, record), mention) for mention in unknown.values()), key=lambda pair: (pair[0], pair[1].id)
        )
        if person.id not in own and best[0] >= PROPOSED_FROM:
            for other in dict.fromkeys(person.case_ids):
                if other != case_id:
                    yield other, _weighed(person.name, best[0], own=Evidence(mention=best[1].id))


def _by_name(mention: KeptMention, record: PersonRecord) -> float:
    return compare(PersonRecord(id=f"mention {mention.id}", names=(mention.text,)), record).score


def _weighed(name: str, score: float, *, own: Evidence | None = None, theirs: Evidence | None = None) -> LinkReason:
    """A name alone only proposes, and less the commoner it is."""
    made = linking.shared(LinkKind.NAMED, name, cases=2, own=own, theirs=theirs)
    return LinkReason(kind=made.kind, weight=made.weight * score, sentence=made.sentence, own=own, theirs=theirs)


def _accounts(
    connection: psycopg.Connection[Any], case_id: UUID, near: Sequence[int], *, weights: str
) -> Iterator[tuple[UUID, LinkReason]]:
    """Cases of which most is said that is like what is said in this one, by letters and by meaning; the likest first."""
    own = passages.of_case(connection, case_id, weights=weights)
    kept = passages.passages(connection, near)
    candidates = list(dict.fromkeys(kept[each].case_id for each in near if each in kept))[:_LOOKED_AT]
    theirs = {each: passages.of_case(connection, each, weights=weights) for each in candidates}
    if not own or not candidates:
        return
    asked = _text(own)
    others = [_text(theirs[each]) for each in candidates]
    for rank, place in enumerate(np.argsort(-likeness(asked, others), kind="stable")):
        ours, other = nearest_pair(asked, others[place])
        yield candidates[place], linking.alike(rank, own[ours].id, theirs[candidates[place]][other].id)


def _text(told: Sequence[Told]) -> CaseText:
    return CaseText(pieces=pieces(each.told for each in told), vectors=unpacked(told))
