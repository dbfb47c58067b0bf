"""hattama template: the protocol's DOCX form, for an agency to edit in Word."""

from pathlib import Path

import click

from hattama.results import whole
from transcribe.protocol.template import write_template


@click.command(name="template")
@click.argument("path", type=click.Path(path_type=Path))
def command(path: Path) -> None:
    """Write the protocol's DOCX form to PATH; edit it in Word and give it back with --template."""
    click.echo(whole(path, write_template))
