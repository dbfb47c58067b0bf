"""Passages: what a meaning is looked for in."""

import hashlib
from dataclasses import dataclass

from models.revisions import Words
from models.span import Seconds

FORMAT = 2
"""Of how turns become passages; another number makes other hashes, and what was made under it is made again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A question with its answer, or a part of a long one."""

    numbers: Words  # machine words from the first turn it has something of to the last
    start: Seconds
    end: Seconds
    voices: tuple[str, ...]  # in order of coming
    text: str  # what is compared by meaning: the answer, and the question where the answer says too little by itself
    checked: bool  # every turn of it was

    @property
    def content_hash(self) -> str:
        """Of what is embedded: equal texts have equal vectors."""
        return hashlib.sha256(f"{FORMAT}\n{self.text}".encode()).hexdigest()
