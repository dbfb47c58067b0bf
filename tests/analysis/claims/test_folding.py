"""What is matched against folded text is folded; what is chosen out of a set does not depend on its order."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import analysis.claims
import analysis.compare
from analysis.claims.folding import folded_pattern, shortest
from analysis.claims.tables import WordTable
from analysis.lexemes import folded

PACKAGES = (analysis.claims, analysis.compare)
UNFOLDED = {
    "analysis.claims.readings._CYRILLIC",
    "analysis.claims.readings._KAZAKH_VERBS", "analysis.claims.readings._KAZAKH_LETTERS",
    "analysis.claims.values_of_vehicles._BESIDE", "analysis.claims.values_of_vehicles.CARS",
    "analysis.claims.values_of_vehicles.MODELS", "analysis.claims.values_of_places.PLACES",
    "analysis.claims.calendar_days.MONTHS",
}  # fmt: skip
"""Matched against words as they are written, or folded where they are used."""


def modules():
    for package in PACKAGES:
        for each in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{package.__name__}.{each.name}")


def texts(value):
    """Every pattern and every word of a constant; a table's words as they are written are left out."""
    if isinstance(value, re.Pattern):
        yield value.pattern
    elif isinstance(value, str):
        yield value
    elif isinstance(value, WordTable):
        yield from texts((value.russian, value.kazakh))
    elif isinstance(value, dict):
        yield from texts((*value.keys(), *(each for each in value.values() if not isinstance(each, str))))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from texts(each)


def constants(module):
    for name, value in vars(module).items():
        if name.lstrip("_").isupper() and f"{module.__name__}.{name}" not in UNFOLDED:
            yield name, value


def is_read_as_a_table(name):
    return name in {"_TERMS", "_TABLE"}


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_no_constant_asks_folded_text_for_a_letter_that_folding_removes(module):
    for name, value in constants(module):
        if not is_read_as_a_table(name):
            lost = [text for text in texts(value) if text != folded(text)]
            assert not lost, f"{name}: {lost[:3]}"


def test_a_patterns_own_letters_are_folded():
    assert folded_pattern(r"\b(?:оның|жақсы) достық\b").search(folded("бұл оның достық"))


def test_the_shortest_is_one_whatever_the_order():
    assert {shortest(order) for order in (("бб", "аа", "ввв"), ("аа", "ввв", "бб"), {"ввв", "бб", "аа"})} == {"аа"}
    assert shortest(()) == ""


def sources():
    return [path for package in PACKAGES for path in sorted(Path(package.__path__[0]).glob("*.py"))]


@pytest.mark.parametrize("path", sources(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_chosen_by_its_length_alone(path):
    """Of equally long ones the first of a set depends on the hash seed."""
    calls = [each for each in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(each, ast.Call)]
    chosen = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id in {"min", "max"}]
    by_length = [key for each in chosen for key in each.keywords if key.arg == "key" and ast.unparse(key.value) == "len"]
    assert not by_length
