"""Pictures as SVG or PNG: typst sees one JSON and one template in a folder of their own, and nothing else."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

from models.errors import FailureError
from models.sentences import Sentence

PictureFormat = Literal["svg", "png"]
_DOTS_PER_INCH = 144.0


class PictureFailedError(FailureError):
    """A picture could not be drawn; `detail`."""

    sentence = Sentence(
        ru="Рисунок не получился: {detail}. Сообщите администратору.",
        kk="Сурет шықпады: {detail}. Әкімшіге хабарлаңыз.",
        en="The picture could not be drawn: {detail}. Tell the administrator.",
    )


def draw(template: str, values: Mapping[str, Any], wanted: PictureFormat) -> bytes:
    """The template of that name filled with values, as one picture; equal values are equal bytes. PictureFailedError."""
    with tempfile.TemporaryDirectory(prefix="hattama-typst-") as folder:
        root = Path(folder)
        (root / "picture.typ").write_bytes(Path(__file__).with_name(f"{template}.typ").read_bytes())
        try:
            made: bytes = typst.compile(
                str(root / "picture.typ"),
                root=str(root),
                format=wanted,
                ppi=_DOTS_PER_INCH,
                ignore_system_fonts=True,
                package_path=str(root / "no-packages"),
                package_cache_path=str(root / "no-packages"),
                sys_inputs={"picture": json.dumps(values, ensure_ascii=False)},
            )
        except typst.TypstError as error:
            raise PictureFailedError(detail=error.message) from error
    return made  # one page: its height follows what it holds
