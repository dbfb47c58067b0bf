"""Persons of a case, numbers that are spoken of in it, and other cases that share them, as a graph."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import psycopg

from analysis.persons.compare import PROPOSED_FROM, compare
from analysis.persons.known import record_of
from analysis.persons.records import PersonRecord
from api import case_persons
from models.mentions import MentionKind, Sureness
from models.persons import PersonSeen
from models.store import cases, found_passages, mentions, persons
from models.store.mentions import Spoken


class NodeKind(StrEnum):
    """What a node is."""

    PERSON = "person"  # takes part in the case
    NAMED = "named"  # is spoken of by name, and takes no part
    PHONE = "phone"
    PLATE = "plate"
    ACCOUNT = "account"  # an IBAN or a card
    CASE = "case"  # another one


class EdgeKind(StrEnum):
    """What joins two nodes."""

    HAS = "has"  # a contact of the case file
    SPEAKS_OF = "speaks_of"
    TAKES_PART = "takes_part"
    SHARED = "shared"  # is spoken of in the other case too


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One thing."""

    id: str
    kind: NodeKind
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """What joins two of them."""

    one: str
    other: str
    kind: EdgeKind


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseGraph:
    """The graph of a case, of what whoever asks may see."""

    nodes: tuple[Node, ...]  # persons, named persons, numbers, cases; each kind in the order of labels
    edges: tuple[Edge, ...]


_NUMBERS = {
    MentionKind.PHONE: NodeKind.PHONE,
    MentionKind.PLATE: NodeKind.PLATE,
    MentionKind.IBAN: NodeKind.ACCOUNT,
    MentionKind.CARD: NodeKind.ACCOUNT,
}
_ORDER = list(NodeKind)


def graph(connection: psycopg.Connection[Any], case_id: UUID) -> CaseGraph:
    """Everything of it, in an order that depends on nothing else."""
    nodes: dict[str, Node] = {}
    edges: set[tuple[str, str, EdgeKind]] = set()
    own = persons.of_case(connection, case_id)
    people = {participant.id: str(person.id) for participant, person in cases.participants(connection, case_id)}
    for person in own:
        _add(nodes, str(person.id), NodeKind.PERSON, person.name)
    for each in mentions.spoken(connection, case_id, kinds=[*_NUMBERS, MentionKind.PERSON]):
        node = _spoken_of(each, own)
        if node is None:
            continue
        if node.kind is not NodeKind.PERSON:
            nodes.setdefault(node.id, node)
        speaker = people.get(each.participant_id) if each.participant_id else None
        if speaker is not None and speaker != node.id:
            edges.add((speaker, node.id, EdgeKind.SPEAKS_OF))
    for person in own:
        for phone in record_of(person.person).phones:
            _add(nodes, f"phone {phone}", NodeKind.PHONE, phone)
            edges.add((str(person.id), f"phone {phone}", EdgeKind.HAS))
    edges |= _others(connection, case_id, nodes, own)
    return CaseGraph(
        nodes=tuple(sorted(nodes.values(), key=lambda each: (_ORDER.index(each.kind), each.label, each.id))),
        edges=tuple(Edge(one=one, other=other, kind=kind) for one, other, kind in sorted(edges)),
    )


def _add(nodes: dict[str, Node], node_id: str, kind: NodeKind, label: str) -> None:
    nodes.setdefault(node_id, Node(id=node_id, kind=kind, label=label))


def _spoken_of(each: Spoken, own: Iterable[PersonSeen]) -> Node | None:
    """The node that a mention is of; None where it is too little to be one."""
    mention = each.mention
    if mention.kind in _NUMBERS:
        if mention.sureness is Sureness.DOUBTFUL or mention.value.get("valid") is False:
            return None
        kind = _NUMBERS[mention.kind]
        return Node(id=f"{kind} {mention.text}", kind=kind, label=mention.text)
    if not mention.value.get("surname"):
        return None
    record = PersonRecord(id="mention", names=(mention.text,))
    known = mention.value.get("person_id")
    for person in own:
        if str(person.id) == known or (known is None and compare(record, record_of(person.person)).score >= PROPOSED_FROM):
            return Node(id=str(person.id), kind=NodeKind.PERSON, label=person.name)
    return Node(id=f"named {mention.text}", kind=NodeKind.NAMED, label=mention.text)


def _others(
    connection: psycopg.Connection[Any], case_id: UUID, nodes: dict[str, Node], own: Iterable[PersonSeen]
) -> set[tuple[str, str, EdgeKind]]:
    """Edges to other cases, whose nodes are added."""
    found: set[tuple[str, UUID, EdgeKind]] = set()
    for person in own:
        found |= {(str(person.id), each, EdgeKind.TAKES_PART) for each in person.case_ids if each != case_id}
    for pair in case_persons.same_persons(case_persons.pairs(connection, case_id)):
        found |= {(str(pair.own.id), each, EdgeKind.TAKES_PART) for each in pair.other.case_ids if each != case_id}
    for shared in mentions.said_in_both(connection, case_id):
        kind = _NUMBERS.get(shared.kind)
        if kind is not None and f"{kind} {shared.text}" in nodes:
            found.add((f"{kind} {shared.text}", shared.case_id, EdgeKind.SHARED))
    numbers = found_passages.names_of(connection, sorted({other for _, other, _ in found}), [])
    for other, number in numbers.items():
        _add(nodes, str(other), NodeKind.CASE, number)
    return {(one, str(other), kind) for one, other, kind in found if other in numbers}
