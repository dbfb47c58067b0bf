"""hattama transcribe: recordings in, transcripts and a protocol draft out."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from hattama import VERSION
from hattama.console import ProgressDisplay
from hattama.results import FORMATS, OutputError, chosen_formats, write_protocol, write_transcript
from models.errors import BadInputError
from models.sentences import Sentence
from models.settings import Settings
from models.transcript import Transcript
from transcribe.protocol.form import read_form

LANGUAGES = ("ru", "kk", "en")


class OptionError(BadInputError):
    """An option's value that cannot be used; `option`, `value` and `allowed`."""

    sentence = Sentence(
        ru="Параметр {option}: «{value}» не подходит. Допустимо: {allowed}.",
        kk="{option} параметрі: «{value}» жарамсыз. Рұқсат етілгені: {allowed}.",
        en="Option {option}: “{value}” cannot be used. Allowed: {allowed}.",
    )


class SameNameError(BadInputError):
    """Two recordings whose results would have one name; `name`."""

    sentence = Sentence(
        ru="Несколько записей дали бы файлы с одним именем «{name}». Переименуйте их или обработайте по отдельности.",
        kk="Бірнеше жазба «{name}» атты бірдей файл берер еді. Оларды қайта атаңыз немесе бөлек өңдеңіз.",
        en="Several recordings would give files of one name “{name}”. Rename them or transcribe them one by one.",
    )


@click.command(name="transcribe")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--languages", default="ru,kk", show_default=True, help="Spoken in the recording: ru,kk,en.")
@click.option("--min-voices", type=int, default=1, show_default=True, help="At least so many people speak.")
@click.option("--max-voices", type=int, help="At most so many people speak.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu or cuda:N.")
@click.option("--recognizer", help="Weights that write all languages; default: by language, see docs/settings.md.")
@click.option("--form", type=click.Path(path_type=Path), help="What is known of the interrogation, as YAML.")
@click.option("--template", type=click.Path(path_type=Path), help="The agency's own DOCX form of the protocol.")
@click.option("--out", default=Path("out"), show_default=True, type=click.Path(path_type=Path), help="Result folder.")
@click.option("--formats", default=",".join(FORMATS), show_default=True, help="Which files to write.")
@click.pass_obj
def command(  # noqa: PLR0913  # the options of one command
    settings: Settings,
    files: tuple[Path, ...],
    *,
    languages: str,
    min_voices: int,
    max_voices: int | None,
    device: str,
    recognizer: str | None,
    form: Path | None,
    template: Path | None,
    out: Path,
    formats: str,
) -> None:
    """Turn recordings into transcripts and a protocol draft.

    With a form, several FILES are parts of one interrogation and make one draft; without one, each makes its own.
    """
    spoken = _languages(languages)
    wanted = chosen_formats(formats)
    if min_voices < 1 or (max_voices is not None and max_voices < min_voices):
        raise OptionError(option="--min-voices/--max-voices", value=f"{min_voices}/{max_voices}", allowed="1 ≤ min ≤ max")
    stems = [path.stem for path in files]
    for stem in stems:
        if stems.count(stem) > 1:
            raise SameNameError(name=stem)
    stated = read_form(form) if form else None
    if recognizer:
        settings = replace(settings, routes=dict.fromkeys(LANGUAGES, recognizer))
    _check_writable(out)
    with ProgressDisplay(settings.language) as progress:
        transcripts = _transcribe(files, settings, spoken, (min_voices, max_voices, device), progress)
        progress("write", 0, 1)
        made = [
            path
            for stem, each in zip(stems, transcripts, strict=True)
            for path in write_transcript(each, out, stem, wanted, settings.language)
        ]
        groups = [(stems[0], transcripts)] if stated else [(s, [t]) for s, t in zip(stems, transcripts, strict=True)]
        for stem, group in groups:
            made += write_protocol(group, stated, out, stem, wanted, template)
        progress("write", 1, 1)
    for path in made:
        click.echo(path)


def _languages(value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if not chosen or not set(chosen) <= set(LANGUAGES):
        raise OptionError(option="--languages", value=value, allowed=",".join(LANGUAGES))
    return chosen


def _check_writable(out: Path) -> None:
    """Fail before hours of work, not after them."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise OutputError(folder=out, reason=error.strerror or str(error)) from error


def _transcribe(
    files: Sequence[Path],
    settings: Settings,
    languages: tuple[str, ...],
    how: tuple[int, int | None, str],
    progress: ProgressDisplay,
) -> list[Transcript]:
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
    from gpu import devices, engines
    from transcribe.diarize.slot import VoiceBounds
    from transcribe.pipeline import Options, transcribe
    from transcribe.sound.decode import check_readable

    decoder, _ = engines.build_decoder(settings)
    for path in files:  # bad input is told before networks are loaded
        check_readable(path, decoder)
    least, most, wanted = how
    engines.check_routes(settings, languages)
    device = devices.choose(wanted, devices.count_gpus())
    progress("load", 0, 1)
    built = engines.build(settings, languages, device)
    progress("load", 1, 1)
    options = Options(languages=languages, bounds=VoiceBounds(least=least, most=most), hattama_version=VERSION)
    made = []
    for path in files:
        progress.begin(path.name)
        folder = Path(tempfile.mkdtemp(prefix="hattama-"))
        try:
            made.append(transcribe(path, folder, built, options, progress=progress))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return made
