"""Sections 1 to 5 of the protocol: title, times, introduction, personal data, participants."""

from datetime import date
from itertools import pairwise

from models.interrogation import InterrogationForm, Moment, Participant, ParticipantRole, PersonalData, Role
from models.protocol_document import Block, Pair, Paragraph, ParagraphStyle, Row, Section, SectionKind, Text
from transcribe.protocol.minors import MinorRules, Need
from transcribe.protocol.pen import Pen, Wording
from transcribe.protocol.roles import PARTICIPANT_NAMES, ROLES, UNSTATED_ROLE

_PROTOCOL = Wording(ru="ПРОТОКОЛ", kk="ХАТТАМА")
_OF_INTERROGATION = Wording(ru="допроса {who}", kk="{who} жауап алу туралы")
_OF_ADDITIONAL = Wording(ru="дополнительного допроса {who}", kk="{who} қосымша жауап алу туралы")
_OF_MINOR = Wording(ru="несовершеннолетнего {who}", kk="кәмелетке толмаған {who}")

_CITY = Wording(ru="место составления протокола (город)", kk="хаттама жасалған жер (қала)")
_DAY = Wording(ru="дата", kk="күні")

_STARTED = Wording(ru="Допрос начат: {when}", kk="Жауап алу басталды: {when}")
_INTERRUPTED = Wording(
    ru="Прерван (согласно ст. 209 УПК РК): {when}", kk="Уақытша тоқтатылды (ҚР ҚПК-нің 209-бабына сәйкес): {when}"
)
_RESUMED = Wording(
    ru="Возобновлен (согласно ст. 209 УПК РК): {when}", kk="Қайта басталды (ҚР ҚПК-нің 209-бабына сәйкес): {when}"
)
_ENDED = Wording(ru="Допрос окончен: {when}", kk="Жауап алу аяқталды: {when}")
_CLOCK = Wording(ru="{hour} час. {minute} мин.", kk="«{hour}» сағат «{minute}» минут")
_TIME = Wording(ru="час, минута", kk="сағаты, минуты")
_BREAKS = Wording(ru="перерывы: время каждого либо «не прерывался»", kk="үзілістер: әрқайсысының уақыты немесе «үзіліссіз»")

_INTRODUCTION = Wording(
    ru="{position} {body}, {region}, {name}, в помещении: {room}, по адресу: {address}, с соблюдением требований "
    "статей {articles} УПК РК по уголовному делу № {case} допросил(а) в качестве {who}:",
    kk="{body}, {region}, {position} {name}, бөлмеде: {room}, мекенжайы: {address}, Қазақстан Республикасы ҚПК-нің "
    "{articles}-баптарының талаптарын сақтай отырып, № {case} қылмыстық іс бойынша {who} жауап алды:",
)
_INTRODUCTION_GAPS = {
    "position": Wording(ru="должность допрашивающего", kk="жауап алушының лауазымы"),
    "body": Wording(ru="орган", kk="орган"),
    "region": Wording(ru="область, город или район органа", kk="органның облысы, қаласы немесе ауданы"),
    "name": Wording(ru="ФИО допрашивающего", kk="жауап алушының тегі, аты, әкесінің аты"),
    "room": Wording(ru="помещение, кабинет", kk="бөлме, кабинет"),
    "address": Wording(ru="адрес места допроса", kk="жауап алынған жердің мекенжайы"),
}
_ARTICLES_OF_ROLE = Wording(
    ru="перечень статей УПК РК, требования которых соблюдены", kk="талаптары сақталған ҚР ҚПК баптарының тізбесі"
)
_ARTICLES = Wording(ru="статьи УПК РК для этого статуса", kk="осы мәртебеге арналған ҚР ҚПК баптары")
_CASE = Wording(ru="номер уголовного дела", kk="қылмыстық істің нөмірі")
_NOTIFICATION = Wording(
    ru="Уведомление защитника (номер и дата): {what}", kk="Қорғаушының хабарламасы (нөмірі мен күні): {what}"
)
_NOTIFICATION_GAP = Wording(
    ru="номер и дата уведомления защитника либо отметка, что защитник не участвует",
    kk="қорғаушы хабарламасының нөмірі мен күні немесе қорғаушының қатыспайтыны туралы белгі",
)

PERSON_ROWS: tuple[tuple[str, Wording], ...] = (
    ("full_name", Wording(ru="Фамилия, имя, отчество", kk="Тегі, аты, әкесінің аты")),
    ("birth_date", Wording(ru="Дата рождения", kk="Туған күні")),
    ("birth_place", Wording(ru="Место рождения", kk="Туған жері")),
    ("citizenship", Wording(ru="Гражданство", kk="Азаматтығы")),
    ("nationality", Wording(ru="Национальность", kk="Ұлты")),
    ("education", Wording(ru="Образование", kk="Білімі")),
    ("marital_status", Wording(ru="Семейное положение", kk="Отбасы жағдайы")),
    ("workplace", Wording(ru="Место работы или учебы", kk="Жұмыс немесе оқу орны")),
    ("occupation", Wording(ru="Род занятий или должность", kk="Айналысу түрі немесе лауазымы")),
    (
        "residence",
        Wording(ru="Место жительства и (или) регистрации", kk="Тұратын жері және (немесе) тіркелген жері"),
    ),
    ("phones", Wording(ru="Контактные телефоны", kk="Байланыс телефондары")),
    ("email", Wording(ru="Электронная почта", kk="Электрондық пошта")),
    ("other_contacts", Wording(ru="Иные контакты", kk="Өзге байланыс деректері")),
    (
        "relation_to_suspect",
        Wording(ru="Отношение к подозреваемому, обвиняемому", kk="Күдіктіге, айыпталушыға қатынасы"),
    ),
    ("military_duty", Wording(ru="Отношение к воинской обязанности", kk="Әскери міндеттемеге қатынасы")),
    ("criminal_record", Wording(ru="Наличие судимости", kk="Соттылығының болуы")),
    (
        "identity_document",
        Wording(ru="Документ, удостоверяющий личность (ИИН, паспорт)", kk="Жеке басын куәландыратын құжат (ЖСН, паспорт)"),
    ),
    (
        "technical_means",
        Wording(
            ru="Применение технических средств аудио/видео фиксации",
            kk="Аудио/бейне тіркеу техникалық құралдарын қолдану",
        ),
    ),
)
"""The 18 rows of personal data in the protocol's order; the last is not of the person but of the recording."""

_PARTICIPANT_NAME = Wording(ru="ФИО", kk="тегі, аты, әкесінің аты")
_PARTICIPANTS_GAP = Wording(
    ru="участники допроса либо «иные лица не привлекались»", kk="қатысушылар немесе «өзге адамдар тартылмады»"
)
_NOBODY_ELSE = Wording(ru="Иные лица не привлекались.", kk="Өзге адамдар тартылмады.")
_PEDAGOGUE = Wording(ru="Педагог и (или) психолог", kk="Педагог және (немесе) психолог")
_MANDATORY = Wording(
    ru="ФИО; лицу {age}, участие обязательно ({article})", kk="тегі, аты; {age}, қатысуы міндетті ({article})"
)
_DISCRETION = Wording(
    ru="ФИО либо «не привлекался»; лицу {age}, {article}",
    kk="тегі, аты немесе «тартылмады»; {age}, {article}",
)
_UNKNOWN = Wording(
    ru="участвует ли: возраст на день допроса или статус не указан, поэтому проект протокола этого не решает",
    kk="қатыса ма: жауап алу күнгі жасы немесе мәртебесі көрсетілмеген, сондықтан хаттама жобасы мұны шешпейді",
)
_DEFENDER_GAP = Wording(
    ru="ФИО защитника либо отметка об отказе от защитника",
    kk="қорғаушының тегі, аты немесе қорғаушыдан бас тарту туралы белгі",
)
_INTERPRETER_GAP = Wording(ru="ФИО переводчика", kk="аудармашының тегі, аты")
_AGE = Wording(ru="{age} лет", kk="{age} жаста")
_ARTICLE_215 = Wording(ru="статья 215 УПК РК", kk="ҚР ҚПК-нің 215-бабы")
_BY_DISCRETION_215 = Wording(
    ru="по усмотрению допрашивающего (статья 215 УПК РК)", kk="жауап алушының қалауы бойынша (ҚР ҚПК-нің 215-бабы)"
)
_MAY_215 = Wording(ru="вправе присутствовать (статья 215 УПК РК)", kk="қатысуға құқылы (ҚР ҚПК-нің 215-бабы)")
_ARTICLE_536 = Wording(ru="статья 536 УПК РК", kk="ҚР ҚПК-нің 536-бабы")
_ARTICLE_537 = Wording(ru="статья 537 УПК РК", kk="ҚР ҚПК-нің 537-бабы")
_ARTICLE_538 = Wording(ru="статья 538 УПК РК", kk="ҚР ҚПК-нің 538-бабы")
_DECIDE = Wording(ru="решает допрашивающий", kk="жауап алушы шешеді")
_ORDER = Wording(ru="Порядок производства допроса объявлен.", kk="Жауап алу тәртібі жарияланды.")
_ORDER_GAP = Wording(ru="объявлен ли порядок производства допроса", kk="жауап алу тәртібі жарияланды ма")
_MEANS = Wording(
    ru="О применении технических средств участники предупреждены заранее.",
    kk="Техникалық құралдардың қолданылатыны қатысушыларға алдын ала ескертілді.",
)
_MEANS_GAP = Wording(
    ru="предупреждены ли участники заранее о применении технических средств",
    kk="техникалық құралдардың қолданылатыны қатысушыларға алдын ала ескертілді ме",
)


def title(form: InterrogationForm, rules: MinorRules, pen: Pen) -> Section:
    """What the document is, the city and the date."""
    who: Text | str = pen.raw(ROLES[form.role].of) if form.role else pen.gap(UNSTATED_ROLE)
    if rules.minor:
        who = pen.say(_OF_MINOR, who=who)
    line = pen.say(_OF_ADDITIONAL if form.additional else _OF_INTERROGATION, who=who)
    return Section(
        kind=SectionKind.TITLE,
        heading="",
        blocks=(
            Paragraph(text=pen.say(_PROTOCOL), style=ParagraphStyle.TITLE),
            Paragraph(text=line, style=ParagraphStyle.TITLE),
            Pair(left=pen.value(form.place, _CITY), right=pen.value(_day(form.first_day), _DAY)),
        ),
    )


def times(form: InterrogationForm, pen: Pen) -> Section:
    """Start, every break, end; with dates where there is more than one day."""
    moments = [moment for sitting in form.sittings for moment in (sitting.start, sitting.end) if moment]
    dated = len({moment.day for moment in moments}) > 1
    lines: list[tuple[Wording, Moment | None]] = [(_STARTED, form.sittings[0].start if form.sittings else None)]
    for before, after in pairwise(form.sittings):
        lines.extend(((_INTERRUPTED, before.end), (_RESUMED, after.start)))
    lines.append((_ENDED, form.sittings[-1].end if form.sittings else None))
    blocks = [
        pen.paragraph(pen.say(line, when=moment_text(at, pen, dated=dated)), ParagraphStyle.RIGHT) for line, at in lines
    ]
    if not form.sittings:
        blocks.insert(1, pen.paragraph(pen.gap(_BREAKS), ParagraphStyle.RIGHT))
    return Section(kind=SectionKind.TIMES, heading="", blocks=tuple(blocks))


def moment_text(moment: Moment | None, pen: Pen, *, dated: bool) -> Text:
    """Hours and minutes, with the date where asked for."""
    if moment is None:
        return pen.gap(_TIME)
    clock = pen.raw(_CLOCK).format(hour=f"{moment.time.hour:02}", minute=f"{moment.time.minute:02}")
    day = f", {_day(moment.day)}" if dated and moment.day else ""
    return pen.say(Wording(ru="{clock}{day}", kk="{clock}{day}"), clock=clock, day=day)


def _day(day: date | None) -> str | None:
    return None if day is None else f"{day:%d.%m.%Y}"


def introduction(form: InterrogationForm, pen: Pen) -> Section:
    """Who interrogates whom, where, under which articles, in which case."""
    articles = form.articles or (ROLES[form.role].articles if form.role else None)
    stated = {name: getattr(form.official, name) for name in _INTRODUCTION_GAPS}
    text = pen.say(
        _INTRODUCTION,
        articles=pen.value(articles, _ARTICLES_OF_ROLE if form.role else _ARTICLES),
        case=pen.value(form.case_number, _CASE),
        who=pen.raw(ROLES[form.role].of) if form.role else pen.gap(UNSTATED_ROLE),
        **{name: pen.value(stated[name], gap) for name, gap in _INTRODUCTION_GAPS.items()},
    )
    blocks: list[Block] = [pen.paragraph(text)]
    if _has_defence(form) or form.defence_notification:
        what = pen.value(form.defence_notification, _NOTIFICATION_GAP)
        blocks.append(pen.paragraph(pen.say(_NOTIFICATION, what=what)))
    return Section(kind=SectionKind.INTRODUCTION, heading="", blocks=tuple(blocks))


def _has_defence(form: InterrogationForm) -> bool:
    """The capacity has a right to defence, or a defender takes part."""
    takes_part = ParticipantRole.DEFENDER in {each.role for each in form.participants or ()}
    return takes_part or form.role in (Role.SUSPECT, Role.WITNESS_WITH_DEFENCE)


def person(form: InterrogationForm, pen: Pen) -> Section:
    """The 18 rows."""
    stated = {name: getattr(form.person, name) for name in PersonalData.__dataclass_fields__}
    stated |= {"birth_date": _day(form.person.birth_date), "technical_means": form.technical_means}
    rows = tuple(
        Row(number=number, label=pen.raw(label), value=pen.value(stated[name], _lowered(label)))
        for number, (name, label) in enumerate(PERSON_ROWS, start=1)
    )
    return Section(kind=SectionKind.PERSON, heading="", blocks=rows)


def _lowered(label: Wording) -> Wording:
    return Wording(ru=label.ru[0].lower() + label.ru[1:], kk=label.kk[0].lower() + label.kk[1:])


def participants(form: InterrogationForm, rules: MinorRules, pen: Pen) -> Section:
    """Who else takes part, whom the rules still ask for, and what was announced."""
    lines = [_participant(each, pen) for each in form.participants or ()]
    asked = asked_for(form, rules, pen)
    lines.extend(pen.say(Wording(ru="{who}: {gap}", kk="{who}: {gap}"), who=pen.raw(who), gap=gap) for who, gap in asked)
    if form.participants is None:
        lines.append(pen.gap(_PARTICIPANTS_GAP))
    elif not lines:
        lines.append(pen.say(_NOBODY_ELSE))
    lines.append(pen.told(form.statements.order_announced, _ORDER, _ORDER_GAP))
    lines.append(pen.told(form.statements.technical_means_announced, _MEANS, _MEANS_GAP))
    heading = pen.raw(Wording(ru="Участники допроса", kk="Жауап алуға қатысушылар"))
    return Section(kind=SectionKind.PARTICIPANTS, heading=heading, blocks=tuple(pen.paragraph(line) for line in lines))


def _participant(each: Participant, pen: Pen) -> Text:
    details = f", {each.details}" if each.details else ""
    return pen.say(
        Wording(ru="{role}: {name}{details}", kk="{role}: {name}{details}"),
        role=pen.raw(PARTICIPANT_NAMES[each.role]),
        name=pen.value(each.name, _PARTICIPANT_NAME),
        details=details,
    )


def asked_for(form: InterrogationForm, rules: MinorRules, pen: Pen) -> tuple[tuple[Wording, Text], ...]:
    """Participants that the capacity or the age asks for and the form does not list: who, and the gap saying why."""
    present = {each.role for each in form.participants or ()}
    suspect = form.role is Role.SUSPECT
    asked: list[tuple[Wording, Text]] = []

    def ask(who: Wording, need: Need, mandatory: Wording, discretion: Wording) -> None:
        age = pen.raw(_AGE).format(age=form.age)
        if need is Need.MANDATORY:
            asked.append((who, pen.gap(_MANDATORY, age=age, article=pen.raw(mandatory))))
        elif need is Need.DISCRETION:
            asked.append((who, pen.gap(_DISCRETION, age=age, article=pen.raw(discretion))))
        elif need is Need.UNKNOWN:
            asked.append((who, pen.gap(_UNKNOWN)))

    if ParticipantRole.DEFENDER not in present:
        if rules.defender is Need.MANDATORY:
            ask(PARTICIPANT_NAMES[ParticipantRole.DEFENDER], rules.defender, _ARTICLE_536, _DECIDE)
        elif _has_defence(form):
            asked.append((PARTICIPANT_NAMES[ParticipantRole.DEFENDER], pen.gap(_DEFENDER_GAP)))
    if not present & {ParticipantRole.PEDAGOGUE, ParticipantRole.PSYCHOLOGIST}:
        mandatory, discretion = (_ARTICLE_538, _DECIDE) if suspect else (_ARTICLE_215, _BY_DISCRETION_215)
        ask(_PEDAGOGUE, rules.pedagogue, mandatory, discretion)
    if ParticipantRole.LEGAL_REPRESENTATIVE not in present:
        representative = PARTICIPANT_NAMES[ParticipantRole.LEGAL_REPRESENTATIVE]
        ask(representative, rules.legal_representative, _ARTICLE_537, _DECIDE if suspect else _MAY_215)
    if form.interpreter_needed and ParticipantRole.INTERPRETER not in present:
        asked.append((PARTICIPANT_NAMES[ParticipantRole.INTERPRETER], pen.gap(_INTERPRETER_GAP)))
    return tuple(asked)
