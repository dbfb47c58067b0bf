"""A participant's account is found by login and name together, and by nothing less."""

import pytest

from api.routes.documents import is_named
from models.accounts import AccountRole
from models.store import accounts
from models.store.database import SYSTEM
from tests.service import make_world

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def world(service):
    made = make_world(service, "investigator")
    path = f"/api/protocol-versions/{made.version_id}/steps"
    assert service.ask("investigator", "POST", path, json={"state": "ready"}).status_code == 201
    return made


@pytest.fixture(scope="module", autouse=True)
def lawyers(service):
    with service.database.transaction(SYSTEM) as connection:
        for login, role in (("lawyer", AccountRole.PARTICIPANT), ("gone", AccountRole.PARTICIPANT)):
            accounts.add_account(connection, login=login, name="Ким Анна Сергеевна", role=role, unit_id=None)
        accounts.disable(connection, accounts.account_of_login(connection, "gone").id)


def give(service, world, **receiver):
    path = f"/api/protocol-versions/{world.version_id}/grants"
    return service.ask("investigator", "POST", path, json={"reason": "ознакомление", **receiver})


def test_login_and_name_together_find_the_account(service, world):
    reply = give(service, world, login="LAWYER", name="ким")
    assert reply.status_code == 201
    with service.database.transaction(SYSTEM) as connection:
        assert reply.json()["account_id"] == str(accounts.account_of_login(connection, "lawyer").id)


def test_whatever_does_not_fit_has_one_answer_and_stands_in_the_journal(service, world):
    before = [each["kind"] for each in service.journal(world.case_id)].count("refusal")
    tries = (
        {"login": "lawyer", "name": "Цой"},
        {"login": "nobody at all", "name": "Ким"},
        {"login": "gone", "name": "Ким"},  # disabled
        {"login": "stranger", "name": "stranger"},  # an investigator
        {"account_id": str(service.people["stranger"].id)},
    )
    answers = {(reply.status_code, reply.text) for reply in (give(service, world, **each) for each in tries)}
    assert len(answers) == 1
    assert answers.pop()[0] == 422
    assert [each["kind"] for each in service.journal(world.case_id)].count("refusal") == before + len(tries)


@pytest.mark.parametrize("receiver", [{}, {"login": "lawyer"}, {"name": "Ким"}])
def test_half_of_it_is_not_enough(service, world, receiver):
    assert give(service, world, **receiver).status_code == 422


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("Ким", True), ("анна КИМ", True), ("А.", False), ("К", False), ("Ким Инна", False), (" ", False), ("Сергеев", False)],
)
def test_only_whole_words_of_a_name_name_it(typed, fits):
    assert is_named("Ким Анна Сергеевна А.", typed) is fits
