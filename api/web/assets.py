"""Scripts and styles as `make pages` built them, under names that change with what they hold."""

import json
from dataclasses import dataclass
from pathlib import Path

from models.errors import FailureError
from models.sentences import Sentence

FOLDER = Path(__file__).parent / "static"
MESSAGES = Path(__file__).parent / "messages"


class PagesMissingError(FailureError):
    """The pages' files were not built."""

    sentence = Sentence(
        ru="Файлы страниц не собраны. Выполните: make pages.",
        kk="Беттердің файлдары жиналмаған. Орындаңыз: make pages.",
        en="The pages' files are not built. Run: make pages.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """What was built."""

    names: dict[str, str]  # "app.js" to "app-3F2A19CC.js"

    def address(self, name: str) -> str:
        """Where a browser finds the file of that plain name."""
        return f"/static/{self.names[name]}"

    def path(self, built: str) -> Path | None:
        """The file of a built name; None where there is none."""
        return FOLDER / built if built in self.names.values() else None


def read_assets() -> Assets:
    """What lies there; PagesMissingError where it was not built."""
    try:
        names = json.loads((FOLDER / "names.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PagesMissingError from error
    if not all((FOLDER / name).is_file() for name in names.values()) or not any(MESSAGES.glob("*.mo")):
        raise PagesMissingError
    return Assets(names=names)
