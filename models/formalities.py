"""What a transcript shows of the form of an interrogation: rights and warnings as they were said, languages, questions."""

from dataclasses import dataclass

from models.span import Seconds

FORMAT = 2
"""Of how words become formalities; what was read under another is read again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Formalities:
    """What was heard in a recording whose voices a person has named, in seconds of it.

    Of what is None nothing was heard; it may have been said all the same.
    """

    rights: Seconds | None = None  # the official began to explain them
    rights_article: str | None = None  # that was named: "64"
    refusal: Seconds | None = None  # that one may refuse to testify
    use: Seconds | None = None  # that testimony may be used as evidence
    liability: Seconds | None = None  # warned of liability for false testimony or for refusing
    means: Seconds | None = None  # told that it is recorded
    language: Seconds | None = None  # asked in which language one testifies, or whether an interpreter is needed
    first_question: Seconds | None = None  # the first that looks like one on the matter
    leading: tuple[Seconds, ...] = ()  # questions that look leading
    languages: tuple[str, ...] = ()  # that the interrogated person spoke, ISO 639-1
