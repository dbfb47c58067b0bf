"""Administration: workers and what they are at, the queue, jobs that failed; weights on hosts, and self-tests."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import access
from api.access import Administrator
from api.context import Here
from api.routes import service as service_api
from api.web.frame import framed
from api.web.page import Show, go
from models.workers import HostWeights

router = APIRouter(prefix="/administration", include_in_schema=False)


@router.get("/workers")
def show_workers(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """Workers, the queue by stage, what runs and what failed."""
    return framed(
        request,
        context,
        show,
        who,
        "workers",
        workers=service_api.list_workers(who, context),
        queue=service_api.show_queue(who, context),
    )


@router.post("/workers/jobs/{job_id}/again")
def set_going_again(job_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """A failed job is tried anew."""
    access.same_site(request)
    service_api.set_going_again(job_id, who, context)
    return go(request, "/administration/workers#failed", done="work_again")


@router.get("/weights")
def show_weights(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """Weights that the settings use, by host, and what workers found of themselves."""
    found = service_api.list_weights(who, context)
    hosts = sorted({each.host for each in found.hosts})
    uses = {each.name: each for each in found.uses}
    return framed(
        request,
        context,
        show,
        who,
        "weights",
        names=tuple(dict.fromkeys((*uses, *(each.name for each in found.hosts)))),
        uses=uses,
        hosts=hosts,
        known=by_place(found.hosts),
        workers=service_api.list_workers(who, context),
        tests=service_api.list_self_tests(who, context, limit=20),
    )


@router.post("/weights/workers/{worker_id}/self-test")
def test_worker(worker_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """A worker is to test itself."""
    access.same_site(request)
    service_api.test_worker(worker_id, who, context)
    return go(request, "/administration/weights#self-tests", done="self_test_asked")


def by_place(found: Sequence[HostWeights]) -> dict[tuple[str, str], HostWeights]:
    """What is known of weights, by their name and the host."""
    return {(each.name, each.host): each for each in found}
