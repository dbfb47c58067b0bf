"""YAML of a pack, read as plain values with line numbers. A pack comes from outside: nothing in it may grow or run.

Refused: anchors and aliases (a small file of them unfolds into gigabytes), tags, keys given twice, deep nesting, files
above a megabyte. Dates and all else that YAML would guess stay texts; only numbers, true, false and null are read.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from analysis.control import text_faults
from analysis.control.fault_error import FaultError
from models.sentences import Sentence

MOST_BYTES = 1_000_000
MOST_NESTED = 12
_QUOTED = ("'", '"', "|", ">")
_NUMBER = re.compile(r"-?\d{1,15}")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class TextFaultError(FaultError):
    """A file that cannot be read as a pack; `line`, and `says` why."""

    def __init__(self, line: int, sentence: Sentence, **data: object) -> None:
        super().__init__(sentence, **data)
        self.line = line


class Lined(dict[str, Any]):
    """A mapping that knows the line it begins on, from 1."""

    line: int = 0


def read_yaml(path: Path) -> Any:
    """The file's value: `Lined`, list, str, int, bool or None; TextFaultError where it is refused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TextFaultError(1, text_faults.TOO_LARGE, most=MOST_BYTES)
        text = path.read_text("utf-8")
    except OSError as error:
        raise TextFaultError(1, text_faults.SYSTEM_SAYS, told=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise TextFaultError(1, text_faults.NOT_UTF8) from error
    return read_text(text)


def read_text(text: str) -> Any:
    """The same for a text."""
    try:
        _look(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        said = text_faults.YAML_BROKEN if error.problem else text_faults.NOT_YAML
        raise TextFaultError(line, said, told=error.problem) from error
    except yaml.YAMLError as error:
        raise TextFaultError(1, text_faults.NOT_YAML) from error
    return None if node is None else _value(node)


def _look(text: str) -> None:
    """Refuses before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise TextFaultError(line, text_faults.ANCHORS)
        if getattr(event, "tag", None) is not None:
            raise TextFaultError(line, text_faults.TAGS)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_NESTED:
            raise TextFaultError(line, text_faults.TOO_DEEP, most=MOST_NESTED)


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        found = Lined()
        found.line = node.start_mark.line + 1
        for key_node, value_node in node.value:
            key = key_node.value
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise TextFaultError(line, text_faults.KEY_NOT_A_WORD)
            if key in found:
                raise TextFaultError(line, text_faults.KEY_TWICE, key=key)
            found[key] = _value(value_node)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    if isinstance(node, yaml.ScalarNode) and node.style in _QUOTED:  # in quotes, or a block of text
        return node.value
    if node.value in _WORDS:
        return _WORDS[node.value]
    return int(node.value) if _NUMBER.fullmatch(node.value) else node.value
