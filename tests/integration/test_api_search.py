"""Search over the words of everything that whoever asks may see."""

from datetime import UTC, datetime, timedelta

import pytest

from analysis import turn_index
from models.cases import TimeSource
from models.store import cases, transcripts
from models.store.database import SYSTEM
from tests.service import make_world

pytestmark = pytest.mark.integration

SAID = (
    ("VOICE_00", "Что было у него в руках?"),
    ("VOICE_01", "Нож, большой нож. Он вышел из белой машины."),
    ("VOICE_00", "Пышақ па?"),
    ("VOICE_01", "Пышағын көлігіне тастады <script>alert(1)</script>"),
)


def indexed(service, owner, said):
    world = make_world(service, owner, said)
    with service.database.transaction(SYSTEM) as connection:
        turn_index.index(connection, transcripts.layer(connection, world.layer_id))
    return world


@pytest.fixture(scope="module")
def world(service):
    return indexed(service, "investigator", SAID)


@pytest.fixture(scope="module")
def hidden(service):
    """A case of another unit, full of the same words."""
    return indexed(service, "stranger", SAID * 3)


def search(service, q, who="investigator", **filters):
    reply = service.ask(who, "GET", "/api/search", params={"q": q, **filters})
    assert reply.status_code == 200, reply.text
    return reply.json()


def revise(service, world, seen, **operation):
    reply = service.ask(
        "investigator",
        "POST",
        f"/api/layers/{world.layer_id}/revisions",
        json=operation,
        headers={"If-Match": f'"{seen}"'},
    )
    assert reply.status_code == 201, reply.text


def test_a_word_is_found_in_another_form_with_its_second_and_its_place(service, world):
    found = search(service, "ножом")
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert hit["case_number"] == world.number
    assert hit["recording_id"] == str(world.recording_id)
    (turn,) = hit["turns"]
    assert [word["text"] for word in turn["words"] if word["found"]] == ["Нож,", "нож."]
    assert turn["words"][0]["start"] == hit["start"] == 8.0
    assert not hit["checked"]


def test_all_words_must_be_said_and_others_may_be_forbidden(service, world):
    assert search(service, "нож машина")["total"] == 1
    assert search(service, "нож пистолет")["total"] == 0
    assert search(service, "нож -машина")["total"] == 0
    assert search(service, '"белая машина"')["total"] == 1
    assert search(service, '"машина белая"')["total"] == 0
    assert search(service, "маш*")["total"] == 1


def test_kazakh_is_found_in_other_forms_and_typed_with_russian_letters(service, world):
    assert search(service, "пышақ")["total"] == 2
    assert search(service, "колик")["total"] == 1


def test_what_people_correct_is_found_and_what_they_replaced_is_not(service):
    world = indexed(service, "investigator", (("VOICE_00", "там был попугай"), ("VOICE_01", "нет")))
    revise(service, world, 0, operation="replace_text", words={"first": 3, "last": 3}, text="крокодил")
    assert search(service, "попугай")["total"] == 0
    (hit,) = search(service, "крокодилы")["hits"]
    assert [word["text"] for word in hit["turns"][0]["words"]] == ["там", "был", "крокодил"]
    revise(service, world, 1, operation="check", words={"first": 1, "last": 3}, on=True)
    assert search(service, "крокодил")["hits"][0]["checked"]
    revise(service, world, 2, operation="undo", number=2)
    revise(service, world, 3, operation="undo", number=1)
    (hit,) = search(service, "попугай")["hits"]
    assert not hit["checked"]


def test_hits_are_narrowed_by_who_speaks_once_a_voice_is_named(service):
    world = indexed(service, "investigator", (("VOICE_00", "видели фламинго"), ("VOICE_01", "да фламинго")))
    only = {"case_id": str(world.case_id)}
    assert search(service, "фламинго", person="Иванов", **only)["total"] == 0
    named = {"voice": "VOICE_01", "participant_id": str(world.participant_id)}
    revise(service, world, 0, operation="name_voice", **named)
    (hit,) = search(service, "фламинго", person="иванов", **only)["hits"]
    (turn,) = hit["turns"]
    assert (turn["voice"], turn["person"], turn["role"]) == ("VOICE_01", "Иванов Иван", "witness")
    assert search(service, "фламинго", role="witness", **only)["total"] == 1
    assert search(service, "фламинго", role="suspect", **only)["total"] == 0
    assert search(service, "фламинго", language="kk", **only)["total"] == 0
    assert search(service, "фламинго", language="ru", **only)["total"] == 2


def test_hits_are_narrowed_by_when_it_was_said(service):
    world = indexed(service, "investigator", (("VOICE_00", "аметист"),))
    now = datetime.now(UTC)
    assert search(service, "аметист", since=(now - timedelta(hours=1)).isoformat())["total"] == 1  # when it came
    with service.database.transaction(SYSTEM) as connection:
        cases.add_placement(
            connection,
            case_id=world.case_id,
            recording_id=world.recording_id,
            sitting_id=world.sitting_id,
            span=(0.0, 10.0),
            wall_start=datetime(2026, 3, 2, 9, tzinfo=UTC),
            source=TimeSource.RECORDER,
            typed_by=None,
            doubt_seconds=None,
        )
    assert search(service, "аметист", since=(now - timedelta(hours=1)).isoformat())["total"] == 0
    (hit,) = search(service, "аметист", since="2026-03-02T09:00:00Z", until="2026-03-02T09:00:02Z")["hits"]
    assert hit["at"].startswith("2026-03-02T09:00:01")
    assert search(service, "аметист", until="2026-03-02T09:00:01Z")["total"] == 0


def test_a_case_that_one_may_not_see_changes_nothing_in_a_reply(service, world):
    asked = {"q": "нож", "limit": 50}
    before = service.ask("investigator", "GET", "/api/search", params=asked).content
    hidden = indexed(service, "stranger", SAID * 3)
    assert service.ask("investigator", "GET", "/api/search", params=asked).content == before
    assert search(service, "нож", case_id=str(hidden.case_id))["total"] == 0
    assert search(service, "нож", who="stranger")["total"] == 3


def test_the_head_and_the_prosecutor_of_the_unit_find_it_too(service, world):
    only = {"case_id": str(world.case_id)}
    for who, total in (("head", 1), ("prosecutor", 1), ("colleague", 0), ("stranger", 0)):
        assert search(service, "нож", who=who, **only)["total"] == total, who


def test_the_journal_tells_who_looked_for_what_and_whose_words_were_shown(service):
    world = indexed(service, "investigator", (("VOICE_00", "птеродактиль"),))
    search(service, "птеродактиль", who="head")
    shown = [entry for entry in service.journal(world.case_id) if entry["details"].get("what") == "search"]
    assert [entry["details"]["turns"] for entry in shown] == [[[str(world.layer_id), 1]]]
    with service.database.transaction(SYSTEM) as connection:
        asked = connection.execute(
            "SELECT details FROM journal_details JOIN journal_entry USING (index) WHERE kind = 'search' "
            "AND account_id = %s ORDER BY index DESC LIMIT 1",
            (service.people["head"].id,),
        ).fetchone()[0]
    assert asked == {"asked": {"q": "птеродактиль", "by": "words", "offset": 0, "limit": 20}, "found": 1}


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"q": ""}, 422),
        ({"q": "-нож"}, 422),
        ({"q": "—"}, 422),
        ({"q": "нож", "since": "2026-03-02T09:00:00"}, 422),
        ({"q": "нож", "nonsense": "1"}, 422),
        ({"q": "'нож' & !(\\"}, 200),
        ({"q": "нож:* | 'а'"}, 200),
    ],
)
def test_what_cannot_be_asked_is_refused_and_no_sign_breaks_the_query(service, world, params, status):
    assert service.ask("investigator", "GET", "/api/search", params=params).status_code == status


def test_the_page_shows_hits_letter_for_letter(service, world):
    page = service.ask("investigator", "GET", "/search", params={"q": "пышақ", "case": str(world.case_id)}).text
    assert "<mark>Пышағын</mark>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert f"/recordings/{world.recording_id}#at=" in page


def test_the_page_tells_what_is_wrong_with_a_search(service, world):
    reply = service.ask("investigator", "GET", "/search", params={"q": "нож", "since": "вчера"})
    assert (reply.status_code, "A date is expected." in reply.text) == (422, True)
    reply = service.ask("investigator", "GET", "/search", params={"q": "-нож"})
    assert (reply.status_code, "Type at least one word" in reply.text) == (422, True)


def test_pages_of_hits_follow_each_other(service):
    world = indexed(service, "investigator", tuple((f"VOICE_0{n % 2}", f"иероглиф {n}") for n in range(45)))
    only = {"case_id": str(world.case_id), "limit": 20}
    pages = [search(service, "иероглиф", offset=offset, **only)["hits"] for offset in (0, 20, 40)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({hit["first_word"] for page in pages for hit in page}) == 45
    page = service.ask("investigator", "GET", "/search", params={"q": "иероглиф", "case": str(world.case_id)}).text
    assert "offset=20" in page
