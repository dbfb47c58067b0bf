"""hattama worker: one process that takes jobs from the queue; one for each device."""

import click

from hattama import VERSION, logs
from hattama.commands.db import application_address
from hattama.commands.transcribe import OptionError
from models.process_life import die_with
from models.queue import Queue
from models.settings import Settings


@click.command(name="worker")
@click.option("--device", default="auto", show_default=True, help="auto, cpu or cuda:N.")
@click.option("--queues", default="gpu,cpu", show_default=True, help="Which jobs to take: gpu (networks), cpu (the rest).")
@click.option("--owner", type=int, hidden=True, help="End with the process of this number.")
@click.pass_obj
def command(settings: Settings, *, device: str, queues: str, owner: int | None) -> None:
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
    from gpu import devices, worker

    devices.choose(device, devices.count_gpus())  # a device that is not there is told at once
    with application_address(settings) as address:
        worker.run(settings, address, worker.WorkerOptions(device=device, queues=chosen, version=VERSION))
