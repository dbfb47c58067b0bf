"""Sections 6 and 7 of the protocol, and the invitation that opens section 8: rights, warnings, language.

Nothing here is stated as done unless the form states it: otherwise the line is a gap, and its signature line is empty.
"""

from collections.abc import Sequence

from models.interrogation import Guilt, InterrogationForm, Role
from models.protocol_document import Block, Section, SectionKind, Text
from transcribe.protocol.minors import Liability, MinorRules
from transcribe.protocol.pen import Pen, Wording
from transcribe.protocol.roles import ROLES, UNSTATED_NAME, UNSTATED_ROLE

_RIGHTS_HEADING = Wording(ru="Права, обязанности, предупреждения", kk="Құқықтар, міндеттер, ескертулер")
_SUSPICION = Wording(
    ru="Объявлено, в чем лицо подозревается: {what}", kk="Адамның не үшін күдікті екені жарияланды: {what}"
)
_SUSPICION_GAP = Wording(
    ru="объявлено ли, в чем лицо подозревается, и содержание подозрения",
    kk="адамның не үшін күдікті екені жарияланды ма және күдіктің мазмұны",
)
_SUSPICION_WORDS = Wording(ru="содержание подозрения", kk="күдіктің мазмұны")
_RIGHTS_TEXT = Wording(ru="полный текст статьи {article} УПК РК", kk="ҚР ҚПК-нің {article}-бабының толық мәтіні")
_RIGHTS = Wording(
    ru="Права и обязанности, предусмотренные статьей {article} УПК РК, разъяснены, сущность их ясна.",
    kk="ҚР ҚПК-нің {article}-бабымен көзделген құқықтар мен міндеттер түсіндірілді, мәні түсінікті.",
)
_RIGHTS_GAP = Wording(
    ru="разъяснены ли права и обязанности, предусмотренные статьей {article} УПК РК, и ясна ли их сущность",
    kk="ҚР ҚПК-нің {article}-бабымен көзделген құқықтар мен міндеттер түсіндірілді ме және мәні түсінікті ме",
)
_USE = Wording(
    ru="О том, что показания могут быть использованы в качестве доказательств, если лицо не воспользовалось правом "
    "отказаться от дачи показаний до начала первого допроса, предупрежден(а).",
    kk="Адам алғашқы жауап алу басталғанға дейін айғақ беруден бас тарту құқығын пайдаланбаса, оның айғақтары дәлелдеме "
    "ретінде пайдаланылуы мүмкін екені ескертілді.",
)
_USE_GAP = Wording(
    ru="предупреждено ли лицо, что показания могут быть использованы, если оно не воспользовалось правом отказаться до "
    "начала первого допроса",
    kk="адам алғашқы жауап алу басталғанға дейін бас тарту құқығын пайдаланбаса, айғақтары пайдаланылуы мүмкін екені "
    "ескертілді ме",
)
_GUILT = Wording(
    ru="На вопрос, признает ли себя виновным (полностью, частично, отрицает), ответ: {answer}",
    kk="Өзін кінәлі деп мойындайсыз ба (толық, ішінара, мойындамайды) деген сұраққа жауабы: {answer}",
)
_GUILT_GAP = Wording(ru="ответ на вопрос о признании вины", kk="кінәні мойындау туралы сұраққа жауап")
_GUILT_ANSWERS: dict[Guilt, Wording] = {
    Guilt.FULLY: Wording(ru="признает полностью.", kk="толық мойындайды."),
    Guilt.PARTLY: Wording(ru="признает частично.", kk="ішінара мойындайды."),
    Guilt.DENIES: Wording(ru="отрицает.", kk="мойындамайды."),
}
_LIABILITY = Wording(
    ru="Об уголовной ответственности по статьям {articles} УК РК предупрежден(а).",
    kk="ҚР ҚК-нің {articles}-баптары бойынша қылмыстық жауаптылық туралы ескертілді.",
)
_LIABILITY_GAP = Wording(
    ru="предупреждено ли лицо об уголовной ответственности по статьям {articles} УК РК",
    kk="адамға ҚР ҚК-нің {articles}-баптары бойынша қылмыстық жауаптылық туралы ескертілді ме",
)
_LIABILITY_AGE_UNKNOWN = Wording(
    ru="решить, предупреждается ли лицо об уголовной ответственности по статьям {articles} УК РК: возраст на день "
    "допроса не указан, а лицо моложе 16 лет не предупреждается (статья 215 УПК РК)",
    kk="адамға ҚР ҚК-нің {articles}-баптары бойынша қылмыстық жауаптылық туралы ескертіле ме, шешу керек: жауап алу күнгі "
    "жасы көрсетілмеген, ал 16 жасқа толмаған адамға ескертілмейді (ҚР ҚПК-нің 215-бабы)",
)
_LIABILITY_BY_ROLE = Wording(
    ru="решить, предупреждается ли лицо в этом статусе об уголовной ответственности по статьям {articles} УК РК",
    kk="осы мәртебедегі адамға ҚР ҚК-нің {articles}-баптары бойынша қылмыстық жауаптылық туралы ескертіле ме, шешу керек",
)
_WARNED_CHILD = Wording(
    ru="в форме отмечено предупреждение об ответственности, а лицо моложе 16 лет не предупреждается (статья 215 УПК РК): "
    "решить, что было на деле",
    kk="нысанда жауаптылық туралы ескерту белгіленген, ал 16 жасқа толмаған адамға ескертілмейді (ҚР ҚПК-нің 215-бабы): іс "
    "жүзінде не болғанын шешу",
)
_TRUTH = Wording(
    ru="О необходимости говорить только правду напомнено (статья 215 УПК РК).",
    kk="Тек шындықты айту қажеттігі еске салынды (ҚР ҚПК-нің 215-бабы).",
)
_TRUTH_GAP = Wording(
    ru="напомнено ли о необходимости говорить только правду (статья 215 УПК РК)",
    kk="тек шындықты айту қажеттігі еске салынды ма (ҚР ҚПК-нің 215-бабы)",
)
_SELF = Wording(
    ru="Право не свидетельствовать против себя, супруга (супруги) и близких родственников разъяснено.",
    kk="Өзіне, жұбайына (зайыбына) және жақын туыстарына қарсы айғақ бермеу құқығы түсіндірілді.",
)
_SELF_GAP = Wording(
    ru="разъяснено ли право не свидетельствовать против себя, супруга (супруги) и близких родственников",
    kk="өзіне, жұбайына (зайыбына) және жақын туыстарына қарсы айғақ бермеу құқығы түсіндірілді ме",
)
_LANGUAGE_HEADING = Wording(ru="Язык показаний", kk="Айғақ беру тілі")
_LANGUAGE = Wording(ru="Показания желаю давать на языке: {language}.", kk="Айғақ бергім келетін тіл: {language}.")
_LANGUAGE_GAP = Wording(ru="язык показаний", kk="айғақ беру тілі")
_NEEDS = Wording(ru="В услугах переводчика нуждаюсь.", kk="Аудармашының көмегіне мұқтажбын.")
_NEEDS_NOT = Wording(ru="В услугах переводчика не нуждаюсь.", kk="Аудармашының көмегіне мұқтаж емеспін.")
_NEEDS_GAP = Wording(ru="нуждается ли лицо в переводчике", kk="адам аудармашыға мұқтаж ба")
_INVITED = Wording(ru="Предложено рассказать все известное по делу.", kk="Іс бойынша белгілінің бәрін айтып беру ұсынылды.")
_INVITED_GAP = Wording(
    ru="предложено ли рассказать все известное по делу", kk="іс бойынша белгілінің бәрін айтып беру ұсынылды ма"
)
_RELATION = Wording(ru="Отношения с подозреваемым: {what}", kk="Күдіктімен қарым-қатынасы: {what}")
_RELATION_GAP = Wording(ru="в каких отношениях с подозреваемым", kk="күдіктімен қандай қарым-қатынаста")


def person_name(form: InterrogationForm) -> Wording:
    """What the person is called before a signature line."""
    return ROLES[form.role].name if form.role else UNSTATED_NAME


def rights(form: InterrogationForm, rules: MinorRules, pen: Pen) -> Section:
    """Rights and warnings of the capacity and age, each with an empty signature line."""
    lines: list[Text] = []
    article = ROLES[form.role].rights_article if form.role else None
    if form.role is Role.SUSPECT:
        lines.append(_suspicion(form, pen))
    lines.append(_rights_text(form, article, pen))
    lines.append(_rights_line(form, article, pen))
    if form.role is Role.SUSPECT:
        lines.append(pen.told(form.statements.use_warned, _USE, _USE_GAP))
        answer = pen.say(_GUILT_ANSWERS[form.guilt]) if form.guilt else pen.gap(_GUILT_GAP)
        lines.append(pen.say(_GUILT, answer=answer))
    lines.extend(_liability(form, rules, pen))
    if form.role in (Role.WITNESS, Role.VICTIM, Role.WITNESS_WITH_DEFENCE):
        lines.append(pen.told(form.statements.self_incrimination_right_explained, _SELF, _SELF_GAP))
    unsigned = lines[:2] if form.role is Role.SUSPECT else lines[:1]
    blocks = _signed(form, [line for line in lines if line not in unsigned], pen)
    return Section(
        kind=SectionKind.RIGHTS,
        heading=pen.raw(_RIGHTS_HEADING),
        blocks=(*(pen.paragraph(line) for line in unsigned), *blocks),
    )


def _signed(form: InterrogationForm, lines: Sequence[Text], pen: Pen) -> list[Block]:
    """Each line with an empty signature line under it."""
    blocks: list[Block] = []
    for line in lines:
        blocks.extend((pen.paragraph(line), pen.signature(pen.raw(person_name(form)))))
    return blocks


def _suspicion(form: InterrogationForm, pen: Pen) -> Text:
    if form.statements.suspicion_announced:
        return pen.say(_SUSPICION, what=pen.value(form.suspicion, _SUSPICION_WORDS))
    gap = pen.told(form.statements.suspicion_announced, _SUSPICION, _SUSPICION_GAP)
    if form.suspicion is None:
        return gap
    return pen.say(Wording(ru="{what} {gap}", kk="{what} {gap}"), what=form.suspicion, gap=gap)


def _rights_text(form: InterrogationForm, article: str | None, pen: Pen) -> Text:
    """The article's text as the form gives it: no text of a law is supplied by the program."""
    if form.rights_text is not None:
        return pen.say(Wording(ru="{text}", kk="{text}"), text=form.rights_text)
    if article is None:
        return pen.gap(UNSTATED_ROLE)
    return pen.gap(_RIGHTS_TEXT, article=article)


def _rights_line(form: InterrogationForm, article: str | None, pen: Pen) -> Text:
    number = article or "…"
    done, gap = (
        Wording(ru=each.ru.format(article=number), kk=each.kk.format(article=number)) for each in (_RIGHTS, _RIGHTS_GAP)
    )
    return pen.told(form.statements.rights_explained, done, gap)


def _liability(form: InterrogationForm, rules: MinorRules, pen: Pen) -> list[Text]:
    """The warning of an adult, the reminder of a child, or the question that a person has to settle."""
    said = form.statements.liability_warned
    articles = (ROLES[form.role].liability if form.role else None) or "420, 421"
    done = Wording(ru=_LIABILITY.ru.format(articles=articles), kk=_LIABILITY.kk.format(articles=articles))
    match rules.liability:
        case Liability.NEVER:
            return []
        case Liability.REMIND:
            reminder = pen.told(form.statements.truth_reminded, _TRUTH, _TRUTH_GAP)
            return [reminder, pen.gap(_WARNED_CHILD)] if said else [reminder]
        case Liability.WARN:
            gap = Wording(ru=_LIABILITY_GAP.ru.format(articles=articles), kk=_LIABILITY_GAP.kk.format(articles=articles))
            return [pen.told(said, done, gap)]
    certain = form.role is not None and ROLES[form.role].liability_certain
    if form.role is not None and not certain and said is not None:  # it was for a person to decide, who has
        return [pen.say(done)] if said else []
    undecided = pen.gap(_LIABILITY_AGE_UNKNOWN if certain else _LIABILITY_BY_ROLE, articles=articles)
    return [pen.say(done), undecided] if said else [undecided]


def language(form: InterrogationForm, pen: Pen) -> Section:
    """In which language the person testifies, and whether an interpreter is needed, over a signature line."""
    needs = {True: pen.say(_NEEDS), False: pen.say(_NEEDS_NOT), None: pen.gap(_NEEDS_GAP)}[form.interpreter_needed]
    said = pen.say(_LANGUAGE, language=pen.value(form.testimony_language, _LANGUAGE_GAP))
    return Section(
        kind=SectionKind.LANGUAGE,
        heading=pen.raw(_LANGUAGE_HEADING),
        blocks=(pen.paragraph(said), pen.paragraph(needs), pen.signature(pen.raw(person_name(form)))),
    )


def invitation(form: InterrogationForm, pen: Pen) -> tuple[Block, ...]:
    """What stands before the first entry of the record."""
    lines = [pen.told(form.statements.invited, _INVITED, _INVITED_GAP)]
    if form.role in (Role.WITNESS, Role.WITNESS_WITH_DEFENCE):
        lines.append(pen.say(_RELATION, what=pen.value(form.relation_words, _RELATION_GAP)))
    return tuple(pen.paragraph(line) for line in lines)
