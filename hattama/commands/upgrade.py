"""hattama upgrade: the program of a newer bundle in place of this one, and back where anything fails."""

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from hattama import bundle_verifier
from hattama.journal_checker import read_key
from models.errors import BadInputError, FailureError
from models.sentences import Sentence
from models.settings import Settings

VERIFIED = Sentence(
    ru="Комплект {version} проверен.", kk="{version} жинағы тексерілді.", en="The bundle {version} was verified."
)
SAVED = Sentence(ru="База данных сохранена: {path}.", kk="Дерекқор сақталды: {path}.", en="The database was saved: {path}.")
DONE = Sentence(
    ru="Установлена версия {version}. Прежняя осталась в {old}.",
    kk="{version} нұсқасы орнатылды. Бұрынғысы {old} ішінде қалды.",
    en="The version {version} is installed. The one before stays in {old}.",
)


class NotInstalledError(BadInputError):
    """This program did not come from a bundle."""

    sentence = Sentence(
        ru="Обновляется только установка из комплекта: запустите bin/hattama из её папки.",
        kk="Тек жинақтан орнатылған бағдарлама жаңартылады: оның қалтасындағы bin/hattama іске қосыңыз.",
        en="Only what was installed from a bundle is upgraded: run bin/hattama of its folder.",
    )


class BundleRefusedError(BadInputError):
    """The bundle is not as it was signed, or cannot be read; `reason`."""

    sentence = Sentence(
        ru="Комплект отклонён: {reason}. Ничего не изменено.",
        kk="Жинақ қабылданбады: {reason}. Ештеңе өзгертілмеді.",
        en="The bundle is refused: {reason}. Nothing was changed.",
    )


class AlreadyInstalledError(BadInputError):
    """This very bundle is in use; `version`."""

    sentence = Sentence(
        ru="Версия {version} уже установлена.",
        kk="{version} нұсқасы орнатылған.",
        en="The version {version} is installed already.",
    )


class UpgradeFailedError(FailureError):
    """A step failed and all is as before; `step` and `reason`."""

    sentence = Sentence(
        ru="Обновление не удалось ({step}): {reason}. Всё возвращено как было.",
        kk="Жаңарту сәтсіз ({step}): {reason}. Бәрі бұрынғы қалпына келтірілді.",
        en="The upgrade failed ({step}): {reason}. All is as it was.",
    )


class StepFailedError(Exception):
    """One of the new program's steps; `step` and its last line."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(step, reason)
        self.step, self.reason = step, reason


@click.command(name="upgrade")
@click.option("--key", required=True, help="NAME+HASH+KEY of whoever makes the bundles, handed over apart from them.")
@click.argument("bundle", type=click.Path(path_type=Path, exists=True))
@click.pass_obj
def command(settings: Settings, *, key: str, bundle: Path) -> None:
    """Install the program of BUNDLE (the archive, or the folder it was unpacked to); the service must be stopped.

    The database is saved, brought to the new version and tried; where anything fails, program and database are put back.
    """
    home = settings.installed_folder
    if home is None or not (home / "current").is_symlink():
        raise NotInstalledError
    with _unpacked(bundle, home) as folder:
        version = _verify(folder, key)
        click.echo(VERIFIED.filled(version=version).in_language(settings.language))
        before = (home / "current").readlink()
        if before.name == version:
            raise AlreadyInstalledError(version=version)
        try:
            _run(["sh", str(folder / "install.sh"), "--version-only", "--key", key, str(home)], "install")
        except StepFailedError as error:
            raise UpgradeFailedError(step=error.step, reason=error.reason) from error
    _change(settings, home, Path("versions") / version, before)
    click.echo(DONE.filled(version=version, old=home / before).in_language(settings.language))


@contextmanager
def _unpacked(bundle: Path, home: Path) -> Iterator[Path]:
    """The bundle's folder; an archive is unpacked beside the installation for the while."""
    if bundle.is_dir():
        yield bundle
        return
    with tempfile.TemporaryDirectory(prefix="bundle-", dir=home) as inside:
        try:
            with tarfile.open(bundle) as tar:
                tar.extractall(inside, filter="data")
        except (OSError, tarfile.TarError) as error:
            raise BundleRefusedError(reason=str(error) or type(error).__name__) from error
        folders = [each for each in Path(inside).iterdir() if each.is_dir()]
        if len(folders) != 1:
            raise BundleRefusedError(reason=bundle.name)
        yield folders[0]


def _verify(folder: Path, key: str) -> str:
    """The version and the beginning of its hash, once every file is as it was signed: by this program, not the bundle's."""
    try:
        found = bundle_verifier.faults(folder, read_key(key))
    except ValueError as error:
        raise BundleRefusedError(reason="--key") from error
    if found:
        what, name = found[0]
        raise BundleRefusedError(reason=f"{name}: {bundle_verifier.SAID[what]}")
    _, version, sha256, *_ = (folder / bundle_verifier.SIGNED).read_text("utf-8").split("\n")
    return f"{version}-{sha256[:8]}"


def _change(settings: Settings, home: Path, new: Path, before: Path) -> None:
    """Save the database, let the new program bring it to its version and try itself; all back where it cannot."""
    from models.store import saved_database

    path = settings.data_folder / "upgrades" / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-before-{new.name}.dump"
    saved = saved_database.save(settings, path)
    if saved:
        click.echo(SAVED.filled(path=path).in_language(settings.language))
    try:
        _point(home, new)
        for step in ("db upgrade", "doctor"):
            _run([str(home / "bin" / "hattama"), *step.split()], step)
    except BaseException as error:
        _point(home, before)
        if saved:
            saved_database.put_back(settings, path)
        if isinstance(error, StepFailedError):
            raise UpgradeFailedError(step=error.step, reason=error.reason) from error
        raise


def _point(home: Path, version: Path) -> None:
    """`current` leads to that version, in one step."""
    fresh = home / "current.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(version)
    fresh.replace(home / "current")


def _run(command: list[str], step: str) -> None:
    """One step by another program, whose words are shown as they come."""
    environment = os.environ | {"PYTHON": sys.executable}
    ended = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603  # the verified bundle's
    click.echo(ended.stderr, err=True, nl=False)
    if ended.returncode != 0:
        lines = [line.strip() for line in ended.stderr.splitlines() if line.strip()]
        raise StepFailedError(step, lines[-1] if lines else f"{ended.returncode}")
