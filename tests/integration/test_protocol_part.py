"""A part of a document reads like the whole: what is shown of the record, and every gap."""

import pytest

from api.web import protocol_draft
from api.web.protocol_draft import draft_seen
from models.store import protocols
from models.store.database import SYSTEM
from tests.acceptance.protocols import draw_up, set_form
from tests.service import make_world

pytestmark = pytest.mark.integration

SAID = tuple((f"VOICE_0{number % 2}", f"где вы были {number}?" if number % 2 == 0 else "дома") for number in range(14))
FORM = {
    "voices": {"VOICE_00": "investigator", "VOICE_01": "interrogated"},
    "withdrawn_questions": [{"turn": "t0001"}, {"turn": "t0005"}, {"turn": "t0013"}],
}


@pytest.mark.parametrize("first", [1, 4, 5, 9, 13, 100])
def test_a_part_shows_what_the_whole_would(service, monkeypatch, first):
    monkeypatch.setattr(protocol_draft, "AT_ONCE", 4)
    world = make_world(service, "investigator", SAID)
    set_form(service, world, FORM)
    version = draw_up(service, world)
    with service.database.transaction(SYSTEM) as connection:
        whole = protocols.document_of_version(connection, version.id)
        part = protocols.part_of_document(connection, version.id, first=first - 1, last=first + 4)
        assert protocols.part_of_document(connection, world.version_id, first=1, last=2) is None
    seen, of_whole = (
        draft_seen(part, [world.recording_id], first=first),
        draft_seen(whole, [world.recording_id], first=first),
    )
    assert seen.gaps == of_whole.gaps
    assert (seen.entries, seen.doubts) == (of_whole.entries, of_whole.doubts) == (14, 0)
    assert [(each.kind, each.heading, each.left) for each in seen.sections] == [
        (each.kind, each.heading, each.left) for each in of_whole.sections
    ]
    for one, other in zip(seen.sections, of_whole.sections, strict=True):
        assert [(each.texts, each.heard) for each in one.blocks] == [(each.texts, each.heard) for each in other.blocks]
