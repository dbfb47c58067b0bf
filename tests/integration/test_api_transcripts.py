"""The working transcript through the API: pages, edits, conflicts, and changing to another layer."""

from uuid import uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models import revisions as edits
from models.revisions import Words
from models.store import transcripts
from models.store.database import SYSTEM
from tests.factories import transcript
from tests.service import make_world

pytestmark = pytest.mark.integration

SAID = tuple((f"VOICE_0{number % 2}", f"слово{number} да нет") for number in range(12))  # three words a turn


@pytest.fixture
def world(service):
    return make_world(service, "investigator", said=SAID)


def turns(service, layer_id, **query):
    reply = service.ask("investigator", "GET", f"/api/layers/{layer_id}/turns", params=query)
    assert reply.status_code == 200, reply.text
    return reply


def edit(service, layer_id, seen, operation, who="investigator", **values):
    return service.ask(
        who,
        "POST",
        f"/api/layers/{layer_id}/revisions",
        json={"operation": operation, **values},
        headers={"If-Match": f'"{seen}"'},
    )


def span(first, last=None):
    return {"first": first, "last": last or first}


def texts(page):
    return [" ".join(word["text"] for word in turn["words"]) for turn in page["turns"]]


def test_pages_follow_one_another_to_the_end(service, world):
    found, first = [], 1
    while first is not None:
        page = turns(service, world.layer_id, first=first, limit=5).json()
        found += texts(page)
        first = page["next"]
    assert found == [text for _, text in SAID]
    assert turns(service, world.layer_id, first=13).json()["turns"] == []


def test_an_edit_is_seen_at_once_with_its_author_and_its_number(service, world):
    made = edit(service, world.layer_id, 0, "replace_text", words=span(1, 3), text="совсем другое", reason="слышно")
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    page = turns(service, world.layer_id)
    assert (texts(page.json())[0], page.headers["ETag"], page.json()["revision"]) == ("совсем другое", '"1"', 1)
    (shown,) = service.ask("investigator", "GET", f"/api/layers/{world.layer_id}/revisions").json()
    assert shown == made.json()
    assert (shown["account_id"], shown["reason"]) == (str(service.people["investigator"].id), "слышно")


def test_an_edit_of_words_that_somebody_edited_since_shows_that_edit(service, world):
    first = edit(service, world.layer_id, 0, "hide", words=span(2)).json()
    late = edit(service, world.layer_id, 0, "replace_text", words=span(1, 3), text="да")
    assert late.status_code == 409
    assert late.json()["now"] == [first]
    assert edit(service, world.layer_id, 0, "hide", words=span(9)).status_code == 201  # other words
    assert edit(service, world.layer_id, 1, "replace_text", words=span(1, 3), text="да").status_code == 201


def test_a_voice_that_somebody_named_since_is_not_named_over(service, world):
    name = {"voice": "VOICE_00", "participant_id": str(world.participant_id)}
    assert edit(service, world.layer_id, 0, "name_voice", **name).status_code == 201
    assert edit(service, world.layer_id, 0, "name_voice", voice="VOICE_00").status_code == 409
    assert turns(service, world.layer_id, first=9, limit=1).json()["participants"] == {
        "VOICE_00": str(world.participant_id)
    }


def test_an_undo_is_refused_while_later_edits_touch_the_same_words_and_shows_them(service, world):
    layer = world.layer_id
    edit(service, layer, 0, "hide", words=span(2))
    later = edit(service, layer, 1, "set_voice", words=span(1, 3), voice="VOICE_01").json()
    refused = edit(service, layer, 2, "undo", number=1)
    assert (refused.status_code, refused.json()["now"]) == (409, [later])
    assert edit(service, layer, 2, "undo", number=2).status_code == 201
    assert edit(service, layer, 3, "undo", number=1).status_code == 201
    assert texts(turns(service, layer).json()) == [text for _, text in SAID]
    again = edit(service, layer, 4, "undo", number=1)
    assert (again.status_code, [each["number"] for each in again.json()["now"]]) == (409, [4])
    assert edit(service, layer, 4, "undo", number=4).status_code == 201  # an undone undo
    assert texts(turns(service, layer).json())[0] == "слово0 нет"


@pytest.mark.parametrize(
    ("seen", "operation", "values"),
    [
        (0, "hide", {"words": span(37)}),  # beyond the layer
        (0, "hide", {"words": span(3, 1)}),
        (0, "hide", {}),
        (0, "hide", {"words": span(1), "text": "да"}),
        (0, "insert_text", {"words": span(1, 2), "text": "да"}),
        (0, "split_turn", {"words": span(1, 2)}),
        (0, "replace_text", {"words": span(3, 4), "text": "да"}),  # two turns' words
        (0, "replace_text", {"words": span(1), "text": " "}),
        (0, "replace_text", {"words": span(1), "text": "а\x00б"}),
        (0, "join_turns", {"words": span(5, 6)}),  # not a whole turn
        (0, "join_turns", {"words": span(1, 3)}),  # nothing before it
        (0, "set_mark", {"words": span(1), "mark": "no such", "on": True}),
        (0, "undo", {"number": 1}),
        (0, "name_voice", {"voice": "VOICE_00", "participant_id": str(uuid4())}),
        (7, "hide", {"words": span(1)}),  # an edition that there is not yet
        ("x", "hide", {"words": span(1)}),
        (0, "burn", {"words": span(1)}),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_and_changes_nothing(service, world, seen, operation, values):
    refused = edit(service, world.layer_id, seen, operation, **values)
    assert refused.status_code == 422, refused.text
    assert turns(service, world.layer_id).json()["revision"] == 0


def test_a_voice_is_named_after_participants_of_the_case_only(service, world):
    foreign = make_world(service, "investigator")
    refused = edit(service, world.layer_id, 0, "name_voice", voice="VOICE_00", participant_id=str(foreign.participant_id))
    assert refused.status_code == 422


def test_an_edit_without_if_match_is_refused(service, world):
    path = f"/api/layers/{world.layer_id}/revisions"
    sent = {"operation": "hide", "words": span(1)}
    assert service.ask("investigator", "POST", path, json=sent).status_code == 422


OPERATIONS = st.one_of(
    st.builds(edits.Hide, words=st.integers(1, 36).map(lambda n: Words(first=n, last=min(n + 1, 36)))),
    st.builds(edits.JoinTurns, words=st.integers(1, 11).map(lambda turn: Words(first=3 * turn + 1, last=3 * turn + 3))),
    st.builds(edits.InsertText, words=st.integers(1, 36).map(lambda n: Words(first=n, last=n)), text=st.just("вот так")),
    st.builds(edits.SplitTurn, words=st.integers(1, 36).map(lambda n: Words(first=n, last=n))),
    st.builds(
        edits.SetVoice,
        words=st.integers(1, 30).map(lambda n: Words(first=n, last=n + 6)),
        voice=st.sampled_from(["VOICE_00", "VOICE_02"]),
    ),
    st.builds(
        edits.ReplaceText,
        words=st.integers(1, 33).map(lambda n: Words(first=n, last=n + 3)),
        text=st.sampled_from(["да", "слово1 нет и ещё"]),
    ),
    st.builds(edits.MergeVoices, voice=st.just("VOICE_01"), into=st.just("VOICE_00")),
)


@settings(max_examples=30, deadline=None)
@given(operations=st.lists(OPERATIONS, max_size=10), limit=st.integers(1, 7))
@example(  # a turn's end has its voice from two turns before it
    operations=[
        edits.JoinTurns(words=Words(first=4, last=6)),
        edits.JoinTurns(words=Words(first=7, last=9)),
        edits.SplitTurn(words=Words(first=8, last=8)),
    ],
    limit=1,
)
def test_pages_make_up_the_whole_transcript(service, operations, limit):
    world = make_world(service, "investigator", said=SAID)
    with service.database.transaction(SYSTEM) as connection:
        layer = transcripts.layer(connection, world.layer_id)
        for each in operations:
            transcripts.add_revision(connection, layer, each, account_id=service.people["investigator"].id, reason=None)
    whole = turns(service, world.layer_id, limit=500).json()
    found, first = [], 1
    while first is not None:
        page = turns(service, world.layer_id, first=first, limit=limit).json()
        found += page["turns"]
        first = page["next"]
    assert found == whole["turns"]
    with service.database.transaction(SYSTEM) as connection:
        said = transcripts.working(connection, layer).turns
    assert [text for text in texts(whole) if text] == [turn.text for turn in said]


def other_layer(service, world, *said):
    with service.database.transaction(SYSTEM) as connection:
        made = transcripts.add_layer(connection, transcript(*said), case_id=world.case_id, recording_id=world.recording_id)
    return made.id


def test_another_layer_is_compared_then_takes_over_with_what_carries_over(service, world):
    new = other_layer(service, world, ("VOICE_00", "слово0 да ну"), *SAID[1:])
    edit(service, world.layer_id, 0, "hide", words=span(5), reason="шум")
    edit(service, world.layer_id, 1, "replace_text", words=span(3), text="ну")
    edit(service, world.layer_id, 2, "check", words=span(7, 9), on=True)
    compared = service.ask("prosecutor", "GET", f"/api/layers/{world.layer_id}/compared-with/{new}").json()
    assert compared["differences"] == [["нет", "ну"]]
    assert ([each["number"] for each in compared["carried"]], [each["number"] for each in compared["left"]]) == (
        [1],
        [2, 3],
    )
    switched = service.ask("investigator", "POST", f"/api/layers/{world.layer_id}/replace-with/{new}")
    assert switched.json() == compared
    shown = service.ask("investigator", "GET", f"/api/recordings/{world.recording_id}").json()
    assert shown["working_layer"] == str(new)
    assert texts(turns(service, new).json())[:2] == ["слово0 да ну", "слово1 нет"]
    (carried,) = service.ask("investigator", "GET", f"/api/layers/{new}/revisions").json()
    assert (carried["operation"], carried["account_id"]) == ("hide", str(service.people["investigator"].id))
    old = service.ask("investigator", "GET", f"/api/layers/{world.layer_id}/revisions").json()
    assert len(old) == 3  # none is dropped


def test_a_layer_that_people_left_is_edited_no_more(service, world):
    new = other_layer(service, world, *SAID)
    service.ask("investigator", "POST", f"/api/layers/{world.layer_id}/replace-with/{new}")
    assert edit(service, world.layer_id, 0, "hide", words=span(1)).status_code == 409
    assert edit(service, new, 0, "hide", words=span(1)).status_code == 201


def test_an_overview_tells_of_every_turn_what_the_pages_tell(service, world):
    edit(service, world.layer_id, 0, "check", words={"first": 1, "last": 3}, on=True)
    edit(service, world.layer_id, 1, "set_mark", words=span(5), mark="overlap", on=True)
    edit(service, world.layer_id, 2, "split_turn", words=span(8))
    edit(service, world.layer_id, 3, "set_voice", words={"first": 8, "last": 9}, voice="VOICE_07")
    shown = service.ask("investigator", "GET", f"/api/layers/{world.layer_id}/overview").json()
    pages = turns(service, world.layer_id, limit=100).json()
    assert shown["revision"] == pages["revision"] == 4
    assert shown["voices"] == ["VOICE_00", "VOICE_01", "VOICE_07"]
    assert [
        (first, last, shown["voices"][voice], letters, doubtful, checked)
        for first, last, _, _, voice, letters, doubtful, checked in shown["turns"]
    ] == [
        (
            each["numbers"]["first"],
            each["numbers"]["last"],
            each["voice"],
            len(" ".join(word["text"] for word in each["words"])),
            sum(bool(word["marks"]) for word in each["words"]),
            each["checked"] is not None,
        )
        for each in pages["turns"]
    ]
    assert [row[6:] for row in shown["turns"][:2]] == [[0, True], [1, False]]


def test_only_edits_that_write_words_have_an_engine_listen_again(service, world):
    edit(service, world.layer_id, 0, "hide", words=span(1))
    assert alignments(service, world) == []
    edit(service, world.layer_id, 1, "replace_text", words=span(4), text="иначе")
    edit(service, world.layer_id, 2, "insert_text", words=span(7), text="ещё")
    assert alignments(service, world) == ["queued"]


def alignments(service, world):
    jobs = service.ask("investigator", "GET", f"/api/recordings/{world.recording_id}/jobs").json()
    return [each["state"] for each in jobs if each["stage"] == "align"]


def test_going_back_to_a_layer_with_corrections_of_its_own_keeps_both_as_they_are(service, world):
    edit(service, world.layer_id, 0, "hide", words=span(1))
    new = other_layer(service, world, *SAID)
    service.ask("investigator", "POST", f"/api/layers/{world.layer_id}/replace-with/{new}")
    edit(service, new, 1, "hide", words=span(5))
    back = service.ask("investigator", "POST", f"/api/layers/{new}/replace-with/{world.layer_id}").json()
    assert (back["carried"], [each["number"] for each in back["left"]]) == ([], [1, 2])
    counts = [len(service.ask("investigator", "GET", f"/api/layers/{n}/revisions").json()) for n in (world.layer_id, new)]
    assert counts == [1, 2]
    assert edit(service, world.layer_id, 1, "hide", words=span(9)).status_code == 201


def test_only_the_working_layer_is_left_and_only_for_one_of_its_recording(service, world):
    third, foreign = other_layer(service, world, *SAID), make_world(service, "investigator").layer_id
    for old, new in ((world.other_id, third), (world.layer_id, foreign)):
        assert service.ask("investigator", "POST", f"/api/layers/{old}/replace-with/{new}").status_code == 422


def test_every_edit_is_in_the_journal_of_its_case_and_in_no_others(service, world):
    other = make_world(service, "investigator")
    edit(service, world.layer_id, 0, "hide", words=span(1))
    edit(service, world.layer_id, 1, "name_voice", voice="VOICE_00", participant_id=str(world.participant_id))
    edit(service, world.layer_id, 2, "undo", number=1)
    edit(service, world.layer_id, 3, "hide", words=span(99))  # refused
    kept = [each for each in service.journal(world.case_id) if each["kind"] in {"edit", "voice_named"}]
    assert [(each["kind"], each["details"]["operation"], each["details"]["revision"]) for each in kept] == [
        ("edit", "hide", 1),
        ("voice_named", "name_voice", 2),
        ("edit", "undo", 3),
    ]
    assert {each["account_id"] for each in kept} == {str(service.people["investigator"].id)}
    assert not [each for each in service.journal(other.case_id) if each["kind"] in {"edit", "voice_named"}]


@pytest.mark.parametrize(
    ("kind", "held"),
    [("txt", "совсем другое"), ("json", "совсем"), ("html", "<!doctype html>"), ("srt", "-->"), ("vtt", "WEBVTT")],
)
def test_an_export_is_as_people_corrected_it_or_as_the_machine_wrote_it(service, world, kind, held):
    edit(service, world.layer_id, 0, "replace_text", words=span(1, 3), text="совсем другое")
    path = f"/api/recordings/{world.recording_id}/transcript.{kind}"
    working = service.ask("investigator", "GET", path)
    assert held in working.text
    assert "attachment" in working.headers["Content-Disposition"]
    machine = service.ask("investigator", "GET", path, params={"layer": "machine"}).text
    assert "слово0" in machine
    assert "слово0" not in working.text


def test_a_form_changed_meanwhile_shows_what_stands_there(service, world):
    path = f"/api/interrogations/{world.interrogation_id}/form"

    def put(edition, place):
        return service.ask(
            "investigator", "PUT", path, json={"form": {"place": place}}, headers={"If-Match": f'"{edition}"'}
        )

    assert put(1, "кабинет 1").headers["ETag"] == '"2"'
    late = put(1, "кабинет 2")
    assert late.status_code == 409
    assert late.json()["now"] == {"edition": 2, "form": {"place": "кабинет 1"}}
    assert put(2, "кабинет 2").json()["form"] == {"place": "кабинет 2"}
