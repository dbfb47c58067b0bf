"""The kinds of subjects that rules can watch."""

from analysis.control.fields import Field, Kind
from analysis.control.kinds_decision import DECISION, EPISODE
from analysis.control.kinds_interrogation import INTERROGATION
from analysis.control.kinds_other import ADMINISTRATIVE, INSPECTION
from analysis.control.kinds_reconciliation import RECONCILIATION
from analysis.control.kinds_sitting import SITTING
from analysis.control.kinds_term import DETENTION, TERM
from analysis.control.kinds_time import BREAK, PERSON_DAY
from analysis.control.world import Reader, Subject, World
from models.facts_shape import CODES
from models.facts_words import FACT_WORDS

KINDS: dict[str, Kind] = {
    each.name: each
    for each in (
        PERSON_DAY, BREAK, SITTING, INTERROGATION, DECISION, RECONCILIATION, EPISODE, DETENTION, TERM, ADMINISTRATIVE,
        INSPECTION,
    )
}  # fmt: skip
"""By name, which is also what conditions call the subject."""


def subjects(watch: str, world: World) -> list[Subject]:
    """What rules that watch a kind judge in a case; looked for once."""
    found = world.subjects.get(watch)
    if found is None:
        found = world.subjects[watch] = KINDS[watch].subjects(world)
    return found


def _form(read: Reader, world: World, of: object) -> str:
    del of
    return str(read.take(world.facts.case, "form"))


CASE_FIELDS = {
    "form": Field(
        name="form", type=str, says=FACT_WORDS["case.form"], compute=_form, reads=frozenset({"case.form"}),
        codes=CODES["case.form"],
    ),
}  # fmt: skip
"""What any rule may ask of the case: "case.form"."""


def field_of(kind: Kind, name: str) -> Field | None:
    """The field that a condition calls so, for a rule that watches the kind; None where there is none."""
    owner, _, field = name.partition(".")
    if owner == kind.name:
        return kind.fields.get(field)
    return CASE_FIELDS.get(field) if owner == "case" else None
