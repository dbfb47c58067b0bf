"""Values of a pack's mappings, checked one by one; what is wrong is noted, and reading goes on."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from analysis.control import pack_faults
from analysis.control.bad_pack_error import Fault
from analysis.control.pack_text import Lined
from models.sentences import INTERFACE_LANGUAGES, Sentence

_NOBODY = Sentence(ru="", kk="", en="")
_LONG_AGO = date(1, 1, 1)


class Values:
    """One mapping of a file: each key is asked for once, and what is left over is a fault."""

    def __init__(self, found: Any, path: Path, faults: list[Fault], *, owner: str | None = None, key: str = "") -> None:
        self.path, self.faults, self.owner = path, faults, owner
        self._key = key
        self.line = found.line if isinstance(found, Lined) else 1
        self.found: dict[str, Any] = dict(found) if isinstance(found, Lined) else {}
        if not isinstance(found, Lined):
            self.fault(pack_faults.NOT_A, key=key or "?", wanted=pack_faults.A_MAPPING)

    def fault(self, sentence: Sentence, **data: object) -> None:
        """Notes what is wrong."""
        self.faults.append(Fault(path=self.path, line=self.line, control=self.owner, says=sentence.filled(**data)))

    def only(self, allowed: Iterable[str]) -> None:
        """Refuses every other key."""
        known = tuple(allowed)
        for key in self.found:
            if key not in known:
                self.fault(pack_faults.UNKNOWN_KEY, key=key, allowed=", ".join(known))

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.maybe_text(key)
        if value is None:
            self.fault(pack_faults.MISSING_KEY, key=key)
        return value or ""

    def maybe_text(self, key: str) -> str | None:
        """A text, or nothing."""
        value = self.found.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)  # an article, a version
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.fault(pack_faults.NOT_A, key=key, wanted=pack_faults.A_TEXT)
        return None

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A word of a list."""
        known = tuple(allowed)
        value = self.maybe_text(key) or default
        if value is None:
            self.fault(pack_faults.MISSING_KEY, key=key)
        elif value not in known:
            self.fault(pack_faults.NOT_ONE_OF, key=key, wanted=", ".join(known), value=value)
        return value if value in known and value is not None else known[0]

    def texts(self, key: str, allowed: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of texts, empty where the key is not there."""
        value = self.found.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str | int) for each in value):
            self.fault(pack_faults.NOT_A, key=key, wanted=pack_faults.TEXTS)
            return ()
        texts = tuple(str(each) for each in value)
        if allowed is not None:
            known = tuple(allowed)
            for each in texts:
                if each not in known:
                    self.fault(pack_faults.NOT_ONE_OF, key=key, wanted=", ".join(known), value=each)
        return texts

    def day(self, key: str) -> date | None:
        """A date, or nothing."""
        value = self.found.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(pack_faults.NOT_A, key=key, wanted=pack_faults.A_DAY)
            return None

    def needed_day(self, key: str) -> date:
        """A date that must be there."""
        if self.found.get(key) is None:
            self.fault(pack_faults.MISSING_KEY, key=key)
        return self.day(key) or _LONG_AGO

    def sentence(self, key: str) -> Sentence:
        """A sentence in every language of the interface."""
        value = self.found.get(key)
        if not isinstance(value, Lined):
            self.fault(pack_faults.MISSING_KEY, key=key)
            return _NOBODY
        inner = Values(value, self.path, self.faults, owner=self.owner, key=key)
        inner.only(INTERFACE_LANGUAGES)
        for language in INTERFACE_LANGUAGES:
            said = inner.found.get(language)
            if not isinstance(said, str) or not said.strip():
                self.fault(pack_faults.NO_TRANSLATION, key=key, language=language)
        return Sentence(**{language: str(inner.found.get(language) or "") for language in INTERFACE_LANGUAGES})

    def inner(self, key: str) -> "Values | None":
        """A mapping within, or nothing."""
        value = self.found.get(key)
        return None if value is None else Values(value, self.path, self.faults, owner=self.owner, key=key)

    def each(self, key: str) -> "list[Values]":
        """Mappings of a list."""
        value = self.found.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(pack_faults.NOT_A, key=key, wanted=pack_faults.MAPPINGS)
            return []
        return [Values(item, self.path, self.faults, owner=self.owner, key=key) for item in value]
