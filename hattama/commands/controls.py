"""hattama controls: packs of intelligent controls."""

from collections.abc import Sequence
from pathlib import Path

import click

from analysis.control.examples import check_examples, read_examples
from analysis.control.packs import OWN_PACKS, BadPackError, Packs, load
from models.sentences import Sentence
from models.settings import Settings

SOUND = Sentence(
    ru="{pack} {version}: правил {rules}, примеров {examples}; подтверждено юристом: {confirmed}.",
    kk="{pack} {version}: ереже {rules}, мысал {examples}; заңгер растағаны: {confirmed}.",
    en="{pack} {version}: {rules} rules, {examples} examples; confirmed by a lawyer: {confirmed}.",
)


@click.group(name="controls")
def command() -> None:
    """Packs of intelligent controls: rules of procedure as data."""


@command.command()
@click.argument("packs", nargs=-1, metavar="PACK...", type=click.Path(path_type=Path))
@click.pass_obj
def check(settings: Settings, packs: tuple[Path, ...]) -> None:
    """Check each PACK (a folder with pack.yaml, or one file; default: the product's own) and run its examples.

    Told are unknown keys, facts and parameters, expressions that are none, missing translations, rules without an example
    that violates and one that passes, and examples that come out otherwise. Ends with 0 where a pack is sound, 2 where not.
    """
    loaded = load(packs or OWN_PACKS)
    faults = [fault for pack in loaded.packs for fault in check_examples(loaded, pack)]
    if faults:
        raise BadPackError(faults)
    for line in _lines(loaded, settings):
        click.echo(line)


def _lines(loaded: Packs, settings: Settings) -> Sequence[str]:
    return [
        SOUND.filled(
            pack=pack.name,
            version=pack.version,
            rules=len(pack.controls),
            examples=len(read_examples(pack)[0]),
            confirmed=sum(control.confirmed is not None for control in pack.controls),
        ).in_language(settings.language)
        for pack in loaded.packs
    ]
