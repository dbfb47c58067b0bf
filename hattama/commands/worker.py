"""hattama worker: one process that takes jobs from the queue; one for each device."""

from dataclasses import replace

import click

from hattama import VERSION, logs
from hattama.commands.db import application_address
from hattama.commands.transcribe import OptionError
from models.process_life import beginning, die_with
from models.queue import Queue
from models.settings import Settings


@click.command(name="worker")
@click.option("--device", default="auto", show_default=True, help="auto, cpu or cuda:N.")
@click.option("--queues", default="gpu,cpu", show_default=True, help="Which jobs to take: gpu (networks), cpu (the rest).")
@click.option("--dead-seconds", type=float, default=None, hidden=True, help="Another worker counts as dead after this.")
@click.option("--owner", type=int, hidden=True, help="End with the process of this number.")
@click.pass_obj
def command(settings: Settings, *, device: str, queues: str, dead_seconds: float | None, owner: int | None) -> None:
    """Take jobs from the queue, one at a time, until told to stop (SIGTERM, Ctrl-C)."""
    if owner is not None:
        die_with(owner)
    try:
        chosen = tuple(dict.fromkeys(Queue(part.strip()) for part in queues.split(",") if part.strip()))
    except ValueError as error:
        raise OptionError(option="--queues", value=queues, allowed=",".join(Queue)) from error
    if not chosen:
        raise OptionError(option="--queues", value=queues, allowed=",".join(Queue))
    logs.begin(settings)
    with beginning():
        from gpu import devices, worker

    computes_on = device
    if device != "cpu":  # which needs no look, and looking loads a library for seconds
        computes_on = devices.choose(device, devices.count_gpus()).name  # a device that is not there is told at once
    with application_address(settings) as address:
        options = worker.WorkerOptions(device=device, queues=chosen, version=VERSION, computes_on=computes_on)
        if dead_seconds is not None:  # a round of faults waits no longer than it must
            beat = dead_seconds / 4
            options = replace(options, dead_seconds=dead_seconds, heartbeat_seconds=beat, look_seconds=beat)
        worker.run(settings, address, options)
