"""The compatible route as it is shipped: switched off."""

import pytest

from models.accounts import Scope
from tests.service import NOBODY, token_of

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("who", ["investigator", NOBODY])
def test_the_route_is_not_there_until_an_operator_switches_it_on(service, who):
    headers = token_of(service, who, Scope.TRANSCRIBE) if who != NOBODY else {}
    reply = service.client.post(
        "/v1/audio/transcriptions",
        files={"file": b"a"},
        data={"model": "whisper-1"},
        headers=headers | {"Accept-Language": "en"},
    )
    assert reply.status_code == 404
    error = reply.json()["error"]
    assert (error["code"], error["type"], error["param"]) == ("NotServedError", "invalid_request_error", None)
    assert "HATTAMA_COMPATIBLE_API=1" in error["message"]
