"""What Prometheus reads."""

import pytest

pytestmark = pytest.mark.integration


def test_prometheus_reads_them_with_an_administrators_token(service):
    reply = service.ask("administrator", "GET", "/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "hattama_recordings " in reply.text
    assert "hattama_journal_unchecked_entries " in reply.text
