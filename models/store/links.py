"""Rulings on two cases, and their disclosure."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.links import DisclosedLink, Disclosure, DisclosureVerdict, HiddenLink, LinkRuling, LinkVerdict
from models.sentences import Sentence
from models.store.mentions import TELLING
from models.store.rows import given, record_row

_RULING = "id, one, other, verdict, reason, account_id, at"


def rule(  # the fields of one row
    connection: Connection[Any], pair: tuple[UUID, UUID], verdict: LinkVerdict, *, reason: str, account_id: UUID
) -> LinkRuling:
    """A person decides; of several rulings the latest holds."""
    with connection.cursor(row_factory=record_row(LinkRuling)) as cursor:
        cursor.execute(
            "INSERT INTO case_link_ruling (one, other, verdict, reason, account_id) VALUES (%s, %s, %s, %s, %s) "
            f"RETURNING {_RULING}",
            (*in_order(pair), verdict, reason, account_id),
        )
        return given(cursor.fetchone())


def rulings(connection: Connection[Any], case_id: UUID) -> dict[UUID, LinkRuling]:
    """The latest ruling on the case and each other, by the other; none that was withdrawn."""
    with connection.cursor(row_factory=record_row(LinkRuling)) as cursor:
        found = cursor.execute(
            f"SELECT DISTINCT ON (one, other) {_RULING} FROM case_link_ruling WHERE %s IN (one, other) "
            "ORDER BY one, other, id DESC",
            (case_id,),
        ).fetchall()
    return {
        each.other if each.one == case_id else each.one: each for each in found if each.verdict is not LinkVerdict.WITHDRAWN
    }


def disclose(
    connection: Connection[Any],
    pair: tuple[UUID, UUID],
    verdict: DisclosureVerdict,
    *,
    shown: Sequence[Sentence],
    reason: str,
    account_id: UUID,
) -> Disclosure:
    """A prosecutor decides whether both investigators are told; `shown`: the sentences that they are told."""
    told = [{"ru": each.ru, "kk": each.kk, "en": each.en} for each in shown]
    with connection.cursor(row_factory=record_row(Disclosure)) as cursor:
        cursor.execute(
            "INSERT INTO case_link_disclosure (one, other, verdict, shown, reason, account_id) "
            f"VALUES (%s, %s, %s, %s, %s, %s) RETURNING {_RULING}",
            (*in_order(pair), verdict, Jsonb(told), reason, account_id),
        )
        return given(cursor.fetchone())


def disclosures(connection: Connection[Any], case_id: UUID) -> dict[UUID, Disclosure]:
    """The latest decision on the case and each other, by the other; for those who may see both."""
    with connection.cursor(row_factory=record_row(Disclosure)) as cursor:
        found = cursor.execute(
            f"SELECT DISTINCT ON (one, other) {_RULING} FROM case_link_disclosure WHERE %s IN (one, other) "
            "ORDER BY one, other, id DESC",
            (case_id,),
        ).fetchall()
    return {each.other if each.one == case_id else each.one: each for each in found}


def disclosed(connection: Connection[Any], case_id: UUID) -> list[DisclosedLink]:
    """What the readers of a case are told of other cases, the latest first."""
    with connection.cursor(row_factory=record_row(DisclosedLink)) as cursor:
        return cursor.execute("SELECT * FROM disclosed_links(%s)", (case_id,)).fetchall()


def in_order(pair: tuple[UUID, UUID]) -> tuple[UUID, UUID]:
    """The lesser id first, as pairs are kept."""
    one, other = pair
    return (one, other) if one < other else (other, one)


def hidden(connection: Connection[Any], *, limit: int) -> list[HiddenLink]:
    """Cases that share a number or a person, whose investigators do not see each other's, and that nobody decided on.

    Of those that whoever asks may see; the ones that share most first.
    """
    with connection.cursor(row_factory=record_row(HiddenLink)) as cursor:
        return cursor.execute(
            """
            WITH seen AS MATERIALIZED (
                SELECT c.id, c.number, c.investigator_id FROM cases c
                WHERE c.id IN (SELECT cases_in_sight()) AND c.erased_at IS NULL
            ), told AS MATERIALIZED (
                SELECT DISTINCT m.case_id, m.kind, m.text FROM mention m JOIN seen s ON s.id = m.case_id
                WHERE m.kind = ANY (%(kinds)s) AND m.sureness = 'stated' AND coalesce(m.value ->> 'valid', 'true') = 'true'
                    AND (m.kind <> 'address' OR m.value ->> 'house' IS NOT NULL AND m.value ->> 'street' IS NOT NULL)
                UNION SELECT p.case_id, 'person', p.person_id::text FROM participant p JOIN seen s ON s.id = p.case_id
                UNION SELECT p.case_id, 'iin', q.iin FROM participant p JOIN seen s ON s.id = p.case_id
                    JOIN person q ON q.id = p.person_id WHERE q.iin IS NOT NULL
            ), pairs AS (
                SELECT a.case_id AS one, b.case_id AS other, count(*)::integer AS shared
                FROM told a JOIN told b ON b.kind = a.kind AND b.text = a.text AND b.case_id > a.case_id
                GROUP BY 1, 2
            )
            SELECT p.one, p.other, a.number AS one_number, b.number AS other_number, p.shared
            FROM pairs p JOIN seen a ON a.id = p.one JOIN seen b ON b.id = p.other
            WHERE a.investigator_id <> b.investigator_id AND NOT EXISTS (
                    SELECT FROM access_grant g WHERE (g.case_id, g.account_id) IN (
                        (a.id, b.investigator_id), (b.id, a.investigator_id))
                    AND g.revoked_at IS NULL AND (g.until IS NULL OR g.until > now()))
                AND coalesce((SELECT d.verdict FROM case_link_disclosure d WHERE d.one = p.one AND d.other = p.other
                    ORDER BY d.id DESC LIMIT 1), 'later') = 'later'
            ORDER BY p.shared DESC, a.number, b.number LIMIT %(limit)s
            """,
            {"kinds": list(TELLING), "limit": limit},
        ).fetchall()


def apart(connection: Connection[Any], pair: tuple[UUID, UUID]) -> bool:
    """Whether no investigator may see both cases: neither works on the other, by assignment or by a grant."""
    found = connection.execute(
        "SELECT NOT EXISTS (SELECT FROM cases a, cases b WHERE a.id = %(one)s AND b.id = %(other)s AND ("
        "a.investigator_id = b.investigator_id "
        "OR EXISTS (SELECT FROM access_grant g WHERE g.case_id = a.id AND g.account_id = b.investigator_id "
        "AND g.revoked_at IS NULL AND (g.until IS NULL OR g.until > now())) "
        "OR EXISTS (SELECT FROM access_grant g WHERE g.case_id = b.id AND g.account_id = a.investigator_id "
        "AND g.revoked_at IS NULL AND (g.until IS NULL OR g.until > now()))))",
        {"one": pair[0], "other": pair[1]},
    ).fetchone()
    return bool(given(found)[0])
