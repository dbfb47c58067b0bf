"""Row-level security asks for the rows at hand only: no query's time grows with the number of cases."""

import pytest

from models.store.database import account
from tests.service import make_world

pytestmark = pytest.mark.integration

TABLES = ("participant", "interrogation", "sitting", "placement", "recording", "custody", "machine_layer", "layer_turn")
TABLES += (
    "revision",
    "protocol_document",
    "protocol_version",
    "procedural_decision",
    "job",
    "access_grant",
    "journal_entry",
)
TABLES += ("journal_details", "person", "upload")


def plan(connection, query):
    return "\n".join(row[0] for row in connection.execute(f"EXPLAIN {query}").fetchall())


@pytest.mark.parametrize("table", TABLES)
def test_who_may_read_a_row_is_asked_without_looking_through_the_cases(service, table):
    with service.database.transaction(account(service.people["investigator"].id)) as connection:
        told = plan(connection, f"SELECT * FROM {table}")
    assert "Filter" in told  # the policy is there
    assert "SubPlan" not in told
    assert "Scan on cases" not in told


def test_a_list_of_cases_begins_with_those_of_the_reader(service):
    with service.database.transaction(account(service.people["investigator"].id)) as connection:
        connection.execute("SET LOCAL enable_seqscan = off")  # there are too few here for an index to be worth it
        told = plan(connection, "SELECT id FROM cases WHERE id IN (SELECT cases_in_sight()) ORDER BY id LIMIT 50")
    assert "cases_pkey" in told
    assert "Seq Scan" not in told


def test_persons_are_seen_and_changed_by_those_who_see_and_change_their_case(service):
    world = make_world(service, "investigator")
    query = "SELECT person_id FROM participant WHERE id = %s"
    seen, changed = {}, {}
    with service.database.transaction(account(service.people["investigator"].id)) as connection:
        (person_id,) = connection.execute(query, (world.participant_id,)).fetchone()
    for who, each in service.people.items():
        with service.database.transaction(account(each.id)) as connection:
            seen[who] = connection.execute("SELECT TRUE FROM person WHERE id = %s", (person_id,)).rowcount
            changed[who] = connection.execute("UPDATE person SET name = name WHERE id = %s", (person_id,)).rowcount
    assert {who for who, count in seen.items() if count} == {"investigator", "head", "prosecutor"}
    assert {who for who, count in changed.items() if count} == {"investigator"}
