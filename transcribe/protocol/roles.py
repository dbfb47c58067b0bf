"""What depends on the capacity: names, articles, rights and warnings, as one table.

The articles are those that docs on the law list for each capacity (УПК РК 231-V, УК РК 226-V). None of them has been
confirmed by a lawyer, and the Kazakh wording has not been read by a native speaker: both stand in the draft for a
person to check. Where no list could be found (specialist, expert) the draft has a gap.
"""

from dataclasses import dataclass

from models.interrogation import ParticipantRole, Role
from transcribe.protocol.pen import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleWording:
    """How a protocol speaks of one capacity."""

    name: Wording  # "Свидетель"
    of: Wording  # whose interrogation: "свидетеля", "куәдан"
    articles: str | None  # of the УПК, observed in the interrogation; None: no list is known, so a gap
    rights_article: str  # of the УПК, that lists the rights
    liability: str | None  # articles of the УК an adult is warned of; None: never warned
    liability_certain: bool = True  # False: whether this capacity is warned is for a person to decide


ROLES: dict[Role, RoleWording] = {
    Role.WITNESS: RoleWording(
        name=Wording(ru="Свидетель", kk="Куә"),
        of=Wording(ru="свидетеля", kk="куәдан"),
        articles="78, 80, 81, 110, 115, 126, 197, 199, 208–210, 212, 214",
        rights_article="78",
        liability="420, 421",
    ),
    Role.SUSPECT: RoleWording(
        name=Wording(ru="Подозреваемый", kk="Күдікті"),
        of=Wording(ru="подозреваемого", kk="күдіктіден"),
        articles="64, 80, 81, 110, 114 (часть 5), 115, 197, 199, 208–210, 212, 216",
        rights_article="64",
        liability=None,
    ),
    Role.VICTIM: RoleWording(
        name=Wording(ru="Потерпевший", kk="Жәбірленуші"),
        of=Wording(ru="потерпевшего", kk="жәбірленушіден"),
        articles="71, 80, 81, 110, 115, 197, 199, 208–210, 212, 214",
        rights_article="71",
        liability="419, 420, 421",
    ),
    Role.WITNESS_WITH_DEFENCE: RoleWording(
        name=Wording(ru="Свидетель, имеющий право на защиту", kk="Қорғалуға құқығы бар куә"),
        of=Wording(ru="свидетеля, имеющего право на защиту", kk="қорғалуға құқығы бар куәдан"),
        articles="65-1, 80, 81, 110, 115, 126, 197, 199, 208–210, 212, 214",
        rights_article="65-1",
        liability="420, 421",
        liability_certain=False,
    ),
    Role.SPECIALIST: RoleWording(
        name=Wording(ru="Специалист", kk="Маман"),
        of=Wording(ru="специалиста", kk="маманнан"),
        articles=None,
        rights_article="80",
        liability="420, 421",
        liability_certain=False,
    ),
    Role.EXPERT: RoleWording(
        name=Wording(ru="Эксперт", kk="Сарапшы"),
        of=Wording(ru="эксперта", kk="сарапшыдан"),
        articles=None,
        rights_article="82",
        liability="420, 421",
        liability_certain=False,
    ),
}

UNSTATED_NAME = Wording(ru="Допрашиваемое лицо", kk="Жауап алынатын адам")
UNSTATED_ROLE = Wording(ru="в каком качестве допрашивается лицо", kk="адамнан қандай мәртебеде жауап алынады")
WHO_SPEAKS = Wording(ru="кто говорит", kk="кім сөйлеп тұр")

PARTICIPANT_NAMES: dict[ParticipantRole, Wording] = {
    ParticipantRole.INVESTIGATOR: Wording(ru="Допрашивающий", kk="Жауап алушы"),
    ParticipantRole.INTERROGATED: UNSTATED_NAME,
    ParticipantRole.DEFENDER: Wording(ru="Защитник (адвокат)", kk="Қорғаушы (адвокат)"),
    ParticipantRole.LEGAL_REPRESENTATIVE: Wording(ru="Законный представитель", kk="Заңды өкіл"),
    ParticipantRole.REPRESENTATIVE: Wording(ru="Представитель", kk="Өкіл"),
    ParticipantRole.PEDAGOGUE: Wording(ru="Педагог", kk="Педагог"),
    ParticipantRole.PSYCHOLOGIST: Wording(ru="Психолог", kk="Психолог"),
    ParticipantRole.INTERPRETER: Wording(ru="Переводчик", kk="Аудармашы"),
    ParticipantRole.SPECIALIST: Wording(ru="Участвующий специалист", kk="Қатысушы маман"),
    ParticipantRole.PROSECUTOR: Wording(ru="Прокурор", kk="Прокурор"),
    ParticipantRole.OTHER: Wording(ru="Иной участник", kk="Өзге қатысушы"),
}
