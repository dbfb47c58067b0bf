"""The API keeps to its own description, whatever is sent to it."""

import threading
import time

import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from api.access import begin
from api.app import create_app
from models.settings import read_settings
from models.store.database import SYSTEM
from tests.service import make_world

pytestmark = pytest.mark.acceptance

ROLES = ("investigator", "head", "administrator")


def fails_where_it_may(ctx, response, case):
    """No search process runs beside this service: search by meaning says that it is away, as described."""
    away = response.status_code == 503 and response.json().get("code") == "SearchAwayError"
    return None if away else not_a_server_error(ctx, response, case)


CHECKS = [fails_where_it_may, status_code_conformance, content_type_conformance, response_schema_conformance]
LEFT_OUT = (
    ("/api/cases/{case_id}/events", "GET"),  # has no end; tests/integration/test_api_playback.py
    ("/api/layers/{layer_id}/events", "GET"),  # neither; tests/integration/test_layer_events.py
    ("/api/uploads/{upload_id}", "PATCH"),  # a body of plain bytes; tests/integration/test_api_uploads.py
)

config = schemathesis.Config()
config.projects.default.phases.coverage.enabled = False  # hundreds of requests an operation
schema = schemathesis.openapi.from_dict(
    create_app(read_settings({"HOME": "/nonexistent"}), "", version="test").openapi(), config=config
)
for path, method in LEFT_OUT:
    schema = schema.exclude(path=path, method=method)


@pytest.fixture(scope="module")
def world(service):
    return make_world(service, "investigator")


@pytest.fixture(scope="module")
def address(service):
    """The application over a socket, so that requests are what a client can really send."""
    server = uvicorn.Server(uvicorn.Config(service.client.app, port=0, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def session():
    with requests.Session() as opened:
        yield opened


@schema.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_no_reply_is_a_server_error_or_of_a_status_that_is_not_described(case, service, world, address, session):
    there = {name: str(getattr(world, name)) for name in case.path_parameters if hasattr(world, name)}
    for who in ROLES:
        case.path_parameters |= there  # else nearly every reply would be that there is no such case
        with service.database.transaction(SYSTEM) as connection:
            cookie = begin(connection, service.people[who], None)
        case.call_and_validate(base_url=address, session=session, headers={"Cookie": f"hattama={cookie}"}, checks=CHECKS)
