"""Every role at every route, on a case of its own and on one that it may not see."""

import base64
import re
from uuid import uuid4

import psycopg
import pytest
from fastapi.routing import iter_route_contexts

from api.access import begin
from api.routes import uploads
from api.verdict_keeper import VerdictKeeper
from models.accounts import Scope
from models.store import accounts
from models.store.database import SYSTEM
from tests.service import NOBODY, PEOPLE, PNG, make_world, served, token_of

pytestmark = pytest.mark.integration

TUS = {"Tus-Resumable": "1.0.0"}
ROLES = tuple(PEOPLE)

# Who may: the rest of those signed in are refused by role. `near` is the investigator's case in the first unit, which its
# head and its prosecutor see; `far` is a case of the second unit.
OPEN = frozenset({*ROLES, NOBODY})
ANYBODY = frozenset(ROLES)
ADMINISTRATOR = frozenset({"administrator"})
READERS = frozenset({"investigator", "head", "prosecutor"})
INVESTIGATOR = frozenset({"investigator"})
HEAD = frozenset({"head"})
GIVEN = frozenset({*READERS, "participant"})
PARTICIPANT = frozenset({"participant"})
PROSECUTOR = frozenset({"prosecutor"})
KEEPERS = frozenset({"head", "prosecutor"})
SEALERS = frozenset({"head", "investigator"})
OF_ROLE = {
    SEALERS: SEALERS | {"colleague", "stranger"},
    READERS: READERS | {"colleague", "stranger"},
    GIVEN: GIVEN | {"colleague", "stranger"},
    INVESTIGATOR: frozenset({"investigator", "colleague", "stranger"}),
}
"""Who passes by role, though this case is not theirs to see."""

HTMX = {"headers": {"HX-Request": "true"}}  # then a page tells where to go on instead of sending there
EDIT = {"json": {"operation": "hide", "words": {"first": 1, "last": 1}}, "headers": {"If-Match": '"0"'}}
PLACEMENT = {"json": {"recording_id": "{recording_id}", "span_end": 3}}
METADATA = {"filename": "YS5vZ2c=", "case_id": "{case_id}"}

ROUTES = {
    ("GET", "/api/openapi.json"): (OPEN, 200, {}),
    ("GET", "/health/live"): (OPEN, 200, {}),
    ("GET", "/health/ready"): (OPEN, 200, {}),
    ("GET", "/"): (OPEN, 200, {}),
    ("GET", "/sign-in"): (OPEN, 200, {}),
    ("POST", "/sign-in"): (OPEN, 401, {"data": {"token": "wrong"}}),
    ("GET", "/static/{name}"): (OPEN, 404, {}),
    ("POST", "/language"): (OPEN, 204, {"data": {"language": "en"}, **HTMX}),
    ("POST", "/theme"): (OPEN, 204, {"data": {"theme": "dark"}, **HTMX}),
    ("GET", "/set-up"): (OPEN, 404, {}),  # there is an administrator; else: tests/acceptance/test_pages.py
    ("POST", "/set-up"): (OPEN, 404, {}),
    ("POST", "/sign-out"): (ANYBODY, 204, HTMX),
    ("GET", "/account"): (ANYBODY, 200, {}),
    ("POST", "/account/password"): (
        ANYBODY,
        204,
        {"data": {"password": "a long enough one", "again": "a long enough one", "present": "a long enough one"}, **HTMX},
    ),
    ("GET", "/account/second-factor"): (ANYBODY, 200, {}),
    ("POST", "/account/second-factor"): (ANYBODY, 422, {"data": {"code": "1"}, **HTMX}),
    ("POST", "/account/second-factor/off"): (ANYBODY, 422, {"data": {"code": "1"}, **HTMX}),
    ("POST", "/account/tokens"): (ANYBODY, 200, {"data": {"name": "a", "scopes": "read", "days": "1"}, **HTMX}),
    ("POST", "/account/tokens/{token_id}/revoke"): (ANYBODY, 404, HTMX),
    ("GET", "/administration"): (ADMINISTRATOR, 200, {}),
    ("GET", "/administration/workers"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/workers/jobs/{job_id}/again"): (ADMINISTRATOR, 409, HTMX),  # it has not failed
    ("GET", "/administration/weights"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/weights/workers/{worker_id}/self-test"): (ADMINISTRATOR, 404, HTMX),
    ("GET", "/administration/storage"): (ADMINISTRATOR, 200, {}),
    ("GET", "/administration/witnesses"): (ADMINISTRATOR, 200, {}),
    ("GET", "/administration/alarms"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/alarms/{alarm_id}/acknowledge"): (
        ADMINISTRATOR,
        404,
        {"data": {"reason": "диск"}, **HTMX},
    ),
    ("GET", "/administration/retention"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/retention/{kind}"): (
        ADMINISTRATOR,
        204,
        {"kind": "appeal", "data": {"days": "365"}, **HTMX},
    ),
    ("GET", "/administration/addresses"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/addresses"): (
        ADMINISTRATOR,
        204,
        {"data": {"host": "{new}.kz", "port": "443", "purpose": "webhook"}, **HTMX},
    ),
    ("POST", "/administration/addresses/{address_id}/remove"): (ADMINISTRATOR, 404, HTMX),
    ("GET", "/administration/webhooks"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/webhooks"): (  # at an address that is not allowed
        ADMINISTRATOR,
        422,
        {"data": {"url": "https://{new}.kz/", "events": "protocol.ready"}, **HTMX},
    ),
    ("GET", "/administration/webhooks/{webhook_id}"): (ADMINISTRATOR, 404, {}),
    ("POST", "/administration/webhooks/{webhook_id}/enabled"): (ADMINISTRATOR, 404, {"data": {"enabled": "off"}, **HTMX}),
    ("POST", "/administration/webhooks/{webhook_id}/test"): (ADMINISTRATOR, 404, HTMX),
    ("POST", "/administration/webhooks/{webhook_id}/remove"): (ADMINISTRATOR, 404, HTMX),
    ("POST", "/administration/webhooks/{webhook_id}/deliveries/{delivery_id}/again"): (ADMINISTRATOR, 404, HTMX),
    ("POST", "/administration/accounts/{account_id}/identities"): (
        ADMINISTRATOR,
        204,
        {"data": {"kind": "certificate", "subject": "{fingerprint}"}, **HTMX},
    ),
    ("POST", "/administration/accounts/{account_id}/identities/{identity_id}/remove"): (ADMINISTRATOR, 404, HTMX),
    ("GET", "/retention"): (KEEPERS, 200, {}),
    ("POST", "/retention/proposals"): (  # it is not closed
        HEAD,
        422,
        {"data": {"case_ids": "{case_id}", "reason": "срок"}, **HTMX},
    ),
    ("POST", "/retention/proposals/{erasure_id}/decision"): (
        KEEPERS,
        404,
        {"data": {"confirm": "yes", "reason": "да"}, **HTMX},
    ),
    ("GET", "/administration/accounts"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/accounts"): (
        ADMINISTRATOR,
        204,
        {"data": {"login": "{new}", "name": "a", "role": "head", "unit_id": "{unit_id}", "language": "kk"}, **HTMX},
    ),
    ("GET", "/administration/accounts/{account_id}"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/accounts/{account_id}/link"): (ADMINISTRATOR, 200, HTMX),
    ("POST", "/administration/accounts/{account_id}/disable"): (ADMINISTRATOR, 204, HTMX),
    ("POST", "/administration/accounts/{account_id}/supervision"): (  # no prosecutor
        ADMINISTRATOR,
        422,
        {"data": {"unit_id": "{unit_id}"}, **HTMX},
    ),
    ("POST", "/administration/accounts/{account_id}/supervision/{unit_id}/end"): (ADMINISTRATOR, 404, HTMX),
    ("GET", "/administration/units"): (ADMINISTRATOR, 200, {}),
    ("POST", "/administration/regions"): (ADMINISTRATOR, 204, {"data": {"name": "{new}", "zone": "Asia/Oral"}, **HTMX}),
    ("POST", "/administration/units"): (
        ADMINISTRATOR,
        204,
        {"data": {"name": "{new}", "region_id": "{region_id}"}, **HTMX},
    ),
    ("POST", "/administration/units/{unit_id}/second-check"): (ADMINISTRATOR, 204, {"data": {"second_check": ""}, **HTMX}),
    ("GET", "/documents"): (PARTICIPANT, 200, {}),
    ("GET", "/cases"): (READERS, 200, {}),
    ("POST", "/cases"): (INVESTIGATOR, 204, {"data": {"number": "{new}", "kind": "criminal"}, **HTMX}),
    ("POST", "/cases/emergency-access"): (
        INVESTIGATOR,
        204,
        {"data": {"number": "{number}", "reason": "жедел", "hours": "1"}, **HTMX},
    ),
    ("GET", "/cases/{case_id}/related"): (READERS, 200, {}),
    ("POST", "/cases/{case_id}/related/{other_id}/ruling"): (INVESTIGATOR, 404, {"data": {"verdict": "later"}, **HTMX}),
    ("POST", "/cases/{case_id}/related/{other_id}/disclosure"): (
        PROSECUTOR,
        404,
        {"data": {"verdict": "later", "reason": "-"}, **HTMX},
    ),
    ("GET", "/cases/{case_id}/same-persons"): (READERS, 200, {}),
    ("POST", "/cases/{case_id}/same-persons/{person_id}/{other_id}/ruling"): (
        INVESTIGATOR,
        404,
        {"data": {"verdict": "same"}, **HTMX},
    ),
    ("GET", "/cases/{case_id}/findings"): (READERS, 200, {}),
    ("GET", "/cases/{case_id}/suggestions"): (READERS, 200, {}),
    ("POST", "/cases/{case_id}/findings/{finding_id}/ruling"): (INVESTIGATOR, 404, {"data": {"verdict": "later"}, **HTMX}),
    ("GET", "/cases/{case_id}/controls"): (READERS, 200, {}),
    ("GET", "/cases/{case_id}/terms"): (READERS, 200, {}),
    ("POST", "/cases/{case_id}/controls/decisions"): (
        INVESTIGATOR,
        204,
        {"data": {"kind": "other", "decided_at": "2026-03-02T12:00"}, **HTMX},
    ),
    ("POST", "/cases/{case_id}/controls/decisions/{decision_id}/review"): (PROSECUTOR, 404, HTMX),
    ("POST", "/cases/{case_id}/controls/facts"): (
        INVESTIGATOR,
        204,
        {"data": {"fact": "case.form", "value": "inquiry"}, **HTMX},
    ),
    ("POST", "/cases/{case_id}/controls/extracts"): (INVESTIGATOR, 422, {"data": {"document": "{{}}"}, **HTMX}),
    ("POST", "/cases/{case_id}/controls/{control}/override"): (
        HEAD,
        404,
        {"control": "criminal.P1-F", "data": {"subject": "-", "reason": "-"}, **HTMX},
    ),
    ("GET", "/controls"): (READERS, 200, {}),
    ("GET", "/controls/statistics"): (PROSECUTOR, 200, {}),
    ("GET", "/controls/addressed"): (READERS, 200, {}),
    ("GET", "/controls/trial"): (READERS, 200, {}),
    ("POST", "/controls/{control}/confirmation"): (
        PROSECUTOR,
        404,
        {"control": "criminal.-", "data": {"confirmed": "true", "lawyer": "-", "reason": "-"}, **HTMX},
    ),
    ("POST", "/controls/trial"): (READERS, 422, {"data": {"pack": "pack: -"}, **HTMX}),
    ("GET", "/api/cases/{case_id}/controls"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/controls/{control}/overrides"): (
        HEAD,
        404,
        {"control": "criminal.P1-F", "json": {"subject": "-", "reason": "-"}},
    ),
    ("GET", "/api/cases/{case_id}/facts"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/facts"): (INVESTIGATOR, 201, {"json": {"kind": "case", "fields": {"form": "inquiry"}}}),
    ("POST", "/api/cases/{case_id}/facts/extracts"): (
        INVESTIGATOR,
        201,
        {"json": {"document": {"number": "{number}", "kind": "criminal", "zone": "Asia/Almaty"}}},
    ),
    ("PUT", "/api/cases/{case_id}/procedural-decisions/{decision_id}/review"): (PROSECUTOR, 404, {"json": {}}),
    ("GET", "/api/controls"): (READERS, 200, {}),
    ("GET", "/api/controls/statistics"): (PROSECUTOR, 200, {}),
    ("GET", "/api/controls/addressed"): (READERS, 200, {}),
    ("POST", "/api/controls/{control}/confirmations"): (
        PROSECUTOR,
        404,
        {"control": "criminal.-", "json": {"confirmed": True, "lawyer": "-", "reason": "-"}},
    ),
    ("POST", "/api/controls/trial"): (READERS, 422, {"json": {"pack": "pack: -"}}),
    ("GET", "/cases/{case_id}/timeline"): (READERS, 200, {}),
    ("GET", "/cases/{case_id}/graph"): (READERS, 200, {}),
    ("GET", "/api/cases/{case_id}/timeline"): (READERS, 200, {}),
    ("GET", "/api/cases/{case_id}/graph"): (READERS, 200, {}),
    ("GET", "/api/cases/{case_id}/timeline.{kind}"): (READERS, 200, {"kind": "svg"}),
    ("GET", "/api/cases/{case_id}/graph.{kind}"): (READERS, 200, {"kind": "svg"}),
    ("GET", "/cases/{case_id}/texts"): (INVESTIGATOR, 200, {}),
    ("POST", "/cases/{case_id}/texts"): (
        INVESTIGATOR,
        204,
        {"data": {"name": "a", "kind": "report", "language": "ru", "text": "{new}"}, **HTMX},
    ),
    ("GET", "/texts/{recording_id}"): (READERS, 404, {}),  # it has sound
    ("GET", "/api/texts/{recording_id}"): (READERS, 404, {}),
    ("POST", "/api/cases/{case_id}/texts"): (
        INVESTIGATOR,
        201,
        {"json": {"name": "a", "kind": "report", "language": "ru", "text": "{new}"}},
    ),
    ("GET", "/hidden-links"): (PROSECUTOR, 200, {}),
    ("GET", "/api/hidden-links"): (PROSECUTOR, 200, {}),
    ("GET", "/api/cases/{case_id}/related"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/related/{other_id}/rulings"): (INVESTIGATOR, 404, {"json": {"verdict": "later"}}),
    ("POST", "/api/cases/{case_id}/related/{other_id}/disclosures"): (
        PROSECUTOR,
        404,
        {"json": {"verdict": "later", "reason": "-"}},
    ),
    ("GET", "/api/cases/{case_id}/same-persons"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/same-persons/{person_id}/{other_id}/rulings"): (
        INVESTIGATOR,
        404,
        {"json": {"verdict": "same"}},
    ),
    ("GET", "/api/cases/{case_id}/findings"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/findings/{finding_id}/rulings"): (INVESTIGATOR, 404, {"json": {"verdict": "later"}}),
    ("GET", "/api/cases/{case_id}/mentions"): (READERS, 200, {}),
    ("GET", "/search"): (READERS, 200, {"params": {"q": "дома"}}),
    ("GET", "/cases/{case_id}"): (READERS, 200, {}),
    ("GET", "/cases/{case_id}/journal"): (READERS, 200, {}),
    ("GET", "/cases/{case_id}/keeping"): (READERS, 200, {}),
    ("POST", "/cases/{case_id}/keeping/status"): (INVESTIGATOR, 204, {"data": {"status": "suspended"}, **HTMX}),
    ("POST", "/cases/{case_id}/keeping/sealed"): (SEALERS, 204, {"data": {"on": "yes", "reason": "защита"}, **HTMX}),
    ("POST", "/cases/{case_id}/keeping/legal-hold"): (KEEPERS, 204, {"data": {"on": "yes", "reason": "жалоба"}, **HTMX}),
    ("POST", "/cases/{case_id}/keeping/recordings/{recording_id}/verify"): (READERS, 204, HTMX),
    ("GET", "/recordings/{recording_id}"): (READERS, 200, {}),
    ("POST", "/cases/{case_id}/participants"): (INVESTIGATOR, 204, {"data": {"name": "Иван", "role": "witness"}, **HTMX}),
    ("POST", "/cases/{case_id}/interrogations"): (
        INVESTIGATOR,
        204,
        {"data": {"participant_id": "{participant_id}", "language": "kk"}, **HTMX},
    ),
    ("POST", "/cases/{case_id}/interrogations/{interrogation_id}/sittings"): (INVESTIGATOR, 204, HTMX),
    ("POST", "/cases/{case_id}/interrogations/{interrogation_id}/placements"): (
        INVESTIGATOR,
        204,
        {"data": {"recording_id": "{recording_id}", "sitting_id": "{sitting_id}", "span_end": "0:03"}, **HTMX},
    ),
    ("POST", "/cases/{case_id}/interrogations/{interrogation_id}/drafts"): (INVESTIGATOR, 204, HTMX),
    ("GET", "/cases/{case_id}/upload"): (INVESTIGATOR, 200, {}),
    ("GET", "/cases/{case_id}/recordings/{recording_id}/place"): (INVESTIGATOR, 200, {}),
    ("POST", "/cases/{case_id}/recordings/{recording_id}/place"): (
        INVESTIGATOR,
        204,
        {"data": {"sitting_id": "{sitting_id}", "span_end": "0:03"}, **HTMX},
    ),
    ("GET", "/interrogations/{interrogation_id}"): (READERS, 200, {}),
    ("GET", "/interrogations/{interrogation_id}/compare"): (READERS, 200, {}),
    ("POST", "/interrogations/{interrogation_id}/form"): (
        INVESTIGATOR,
        204,
        {"data": {"edition": "1", "place": "Алматы"}, **HTMX},
    ),
    ("POST", "/interrogations/{interrogation_id}/drafts"): (INVESTIGATOR, 204, HTMX),
    ("POST", "/interrogations/{interrogation_id}/versions/{version_id}/returns"): (
        INVESTIGATOR,
        204,
        {"files": {"file": ("скан.png", PNG)}, **HTMX},
    ),
    ("GET", "/interrogations/{interrogation_id}/returns/{return_id}"): (READERS, 200, {}),
    ("POST", "/interrogations/{interrogation_id}/returns/{return_id}/rulings"): (
        SEALERS,
        204,
        {"data": {"outcome": "same"}, **HTMX},
    ),
    ("POST", "/interrogations/{interrogation_id}/versions/{version_id}/steps"): (
        INVESTIGATOR,
        204,
        {"data": {"state": "ready"}, **HTMX},
    ),
    ("POST", "/cases/{case_id}/interrogations/{interrogation_id}/documents"): (  # of a draft: not yet
        INVESTIGATOR,
        422,
        {"data": {"version_id": "{version_id}", "account_id": "{participant_account_id}", "reason": "-"}, **HTMX},
    ),
    ("POST", "/cases/{case_id}/versions/{version_id}/grants/{document_grant_id}/revoke"): (INVESTIGATOR, 204, HTMX),
    ("POST", "/cases/{case_id}/recordings/{recording_id}/transcribe"): (INVESTIGATOR, 204, HTMX),
    ("POST", "/cases/{case_id}/jobs/{job_id}/cancel"): (INVESTIGATOR, 204, HTMX),
    ("POST", "/cases/{case_id}/grants"): (
        HEAD,
        204,
        {"data": {"account_id": "{colleague_id}", "kind": "read", "reason": "группа"}, **HTMX},
    ),
    ("POST", "/cases/{case_id}/grants/{grant_id}/revoke"): (HEAD, 204, HTMX),
    ("POST", "/api/sign-in"): (OPEN, 401, {"json": {"login": "{new}", "password": "wrong"}}),
    ("POST", "/api/sign-in/link"): (OPEN, 401, {"json": {"token": "wrong"}}),
    ("POST", "/api/sign-in/certificate"): (OPEN, 401, {}),
    ("POST", "/sign-in/certificate"): (OPEN, 401, {}),
    ("GET", "/sign-in/oidc"): (OPEN, 404, {}),  # no provider is set up
    ("GET", "/sign-in/oidc/back"): (OPEN, 404, {}),
    ("OPTIONS", "/api/uploads"): (OPEN, 204, {}),
    ("POST", "/v1/audio/transcriptions"): (OPEN, 404, {}),  # switched off; on: test_api_compatible
    ("POST", "/api/sign-out"): (ANYBODY, 204, {}),
    ("GET", "/api/me"): (ANYBODY, 200, {}),
    ("PUT", "/api/me/password"): (
        ANYBODY,
        204,
        {"json": {"password": "a long enough one", "present": "a long enough one"}},
    ),
    ("PATCH", "/api/me"): (ANYBODY, 200, {"json": {"language": "en"}}),
    ("GET", "/api/me/tokens"): (ANYBODY, 200, {}),
    ("DELETE", "/api/me/tokens/{token_id}"): (ANYBODY, 404, {}),
    ("POST", "/api/me/second-factor"): (ANYBODY, 201, {}),
    ("PUT", "/api/me/second-factor"): (ANYBODY, 422, {"json": {"secret": "A", "code": "123456", "password": "wrong"}}),
    ("POST", "/api/me/second-factor/off"): (ANYBODY, 409, {"json": {"code": "123456", "password": "wrong"}}),
    ("POST", "/api/me/tokens"): (ANYBODY, 201, {"json": {"name": "a", "scopes": ["read"]}}),
    ("GET", "/api/regions-and-units"): (ANYBODY, 200, {}),
    ("POST", "/api/regions"): (ADMINISTRATOR, 201, {"json": {"name": "{new}", "zone": "Asia/Almaty"}}),
    ("POST", "/api/units"): (ADMINISTRATOR, 201, {"json": {"name": "{new}", "region_id": "{region_id}"}}),
    ("GET", "/metrics"): (ADMINISTRATOR, 200, {}),
    ("GET", "/api/service/state"): (ADMINISTRATOR, 200, {}),
    ("GET", "/api/service/queue"): (ADMINISTRATOR, 200, {}),
    ("POST", "/api/service/jobs/{job_id}/again"): (ADMINISTRATOR, 409, {}),  # it has not failed
    ("GET", "/api/service/workers"): (ADMINISTRATOR, 200, {}),
    ("POST", "/api/service/workers/{worker_id}/self-test"): (ADMINISTRATOR, 404, {}),
    ("GET", "/api/service/self-tests"): (ADMINISTRATOR, 200, {}),
    ("GET", "/api/service/weights"): (ADMINISTRATOR, 200, {}),
    ("GET", "/api/service/storage"): (ADMINISTRATOR, 200, {}),
    ("GET", "/api/service/witnesses"): (ADMINISTRATOR, 200, {}),
    ("GET", "/api/accounts"): (ADMINISTRATOR, 200, {}),
    ("POST", "/api/accounts"): (
        ADMINISTRATOR,
        201,
        {"json": {"login": "{new}", "name": "a", "role": "head", "unit_id": "{unit_id}"}},
    ),
    ("POST", "/api/accounts/{account_id}/link"): (ADMINISTRATOR, 201, {}),
    ("DELETE", "/api/accounts/{account_id}"): (ADMINISTRATOR, 204, {}),
    ("GET", "/api/accounts/{account_id}/identities"): (ADMINISTRATOR, 200, {}),
    ("POST", "/api/accounts/{account_id}/identities"): (
        ADMINISTRATOR,
        201,
        {"json": {"kind": "certificate", "subject": "{fingerprint}"}},
    ),
    ("DELETE", "/api/accounts/{account_id}/identities/{identity_id}"): (ADMINISTRATOR, 404, {}),
    ("PUT", "/api/accounts/{prosecutor_id}/supervision/{unit_id}"): (ADMINISTRATOR, 204, {}),
    ("GET", "/api/accounts/{account_id}/supervision"): (ADMINISTRATOR, 200, {}),
    ("DELETE", "/api/accounts/{account_id}/supervision/{unit_id}"): (ADMINISTRATOR, 404, {}),
    ("GET", "/api/allowed-addresses"): (ADMINISTRATOR, 200, {}),
    ("POST", "/api/allowed-addresses"): (
        ADMINISTRATOR,
        201,
        {"json": {"host": "{new}.kz", "port": 443, "purpose": "webhook"}},
    ),
    ("DELETE", "/api/allowed-addresses/{address_id}"): (ADMINISTRATOR, 404, {}),
    ("GET", "/api/webhooks"): (ADMINISTRATOR, 200, {}),
    ("POST", "/api/webhooks"): (  # at an address that is not allowed
        ADMINISTRATOR,
        422,
        {"json": {"url": "https://{new}.kz/", "events": ["protocol.ready"]}},
    ),
    ("PUT", "/api/webhooks/{webhook_id}/enabled"): (ADMINISTRATOR, 404, {"json": {"enabled": False}}),
    ("DELETE", "/api/webhooks/{webhook_id}"): (ADMINISTRATOR, 404, {}),
    ("POST", "/api/webhooks/{webhook_id}/test"): (ADMINISTRATOR, 404, {}),
    ("GET", "/api/webhooks/{webhook_id}/deliveries"): (ADMINISTRATOR, 404, {}),
    ("POST", "/api/webhook-deliveries/{delivery_id}/again"): (ADMINISTRATOR, 404, {}),
    ("GET", "/api/search"): (READERS, 200, {"params": {"q": "дома"}}),
    ("GET", "/api/cases"): (READERS, 200, {}),
    ("POST", "/api/cases"): (INVESTIGATOR, 201, {"json": {"number": "{new}"}}),
    ("GET", "/api/cases/{case_id}"): (READERS, 200, {}),
    ("GET", "/api/cases/{case_id}/participants"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/participants"): (INVESTIGATOR, 201, {"json": {"name": "Иван", "role": "witness"}}),
    ("PATCH", "/api/cases/{case_id}/participants/{participant_id}"): (
        INVESTIGATOR,
        200,
        {"json": {"until": "2026-01-01T10:00:00"}},
    ),
    ("GET", "/api/cases/{case_id}/procedural-decisions"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/procedural-decisions"): (
        INVESTIGATOR,
        201,
        {"json": {"kind": "suspect", "decided_at": "2026-01-01T10:00:00"}},
    ),
    ("GET", "/api/cases/{case_id}/grants"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/grants"): (HEAD, 201, {"json": {"account_id": "{colleague_id}", "reason": "группа"}}),
    ("DELETE", "/api/cases/{case_id}/grants/{grant_id}"): (HEAD, 204, {}),
    ("POST", "/api/emergency-access"): (INVESTIGATOR, 201, {"json": {"number": "{number}", "reason": "жедел"}}),
    ("GET", "/api/cases/{case_id}/interrogations"): (READERS, 200, {}),
    ("POST", "/api/cases/{case_id}/interrogations"): (INVESTIGATOR, 201, {"json": {"participant_id": "{participant_id}"}}),
    ("PUT", "/api/interrogations/{interrogation_id}/form"): (
        INVESTIGATOR,
        200,
        {"json": {"form": {"place": "кабинет"}}, "headers": {"If-Match": '"1"'}},
    ),
    ("POST", "/api/interrogations/{interrogation_id}/sittings"): (INVESTIGATOR, 201, {"json": {}}),
    ("POST", "/api/interrogations/{interrogation_id}/sittings/{sitting_id}/placements"): (INVESTIGATOR, 201, PLACEMENT),
    ("POST", "/api/uploads"): (INVESTIGATOR, 201, {"headers": {**TUS, "Upload-Length": "5"}, "metadata": METADATA}),
    ("HEAD", "/api/uploads/{upload_id}"): (INVESTIGATOR, 200, {"headers": TUS}),
    ("PATCH", "/api/uploads/{upload_id}"): (
        INVESTIGATOR,
        204,
        {
            "headers": {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"},
            "content": b"abc",
        },
    ),
    ("DELETE", "/api/uploads/{upload_id}"): (INVESTIGATOR, 204, {"headers": TUS}),
    ("GET", "/api/uploads/{upload_id}"): (INVESTIGATOR, 200, {}),
    ("GET", "/api/cases/{case_id}/recordings"): (READERS, 200, {}),
    ("GET", "/api/recordings/{recording_id}"): (READERS, 200, {}),
    ("GET", "/api/recordings/{recording_id}/custody"): (READERS, 200, {}),
    ("POST", "/api/recordings/{recording_id}/verify"): (READERS, 201, {}),
    ("GET", "/api/recordings/{recording_id}/playback"): (READERS, 200, {}),
    ("GET", "/api/recordings/{recording_id}/picture"): (READERS, 200, {}),
    ("POST", "/api/recordings/{recording_id}/heard"): (READERS, 204, {"json": {"spans": [{"start": 0, "end": 1.5}]}}),
    ("GET", "/api/recordings/{recording_id}/peaks"): (READERS, 200, {}),
    ("GET", "/api/recordings/{recording_id}/jobs"): (READERS, 200, {}),
    ("POST", "/api/recordings/{recording_id}/transcribe"): (INVESTIGATOR, 202, {}),
    ("GET", "/api/recordings/{recording_id}/layers"): (READERS, 200, {}),
    ("GET", "/api/recordings/{recording_id}/transcript.{kind}"): (READERS, 200, {"kind": "txt"}),
    ("GET", "/api/layers/{layer_id}/turns"): (READERS, 200, {}),
    ("GET", "/api/layers/{layer_id}/overview"): (READERS, 200, {}),
    ("GET", "/api/layers/{layer_id}/events"): (READERS, None, {}),  # without end: see test_layer_events
    ("GET", "/api/layers/{layer_id}/revisions"): (READERS, 200, {}),
    ("POST", "/api/layers/{layer_id}/revisions"): (INVESTIGATOR, 201, EDIT),
    ("GET", "/api/layers/{layer_id}/compared-with/{other_id}"): (READERS, 200, {}),
    ("POST", "/api/layers/{layer_id}/replace-with/{other_id}"): (INVESTIGATOR, 200, {}),
    ("GET", "/api/cases/{case_id}/jobs"): (READERS, 200, {}),
    ("GET", "/api/jobs/{job_id}"): (READERS, 200, {}),
    ("POST", "/api/jobs/{job_id}/cancel"): (INVESTIGATOR, 202, {}),
    ("GET", "/api/cases/{case_id}/events"): (READERS, None, {}),  # without end: see test_api_events
    ("POST", "/api/interrogations/{interrogation_id}/drafts"): (INVESTIGATOR, 202, {}),
    ("GET", "/api/interrogations/{interrogation_id}/versions"): (READERS, 200, {}),
    ("GET", "/api/protocol-versions/{version_id}"): (READERS, 200, {}),
    ("POST", "/api/protocol-versions/{version_id}/steps"): (INVESTIGATOR, 201, {"json": {"state": "ready"}}),
    ("GET", "/api/protocol-versions/{version_id}/protocol.{kind}"): (GIVEN, 200, {"kind": "pdf"}),
    ("GET", "/api/protocol-versions/{version_id}/grants"): (READERS, 200, {}),
    ("POST", "/api/protocol-versions/{version_id}/grants"): (  # of a draft: not yet
        INVESTIGATOR,
        409,
        {"json": {"account_id": "{participant_account_id}", "reason": "ознакомление"}},
    ),
    ("DELETE", "/api/protocol-versions/{version_id}/grants/{document_grant_id}"): (INVESTIGATOR, 204, {}),
    ("POST", "/api/protocol-versions/{version_id}/returns"): (INVESTIGATOR, 201, {"files": {"file": ("скан.png", PNG)}}),
    ("GET", "/api/protocol-versions/{version_id}/returns"): (READERS, 200, {}),
    ("GET", "/api/protocol-versions/{version_id}/pages/{page}"): (READERS, 200, {}),
    ("GET", "/api/protocol-returns/{return_id}"): (READERS, 200, {}),
    ("GET", "/api/protocol-returns/{return_id}/files/{file}"): (READERS, 200, {}),
    ("GET", "/api/protocol-returns/{return_id}/pages/{page}"): (READERS, 200, {}),
    ("POST", "/api/protocol-returns/{return_id}/rulings"): (SEALERS, 201, {"json": {"outcome": "same"}}),
    ("GET", "/api/documents"): (PARTICIPANT, 200, {}),
    ("PATCH", "/api/units/{unit_id}"): (ADMINISTRATOR, 200, {"json": {"second_check": False}}),
    ("GET", "/api/regions"): (ADMINISTRATOR, 200, {}),
    ("PATCH", "/api/cases/{case_id}"): (INVESTIGATOR, 200, {"json": {"status": "closed"}}),
    ("PUT", "/api/cases/{case_id}/legal-hold"): (KEEPERS, 204, {"json": {"on": True, "reason": "жалоба"}}),
    ("PUT", "/api/cases/{case_id}/sealed"): (SEALERS, 204, {"json": {"on": True, "reason": "защита"}}),
    ("GET", "/api/cases/{case_id}/custody"): (READERS, 200, {}),
    ("GET", "/api/cases/{case_id}/alarms"): (READERS, 200, {}),
    ("GET", "/api/cases/{case_id}/erasures"): (READERS, 200, {}),
    ("GET", "/api/retention-rules"): (ADMINISTRATOR, 200, {}),
    ("PUT", "/api/retention-rules/{kind}"): (ADMINISTRATOR, 200, {"kind": "appeal", "json": {"days": None}}),
    ("GET", "/api/retention"): (KEEPERS, 200, {}),
    ("POST", "/api/erasures"): (HEAD, 409, {"json": {"case_ids": ["{case_id}"], "reason": "срок"}}),  # it is not closed
    ("POST", "/api/erasures/{erasure_id}/decision"): (KEEPERS, 404, {"json": {"confirm": True, "reason": "да"}}),
    ("GET", "/api/alarms"): (ADMINISTRATOR, 200, {}),
    ("POST", "/api/alarms/{alarm_id}/acknowledge"): (ADMINISTRATOR, 404, {"json": {"reason": "диск"}}),
    ("GET", "/api/cases/{case_id}/journal"): (READERS, 200, {}),
    ("GET", "/api/cases/{case_id}/package"): (READERS, 200, {}),
    ("POST", "/api/cases/import"): (INVESTIGATOR, 201, {"json": {"number": "{new}"}}),
}
OF_THE_SERVICE = (
    "/(accounts|administration|alarms|units|allowed-addresses|service|webhooks|webhook-deliveries)/"  # of no case
)
OF_A_CASE = [route for route in ROUTES if "_id}" in route[1] and not re.search(OF_THE_SERVICE, route[1])]
ALSO_NUMBERED = {("POST", "/api/uploads"), ("POST", "/api/emergency-access")}  # name their case elsewhere than in the path
JOURNALLED = [  # what shows something of a case; lists of jobs tell nothing of it, terms come to a page that was opened,
    # and the world holds no text
    route
    for route in OF_A_CASE
    if route[0] == "GET" and not re.search(r"jobs|events|terms|uploads|texts/", route[1])
]


def named(route):
    return f"{route[0]} {route[1]}"


@pytest.fixture(scope="module")
def service(application_url, tmp_path_factory):
    """Hundreds of cases are made here: their verdicts are evaluated when somebody asks, and not beside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VerdictKeeper, "renew_stale", lambda _: None)
        with served(application_url, tmp_path_factory.mktemp("service")) as running:
            yield running


@pytest.fixture(autouse=True)
def many_uploads(monkeypatch):
    """Each world has one that is on its way."""
    monkeypatch.setattr(uploads, "_MOST_OPEN", 10_000)


@pytest.fixture(scope="module")
def near(service):
    return make_world(service, "investigator")


@pytest.fixture(scope="module")
def far(service):
    return make_world(service, "stranger")


def names(service, world):
    """What stands for the names in braces."""
    known = {name: getattr(world, name) for name in world.__dataclass_fields__}
    people = service.people
    return known | {
        "region_id": service.units[0].region_id,
        "unit_id": service.units[0].id,
        "account_id": uuid4(),
        "prosecutor_id": people["prosecutor"].id,
        "colleague_id": people["colleague"].id,
        "participant_account_id": people["participant"].id,
        "identity_id": uuid4(),
        "person_id": uuid4(),
        "finding_id": uuid4(),
        "decision_id": uuid4(),
        "fingerprint": uuid4().hex * 2,
        "address_id": uuid4(),
        "webhook_id": uuid4(),
        "delivery_id": uuid4(),
        "token_id": uuid4(),
        "name": "app.js",
        "erasure_id": uuid4(),
        "alarm_id": uuid4(),
        "worker_id": uuid4(),
        "page": 1,
        "file": 1,
        "new": f"n{uuid4().hex[:12]}",
    }


def filled(value, known):
    if isinstance(value, dict):
        return {name: filled(each, known) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, known) for each in value]
    return re.sub(r"\{(\w+)\}", lambda name: str(known[name.group(1)]), value) if isinstance(value, str) else value


def ask(service, who, route, world, **names_instead):
    method, path = route
    more = dict(ROUTES[route][2])
    known = names(service, world) | {name: more.pop(name, "") for name in ("kind", "control")} | names_instead
    if "metadata" in more:
        more["headers"] = more["headers"] | {"Upload-Metadata": metadata(filled(more.pop("metadata"), known))}
    return service.ask(who, method, filled(path, known), **filled(more, known))


def metadata(values):
    return ",".join(
        f"{name} {value if name == 'filename' else base64.b64encode(value.encode()).decode()}"
        for name, value in values.items()
    )


def disposable(service):
    """An account for the administrator to disable."""
    with service.database.transaction(SYSTEM) as connection:
        made = accounts.add_account(
            connection, login=uuid4().hex, name="-", role="participant", unit_id=None, language="en"
        )
    return made.id


def supervises(method, path):
    return method == "PUT" and path.startswith("/api/accounts/")


def test_every_route_has_its_row_and_every_row_its_route(service):
    there = {
        (method, each.path.replace("{account_id}", "{prosecutor_id}") if supervises(method, each.path) else each.path)
        for each in iter_route_contexts(service.client.app.routes)
        for method in each.methods
        if (method, each.path) != ("HEAD", "/api/openapi.json")
    }
    assert there == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_who_is_not_signed_in_gets_401_but_at_the_open_routes(service, near, route):
    allowed, expected, _ = ROUTES[route]
    reply = ask(service, NOBODY, route, near)
    assert reply.status_code == (expected if NOBODY in allowed else 401)
    if NOBODY not in allowed and route[0] != "HEAD":
        assert reply.json()["code"] == "SignInNeededError"
        assert reply.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("route", [route for route in ROUTES if ROUTES[route][1]], ids=named)
def test_each_role_may_what_its_row_says_on_a_case_it_sees(service, near, route):
    allowed, expected, _ = ROUTES[route]
    world = near
    touched = route[0] != "GET"
    for who in ROLES:
        instead = {"account_id": disposable(service)} if "{account_id}" in route[1] else {}
        if touched:
            world = make_world(service, "investigator")
        reply = ask(service, who, route, world, **instead)
        touched = route[0] != "GET" and who in allowed  # what was refused has left everything as it was
        if who in allowed:
            wanted = expected
        elif route in OF_A_CASE or route == ("POST", "/api/uploads"):
            wanted = 404 if who in OF_ROLE.get(allowed, ()) else 403
        else:  # of no case: the role alone decides
            wanted = expected if who in OF_ROLE.get(allowed, ()) else 403
        assert reply.status_code == wanted, (who, reply.text)
        if route in {("POST", "/api/sign-out"), ("POST", "/sign-out")}:
            service.cookies[who] = renewed(service, who)


def renewed(service, who):
    with service.database.transaction(SYSTEM) as connection:
        return begin(connection, service.people[who], None)


@pytest.mark.parametrize("route", [*OF_A_CASE, ("POST", "/api/uploads")], ids=named)
def test_a_case_one_may_not_see_answers_as_one_that_is_not_there(service, far, route):
    allowed = ROUTES[route][0]
    ids = re.findall(r"\{(\w+_id)\}", route[1]) or ["case_id"]
    for who in sorted(allowed):
        foreign = ask(service, who, route, far)
        absent = ask(service, who, route, far, **{name: uuid4() for name in ids})
        assert foreign.status_code == absent.status_code == 404, (who, foreign.text)
        assert (foreign.content, dict(foreign.headers)) == (absent.content, dict(absent.headers))


def test_lists_and_files_of_a_foreign_case_are_not_shown_in_ones_own(service, near, far):
    def listed(number):
        return [case["id"] for case in service.ask("investigator", "GET", "/api/cases", params={"number": number}).json()]

    assert (listed(near.number), listed(far.number)) == ([str(near.case_id)], [])
    mixed = f"/api/interrogations/{near.interrogation_id}/sittings/{near.sitting_id}/placements"
    sent = {"recording_id": str(far.recording_id), "span_end": 1}
    assert service.ask("investigator", "POST", mixed, json=sent).status_code == 404
    compared = f"/api/layers/{near.layer_id}/compared-with/{far.layer_id}"
    assert service.ask("investigator", "GET", compared).status_code == 404
    revoked = f"/api/cases/{near.case_id}/grants/{far.grant_id}"
    assert service.ask("head", "DELETE", revoked).status_code == 404


@pytest.mark.parametrize("route", JOURNALLED, ids=named)
def test_whatever_shows_something_of_a_case_is_in_its_journal_and_in_no_others(service, near, far, route):
    before = len(service.journal(near.case_id))
    others = len(service.journal(far.case_id, "stranger"))
    assert ask(service, "investigator", route, near).status_code == 200
    account_id = str(service.people["investigator"].id)
    added = [each for each in service.journal(near.case_id)[before:] if each["account_id"] == account_id]
    assert [each["kind"] for each in added][:1] in (["view"], ["playback"], ["export"])
    assert len(service.journal(far.case_id, "stranger")) == others + 1  # that look at the journal itself


@pytest.mark.parametrize(
    ("scopes", "reads", "writes"),
    [
        ((Scope.READ,), 200, 403),
        ((Scope.WRITE,), 403, 201),
        ((Scope.READ, Scope.WRITE), 200, 201),
        ((Scope.TRANSCRIBE,), 403, 403),
    ],
)
def test_a_token_does_what_its_scopes_say(service, near, scopes, reads, writes):
    headers = token_of(service, "investigator", *scopes)
    path = f"/api/cases/{near.case_id}/participants"
    sent = {"name": "Пётр", "role": "witness"}
    assert service.ask(NOBODY, "GET", path, headers=headers).status_code == reads
    assert service.ask(NOBODY, "POST", path, headers=headers, json=sent).status_code == writes


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("PUT", "/api/me/password", {"password": "a long enough one"}),
        ("POST", "/api/me/tokens", {"name": "more", "scopes": ["write"]}),
    ],
)
def test_a_token_makes_no_token_and_sets_no_password(service, method, path, sent):
    headers = token_of(service, "investigator", Scope.READ, Scope.WRITE)
    assert service.ask(NOBODY, method, path, headers=headers, json=sent).status_code == 403


def test_a_disabled_account_is_out_at_once_with_cookie_token_and_link(service):
    made = {"login": "leaver", "name": "Л", "role": "investigator", "unit_id": str(service.units[0].id)}
    account = service.ask("administrator", "POST", "/api/accounts", json=made).json()
    link = service.ask("administrator", "POST", f"/api/accounts/{account['id']}/link").json()["token"]
    unused = service.ask("administrator", "POST", f"/api/accounts/{account['id']}/link").json()["token"]
    signed_in = service.ask(NOBODY, "POST", "/api/sign-in/link", json={"token": link})
    cookie = {"Cookie": f"hattama={signed_in.cookies['hattama']}"}
    token = service.ask(NOBODY, "POST", "/api/me/tokens", json={"name": "-", "scopes": ["read"]}, headers=cookie).json()
    proofs = [cookie, {"Authorization": f"Bearer {token['token']}"}]
    assert [service.ask(NOBODY, "GET", "/api/me", headers=each).status_code for each in proofs] == [200, 200]
    assert service.ask("administrator", "DELETE", f"/api/accounts/{account['id']}").status_code == 204
    assert [service.ask(NOBODY, "GET", "/api/me", headers=each).status_code for each in proofs] == [401, 401]
    assert service.ask(NOBODY, "POST", "/api/sign-in/link", json={"token": unused}).status_code == 401


def test_an_administrator_neither_disables_himself_nor_makes_a_link_of_his_own(service):
    own = service.people["administrator"].id
    assert service.ask("administrator", "DELETE", f"/api/accounts/{own}").status_code == 403
    assert service.ask("administrator", "POST", f"/api/accounts/{own}/link").status_code == 403


def test_a_sealed_case_is_seen_by_named_persons_only(service, owner_url):
    world = make_world(service, "investigator")
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.cases SET sealed = TRUE WHERE id = %s", (world.case_id,))
    for route in OF_A_CASE:
        for who in ROUTES[route][0] - {"investigator", "participant"}:
            assert ask(service, who, route, world).status_code == 404, (who, route)
    assert service.ask("investigator", "GET", f"/api/cases/{world.case_id}").status_code == 200
    emergency = {"number": world.number, "reason": "жедел"}
    assert service.ask("colleague", "POST", "/api/emergency-access", json=emergency).status_code == 404
