import json
import logging
from dataclasses import replace

import pytest

from hattama import logs
from models.settings import read_settings

SPOKEN = "он сказал: нет"


@pytest.fixture
def begun():
    """Begins logs in a format; the process's own come back."""
    root = logging.getLogger()
    kept = root.handlers[:], root.level, logging.getLogger("hattama.requests").level
    yield lambda kind: logs.begin(replace(read_settings({"HOME": "/nonexistent"}), log_format=kind))
    root.handlers[:], level, requests = kept
    root.setLevel(level)
    logging.getLogger("hattama.requests").setLevel(requests)


def fail():
    raise KeyError(SPOKEN)


def log_everything():
    log = logging.getLogger("hattama.test")
    log.info("job %s: done", "j1", extra={"stage": "draft"})
    logging.getLogger("hattama.requests").info("request", extra={"route": "/api/me", "status": 200})
    try:
        fail()
    except KeyError:
        log.exception("it failed")


def test_json_is_one_object_a_line_with_what_the_caller_gave(begun, capsys):
    begun("json")
    log_everything()
    done, request, failed = map(json.loads, capsys.readouterr().err.splitlines())
    assert (done["level"], done["logger"], done["message"], done["stage"]) == (
        "INFO",
        "hattama.test",
        "job j1: done",
        "draft",
    )
    assert done["at"].endswith("+00:00")
    assert (request["route"], request["status"]) == ("/api/me", 200)
    assert failed["error"].startswith("KeyError at test_logs.py:")


@pytest.mark.parametrize("kind", ["json", "text"])
def test_no_format_repeats_what_an_error_quotes(begun, capsys, kind):
    begun(kind)
    log_everything()
    written = capsys.readouterr().err
    assert SPOKEN not in written
    assert "Traceback" not in written
    assert "KeyError at test_logs.py:" in written


def test_lines_for_people_leave_single_requests_out(begun, capsys):
    begun("text")
    log_everything()
    assert "request" not in capsys.readouterr().err
