"""hattama controls: packs of intelligent controls."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from analysis.control.bad_pack_error import BadPackError
from analysis.control.examples import check_examples, read_examples
from analysis.control.packs import OWN_PACKS, Packs, load
from models.errors import BadInputError
from models.sentences import Sentence
from models.settings import Settings

if TYPE_CHECKING:
    from psycopg import Connection

    from models.cases import Case
    from models.store.database import Database

SOUND = Sentence(
    ru="{pack} {version}: правил {rules}, примеров {examples}; подтверждено юристом: {confirmed}.",
    kk="{pack} {version}: ереже {rules}, мысал {examples}; заңгер растағаны: {confirmed}.",
    en="{pack} {version}: {rules} rules, {examples} examples; confirmed by a lawyer: {confirmed}.",
)


class NoSuchCaseError(BadInputError):
    """No case has that number or id; `case`."""

    sentence = Sentence(ru="Нет дела «{case}».", kk="«{case}» ісі жоқ.", en="There is no case “{case}”.")


class NoSuchRuleError(BadInputError):
    """No pack has that rule; `rule`."""

    sentence = Sentence(
        ru="Нет правила «{rule}». Образец: B1 или criminal.B1.",
        kk="«{rule}» ережесі жоқ. Үлгі: B1 не criminal.B1.",
        en="There is no rule “{rule}”. An example: B1, or criminal.B1.",
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


@command.command()
@click.argument("case")
@click.argument("rule")
@click.pass_obj
def explain(settings: Settings, case: str, rule: str) -> None:
    """Tell what RULE (B1, criminal.B1) says of CASE (its number or id) as it is now, with every fact and its source.

    As the operator of this machine; the case's journal tells that it was looked at.
    """
    from hattama.commands.db import application_address
    from models.store.database import open_database

    with application_address(settings) as address, open_database(address, connections=2) as database:
        for line in _explained(database, settings, case, rule):
            click.echo(line)


def _explained(database: "Database", settings: Settings, case: str, rule: str) -> Iterator[str]:
    from analysis.control.evaluate import evaluate
    from api.case_controls import kept, read_facts
    from api.packs_in_force import PacksInForce
    from api.verdicts_shown import Labels, verdict_shown
    from hattama.verdict_lines import lines_of
    from models.journal.entry import EntryKind
    from models.store import journal
    from models.store.database import SYSTEM

    now = datetime.now(UTC)
    installed = PacksInForce(load((OWN_PACKS, *settings.control_packs)))
    with database.transaction(SYSTEM) as connection:
        packs = installed.of(connection)
        chosen = [each for each in packs.controls if rule in {each.id, f"{each.pack}.{each.id}"}]
        if not chosen:
            raise NoSuchRuleError(rule=rule)
        found = _case(connection, case)
        records, facts = read_facts(connection, found, at=now)
        details = {"what": "controls", "control": rule}
        journal.record(
            connection,
            EntryKind.VIEW,
            subject=("case", found.id),
            account_id=None,
            case_id=found.id,
            details=details,
        )
    labels = Labels.of(records, facts)
    for verdict in evaluate(packs, facts, at=now, controls=chosen):
        control = packs.control(verdict.control.pack, verdict.control.id)
        shown = verdict_shown(kept(verdict, packs, found.id, at=now), control, labels, at=now)
        yield from lines_of(shown, settings.language, zone=facts.zone)


def _case(connection: "Connection[Any]", name: str) -> "Case":
    from models.store import cases

    try:
        found = cases.case(connection, UUID(name))
    except ValueError:
        found = cases.case_of_number(connection, name)
    if found is None:
        raise NoSuchCaseError(case=name)
    return found
