"""Next steps that the words of a case propose, each with its ground."""

from dataclasses import dataclass
from enum import StrEnum

from models.sentences import Sentence


class SuggestionKind(StrEnum):
    """What is proposed, and why."""

    UNANSWERED = "unanswered"  # asked more than once, and never answered
    NOT_INTERROGATED = "not_interrogated"  # a person whom two speak of, and who is not in the case
    PROMISED = "promised"  # something that a person said to bring


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Words that a suggestion rests on."""

    statement: str  # its key
    word_ids: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A step; a person takes it or not."""

    kind: SuggestionKind
    sentence: Sentence
    grounds: tuple[Ground, ...]  # in the order in which they were said
