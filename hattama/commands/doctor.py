"""hattama doctor: a loud self-test, offline."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from models.errors import FailureError, HattamaError
from models.progress import silent
from models.sentences import Sentence
from models.settings import Settings
from models.weights import DEFAULT_NAMES


class UnhealthyError(FailureError):
    """Some part of the self-test failed; `failed`."""

    sentence = Sentence(
        ru="Самопроверка не пройдена: {failed}. Причина указана выше.",
        kk="Өзін-өзі тексеру сәтсіз: {failed}. Себебі жоғарыда көрсетілген.",
        en="The self-test failed: {failed}. The reason stands above.",
    )


def check_weights(settings: Settings) -> str:
    """Every default file hashed."""
    from gpu import fetch

    return ", ".join(fetch.ready(name, settings).row.name for name in DEFAULT_NAMES)


def check_decoder(settings: Settings) -> str:
    """The decoder starts."""
    from gpu.engines import build_decoder

    return build_decoder(settings)[1].version


def check_device(settings: Settings) -> str:
    """What will compute."""
    from gpu import devices

    del settings
    return devices.choose("auto", devices.count_gpus()).name


def check_clip(settings: Settings) -> str:
    """Ten seconds of made sound go the whole way; a tone holds no words."""
    import wave

    import numpy as np

    from gpu import devices, engines
    from hattama import VERSION
    from transcribe.diarize.slot import VoiceBounds
    from transcribe.pipeline import Options, transcribe

    with tempfile.TemporaryDirectory(prefix="hattama-doctor-") as folder:
        clip = Path(folder) / "clip.wav"
        tone = np.sin(np.arange(160_000) * 2 * np.pi * 220 / 16_000) * 8000
        with wave.open(str(clip), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(tone.astype("<i2").tobytes())
        built = engines.build(settings, ("ru", "kk"), devices.choose("auto", devices.count_gpus()))
        options = Options(languages=("ru", "kk"), bounds=VoiceBounds(), hattama_version=VERSION)
        made = transcribe(clip, Path(folder), built, options, progress=silent)
    return f"{made.recording.sound.decoded_duration:.0f} s, {len(made.ledger)} ledger entries"


def check_database(settings: Settings) -> str:
    """The application's role reaches the database, may no more than it needs, and program and database fit."""
    from hattama.commands.db import application_address
    from models.store import embedded
    from models.store.database import connected
    from models.store.migrate import read_version
    from models.store.privileges import check_application_role

    if not settings.database_url and not embedded.exists(settings.database_folder):
        return "none yet"
    settings = replace(settings, owner_url=None)  # what the application uses is tested
    with application_address(settings) as address, connected(address) as connection:
        role = check_application_role(connection)
        version = read_version(connection)
        version.check()
        server = connection.info.parameter_status("server_version")
    return f"PostgreSQL {server}, {role}, version {version.current}"


CHECKS: dict[str, Callable[[Settings], str]] = {
    "weights": check_weights,
    "decoder": check_decoder,
    "database": check_database,
    "device": check_device,
    "clip": check_clip,
}
"""Name and check, in order; each gives a word on what it found or raises."""


@click.command(name="doctor")
@click.pass_obj
def command(settings: Settings) -> None:
    """Test this installation: weights verified, decoder, database, device, a ten-second clip. Asks no network."""
    failed = []
    for name, check in CHECKS.items():
        try:
            click.echo(f"{name}: OK  {check(replace(settings, offline=True))}")
        except HattamaError as error:
            click.echo(f"{name}: FAILED  {error.say(settings.language)}")
            failed.append(name)
    if failed:
        raise UnhealthyError(failed=", ".join(failed))
