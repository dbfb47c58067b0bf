"""Every error that a user can meet descends from `HattamaError`: a sentence that says what is wrong and what to do."""

from collections.abc import Callable
from typing import ClassVar

from models.sentences import InterfaceLanguage, Sentence


class HattamaError(Exception):
    """The root. Subclasses declare `sentence`; keyword arguments fill its `{names}` and stay as `data`."""

    sentence: ClassVar[Sentence]
    exit_code: ClassVar[int] = 1  # 2 where the user's input was at fault, 1 where it was ours

    def __init__(self, **data: object) -> None:
        self.data = data
        super().__init__(self.sentence.filled(**data).en)

    def __reduce__(self) -> tuple[Callable[..., "HattamaError"], tuple[type["HattamaError"], dict[str, object]]]:
        return _again, (type(self), self.data)  # from one process to another

    def say(self, language: InterfaceLanguage) -> str:
        """What is wrong and what to do, in the reader's language."""
        return self.sentence.filled(**self.data).in_language(language)


class BadInputError(HattamaError):
    """What the user gave cannot be used; the command ends with exit code 2."""

    exit_code: ClassVar[int] = 2


class FailureError(HattamaError):
    """Our side failed: disk, device, weights, a bug; the command ends with exit code 1."""


def _again(kind: type[HattamaError], data: dict[str, object]) -> HattamaError:
    return kind(**data)
