"""Faults in real processes: workers killed and stopped, PostgreSQL restarted and killed, and what is lost by it: nothing.

`python -m bench.faults --rounds 10 --seed 7` prints a line a round and writes out/faults.json. Each round receives a
short recording, waits until a stage has begun, does its fault there, and looks whether the recording was transcribed
once, every job ended once, and the journal verifies against the checkpoints held.
"""

import argparse
import json
import logging
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.small_service import SmallService, TooLateError, Worker, small_service, wait_for
from models.custody import ReceivedRecording
from models.journal.entry import EntryKind
from models.queue import Job, JobState, Stage
from models.store import protocols
from models.store.database import SYSTEM

SECONDS = 5.0  # of each recording
_PATIENCE = 240.0
_LATEST = {Stage.PREPARE: 0.15, Stage.TRANSCRIBE: 2.0, Stage.ALIGN: 0.3, Stage.DRAFT: 0.15}
"""Stages that are hit, and the seconds into each that a fault may come."""
_ASKED = frozenset({Stage.ALIGN, Stage.DRAFT})  # by a person, once there is a transcript


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """What one fault did."""

    number: int
    seed: int
    fault: str
    stage: str  # that was at work when it came
    taken_over_seconds: float | None  # until the next attempt had begun; None: the same one went on
    attempts: int  # at that stage
    layers: int  # of the recording
    drafts: int | None  # versions of the document; None: none was asked for
    journal: str  # outcome of its verification
    faults: tuple[str, ...]  # what should not be

    def line(self) -> str:
        """For the table."""
        taken = "-" if self.taken_over_seconds is None else f"{self.taken_over_seconds:.1f}"
        made = "-" if self.drafts is None else str(self.drafts)
        return (
            f"{self.number:>5}  {self.seed:>10}  {self.fault:<18}  {self.stage:<10}  {taken:>10}  {self.attempts:>8}  "
            f"{self.layers:>6}  {made:>6}  {self.journal:<10}  {'; '.join(self.faults) or 'none'}"
        )


Afterwards = Callable[[bool], None]
"""What a fault does once the jobs have ended, told whether its worker's attempt was taken over."""

HEADER = (
    f"{'round':>5}  {'seed':>10}  {'fault':<18}  {'stage':<10}  {'taken over':>10}  {'attempts':>8}  {'layers':>6}  "
    f"{'drafts':>6}  {'journal':<10}  lost or doubled"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a round is to do."""

    number: int
    seed: int
    fault: str
    stage: Stage
    stopped_seconds: float  # how long a stopped worker stays so


@dataclass
class _Scene:
    service: SmallService
    worker: Worker  # at work when the fault comes
    plan: Plan
    chance: random.Random

    def mend(self) -> None:
        """Another worker, where this one works no more: what `hattama up` and systemd do."""
        self.worker = self.service.start_worker()


def _kill_worker(scene: _Scene) -> Afterwards | None:
    """The worker and what works for it, as a power cut would end them."""
    scene.worker.end()
    scene.mend()
    return None


def _kill_worker_alone(scene: _Scene) -> Afterwards | None:
    """Only the process that talks to queue and database; what works for it has to end by itself."""
    scene.worker.send(signal.SIGKILL, group=False)
    scene.worker.process.wait()
    scene.mend()
    return None


def _terminate_worker(scene: _Scene) -> Afterwards | None:
    """As an upgrade does."""
    scene.worker.send(signal.SIGTERM, group=False)
    scene.worker.process.wait(30)
    scene.mend()
    return None


def _stop_worker(scene: _Scene) -> Afterwards | None:
    """Held for as long as the plan says; its result may lie ready. When it goes on it must notice that it is late."""
    return _stopped(scene, group=False)


def _stop_all(scene: _Scene) -> Afterwards | None:
    """As `_stop_worker`, with what works for it."""
    return _stopped(scene, group=True)


def _stopped(scene: _Scene, *, group: bool) -> Afterwards:
    late, until = scene.worker, time.monotonic() + scene.plan.stopped_seconds
    late.send(signal.SIGSTOP, group=group)
    scene.mend()

    def go_on(was_late: bool) -> None:
        time.sleep(max(0.0, until - time.monotonic()))
        late.send(signal.SIGCONT, group=group)
        try:
            if was_late:
                wait_for(lambda: late.said("and writes nothing"), seconds=60, what="the late worker to notice")
        finally:
            late.send(signal.SIGTERM, group=False)
            with suppress(Exception):
                late.process.wait(20)
            late.end()

    return go_on


def _restart_database(scene: _Scene) -> Afterwards | None:
    """Stopped in order, away for some seconds, started."""
    scene.service.server.stop()
    time.sleep(scene.chance.uniform(0.0, 12.0))
    scene.service.server.start()
    return None


def _kill_database(scene: _Scene) -> Afterwards | None:
    """PostgreSQL dies and recovers from its log."""
    server = scene.service.server
    pid = int((server.folder / "data" / "postmaster.pid").read_text("ascii").split("\n", 1)[0])
    os.kill(pid, signal.SIGKILL)
    wait_for(server.revive, seconds=60, what="PostgreSQL to die")
    return None


FAULTS: dict[str, Callable[[_Scene], Afterwards | None]] = {
    "kill worker": _kill_worker,
    "stop worker": _stop_worker,
    "restart database": _restart_database,
    "kill worker alone": _kill_worker_alone,
    "kill database": _kill_database,
    "stop all": _stop_all,
    "terminate worker": _terminate_worker,
}


def plans(rounds: int, seed: int, *, stopped_seconds: float) -> list[Plan]:
    """Every fault in turn, and every stage for each in turn."""
    chance = random.Random(seed)  # noqa: S311  # nothing secret
    stages = list(_LATEST)
    first = chance.randrange(len(stages))
    return [
        Plan(
            number=number + 1,
            seed=chance.randrange(2**32),
            fault=list(FAULTS)[number % len(FAULTS)],
            stage=stages[(first + number) % len(stages)],
            stopped_seconds=stopped_seconds,
        )
        for number in range(rounds)
    ]


def run_round(service: SmallService, worker: Worker, plan: Plan) -> tuple[Round, Worker]:
    """One round, and the worker for the next; TooLateError where a job did not come to its end."""
    chance = random.Random(plan.seed)  # noqa: S311  # nothing secret
    service.sign_journal()
    scene = _Scene(service=service, worker=worker, plan=plan, chance=chance)
    recording = service.receive(seconds=SECONDS, chance=chance)
    interrogation = service.interrogate(recording, SECONDS) if plan.stage is Stage.DRAFT else None
    drafting: Job | None = None
    if plan.stage in _ASKED:
        wait_for(lambda: service.is_transcribed(recording), seconds=_PATIENCE, what="the transcript")
    if interrogation is not None:
        drafting = service.draft(interrogation)
    elif plan.stage is Stage.ALIGN:
        service.correct(recording)

    def every_job() -> list[Job]:
        drafted = service.job(drafting.id) if drafting else None
        return [*service.jobs_of(recording), *([drafted] if drafted else [])]

    before = wait_for(
        lambda: _running(every_job(), plan.stage), seconds=_PATIENCE, what=f"{plan.stage} to begin", look_seconds=0.01
    )
    time.sleep(chance.uniform(0.0, _LATEST[plan.stage]))
    at_work = next((each for each in every_job() if each.state == JobState.RUNNING), None)
    hit = at_work or before
    begun = time.monotonic()
    afterwards = FAULTS[plan.fault](scene)
    taken_over = _watch(service, hit, begun, every_job, waits_for=3 if plan.stage in _ASKED else 2)
    if afterwards is not None:
        afterwards(taken_over is not None)
    found = _judge(service, recording, every_job(), asked=plan.stage if plan.stage in _ASKED else None)
    versions = None
    if interrogation is not None:
        with service.database.transaction(SYSTEM) as connection:
            versions = len(protocols.versions(connection, interrogation.id))
    report, _ = service.verify_journal()
    return (
        Round(
            number=plan.number,
            seed=plan.seed,
            fault=plan.fault,
            stage=hit.stage if at_work else f"after {hit.stage}",
            taken_over_seconds=taken_over,
            attempts=next(each.attempt for each in every_job() if each.id == hit.id),
            layers=service.layers_of(recording),
            drafts=versions,
            journal=report.outcome,
            faults=tuple(found),
        ),
        scene.worker,
    )


def _running(found: Sequence[Job], stage: Stage) -> Job | None:
    return next((each for each in found if each.stage == stage and each.state != JobState.QUEUED), None)


def _watch(
    service: SmallService, hit: Job, begun: float, every_job: Callable[[], list[Job]], *, waits_for: int
) -> float | None:
    """Wait until all is done; the seconds until the job that was hit had its next attempt."""
    taken_over: float | None = None

    def is_done() -> bool:
        nonlocal taken_over
        now = service.job(hit.id)
        if taken_over is None and now is not None and now.attempt > hit.attempt:
            taken_over = time.monotonic() - begun
        found = every_job()
        return len(found) >= waits_for and all(each.ended_at is not None for each in found)

    wait_for(is_done, seconds=_PATIENCE, what="the jobs to end")
    return taken_over


def _judge(service: SmallService, recording: ReceivedRecording, every: Sequence[Job], *, asked: Stage | None) -> list[str]:
    """What should not be."""
    found = [
        f"{each.stage} {each.state} {(each.failure or {}).get('code', '')}" for each in every if each.state != JobState.DONE
    ]
    stages = sorted(each.stage for each in every)
    if stages != sorted([Stage.PREPARE, Stage.TRANSCRIBE, *([asked] if asked else [])]):
        found.append(f"jobs: {', '.join(stages)}")
    layers = service.layers_of(recording)
    if layers != 1:
        found.append(f"{layers} layers")
    if not service.is_kept(recording):
        found.append("bytes changed")
    report, entries = service.verify_journal()
    if report.exit_code != 0:
        found.append("; ".join(str(each.code) for each in report.remarks) or report.outcome)
    for each in every:
        told = sum(subject == str(each.id) and kind == EntryKind.JOB_DONE for kind, subject in entries)
        if told != 1:
            found.append(f"{told} entries of {each.stage}")
    derived = service.files.derived(recording.id)
    if [each.name for each in derived.parent.glob(f"{derived.name}*")] != [derived.name]:
        found.append("something is left beside what was derived")
    return found


def run_rounds(service: SmallService, chosen: Sequence[Plan], tell: Callable[[str], None]) -> list[Round]:
    """All of them, one after another; each is told as it ends."""
    worker = service.start_worker()
    made: list[Round] = []
    tell(HEADER)
    for plan in chosen:
        done, worker = run_round(service, worker, plan)
        made.append(done)
        tell(done.line())
    worker.send(signal.SIGTERM, group=False)
    worker.process.wait(30)
    return made


def main() -> int:
    """Print the table; 1 where anything was lost, doubled or not proven."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=None, help="Of an earlier run, to repeat it.")
    parser.add_argument("--stopped-seconds", type=float, default=120.0, help="How long a stopped worker stays so.")
    parser.add_argument(
        "--dead-seconds", type=float, default=None, help="Workers that are sooner sure; default: as shipped."
    )
    parser.add_argument("--out", type=Path, default=Path("out"))
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # nothing is left running
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # that connections break is the point
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    with small_service(dead_seconds=given.dead_seconds) as service:
        chosen = plans(given.rounds, seed, stopped_seconds=given.stopped_seconds)
        try:
            made = run_rounds(service, chosen, lambda line: print(line, flush=True))
        except TooLateError as error:
            print(f"waited in vain for {error}", file=sys.stderr)
            for each in service.workers:
                print(each.log.read_text("utf-8", "replace")[-3000:], file=sys.stderr)
            return 1
    given.out.mkdir(exist_ok=True)
    document = {"seed": seed, "rounds": [asdict(each) for each in made]}
    (given.out / "faults.json").write_text(json.dumps(document, indent=2, ensure_ascii=False), "utf-8")
    return 1 if any(each.faults for each in made) else 0


if __name__ == "__main__":
    sys.exit(main())
