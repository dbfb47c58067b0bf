"""What a name is looked up by: the keys of its surname, or of the only name it has, in every reading."""

from analysis.persons.names import NAME, SURNAME, read

FORMAT = 1
"""Of what this module makes; keys made under another number are made again."""


def keys(name: str) -> frozenset[str]:
    """Keys in the common alphabet; names that may be of one person nearly always share one."""
    found: set[str] = set()
    for reading in read(name).readings:
        named = {part.key for part in reading.parts if SURNAME in part.kinds and not part.initial}
        called = {part.key for part in reading.parts if NAME in part.kinds and not part.initial}
        found |= named or called
    return frozenset(found)
