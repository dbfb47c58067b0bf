"""The index of turns stays as it would be made anew, whatever people do to a transcript."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import lexemes, turn_index, word_query
from models import revisions as edits
from models.revisions import Words, in_force
from models.store import indexed_turns, transcripts
from models.store.database import SYSTEM, account
from models.store.indexed_turns import Wanted
from tests.factories import transcript
from tests.service import make_world

pytestmark = pytest.mark.integration

SAID = (
    ("VOICE_00", "где вы были вчера"),
    ("VOICE_01", "дома нет на работе"),
    ("VOICE_00", "кто ещё был"),
    ("VOICE_01", "Нурлан и мен болдық"),
)
WORDS = sum(len(text.split()) for _, text in SAID)
VOICES = st.sampled_from(["VOICE_00", "VOICE_01", "VOICE_02"])
SPANS = st.tuples(st.integers(1, WORDS), st.integers(0, 4)).map(
    lambda pair: Words(first=pair[0], last=min(WORDS, pair[0] + pair[1]))
)
ONE = st.integers(1, WORDS).map(lambda number: Words(first=number, last=number))
EDITS = st.one_of(
    st.builds(edits.ReplaceText, words=ONE, text=st.sampled_from(["нож", "белая машина", "пышақпен"])),
    st.builds(edits.InsertText, words=ONE, text=st.sampled_from(["нож", "белая машина"])),
    st.builds(edits.Hide, words=SPANS),
    st.builds(edits.SplitTurn, words=ONE),
    st.builds(edits.SetVoice, words=SPANS, voice=VOICES),
    st.builds(edits.MergeVoices, voice=VOICES, into=VOICES),
    st.builds(edits.SetLanguage, words=SPANS, language=st.sampled_from(["ru", "kk"])),
    st.builds(edits.Check, words=SPANS, on=st.booleans()),
    st.just("name"),
    st.just("unname"),
    st.just("join"),
    st.just("undo"),
)


@pytest.fixture(scope="module")
def world(service):
    return make_world(service, "investigator", SAID)


def made(service, world, wish, connection, layer):
    """The operation that a wish stands for, if it can be made now."""
    if wish == "name":
        return edits.NameVoice(voice="VOICE_01", participant_id=world.participant_id)
    if wish == "unname":
        return edits.NameVoice(voice="VOICE_01", participant_id=None)
    if wish == "join":
        turns = transcripts.working(connection, layer).turns
        working = transcripts.working_page(connection, layer, first=1, limit=layer.turns).turns
        return edits.JoinTurns(words=working[-1].numbers) if len(turns) > 1 else None
    if wish == "undo":
        standing = in_force(transcripts.revisions(connection, layer.id))
        return edits.Undo(number=standing[-1].number) if standing else None
    return wish


def held(connection, layer_id):
    """The index of a layer without the numbers that rows have of their own."""
    return connection.execute(
        "SELECT first_word, last_word, starts, ends, voice, participant_id, languages, checked, lexemes::text "
        "FROM indexed_turn WHERE layer_id = %s ORDER BY first_word, last_word",
        (layer_id,),
    ).fetchall()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(EDITS, min_size=1, max_size=6))
def test_following_each_revision_is_the_same_as_indexing_the_whole(service, world, wishes):
    class UndoneError(Exception):
        """Rolls the example back."""

    with pytest.raises(UndoneError), service.database.transaction(SYSTEM) as connection:
        layer = transcripts.layer(connection, world.layer_id)
        turn_index.index(connection, layer)
        for wish in wishes:
            operation = made(service, world, wish, connection, layer)
            if operation is None:
                continue
            person = service.people["investigator"].id
            transcripts.add_revision(connection, layer, operation, account_id=person, reason=None)
            turn_index.follow(connection, layer, operation)
        followed = held(connection, layer.id)
        turn_index.index(connection, layer)
        assert followed == held(connection, layer.id)
        raise UndoneError


def test_another_working_layer_takes_the_place_of_the_one_before(service, world):
    with service.database.transaction(SYSTEM) as connection:
        for layer_id in (world.layer_id, world.other_id, world.layer_id):
            turn_index.index(connection, transcripts.layer(connection, layer_id))
        assert len(held(connection, world.layer_id)) == len(SAID)
        assert held(connection, world.other_id) == []


def test_what_is_missing_is_indexed_by_and_by(service):
    world = make_world(service, "investigator", SAID)
    with service.database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE indexed_layer SET format = 0")
        while turn_index.index_missing(connection):
            pass
        assert indexed_turns.not_indexed(connection, index_format=lexemes.FORMAT) == []
        assert len(held(connection, world.layer_id)) == len(SAID)
        assert held(connection, world.other_id) == []  # nobody works on it


def test_an_edit_of_what_is_missing_waits_for_no_indexing_and_is_indexed_with_it(service):
    world = make_world(service, "investigator", SAID)
    with service.database.transaction(SYSTEM) as connection:
        connection.execute("DELETE FROM indexed_layer WHERE layer_id = %s", (world.layer_id,))
        layer = transcripts.layer(connection, world.layer_id)
        transcripts.lock(connection, layer.id)
        operation = edits.ReplaceText(words=Words(first=1, last=1), text="совсем")
        transcripts.add_revision(connection, layer, operation, account_id=service.people["investigator"].id, reason=None)
        turn_index.follow(connection, layer, operation)
        assert held(connection, world.layer_id) == []
        while turn_index.index_missing(connection):
            pass
        assert "совсем" in str(held(connection, world.layer_id)[0])


def test_a_layer_without_words_is_indexed_as_such(service):
    world = make_world(service, "investigator", SAID)
    with service.database.transaction(SYSTEM) as connection:
        silent = transcripts.add_layer(connection, transcript(), case_id=world.case_id, recording_id=world.recording_id)
        transcripts.choose_layer(connection, world.recording_id, silent.id)
        turn_index.index(connection, silent)
        assert held(connection, silent.id) == []


def test_the_database_gives_turns_of_readable_cases_alone(service):
    far = make_world(service, "stranger", (("VOICE_00", "совершенно неповторимое слово"),))
    with service.database.transaction(SYSTEM) as connection:
        turn_index.index(connection, transcripts.layer(connection, far.layer_id))
    wanted = Wanted(query=word_query.read("неповторимый").tsquery())
    for who, hits in (("stranger", 1), ("investigator", 0), ("head", 0), ("prosecutor", 0), ("administrator", 0)):
        with service.database.transaction(account(service.people[who].id)) as connection:
            assert len(indexed_turns.matching(connection, wanted)) == hits, who
