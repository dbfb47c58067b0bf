"""One field of a form with the path to it, so that every complaint names the file, the field and what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from transcribe.protocol.errors import FormKeyError, FormValueError

_YES = ("true", "yes", "да", "иә")
_NO = ("false", "no", "нет", "жоқ")
_ABSENT = ("", "~", "null")
_SHOWN_CHARACTERS = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A value as the loader gave it: text, a list or a mapping."""

    path: Path  # the form's file
    key: str  # "person.birth_date"
    value: object

    @property
    def absent(self) -> bool:
        """Nothing stands there: the form does not state it."""
        return self.value is None or (isinstance(self.value, str) and self.value.strip() in _ABSENT)

    def wrong(self, expected: str) -> FormValueError:
        """The error that this field does not hold what it should."""
        shown = " ".join(str(self.value).split())[:_SHOWN_CHARACTERS]
        return FormValueError(path=self.path, key=self.key, value=shown, expected=expected)

    def text(self) -> str | None:
        """Plain text with single spaces (line ends of a YAML block become spaces), None where absent."""
        if self.absent:
            return None
        if not isinstance(self.value, str):
            raise self.wrong("text / текст")
        return " ".join(self.value.split())

    def required_text(self) -> str:
        """Text that must be there."""
        text = self.text()
        if text is None:
            raise self.wrong("text / текст")
        return text

    def yes_or_no(self) -> bool | None:
        """A statement that something is so or is not; None where nobody stated it."""
        text = self.text()
        if text is None:
            return None
        if text.lower() not in (*_YES, *_NO):
            raise self.wrong("true, false")
        return text.lower() in _YES

    def one_of(self, words: Sequence[str]) -> str | None:
        """One of the listed words, None where absent."""
        text = self.text()
        if text is not None and text not in words:
            raise self.wrong(", ".join(words))
        return text

    def day(self) -> date | None:
        """A date, written 2026-03-02 or 02.03.2026."""
        text = self.text()
        if text is None:
            return None
        for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        raise self.wrong("2026-03-02, 02.03.2026")

    def elements(self) -> tuple["Field", ...]:
        """The elements of a list; none where absent."""
        if self.absent:
            return ()
        if not isinstance(self.value, list):
            raise self.wrong("a list / список")
        return tuple(
            Field(path=self.path, key=f"{self.key}[{number}]", value=value)
            for number, value in enumerate(self.value, start=1)
        )

    def items(self) -> tuple["Field", ...]:
        """The values of a mapping, each under its own name; none where absent."""
        return tuple(
            Field(path=self.path, key=f"{self.key}.{name}" if self.key else name, value=value)
            for name, value in Fields.of(self).values.items()
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """A mapping of the form."""

    path: Path
    key: str
    values: dict[str, object]

    @classmethod
    def of(cls, field: Field) -> "Fields":
        """The mapping a field holds; empty where absent."""
        if field.absent:
            return cls(path=field.path, key=field.key, values={})
        if not isinstance(field.value, dict):
            raise field.wrong("name: value / имя: значение")
        return cls(path=field.path, key=field.key, values=field.value)

    def get(self, name: str) -> Field:
        """One field, absent where the mapping does not have it."""
        return Field(path=self.path, key=self._full(name), value=self.values.get(name))

    def refuse_unknown(self, known: Sequence[str]) -> None:
        """FormKeyError on a name that is not among the known ones: a misspelt field must not become a silent gap."""
        for name in self.values:
            if name not in known:
                nearest = get_close_matches(name, known, n=1, cutoff=0.0)[0]
                raise FormKeyError(path=self.path, key=self._full(name)[:_SHOWN_CHARACTERS], nearest=self._full(nearest))

    def _full(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name
