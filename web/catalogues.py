"""The sentences of the pages: found in the sources, kept in `locale`. `python -m web.catalogues` brings those up to date.

English sentences are the keys. A new one comes to every catalogue untranslated; what no source says any more goes.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from web.node import ROOT

LOCALE = ROOT / "locale"
_RESTLESS = ('"POT-', '"PO-', '"Last-', '"Language-Team', '"Report-', '"Generated-', '"Project-')
LANGUAGES = ("kk", "ru")
"""Those that have a catalogue; English needs none."""
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "tell": (2,), "say": (1,)}
_SOURCES = (
    (Path("api") / "web", [("templates/**.html", "jinja2"), ("**.py", "python")]),
    (Path("web"), [("**.ts", "javascript")]),
)


def said() -> Iterator[tuple[Path, str | tuple[str, ...]]]:
    """Each sentence with the file that says it; a pair where it has a plural."""
    for folder, methods in _SOURCES:
        options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
        for name, _, key, _, _ in extract_from_dir(ROOT / folder, methods, options, keywords=_KEYWORDS):
            yield folder / name, key


def said_in_browser() -> list[str]:
    """The sentences that TypeScript says."""
    return [key for path, key in said() if path.suffix == ".ts" and isinstance(key, str)]


def path_of(language: str) -> Path:
    """The file of a catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "hattama.po"


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands in the repository."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain="hattama")


def template() -> Catalog:
    """All sentences, untranslated."""
    made = Catalog(charset="utf-8", header_comment="# Sentences of the pages; the keys are the English ones.")
    for _, key in said():
        made.add(key)
    return made


def keep(made: Catalog, language: str) -> None:
    """Write a catalogue, without the headers that would change with each writing."""
    buffer = io.BytesIO()
    write_po(buffer, made, width=120, sort_output=True)
    lines = buffer.getvalue().decode().splitlines()
    kept = [line for line in lines if not line.startswith(_RESTLESS) and not (line == "#, fuzzy" and not made.fuzzy)]
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_text("\n".join(kept).strip() + "\n", "utf-8")


def main() -> None:
    """Bring the catalogues up to date."""
    wanted = template()
    for language in LANGUAGES:
        held = catalogue(language) if path_of(language).exists() else Catalog(locale=language)
        made = Catalog(locale=language, charset="utf-8", header_comment=wanted.header_comment, fuzzy=False)
        for message in wanted:
            if message.id:
                known = held.get(message.id)
                made.add(message.id, known.string if known else None)
        keep(made, language)


if __name__ == "__main__":
    main()
