"""What lies around the whole application."""

import asyncio
import logging

import pytest

from api.shell import HEADERS, Shell


def passed_through(app, path="/api/x"):
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    asyncio.run(Shell(app)(scope, receive, send))
    return sent


async def well(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"SAMEORIGIN")]})
    await send({"type": "http.response.body", "body": b"well"})


async def fails(scope, receive, send):
    raise ZeroDivisionError("тайна допроса")


async def breaks_off(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise ZeroDivisionError("тайна допроса")


def headers_of(message):
    return {name.decode().lower(): value.decode() for name, value in message["headers"]}


def test_every_reply_has_the_strict_headers_unless_it_says_otherwise():
    headers = headers_of(passed_through(well)[0])
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert {name.lower() for name in HEADERS} <= set(headers)
    assert headers["cache-control"] == "no-store"
    assert "cache-control" not in headers_of(passed_through(well, path="/")[0])


def test_an_unexpected_error_is_told_and_logged_without_what_it_quotes(caplog):
    with caplog.at_level(logging.ERROR):
        start, body = passed_through(fails)
    assert start["status"] == 500
    assert set(map(str.lower, HEADERS)) <= set(headers_of(start))
    assert b"UnexpectedError" in body["body"]
    assert "ZeroDivisionError" in caplog.text
    assert "тайна" not in caplog.text + body["body"].decode()


def test_a_reply_that_broke_off_is_not_ended_as_if_it_were_whole():
    with pytest.raises(RuntimeError, match="broke off") as raised:
        passed_through(breaks_off)
    assert raised.value.__suppress_context__
