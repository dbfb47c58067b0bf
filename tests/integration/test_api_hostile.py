"""What no client should send is the sender's fault, never the service's, and is described as such."""

import json

import pytest

from tests.service import make_world

pytestmark = pytest.mark.integration

DATES = [
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59",
    "1500-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    10**400,
    -1e308,
    float("inf"),
    "",
]
TEXTS = ["a\x00b", "\ud800", "\udfff", " ", "", "a" * 3001, 1, None, ["a"], {"a": 1}]


@pytest.fixture(scope="module")
def world(service):
    return make_world(service, "investigator")


def send(service, who, method, path, document, **headers):
    """As JSON that says what it is told to, also what JSON does not have."""
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return service.ask(who, method, path, content=content, headers={"Content-Type": "application/json", **headers})


def refused(reply):
    assert reply.status_code == 422, reply.text
    assert reply.json().keys() == {"code", "message"}
    assert reply.json()["message"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b"null", b"[]", b"1", b"[" * 100_000, b'{"number":' + b"9" * 5000 + b"}"]
)
def test_a_body_that_is_no_object_of_ours_is_refused(service, content):
    refused(send(service, "investigator", "POST", "/api/cases", content))


@pytest.mark.parametrize("moment", DATES, ids=str)
def test_a_moment_that_cannot_have_been_is_refused(service, world, moment):
    case = f"/api/cases/{world.case_id}"
    sittings = f"/api/interrogations/{world.interrogation_id}/sittings"
    placement = {"recording_id": str(world.recording_id), "span_end": 1, "source": "typed", "wall_start": moment}
    grant = {"account_id": str(service.people["colleague"].id), "reason": "-", "until": moment}
    refused(send(service, "investigator", "POST", f"{case}/procedural-decisions", {"kind": "a", "decided_at": moment}))
    refused(send(service, "investigator", "POST", sittings, {"started_at": moment}))
    refused(send(service, "investigator", "POST", f"{sittings}/{world.sitting_id}/placements", placement))
    refused(send(service, "head", "POST", f"{case}/grants", grant))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_a_text_that_is_none_is_refused(service, world, text):
    case = f"/api/cases/{world.case_id}"
    refused(send(service, "investigator", "POST", "/api/cases", {"number": text}))
    refused(send(service, "investigator", "POST", "/api/cases", {"number": "a", "articles": [text]}))
    refused(send(service, "investigator", "POST", f"{case}/participants", {"name": text, "role": "witness"}))
    refused(send(service, "investigator", "POST", "/api/emergency-access", {"number": "a", "reason": text}))


def test_a_name_of_a_field_that_is_half_a_character_is_refused(service):
    refused(send(service, "investigator", "POST", "/api/cases", {"number": "a", "\ud800": 1}))


@pytest.mark.parametrize("zone", ["Nowhere/City", "../../etc/passwd", "/etc/passwd", "a\x00", "", "A" * 61, "Asia"])
def test_a_zone_that_is_none_is_refused(service, zone):
    refused(send(service, "administrator", "POST", "/api/regions", {"name": "Где-то", "zone": zone}))


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/cases", {"limit": "9" * 400}),
        ("/api/cases", {"after": "none"}),
        ("/api/cases", {"number": "\x00"}),
        ("/api/cases/{case_id}/journal", {"after": str(2**63)}),
        ("/api/cases/{case_id}/journal", {"limit": "0"}),
        ("/api/layers/{layer_id}/turns", {"first": str(2**31)}),
        ("/api/layers/{layer_id}/turns", {"first": "1", "limit": "1e9"}),
        ("/api/layers/{layer_id}/revisions", {"first": "5"}),
        ("/api/layers/{layer_id}/revisions", {"first": "5", "last": "4"}),
        ("/api/recordings/{recording_id}/transcript.txt", {"layer": "other"}),
    ],
)
def test_a_query_beyond_its_bounds_is_refused(service, world, path, query):
    ids = {name: getattr(world, name) for name in world.__dataclass_fields__}
    refused(service.ask("investigator", "GET", path.format(**ids), params=query))


@pytest.mark.parametrize("path", ["/api/cases/not-an-id", "/api/layers/1/turns", "/api/cases/%00", "/api/jobs/%ff"])
def test_an_id_that_is_none_is_refused(service, path):
    refused(service.ask("investigator", "GET", path))


@pytest.mark.parametrize(
    "path",
    [
        "/api/recordings/{recording_id}/transcript.exe",
        "/api/protocol-versions/{version_id}/protocol.txt",
        "/api/protocol-versions/{version_id}/protocol.pdf%2f..%2f..",
    ],
)
def test_a_format_that_is_not_written_is_not_there(service, world, path):
    ids = {name: getattr(world, name) for name in world.__dataclass_fields__}
    assert service.ask("investigator", "GET", path.format(**ids)).status_code == 404


@pytest.mark.parametrize("span", [(0, float("inf")), (float("nan"), 5), (5, 5), (5, 4), (-1, 5), (0, 1e300)])
def test_a_span_that_no_recording_has_is_refused(service, world, span):
    path = f"/api/interrogations/{world.interrogation_id}/sittings/{world.sitting_id}/placements"
    sent = {"recording_id": str(world.recording_id), "span_start": span[0], "span_end": span[1]}
    refused(send(service, "investigator", "POST", path, sent))


def test_times_without_a_zone_are_on_the_clock_of_the_units_region(service, world):
    path = f"/api/interrogations/{world.interrogation_id}/sittings"

    def started(moment):
        return send(service, "investigator", "POST", path, {"started_at": moment}).json()["started_at"]

    assert started("2024-02-01T10:00:00") == "2024-02-01T04:00:00Z"  # Almaty was UTC+6 until 2024-03-01
    assert started("2026-02-01T10:00:00") == "2026-02-01T05:00:00Z"
    assert started("2026-02-01T10:00:00+03:00") == "2026-02-01T07:00:00Z"


def test_what_stands_already_is_a_conflict(service, world):
    assert send(service, "investigator", "POST", "/api/cases", {"number": world.number}).status_code == 409
    region = {"name": "Одна область", "zone": "Asia/Aqtau"}
    assert send(service, "administrator", "POST", "/api/regions", region).status_code == 201
    assert send(service, "administrator", "POST", "/api/regions", region).status_code == 409
    account = {"login": "INVESTIGATOR", "name": "-", "role": "participant"}
    assert send(service, "administrator", "POST", "/api/accounts", account).status_code == 409
