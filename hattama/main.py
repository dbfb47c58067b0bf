"""The door of the process: settings are read, a command is chosen, and every error becomes one sentence."""

import importlib
import os
import sys
import traceback
from typing import NoReturn

import click

from hattama import VERSION
from models.errors import HattamaError
from models.sentences import InterfaceLanguage, Sentence
from models.settings import Settings, read_settings

COMMANDS = {
    "up": "Run the service on this machine: database, web process, workers.",
    "web": "Run one web process, where a PostgreSQL server is given.",
    "worker": "Run one worker process, for one device.",
    "transcribe": "Turn recordings into transcripts and a protocol draft.",
    "draft": "Draft the protocol again from transcripts and a form.",
    "template": "Write the protocol's DOCX form, for an agency to edit.",
    "weights": "List, fetch, verify, add, bundle and import weights.",
    "controls": "Check packs of intelligent controls.",
    "db": "Show the version of the database, or bring it to the newest.",
    "search": "Run the process that finds by meaning.",
    "journal": "Verify, export and sign the journal.",
    "backup": "Write database and recordings to one encrypted file.",
    "restore": "Bring a backup back and verify it.",
    "upgrade": "Install the program of a newer bundle, and go back where anything fails.",
    "doctor": "Test this installation, loudly and offline.",
}

UNEXPECTED = Sentence(
    ru="Внутренняя ошибка: {error}. Повторите с «hattama --debug ...» и передайте вывод разработчикам.",
    kk="Ішкі қате: {error}. «hattama --debug ...» арқылы қайталап, шығысын әзірлеушілерге беріңіз.",
    en="Internal error: {error}. Repeat with “hattama --debug ...” and pass what it prints to the developers.",
)
INTERRUPTED = Sentence(ru="Прервано.", kk="Үзілді.", en="Interrupted.")


class _Commands(click.Group):
    """Loads a command's module when it is called: help and errors stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"hattama.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands)
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
@click.version_option(VERSION, prog_name="hattama")
@click.pass_context
def cli(ctx: click.Context, *, debug: bool) -> None:
    """Recordings of interrogations become transcripts with voices and protocol drafts, without the internet."""
    del debug  # read at the door, before anything can fail
    ctx.obj = ctx.obj or read_settings()


def main() -> NoReturn:
    """Run the command line and end the process: 0 well, 2 bad input, 1 a failure of ours, 130 interrupted."""
    # Threads of the networks sleep while they wait for one another: where something else wants the cores, as a database
    # does, spinning takes several times the work itself. Libraries read it as they are loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    debug = "--debug" in sys.argv[1:]
    language: InterfaceLanguage = "ru"
    try:
        settings = read_settings()
        language = settings.language
        code = _run(settings)
    except HattamaError as error:
        code = _complain(error.say(language), error.exit_code, debug=debug)
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (KeyboardInterrupt, click.Abort):
        code = _complain(INTERRUPTED.in_language(language), 130, debug=False)
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception as error:  # noqa: BLE001  # the last wall: users see a sentence, developers ask for --debug
        sentence = UNEXPECTED.filled(error=f"{type(error).__name__}: {error}")
        code = _complain(sentence.in_language(language), 1, debug=debug)
    sys.exit(code)


def _run(settings: Settings) -> int:
    cli.main(args=sys.argv[1:], prog_name="hattama", standalone_mode=False, obj=settings)
    sys.stdout.flush()
    return 0


def _complain(sentence: str, code: int, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    click.echo(sentence, err=True)
    return code


if __name__ == "__main__":
    main()
