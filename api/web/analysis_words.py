"""How what the analysis finds, and what people ruled on it, is called on pages."""

from collections.abc import Mapping

from api.case_graph import EdgeKind
from models.findings import FindingVerdict
from models.links import DisclosureVerdict, LinkVerdict
from models.persons import PersonVerdict
from models.written_text import TextKind


def _(text: str) -> str:
    """A mark for the catalogues."""
    return text


LINK_VERDICTS: Mapping[str, str] = {
    LinkVerdict.RELATED: _("related"),
    LinkVerdict.UNRELATED: _("not related"),
    LinkVerdict.LATER: _("to be decided later"),
}
DISCLOSURES: Mapping[str, str] = {
    DisclosureVerdict.DISCLOSED: _("both investigators were told"),
    DisclosureVerdict.WITHHELD: _("the investigators are not told"),
    DisclosureVerdict.LATER: _("to be decided later"),
}
PERSON_VERDICTS: Mapping[str, str] = {
    PersonVerdict.SAME: _("one person"),
    PersonVerdict.DIFFERENT: _("two persons"),
    PersonVerdict.LATER: _("to be decided later"),
}
FINDING_VERDICTS: Mapping[str, str] = {
    FindingVerdict.CONFIRMED: _("confirmed"),
    FindingVerdict.EXPLAINED: _("explained"),
    FindingVerdict.DISMISSED: _("dismissed"),
    FindingVerdict.LATER: _("to be decided later"),
}
FINDING_KINDS: Mapping[str, str] = {
    "time": _("time"),
    "date": _("date"),
    "place": _("place"),
    "person": _("person"),
    "sum": _("sum"),
    "count": _("number of things or persons"),
    "vehicle": _("vehicle"),
    "object": _("object"),
    "relation": _("relation between persons"),
    "action": _("action"),
    "negation": _("said and denied"),
    "duration": _("duration"),
    "alibi": _("one person in two places"),
    "unanswered": _("a question without an answer"),
    "not_interrogated": _("a person not interrogated"),
    "promised": _("something promised"),
}
EDGES: Mapping[str, str] = {
    EdgeKind.HAS: _("has, by the case file"),
    EdgeKind.SPEAKS_OF: _("speaks of"),
    EdgeKind.TAKES_PART: _("takes part in"),
    EdgeKind.SHARED: _("is spoken of in"),
}
TEXT_KINDS: Mapping[str, str] = {
    TextKind.STATEMENT: _("statement of a person"),
    TextKind.REPORT: _("report of an official"),
    TextKind.APPEAL: _("appeal or complaint"),
    TextKind.OTHER: _("other text"),
}
STRENGTHS: Mapping[str, str] = {
    "clear": _("the words are clear"),
    "likely": _("likely by the words"),
    "possible": _("possible by the words"),
}
PROCEDURAL_USES: Mapping[str, str] = {
    "clarification": _("to be clarified by a question"),
    "additional_interrogation": _("for an additional interrogation"),
    "confrontation": _("for a confrontation of the two"),
}
