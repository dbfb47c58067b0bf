"""Related cases: what two cases share, what people rule on it, and what nobody learns who may not see the other."""

import pytest

from models.mentions import MentionKind
from models.store import cases, mentions
from models.store.database import SYSTEM
from tests.integration.analysed import analyst, read_all, spoken_case
from tests.postgres import folder_for_servers
from tests.service import served

pytestmark = pytest.mark.integration

PHONE = (
    ("VOICE_00", "Какой у него номер телефона?"),
    ("VOICE_01", "Он звонил с номера восемь семьсот один двести тридцать четыре пятьдесят шесть семьдесят восемь."),
)
OTHERS = (
    ("VOICE_00", "Кто вам звонил?"),
    ("VOICE_01", "Звонили с номера 8 701 234 56 78, сказали, что из банка."),
)
NOTHING = (("VOICE_00", "Что вы видели?"), ("VOICE_01", "Ничего, я спал дома."))


@pytest.fixture(scope="module")
def service(application_url):
    with folder_for_servers() as folder, served(application_url, folder, search_socket=folder / "s.sock") as running:
        yield running


@pytest.fixture(scope="module")
def hands():
    return analyst()


def read_case(service, hands, owner, said):
    """A case in which that is said, with its index and mentions made by the job that makes them."""
    world = spoken_case(service, owner, said)
    read_all(service, hands)
    return world


def related_to(service, world, who="investigator"):
    reply = service.ask(who, "GET", f"/api/cases/{world.case_id}/related", params={"limit": 50})
    assert reply.status_code == 200, reply.text
    return {each["case_id"]: each for each in reply.json()["found"]}


def another_person(service, world, name, **more):
    sent = {"name": name, "role": "witness"} | more
    made = service.ask("investigator", "POST", f"/api/cases/{world.case_id}/participants", json=sent)
    assert made.status_code == 201, made.text
    return made.json()["person"]["id"]


def test_what_is_spoken_of_is_kept_with_its_words_and_made_again_when_they_change(service, hands):
    world = read_case(service, hands, "investigator", PHONE)
    with service.database.transaction(SYSTEM) as connection:
        (phone,) = mentions.of_case(connection, world.case_id, kinds=[MentionKind.PHONE])
    assert phone.text == "+77012345678"
    assert phone.spoken.startswith("восемь семьсот один")
    assert len(phone.word_ids) == len(phone.spoken.split())
    assert phone.starts < phone.ends
    words = {"first": phone.first_word, "last": phone.last_word}
    edit = {"operation": "replace_text", "words": words, "text": "не помню"}
    made = service.ask(
        "investigator", "POST", f"/api/layers/{world.layer_id}/revisions", json=edit, headers={"If-Match": '"0"'}
    )
    assert made.status_code == 201, made.text
    read_all(service, hands)
    with service.database.transaction(SYSTEM) as connection:
        assert mentions.of_case(connection, world.case_id, kinds=[MentionKind.PHONE]) == []


def test_cases_in_which_one_number_is_said_are_proposed_with_the_words_of_both(service, hands):
    one = read_case(service, hands, "investigator", PHONE)
    other = read_case(service, hands, "investigator", OTHERS)
    third = read_case(service, hands, "investigator", NOTHING)
    found = related_to(service, one)
    reason = next(each for each in found[str(other.case_id)]["reasons"] if each["kind"] == "phone")
    assert reason["sentence"]["ru"] == "Один и тот же номер телефона: +77012345678"
    marked = [word["text"] for turn in reason["other"]["turns"] for word in turn["words"] if word["found"]]
    assert marked == ["8", "701", "234", "56", "78,"]
    assert all(reason["kind"] != "phone" for reason in found.get(str(third.case_id), {"reasons": []})["reasons"])
    page = service.ask("investigator", "GET", f"/cases/{one.case_id}/related")
    assert (page.status_code, other.number in page.text) == (200, True)


def test_no_reply_tells_of_a_case_that_whoever_asks_may_not_see(service, hands):
    one = read_case(service, hands, "investigator", PHONE)
    read_case(service, hands, "investigator", OTHERS)
    routes = ("related", "same-persons", "findings", "mentions", "timeline", "graph", "graph.svg", "timeline.svg")
    before = [service.ask("investigator", "GET", f"/api/cases/{one.case_id}/{each}").content for each in routes]
    hidden = read_case(service, hands, "stranger", (*PHONE, *OTHERS))
    with service.database.transaction(SYSTEM) as connection:
        twin = cases.add_person(
            connection, name="Иванов Иван", iin=None, birth_date=None, contacts=[], created_by=service.people["stranger"].id
        )
        cases.add_participant(connection, case_id=hidden.case_id, person_id=twin.id, role="suspect")
    read_all(service, hands)
    after = [service.ask("investigator", "GET", f"/api/cases/{one.case_id}/{each}").content for each in routes]
    assert after == before
    for verb, path in (
        ("related/{}/rulings", {"verdict": "related"}),
        ("related/{}/disclosures", {"verdict": "later", "reason": "-"}),
    ):
        who = "investigator" if "rulings" in verb else "prosecutor"
        reply = service.ask(who, "POST", f"/api/cases/{one.case_id}/{verb.format(hidden.case_id)}", json=path)
        assert reply.status_code == 404


def test_a_ruling_on_two_cases_is_remembered_for_both_and_can_be_taken_back(service, hands):
    one = read_case(service, hands, "investigator", PHONE)
    other = read_case(service, hands, "investigator", OTHERS)
    path = f"/api/cases/{one.case_id}/related/{other.case_id}/rulings"
    made = service.ask("investigator", "POST", path, json={"verdict": "unrelated", "reason": "другой человек"})
    assert made.status_code == 201
    assert related_to(service, other)[str(one.case_id)]["ruling"]["verdict"] == "unrelated"
    assert list(related_to(service, one))[-1] == str(other.case_id)  # behind all that are open
    assert "ruling" in [each["kind"] for each in service.journal(other.case_id)]
    assert service.ask("investigator", "POST", path, json={"verdict": "withdrawn"}).status_code == 201
    assert related_to(service, one)[str(other.case_id)]["ruling"] is None
    assert service.ask("head", "POST", path, json={"verdict": "related"}).status_code == 403


def test_a_prosecutor_who_may_see_both_tells_both_investigators(service, hands):
    one = read_case(service, hands, "investigator", PHONE)
    other = read_case(service, hands, "colleague", OTHERS)
    unseen = str(other.case_id)
    assert unseen not in related_to(service, one)
    assert related_to(service, one, "prosecutor")[unseen]["apart"]
    path = f"/api/cases/{one.case_id}/related/{other.case_id}/disclosures"
    sent = {"verdict": "disclosed", "reason": "общий номер, договоритесь"}
    assert service.ask("investigator", "POST", path, json=sent).status_code == 403
    listed = service.ask("prosecutor", "GET", "/api/hidden-links").json()
    assert {unseen, str(one.case_id)} in [{each["one"], each["other"]} for each in listed]
    made = service.ask("prosecutor", "POST", path, json=sent)
    assert made.status_code == 201, made.text
    for who, case, theirs in (("investigator", one, other), ("colleague", other, one)):
        told = service.ask(who, "GET", f"/api/cases/{case.case_id}/related").json()
        (link,) = [each for each in told["disclosed"] if each["other_number"] == theirs.number]
        assert "Один и тот же номер телефона: +77012345678" in [each["ru"] for each in link["shown"]]
        assert str(theirs.case_id) not in [each["case_id"] for each in told["found"]]
        assert service.ask(who, "GET", f"/api/cases/{theirs.case_id}").status_code == 404
        assert theirs.number in service.ask(who, "GET", f"/cases/{case.case_id}/related").text
    listed = service.ask("prosecutor", "GET", "/api/hidden-links").json()
    assert {unseen, str(one.case_id)} not in [{each["one"], each["other"]} for each in listed]


def test_persons_with_one_iin_are_one_and_a_ruling_keeps_others_apart(service, hands):
    one = read_case(service, hands, "investigator", NOTHING)
    other = read_case(service, hands, "investigator", NOTHING)
    mine = another_person(service, one, "Қасымов Нұрлан", iin="850312300121")
    theirs = another_person(service, other, "Касымов Нурлан Ерланович", iin="850312300121")
    namesake = another_person(service, other, "Касымов Нурлан")
    read_all(service, hands)
    found = service.ask("investigator", "GET", f"/api/cases/{one.case_id}/same-persons").json()
    pairs = {each["other"]["id"]: each for each in found if each["own"]["id"] == mine}
    assert "decides" in [each["bearing"] for each in pairs[theirs]["reasons"]]
    assert pairs[namesake]["score"] <= 0.9
    assert "person" in [each["kind"] for each in related_to(service, one)[str(other.case_id)]["reasons"]]
    path = f"/api/cases/{one.case_id}/same-persons/{mine}"
    ruled = service.ask("investigator", "POST", f"{path}/{namesake}/rulings", json={"verdict": "different"})
    assert ruled.status_code == 201, ruled.text
    assert service.ask("investigator", "POST", f"{path}/{theirs}/rulings", json={"verdict": "same"}).status_code == 201
    again = service.ask("investigator", "GET", f"/api/cases/{other.case_id}/same-persons").json()
    joins = [each for each in again if {each["own"]["id"], each["other"]["id"]} == {theirs, namesake}]
    assert [each["barred"] for each in joins] == [True]  # or the third would be joined to whom it was ruled different from
    page = service.ask("investigator", "GET", f"/cases/{one.case_id}/same-persons")
    assert (page.status_code, "Касымов Нурлан Ерланович" in page.text) == (200, True)


def test_rulings_are_sent_from_the_page_and_go_on_to_the_next(service, hands):
    one = read_case(service, hands, "investigator", PHONE)
    other = read_case(service, hands, "investigator", OTHERS)
    sent = {"verdict": "related", "reason": "", "next": f"case-{other.case_id}"}
    reply = service.ask(
        "investigator", "POST", f"/cases/{one.case_id}/related/{other.case_id}/ruling", data=sent, follow_redirects=False
    )
    assert (reply.status_code, reply.headers["location"]) == (303, f"/cases/{one.case_id}/related#case-{other.case_id}")
    evil = sent | {"next": "x\r\nSet-Cookie: a=b"}
    reply = service.ask(
        "investigator", "POST", f"/cases/{one.case_id}/related/{other.case_id}/ruling", data=evil, follow_redirects=False
    )
    assert reply.headers["location"] == f"/cases/{one.case_id}/related"
    wrong = service.ask(
        "investigator", "POST", f"/cases/{one.case_id}/related/{other.case_id}/ruling", data={"verdict": "maybe"}
    )
    assert wrong.status_code == 422
