"""Whether a warning of liability stands in the draft, is asked for, or was decided by a person."""

from datetime import date

import pytest

from models.interrogation import InterrogationForm, PersonalData, Role, Statements
from models.protocol_document import SectionKind, plain, texts_of
from tests.factories import transcript
from transcribe.protocol.draft import draft


def rights(role, said):
    """The section on rights, and its gaps."""
    form = InterrogationForm(
        role=role,
        day=date(2026, 3, 2),
        person=PersonalData(birth_date=date(1980, 1, 1)),
        statements=Statements(liability_warned=said),
    )
    section = draft([transcript(("VOICE_00", "да"))], form).section(SectionKind.RIGHTS)
    texts = [plain(text) for block in section.blocks for text in texts_of(block)]
    return " ".join(texts)


@pytest.mark.parametrize("role", [Role.WITNESS_WITH_DEFENCE, Role.SPECIALIST, Role.EXPERT])
def test_where_the_capacity_does_not_say_a_person_decides_and_that_is_the_end_of_it(role):
    question = "решить, предупреждается ли лицо"
    assert question in rights(role, None)
    assert question not in rights(role, True)
    assert "420, 421" in rights(role, True)
    assert "420, 421" not in rights(role, False)
    assert question not in rights(role, False)


def test_a_witness_who_was_not_warned_leaves_the_gap():
    assert "[ВСТАВИТЬ" in rights(Role.WITNESS, None)
    assert "420, 421" in rights(Role.WITNESS, True)
