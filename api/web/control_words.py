"""How controls, their verdicts and the facts that they read are called on pages."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from api.web import words
from models.facts import SourceKind
from models.verdicts import Severity, VerdictState


def _(text: str) -> str:
    """A mark for the catalogues."""
    return text


STATES: Mapping[str, str] = {
    VerdictState.VIOLATED: _("violated"),
    VerdictState.UNKNOWN: _("fact missing"),
    VerdictState.OK: _("in order"),
    VerdictState.NOT_APPLICABLE: _("nothing to judge"),
}
SEVERITIES: Mapping[str, str] = {
    Severity.HINT: _("hint"),
    Severity.WARNING: _("warning"),
    Severity.VIOLATION: _("violation"),
    Severity.BLOCK: _("not to be recorded"),
}
BADGES: Mapping[str, str] = {
    Severity.HINT: "plain",
    Severity.WARNING: "wait",
    Severity.VIOLATION: "bad",
    Severity.BLOCK: "bad",
}
"""How a violation looks."""
SOURCE_KINDS: Mapping[str, str] = {
    SourceKind.PROTOCOL: _("protocol"),
    SourceKind.SOUND: _("recording"),
    SourceKind.REGISTER: _("register"),
    SourceKind.TYPED: _("stated here"),
    SourceKind.CASE_FILE: _("case file"),
    SourceKind.CLOCK: _("clock"),
}
PLACES: Mapping[str, str] = {
    "person.birth_date": _("date of birth"),
    "person.iin": _("IIN"),
    "participant.role": _("role in the case"),
    "participant.until": _("until when in the case"),
    "decision.kind": _("procedural decision"),
    "decision.decided_at": _("procedural decision"),
    "decision.articles": _("procedural decision"),
    "decision.text": _("procedural decision"),
    "decision.other_ground": _("procedural decision"),
    "sitting.started_at": _("times of the sitting"),
    "sitting.ended_at": _("times of the sitting"),
    "case.closed_at": _("state of the case"),
    "case.articles": _("articles of the case"),
    "language": _("language of the protocol"),
    "role": _("capacity in the form"),
    "additional": _("kind of interrogation in the form"),
    "participants": _("participants in the form"),
    "statements.rights_explained": _("rights explained, by the form"),
    "statements.use_warned": _("warnings, by the form"),
    "statements.liability_warned": _("warnings, by the form"),
    "statements.technical_means_announced": _("technical means, by the form"),
    "technical_means": _("technical means, by the form"),
    "guilt": _("question of guilt, by the form"),
    "testimony_language": _("language of testimony, by the form"),
    "sittings": _("times in the form"),
    "official.name": _("official in the form"),
    "register": "",
    "now": "",
}
"""Where in the case file or in a form a fact stands; other places are told as they were written."""
CERTAINTIES: Mapping[str, str] = {
    "SEEN": _("official text or official press seen"),
    "COMM": _("by a commentary"),
    "CODE": _("as a public program does it"),
    "MEM high": _("by general knowledge, rather sure"),
    "MEM med": _("by general knowledge, not sure"),
    "MEM low": _("by general knowledge, unsure"),
}
DECISION_KINDS: Mapping[str, str] = {
    "recognised_as_suspect": _("recognised as suspect"),
    "qualified": _("qualification"),
    "terminated": _("termination"),
    "termination_cancelled": _("termination cancelled"),
    "other": _("other decision"),
}
_FORMS: Mapping[str, str] = {
    "investigation": _("preliminary investigation"),
    "inquiry": _("inquiry"),
    "accelerated": _("accelerated investigation"),
    "protocol": _("protocol form"),
    "first": _("first interrogation"),
    "additional": _("additional interrogation"),
    "confrontation": _("confrontation"),
    "planned": _("planned"),
    "unplanned": _("unplanned"),
}
_OF_PERSONS_AND_DEEDS: Mapping[str, str] = {
    "female": _("woman"),
    "male": _("man"),
    "misdemeanour": _("misdemeanour"),
    "small": _("crime of small gravity"),
    "medium": _("crime of medium gravity"),
    "grave": _("grave crime"),
    "especially_grave": _("especially grave crime"),
}
CODES: Mapping[str, str] = {**words.PERSON_ROLES, **DECISION_KINDS, **_FORMS, **_OF_PERSONS_AND_DEEDS}
"""Values of facts that people read in words; others are shown as they are."""
GROUNDS: Mapping[str, str] = {
    "yes": _("yes, a ground that is not reconciliation"),
    "no": _("no other ground"),
}


_SOURCES: Mapping[str, str] = {
    "general knowledge[;,] not in notes, text not seen": _("general knowledge, the text was not seen"),
    "general knowledge[;,] not in notes": _("general knowledge, the text was not seen"),
    "notes": _("the product's collection of norms,"),
    "fact (?=[0-9])": _("fact "),
    "parameter of the product": _("a parameter of the program"),
    "the product's order": _("the order for the program"),
    "a working list": _("a list still to be verified"),
    "the longer one": _("the longer term"),
    "press": _("official press"),
    "days": _("days"),
}
"""What our own packs write of sources, in English; an agency's packs write as they like."""
_CERTAIN = re.compile(r"\[(SEEN|COMM|CODE|MEM(?: high| med| low)?)([^\]]*)\]")


def source_told(source: str, translated: Callable[[str], str]) -> str:
    """Where a wording of the law was taken from, in the reader's language."""
    for pattern, words_ in _SOURCES.items():
        source = re.sub(rf"\b{pattern}", translated(words_), source)
    return _CERTAIN.sub(lambda found: f"({translated(CERTAINTIES.get(found[1], CERTAINTIES['MEM med']))})", source)


def value_told(value: object, zone: str, translated: Callable[[str], str]) -> str:
    """A value of a fact, or several, in the reader's words."""
    if value is None:
        return translated(_("not stated"))
    if isinstance(value, bool):
        return translated(_("yes") if value else _("no"))
    if isinstance(value, list):
        return "; ".join(value_told(each, zone, translated) for each in value) or "—"
    text = _told(value, zone)
    return translated(CODES[text]) if text in CODES else text


def _told(value: object, zone: str) -> str:
    """A day or a time as people write it, anything else as it is."""
    text = str(value)
    try:
        if len(text) == 10 and text[4] == text[7] == "-":
            return f"{date.fromisoformat(text):%d.%m.%Y}"
        if len(text) > 18 and text[10] == "T":
            return f"{datetime.fromisoformat(text).astimezone(ZoneInfo(zone)):%d.%m.%Y %H:%M}"
    except ValueError:
        return text
    return text or "—"
