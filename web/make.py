"""Build what the pages need: `python -m web.make`. `make pages` runs it where something changed.

- `locale/*/LC_MESSAGES/hattama.po` become `api/web/messages/*.mo` for the server, and `web/messages.json` holds those of
  them that stand in TypeScript;
- `web/*.ts` and `web/style.css`, with the libraries of `package-lock.json`, become files in `api/web/static` whose names
  change with what they hold, the table of those names, and the libraries' licences (`web/build.ts`).
"""

import json
import shutil

from babel.messages.mofile import write_mo

from web.catalogues import LANGUAGES, catalogue, said_in_browser
from web.node import ROOT, node

COMPILED = ROOT / "api" / "web" / "messages"
STATIC = ROOT / "api" / "web" / "static"
_OF_BROWSER = ROOT / "web" / "messages.json"


def compile_messages() -> None:
    """The server's catalogues, and the browser's."""
    shutil.rmtree(COMPILED, ignore_errors=True)
    COMPILED.mkdir()
    keys = sorted(set(said_in_browser()))
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        made = catalogue(language)
        with (COMPILED / f"{language}.mo").open("wb") as file:
            write_mo(file, made)
        texts = {key: made.get(key) for key in keys}
        found[language] = {key: str(text.string) for key, text in texts.items() if text and text.string}
    _OF_BROWSER.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    """Build everything anew."""
    compile_messages()
    shutil.rmtree(STATIC, ignore_errors=True)
    node("web/build.ts")


if __name__ == "__main__":
    main()
