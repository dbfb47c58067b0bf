"""What a minor's interrogation needs beside what every other needs, by age on the day of the first sitting."""

from dataclasses import dataclass
from enum import StrEnum

from models.interrogation import InterrogationForm, Role

ADULT = 18
WARNED_FROM = 16  # art. 215: a witness or victim under this age is not warned of liability
PEDAGOGUE_BEFORE = 14  # art. 215: below it a pedagogue or psychologist is mandatory for a witness or victim
SUSPECT_PEDAGOGUE_BEFORE = 16  # art. 538: the same for a suspect

_AGED_ROLES = (Role.WITNESS, Role.VICTIM, Role.WITNESS_WITH_DEFENCE, Role.SUSPECT)
"""Capacities whose rules depend on age; a specialist or an expert is of age."""


class Need(StrEnum):
    """Whether somebody has to take part."""

    NO = "no"
    DISCRETION = "discretion"  # no duty is known: the draft asks
    MANDATORY = "mandatory"
    UNKNOWN = "unknown"  # age or capacity is not known: the draft asks and assumes nothing


class Liability(StrEnum):
    """Whether the person is warned of liability for false testimony and refusal."""

    NEVER = "never"  # a suspect
    WARN = "warn"
    REMIND = "remind"  # under 16: reminded to tell the truth, and the warning is the defect
    UNDECIDED = "undecided"  # age or capacity does not settle it: a person decides


@dataclass(frozen=True, kw_only=True, slots=True)
class MinorRules:
    """What follows from the age."""

    minor: bool  # known to be one
    pedagogue: Need  # a pedagogue or a psychologist
    legal_representative: Need
    defender: Need  # on the ground of age alone
    liability: Liability


def minor_rules(form: InterrogationForm) -> MinorRules:
    """The rules for the form's capacity and age; an unknown age makes every dependent rule unknown."""
    age, role = form.age, form.role
    suspect = role is Role.SUSPECT
    if role is not None and (role not in _AGED_ROLES or (age is not None and age >= ADULT)):
        return _rules(Need.NO, representative=Need.NO, defender=Need.NO, liability=_adult_liability(role))
    if age is None or role is None:
        liability = Liability.NEVER if suspect else Liability.UNDECIDED
        defender = Need.UNKNOWN if suspect or role is None else Need.NO
        return _rules(Need.UNKNOWN, representative=Need.UNKNOWN, defender=defender, liability=liability)
    if suspect:
        pedagogue = Need.MANDATORY if age < SUSPECT_PEDAGOGUE_BEFORE else Need.DISCRETION
        return _rules(
            pedagogue,
            representative=Need.MANDATORY,
            defender=Need.MANDATORY,
            liability=Liability.NEVER,
            minor=True,
        )
    return _rules(
        Need.MANDATORY if age < PEDAGOGUE_BEFORE else Need.DISCRETION,
        representative=Need.DISCRETION,
        defender=Need.NO,
        liability=Liability.REMIND if age < WARNED_FROM else _adult_liability(role),
        minor=True,
    )


def _adult_liability(role: Role | None) -> Liability:
    if role is Role.SUSPECT:
        return Liability.NEVER
    return Liability.WARN if role in (Role.WITNESS, Role.VICTIM) else Liability.UNDECIDED


def _rules(
    pedagogue: Need, *, representative: Need, defender: Need, liability: Liability, minor: bool = False
) -> MinorRules:
    return MinorRules(
        minor=minor,
        pedagogue=pedagogue,
        legal_representative=representative,
        defender=defender,
        liability=liability,
    )
