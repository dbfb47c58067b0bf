"""What the reader of the draft needs beside the protocol: the notice before it, and the annexes after the signatures."""

from collections.abc import Sequence

from models.protocol_document import (
    Block,
    DoubtfulPlace,
    LeftOutTurn,
    Paragraph,
    ParagraphStyle,
    Run,
    RunMark,
    Section,
    SectionKind,
    VoiceProposal,
)
from models.span import Span
from models.transcript import Transcript
from transcribe.protocol.pen import GAP_WORDS, Pen, Wording
from transcribe.protocol.places import clock, place

_DRAFT = Wording(
    ru="ПРОЕКТ ПРОТОКОЛА. Составлен с применением автоматического распознавания речи и никем не проверен. До подписания "
    "каждое слово и каждого говорящего следует сверить с записью.",
    kk="ХАТТАМА ЖОБАСЫ. Сөзді автоматты тану арқылы жасалған, ешкім тексермеген. Қол қойылғанға дейін әр сөзді және "
    "әр сөйлеушіні жазбамен салыстыру керек.",
)
_LEGEND = Wording(
    ru="Условные знаки: [{gap}: …] — этого нет ни в форме, ни на записи; {doubt} — слова, в которых есть сомнение "
    "(перечень мест — в приложении); � — знак, который нельзя напечатать; время — по записи.",
    kk="Шартты белгілер: [{gap}: …] — бұл нысанда да, жазбада да жоқ; {doubt} — күмәнді сөздер (орындардың тізімі — "
    "қосымшада); � — басып шығаруға болмайтын таңба; уақыт — жазба бойынша.",
)
_DOUBT_SAMPLE = Wording(ru="подчеркнуто точками", kk="нүктемен асты сызылған")
_PROPOSED = Wording(
    ru="Кто говорит, решает человек. Для части голосов решения нет: предложения программы с причинами — в приложении.",
    kk="Кім сөйлейтінін адам шешеді. Кейбір дауыстар туралы шешім жоқ: бағдарламаның ұсыныстары мен себептері — қосымшада.",
)
_VOICES = Wording(
    ru="Приложение к проекту протокола. Кто говорит: предложения программы",
    kk="Хаттама жобасына қосымша. Кім сөйлейді: бағдарлама ұсыныстары",
)
_VOICES_INTRO = Wording(
    ru="Это предложения, а не решения. Чтобы решить, укажите голоса в форме (поле voices) и составьте проект протокола "
    "заново.",
    kk="Бұл — ұсыныстар, шешім емес. Шешу үшін нысанда дауыстарды көрсетіп (voices өрісі), хаттама жобасын қайта жасаңыз.",
)
_CHECK = Wording(
    ru="Приложение к проекту протокола. Места, требующие проверки",
    kk="Хаттама жобасына қосымша. Тексеруді қажет ететін жерлер",
)
_NO_PLACES = Wording(
    ru="Программа не отметила ни одного места. Это не значит, что ошибок нет.",
    kk="Бағдарлама бірде-бір орынды белгілемеді. Бұл қате жоқ дегенді білдірмейді.",
)
_LEFT_OUT = Wording(
    ru="Приложение к проекту протокола. Реплики вне протокола", kk="Хаттама жобасына қосымша. Хаттамаға енбеген репликалар"
)
_SOURCES = Wording(
    ru="Приложение к проекту протокола. Записи и программы", kk="Хаттама жобасына қосымша. Жазбалар мен бағдарламалар"
)
_RECORDING = Wording(
    ru="Запись {number}: {name}, длительность {length}, SHA-256 {sha256}",
    kk="{number}-жазба: {name}, ұзақтығы {length}, SHA-256 {sha256}",
)
_ENGINES = Wording(ru="Обработано: Hattama {version}; {engines}", kk="Өңделді: Hattama {version}; {engines}")
_PROPOSED_ROLES: dict[str | None, Wording] = {
    "investigator": Wording(ru="возможно, допрашивающий", kk="жауап алушы болуы мүмкін"),
    "interrogated": Wording(ru="возможно, допрашиваемое лицо", kk="жауап алынатын адам болуы мүмкін"),
    "interpreter": Wording(ru="возможно, переводчик", kk="аудармашы болуы мүмкін"),
    None: Wording(ru="предложения нет", kk="ұсыныс жоқ"),
}
_UNCLEAR = Wording(
    ru=" (перевес недостаточен: вопросы и ответы по нему не составлены)",
    kk=" (айырмашылық жеткіліксіз: сұрақ-жауап ол бойынша құрылмаған)",
)


def notice(proposals: Sequence[VoiceProposal], pen: Pen) -> Section:
    """That this is a machine's draft, what its signs mean, and whether voices still wait for a ruling."""
    sample = (Run(text=pen.raw(_DOUBT_SAMPLE), mark=RunMark.DOUBT),)
    texts = [pen.say(_DRAFT), pen.say(_LEGEND, gap=GAP_WORDS[pen.language], doubt=sample)]
    if proposals:
        texts.append(pen.say(_PROPOSED))
    blocks = tuple(pen.paragraph(text, ParagraphStyle.NOTE) for text in texts)
    return Section(kind=SectionKind.NOTICE, heading="", blocks=blocks)


def voices(proposals: Sequence[VoiceProposal], pen: Pen, *, several: bool) -> Section:
    """Who each unnamed voice may be, and why."""
    blocks: list[Block] = [pen.paragraph(pen.say(_VOICES_INTRO), ParagraphStyle.NOTE)]
    for each in proposals:
        name = f"{each.recording}:{each.voice}" if several else each.voice
        guess = pen.raw(_PROPOSED_ROLES[each.role])
        unclear = pen.raw(_UNCLEAR) if each.role and not each.carries else ""
        reasons = "; ".join(pen.raw(reason) for reason in each.reasons)
        blocks.append(_item(f"{name} — {guess}{unclear}: {reasons}."))
    return Section(kind=SectionKind.VOICES, heading=pen.raw(_VOICES), blocks=tuple(blocks))


def check(places: Sequence[DoubtfulPlace], pen: Pen, *, several: bool) -> Section:
    """The places that need an ear."""
    lines = [
        f"{_numbered(each.recording, Span(start=each.start, end=each.end), several=several)} — "
        + (f"«{each.quote}»: " if each.quote else "")
        + "; ".join(pen.raw(reason) for reason in each.reasons)
        for each in places
    ]
    blocks = tuple(_item(line) for line in lines or [pen.raw(_NO_PLACES)])
    return Section(kind=SectionKind.CHECK, heading=pen.raw(_CHECK), blocks=blocks)


def left_out(turns: Sequence[LeftOutTurn], pen: Pen, *, several: bool) -> Section:
    """The turns that are not in the record, in full."""
    blocks = tuple(
        _item(
            f"{_numbered(each.recording, each.span, several=several)}, {each.voice}, {each.turn.turn_id} — "
            f"«{each.text}»: {pen.raw(each.reason)}"
        )
        for each in turns
    )
    return Section(kind=SectionKind.LEFT_OUT, heading=pen.raw(_LEFT_OUT), blocks=blocks)


def sources(transcripts: Sequence[Transcript], names: Sequence[str], pen: Pen) -> Section:
    """The recordings by their hashes, and what computed."""
    blocks: list[Block] = []
    for number, (transcript, name) in enumerate(zip(transcripts, names, strict=True), start=1):
        recording = transcript.recording
        stated = {"number": number, "name": name, "sha256": recording.sha256}
        length = clock(recording.sound.decoded_duration)
        blocks.append(_item(pen.raw(_RECORDING).format(length=length, **stated)))
        engines = ", ".join(
            f"{each.name} {each.version} ({', '.join(weights.name for weights in each.weights)})"
            if each.weights
            else f"{each.name} {each.version}"
            for each in transcript.engines
        )
        blocks.append(_item(pen.raw(_ENGINES).format(version=transcript.hattama_version, engines=engines or "—")))
    return Section(kind=SectionKind.SOURCES, heading=pen.raw(_SOURCES), blocks=tuple(blocks))


def _item(text: str) -> Paragraph:
    return Paragraph(text=(Run(text=text),), style=ParagraphStyle.ITEM)


def _numbered(recording: int, span: Span, *, several: bool) -> str:
    return f"{recording}: {place(span)}" if several else place(span)
