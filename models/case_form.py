"""What the case file itself says about an interrogation, for a form that leaves it out: nobody types a name twice."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from models.cases import Case, CaseInterrogation, CaseParticipant, CaseSitting, Person
from models.interrogation import Role

_UNSTATED: tuple[str, list[Any]] = ("sittings", [])  # other empty lists state that there are none


def completed(
    interrogation: CaseInterrogation,
    case: Case,
    interrogated: tuple[CaseParticipant, Person] | None,
    sittings: Sequence[CaseSitting],
) -> dict[str, Any]:
    """The form with what it leaves out taken from the records; what a person stated in it stays as it is.

    Values are plain, as in a form file. Sittings are told by the clock of their place, and only if all have both ends:
    a part of them would make the protocol's breaks wrong.
    """
    known: dict[str, Any] = {"case_number": case.number}
    person: dict[str, Any] = {}
    if interrogated is not None:
        participant, human = interrogated
        if participant.role in set(Role):
            known["role"] = participant.role
        person["full_name"] = human.name
        if human.birth_date is not None:
            person["birth_date"] = human.birth_date.isoformat()
    if sittings and all(each.started_at and each.ended_at for each in sittings):
        known["sittings"] = [_clocks(each) for each in sittings]
        known["date"] = known["sittings"][0]["start"][:10]
    form = {
        name: value for name, value in interrogation.form.items() if value not in (None, "") and (name, value) != _UNSTATED
    }
    made = known | form | {"language": interrogation.language}
    stated = form.get("person") or {}
    if person or stated:
        made["person"] = person | {name: value for name, value in stated.items() if value not in (None, "")}
    if "sittings" in form and "date" not in form:
        made.pop("date", None)  # the form's own times are on the day that the form says
    return made


def _clocks(sitting: CaseSitting) -> dict[str, str]:
    zone = ZoneInfo(sitting.zone)
    ends = {"start": sitting.started_at, "end": sitting.ended_at}
    return {name: moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") for name, moment in ends.items() if moment}
