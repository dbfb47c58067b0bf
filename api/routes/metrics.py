"""How the service fares, in Prometheus's text format."""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.access import Administrator
from api.context import Here
from models.store.database import SYSTEM
from models.store.measures import Measures, measure

router = APIRouter(tags=["health"])


@router.get("/metrics", response_class=Response)
def metrics(who: Administrator, context: Here) -> Response:
    """For Prometheus, with an administrator's token of the scope `read`. Counts only: no name, no word."""
    with context.database.transaction(SYSTEM) as connection:
        measured = measure(connection)
    registry = CollectorRegistry()
    registry.register(_Measured(measured))
    return Response(generate_latest(registry), media_type="text/plain; version=0.0.4; charset=utf-8")


class _Measured(Collector):
    def __init__(self, measured: Measures) -> None:
        self._measured = measured

    def collect(self) -> Iterator[Metric]:
        found = self._measured
        jobs = GaugeMetricFamily("hattama_jobs", "Jobs by stage and state.", labels=["stage", "state"])
        for (stage, state), count in sorted(found.jobs.items()):
            jobs.add_metric([stage, state], count)
        yield jobs
        oldest = GaugeMetricFamily("hattama_oldest_queued_seconds", "Wait of the oldest queued job.", labels=["stage"])
        for stage, seconds in sorted(found.oldest_seconds.items()):
            oldest.add_metric([stage], seconds)
        yield oldest
        work = CounterMetricFamily("hattama_work_seconds", "Seconds spent in jobs that are done.", labels=["stage"])
        for stage, seconds in sorted(found.work_seconds.items()):
            work.add_metric([stage], seconds)
        yield work
        failures = CounterMetricFamily("hattama_job_failures", "Failed jobs by stage and error.", labels=["stage", "error"])
        for (stage, code), count in sorted(found.failures.items()):
            failures.add_metric([stage, code], count)
        yield failures
        yield CounterMetricFamily("hattama_sound_seconds", "Seconds of sound transcribed.", value=found.sound_seconds)
        yield GaugeMetricFamily("hattama_recordings", "Recordings held.", value=found.recordings)
        yield GaugeMetricFamily("hattama_recordings_damaged", "Recordings whose bytes changed.", value=found.damaged)
        yield GaugeMetricFamily(
            "hattama_journal_unchecked_entries",
            "Journal entries behind the last checkpoint.",
            value=found.unchecked_entries,
        )
