"""hattama doctor: a loud self-test, offline."""

from dataclasses import replace
from functools import partial

import click

from hattama import VERSION
from models.errors import FailureError
from models.sentences import Sentence
from models.settings import Settings

CHECKS = ("weights", "decoder", "database", "device", "clip")
"""In order."""


class UnhealthyError(FailureError):
    """Some part of the self-test failed; `failed`."""

    sentence = Sentence(
        ru="Самопроверка не пройдена: {failed}. Причина указана выше.",
        kk="Өзін-өзі тексеру сәтсіз: {failed}. Себебі жоғарыда көрсетілген.",
        en="The self-test failed: {failed}. The reason stands above.",
    )


def check_database(settings: Settings) -> str:
    """The application's role reaches the database, may no more than it needs, and program and database fit."""
    from hattama.commands.db import application_address
    from models.store import embedded
    from models.store.database import connected
    from models.store.database_state import look_at_database

    if not settings.database_url and not embedded.exists(settings.database_folder):
        return "none yet"
    settings = replace(settings, owner_url=None)  # what the application uses is tested
    with application_address(settings) as address, connected(address) as connection:
        return str(look_at_database(connection))


@click.command(name="doctor")
@click.pass_obj
def command(settings: Settings) -> None:
    """Test this installation: weights verified, decoder, database, device, a ten-second clip. Asks no network."""
    from gpu import self_test
    from gpu.tried import tried

    settings = replace(settings, offline=True)
    subject = self_test.installed(settings, VERSION)
    failed = []
    for name in CHECKS:
        is_ours = name == "database"  # the others are the engines'
        made = tried(name, partial(check_database, settings) if is_ours else partial(self_test.look_at, subject, name))
        told = made.failure.in_language(settings.language) if made.failure else made.found
        click.echo(f"{name}: {'OK' if made.passed else 'FAILED'}  {told}")
        if not made.passed:
            failed.append(name)
    if failed:
        raise UnhealthyError(failed=", ".join(failed))
