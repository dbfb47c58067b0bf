"""hattama weights: what trained networks there are, and how they come and go."""

import sys
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from hattama.console import ProgressDisplay
from models.errors import HattamaError
from models.sentences import Sentence
from models.settings import Settings
from models.weights import DEFAULT_NAMES, Weights, catalogue
from models.weights_in_use import WeightsState, look_at

VERIFIED = Sentence(ru="проверены", kk="тексерілген", en="verified")
STATES = {
    WeightsState.PRESENT: VERIFIED,
    WeightsState.MISSING: Sentence(ru="не получены", kk="алынбаған", en="not fetched"),
    WeightsState.DAMAGED: Sentence(ru="повреждены", kk="бүлінген", en="damaged"),
    WeightsState.UNVERIFIED: Sentence(ru="хеши не проверены", kk="хештері тексерілмеген", en="hashes not verified"),
}


@click.group(name="weights")
def command() -> None:
    """List, fetch, verify, add, bundle and import weights."""


@command.command("list")
@click.pass_obj
def list_command(settings: Settings) -> None:
    """The catalogue and what of it is here; hashes are not computed, see `verify`."""
    rows = [
        (
            row.name,
            row.task,
            ",".join(row.languages) or "-",
            row.licence,
            f"{sum(file.size_bytes or 0 for file in row.files) / 1e6:.0f} MB" if row.verified else "?",
            f"{row.memory_mb} MB",
            STATES[look_at(row, settings)].in_language(settings.language),
            row.origin,
        )
        for row in catalogue(settings.weights_folder).values()
    ]
    titles = ("name", "task", "languages", "licence", "files", "memory", "state", "origin")
    if sys.stdout.isatty():
        table = Table(*titles)
        for each in rows:
            table.add_row(*each)
        Console().print(table)
        return
    widths = [max(len(line[column]) for line in (titles, *rows)) for column in range(len(titles))]
    for line in (titles, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


@command.command()
@click.argument("names", nargs=-1)
@click.option(
    "--from", "sources", multiple=True, type=click.Path(path_type=Path), help="A folder or bundle to take them from."
)
@click.pass_obj
def pull(settings: Settings, names: tuple[str, ...], sources: tuple[Path, ...]) -> None:
    """Fetch weights, the default ones where no NAMES are given; each byte is verified."""
    from gpu import fetch

    settings = replace(settings, weights_sources=(*sources, *settings.weights_sources))
    with ProgressDisplay(settings.language) as progress:
        fetch.pull(names or DEFAULT_NAMES, settings, progress=progress)


@command.command()
@click.argument("names", nargs=-1)
@click.pass_obj
def verify(settings: Settings, names: tuple[str, ...]) -> None:
    """Hash every file of the weights that are here (or of NAMES); the first wrong one ends with exit code 1."""
    from gpu import fetch

    chosen = names or tuple(
        name
        for name, row in catalogue(settings.weights_folder).items()
        if look_at(row, settings) in {WeightsState.PRESENT, WeightsState.DAMAGED}
    )
    failed: HattamaError | None = None
    for name in chosen:
        try:
            fetch.ready(name, settings)
            click.echo(f"{name}: {VERIFIED.in_language(settings.language)}")
        except HattamaError as error:
            click.echo(f"{name}: {error.say(settings.language)}")
            failed = failed or error
    if failed is not None:
        raise failed


@command.command()
@click.argument("name")
@click.option("--task", required=True, help="recognize, segment, embed-voice, embed-text, compare or diarize.")
@click.option("--languages", default="", help="ISO 639-1 codes with commas.")
@click.option("--licence", required=True, help="Under which licence they may be used.")
@click.option("--origin", default="", help="Who trained them.")
@click.option("--memory-mb", default=0, help="Resident memory when loaded.")
@click.option("--file", "files", multiple=True, required=True, type=click.Path(path_type=Path), help="Each of the files.")
@click.pass_obj
def add(  # the options of one command
    settings: Settings,
    name: str,
    *,
    task: str,
    languages: str,
    licence: str,
    origin: str,
    memory_mb: int,
    files: tuple[Path, ...],
) -> None:
    """Copy your own weights into the weights folder and make them a row of the catalogue."""
    from gpu import own_weights

    row = Weights(
        name=name,
        task=task,
        languages=tuple(part.strip() for part in languages.split(",") if part.strip()),
        licence=licence,
        origin=origin,
        memory_mb=memory_mb,
        files=(),
        own=True,
    )
    for file in own_weights.add(row, files, settings).files:
        click.echo(f"{file.sha256}  {name}/{file.name}")


@command.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("names", nargs=-1)
@click.pass_obj
def bundle(settings: Settings, out: Path, names: tuple[str, ...]) -> None:
    """Write weights (the default ones where no NAMES are given) into one file OUT for a closed network."""
    from gpu import own_weights

    own_weights.write_bundle(out, names or DEFAULT_NAMES, settings)
    click.echo(out)


@command.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--accept-own", is_flag=True, help="Take rows too that only the bundle knows: you trust its maker.")
@click.pass_obj
def import_command(settings: Settings, path: Path, *, accept_own: bool) -> None:
    """Take the weights of a bundle; each byte is verified against the catalogue."""
    from gpu import own_weights

    for name in own_weights.import_bundle(path, settings, accept_own=accept_own):
        click.echo(name)
