from datetime import UTC, datetime
from uuid import uuid4

import pytest

from models.protocol_versions import (
    NEXT,
    CheckNeededError,
    Circumstances,
    GapsLeftError,
    OutdatedVersionError,
    ProtocolVersion,
    SamePersonError,
    VersionState,
    VersionStep,
    WrongStateError,
    objection,
)

ME, OTHER = uuid4(), uuid4()


def version(state, gaps=0):
    return ProtocolVersion(
        id=uuid4(),
        case_id=uuid4(),
        document_id=uuid4(),
        number=1,
        state=state,
        gaps=gaps,
        made_from={},
        docx_sha256="0" * 64,
        pdf_sha256="0" * 64,
        created_by=ME,
        created_at=datetime(2026, 3, 2, tzinfo=UTC),
    )


def step(state, who):
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return VersionStep(state=state, account_id=who, at=at, reason=None, signature=None)


def seen(*, second_check=False, up_to_date=True):
    return Circumstances(account_id=ME, second_check=second_check, up_to_date=up_to_date)


@pytest.mark.parametrize("state", VersionState)
@pytest.mark.parametrize("wanted", VersionState)
def test_only_the_steps_of_the_table_can_be_taken(state, wanted):
    refused = objection(version(state), [step(VersionState.READY, OTHER)], wanted, seen())
    assert (refused is None) == (wanted in NEXT[state])
    assert refused is None or type(refused) is WrongStateError


@pytest.mark.parametrize(
    ("state", "wanted", "gaps", "more", "ready_by", "kind"),
    [
        (VersionState.DRAFT, VersionState.READY, 2, {}, None, GapsLeftError),
        (VersionState.DRAFT, VersionState.READY, 0, {"up_to_date": False}, None, OutdatedVersionError),
        (VersionState.READY, VersionState.CHECKED, 0, {}, ME, SamePersonError),
        (VersionState.READY, VersionState.CHECKED, 0, {"up_to_date": False}, OTHER, None),
        (VersionState.READY, VersionState.SIGNED, 0, {"second_check": True}, ME, CheckNeededError),
        (VersionState.CHECKED, VersionState.SIGNED, 0, {"second_check": True}, ME, None),
        (VersionState.DRAFT, VersionState.SUPERSEDED, 2, {"up_to_date": False}, None, None),
    ],
)
def test_each_obstacle_is_told_as_itself(state, wanted, gaps, more, ready_by, kind):
    steps = [step(VersionState.DRAFT, None), *([step(VersionState.READY, ready_by)] if ready_by else [])]
    refused = objection(version(state, gaps), steps, wanted, seen(**more))
    assert type(refused) is (kind or type(None))


def test_who_called_the_last_time_ready_counts():
    steps = [step(VersionState.READY, OTHER), step(VersionState.READY, ME)]
    assert isinstance(objection(version(VersionState.READY), steps, VersionState.CHECKED, seen()), SamePersonError)
