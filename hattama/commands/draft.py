"""hattama draft: the protocol again, after a person has named the voices, without transcribing again."""

from pathlib import Path

import click

from hattama.results import PROTOCOL_FORMATS, chosen_formats, write_protocol
from models.settings import Settings
from transcribe.formats.json_format import read_json
from transcribe.protocol.form import read_form


@click.command(name="draft")
@click.argument("transcripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--form", type=click.Path(path_type=Path), help="What is known of the interrogation, as YAML.")
@click.option("--template", type=click.Path(path_type=Path), help="The agency's own DOCX form of the protocol.")
@click.option("--out", default=Path("out"), show_default=True, type=click.Path(path_type=Path), help="Result folder.")
@click.option("--formats", default=",".join(PROTOCOL_FORMATS), show_default=True, help="docx, pdf or both.")
@click.pass_obj
def command(
    settings: Settings,
    transcripts: tuple[Path, ...],
    *,
    form: Path | None,
    template: Path | None,
    out: Path,
    formats: str,
) -> None:
    """Draft the protocol from TRANSCRIPTS (the .json files of `hattama transcribe`) and a form."""
    del settings
    read = [read_json(path) for path in transcripts]
    stated = read_form(form) if form else None
    for path in write_protocol(read, stated, out, transcripts[0].stem, chosen_formats(formats), template):
        click.echo(path)
