"""The form in which somebody states one fact of a case."""

import json
from typing import Any

from api.errors import InvalidError
from api.routes.facts import FactsShown
from api.web import control_words
from api.web.forms import Typed
from api.web.languages import words_in
from models.facts_shape import CODES, KINDS, REFERENCES, shape
from models.facts_words import FACT_WORDS
from models.sentences import InterfaceLanguage

_TRUTHS = {"да": True, "нет": False, "иә": True, "жоқ": False, "yes": True, "no": False}
BELONGS = ("person", "offender", "victim", "about")
"""What a new record needs besides its fact: whose it is, or what it is about."""
_NOT_HERE = {"decision.prosecutor_reviewed"}


def choices(language: InterfaceLanguage) -> list[tuple[str, str]]:
    """What may be stated, each with what people read for it."""
    return [
        (name, FACT_WORDS[name].in_language(language))
        for record in KINDS.values()
        for each in shape(record)
        if each.fact and (name := f"{record.KIND}.{each.name}") in FACT_WORDS and name not in _NOT_HERE
    ]


def coded(language: InterfaceLanguage) -> list[tuple[str, str]]:
    """The facts that have one of a few values: each value in words, with what people read for the fact."""
    told = words_in(language).gettext
    return [
        (told(control_words.CODES[code]), FACT_WORDS[name].in_language(language))
        for name, codes in CODES.items()
        for code in codes
    ]


def values_of(sent: Typed, known: FactsShown, language: InterfaceLanguage) -> dict[str, Any]:
    """What was typed as the API takes it: persons by name, lists with semicolons, yes and no and other codes in words."""
    kind, _, name = sent.get("fact").partition(".")
    if kind not in KINDS or not any(each.name == name for each in shape(KINDS[kind])):
        raise InvalidError(what="fact")
    field = next(each for each in shape(KINDS[kind]) if each.name == name)
    persons = {each.of: each.id for each in known.records if each.kind == "person"}
    text = sent.get("value")
    value: Any = text
    if field.type is bool:
        value = _TRUTHS.get(text.casefold(), text)
    elif field.type is int:
        value = int(text) if text.isascii() and text.isdigit() else text
    elif field.type is tuple:
        value = [each.strip() for each in text.split(";") if each.strip()]
        if REFERENCES.get(name) == "person":
            value = [persons.get(each, each) for each in value]
    if field.codes:
        words = {words_in(language).gettext(control_words.CODES[code]).casefold(): code for code in field.codes}
        value = (
            [words.get(each.casefold(), each) for each in value]
            if isinstance(value, list)
            else words.get(text.casefold(), text)
        )
    fields = {name: value} | {other: sent.get(other) for other in BELONGS if sent.get(other)}
    source = {"kind": "typed", "where": sent.get("where")}
    return {"kind": kind, "record": "" if kind == "case" else sent.get("record"), "fields": fields, "source": source}


def document_of(sent: Typed) -> Any:
    """The extract's JSON as it was put in; InvalidError where it is none."""
    try:
        return json.loads(sent.get("document"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidError(what=f"JSON: {error}") from error
