"""Sections 9 and 10 of the protocol: how it ended, who came to know it and how, and who is to sign."""

from models.interrogation import Attachment, InterrogationForm, ParticipantRole, ReadBy
from models.protocol_document import Block, Section, SectionKind, Text
from transcribe.protocol.middle import person_name
from transcribe.protocol.minors import MinorRules
from transcribe.protocol.opening import asked_for, moment_text
from transcribe.protocol.pen import Pen, Wording
from transcribe.protocol.roles import PARTICIPANT_NAMES

_HEADING = Wording(ru="Окончание допроса", kk="Жауап алудың аяқталуы")
_SIGNATURES = Wording(ru="Подписи", kk="Қолдар")
_ENDED = Wording(ru="На этом допрос окончен: {when}.", kk="Осымен жауап алу аяқталды: {when}.")
_CLOSING_RIGHTS = Wording(
    ru="Право ознакомиться с протоколом, делать заявления, замечания, дополнения и уточнения разъяснено.",
    kk="Хаттамамен танысу, арыздар, ескертулер, толықтырулар мен түзетулер енгізу құқығы түсіндірілді.",
)
_CLOSING_RIGHTS_GAP = Wording(
    ru="разъяснено ли право ознакомиться с протоколом, делать заявления, замечания, дополнения и уточнения",
    kk="хаттамамен танысу, арыздар, ескертулер, толықтырулар мен түзетулер енгізу құқығы түсіндірілді ме",
)
_SHOWN = Wording(ru="Протокол предъявлен для ознакомления.", kk="Хаттама танысу үшін ұсынылды.")
_SHOWN_GAP = Wording(ru="предъявлен ли протокол для ознакомления", kk="хаттама танысу үшін ұсынылды ма")
_READ = Wording(ru="С протоколом ознакомлен(а) путем {how}.", kk="Хаттамамен танысты: {how}.")
_READ_HOW: dict[ReadBy, Wording] = {
    ReadBy.OWN_READING: Wording(ru="личного прочтения", kk="жеке оқып шығу жолымен"),
    ReadBy.READ_OUT: Wording(ru="оглашения", kk="жария ету жолымен"),
}
_READ_GAP = Wording(ru="личного прочтения либо оглашения", kk="жеке оқып шығу немесе жария ету жолымен")
_REPLAYED = Wording(
    ru="Воспроизведение фонограммы и видеограммы: {what}", kk="Фонограмма мен бейнежазбаны ойнатып көрсету: {what}"
)
_REPLAYED_GAP = Wording(
    ru="воспроизводились ли фонограмма и видеограмма", kk="фонограмма мен бейнежазба ойнатып көрсетілді ме"
)
_CORRECT = Wording(ru="Протокол записан правильно.", kk="Хаттама дұрыс жазылған.")
_CORRECT_GAP = Wording(ru="записан ли протокол правильно, по словам лица", kk="адамның сөзінше, хаттама дұрыс жазылған ба")
_REMARKS = Wording(ru="Замечания, дополнения, уточнения: {what}", kk="Ескертулер, толықтырулар, түзетулер: {what}")
_REMARKS_GAP = Wording(ru="замечания либо «не имею»", kk="ескертулер немесе «жоқ»")
_ATTACHMENTS = Wording(ru="К протоколу прилагаются: {what}", kk="Хаттамаға қоса беріледі: {what}")
_ATTACHMENTS_GAP = Wording(
    ru="приложения и число листов либо «приложений нет»", kk="қосымшалар мен парақ саны немесе «қосымшалар жоқ»"
)
_NO_ATTACHMENTS = Wording(ru="приложений нет.", kk="қосымшалар жоқ.")
_PAGES_GAP = Wording(ru="число листов", kk="парақ саны")
_WHO = Wording(ru="{role} {name}", kk="{role} {name}")
_NAME_GAP = Wording(ru="ФИО", kk="тегі, аты, әкесінің аты")
_DREW_UP = Wording(
    ru="Допросил, протокол составил: {position} {name}", kk="Жауап алды, хаттаманы жасады: {position} {name}"
)
_POSITION_GAP = Wording(ru="должность", kk="лауазымы")


def closing(form: InterrogationForm, pen: Pen) -> Section:
    """The end, the rights that belong to it, reading, remarks, attachments; signature lines are empty."""
    said = form.statements
    end = form.sittings[-1].end if form.sittings else None
    how = pen.say(_READ_HOW[form.read_by]) if form.read_by else pen.gap(_READ_GAP)
    signature = pen.signature(pen.raw(person_name(form)))
    blocks: tuple[Block, ...] = (
        pen.paragraph(pen.say(_ENDED, when=moment_text(end, pen, dated=True))),
        pen.paragraph(pen.told(said.closing_rights_explained, _CLOSING_RIGHTS, _CLOSING_RIGHTS_GAP)),
        signature,
        pen.paragraph(pen.told(said.shown, _SHOWN, _SHOWN_GAP)),
        pen.paragraph(pen.say(_READ, how=how)),
        pen.paragraph(pen.say(_REPLAYED, what=pen.value(form.replayed, _REPLAYED_GAP))),
        pen.paragraph(pen.told(said.recorded_correctly, _CORRECT, _CORRECT_GAP)),
        pen.paragraph(pen.say(_REMARKS, what=pen.value(form.remarks, _REMARKS_GAP))),
        pen.paragraph(pen.say(_ATTACHMENTS, what=_attachments(form.attachments, pen))),
        signature,
    )
    return Section(kind=SectionKind.CLOSING, heading=pen.raw(_HEADING), blocks=blocks)


def _attachments(attachments: tuple[Attachment, ...] | None, pen: Pen) -> Text:
    if attachments is None:
        return pen.gap(_ATTACHMENTS_GAP)
    if not attachments:
        return pen.say(_NO_ATTACHMENTS)
    text: Text = ()
    for number, each in enumerate(attachments, start=1):
        pages = pen.value(each.pages, _PAGES_GAP)
        lead = f"{'; ' if text else ''}{number}) {each.name} — "
        text = (*text, *pen.say(Wording(ru="{lead}{pages}", kk="{lead}{pages}"), lead=lead, pages=pages))
    return text


def signatures(form: InterrogationForm, rules: MinorRules, pen: Pen) -> Section:
    """An empty line for each participant, the person, the defender and the official, in that order."""
    others = [each for each in form.participants or () if each.role is not ParticipantRole.DEFENDER]
    defenders = [each for each in form.participants or () if each.role is ParticipantRole.DEFENDER]
    asked = asked_for(form, rules, pen)
    defender_name = PARTICIPANT_NAMES[ParticipantRole.DEFENDER]
    blocks: list[Block] = [_line(PARTICIPANT_NAMES[each.role], each.name, pen) for each in others]
    blocks.extend(_line(who, None, pen) for who, _ in asked if who is not defender_name)
    blocks.append(_line(person_name(form), form.person.full_name, pen))
    blocks.extend(_line(defender_name, each.name, pen) for each in defenders)
    blocks.extend(_line(who, None, pen) for who, _ in asked if who is defender_name)
    drew_up = pen.say(
        _DREW_UP,
        position=pen.value(form.official.position, _POSITION_GAP),
        name=pen.value(form.official.name, _NAME_GAP),
    )
    blocks.append(pen.signature(drew_up))
    return Section(kind=SectionKind.SIGNATURES, heading=pen.raw(_SIGNATURES), blocks=tuple(blocks))


def _line(who: Wording, name: str | None, pen: Pen) -> Block:
    return pen.signature(pen.say(_WHO, role=pen.raw(who), name=pen.value(name, _NAME_GAP)))
