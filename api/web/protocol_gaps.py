"""Which field of the form fills a gap of a draft, told by the gap's own words in either language of protocols."""

from collections.abc import Mapping

from transcribe.protocol.opening import PERSON_ROWS

_BEGINNINGS: tuple[tuple[str, str, str], ...] = (
    ("role", "в каком качестве", "адамнан қандай мәртебеде"),
    ("role", "статьи УПК РК для этого статуса", "осы мәртебеге арналған"),
    ("articles", "перечень статей УПК РК", "талаптары сақталған ҚР ҚПК"),
    ("withdrawn_questions", "снят вопрос или отведён", "сұрақ алып тасталды ма"),
    ("withdrawn_questions", "кем снят или отведён", "сұрақты кім алып тастады"),
    ("withdrawn_questions", "причина, по которой вопрос", "сұрақтың алып тасталу"),
    ("refusals", "причина отказа отвечать", "сұраққа жауап беруден бас тарту"),
    ("refusals", "номер статьи, по которой лицо", "адамның айғақ беруден бас тартуға"),
    ("role", "решить, предупреждается ли лицо в этом статусе", "осы мәртебедегі адамға"),
    ("place", "место составления протокола", "хаттама жасалған жер"),
    ("date", "дата", "күні"),
    ("sittings", "час, минута", "сағаты, минуты"),
    ("sittings", "перерывы", "үзілістер"),
    ("official.position", "должность", "лауазымы"),
    ("official.position", "должность допрашивающего", "жауап алушының лауазымы"),
    ("official.body", "орган", "орган"),
    ("official.region", "область, город", "органның облысы"),
    ("official.name", "ФИО допрашивающего", "жауап алушының тегі"),
    ("official.room", "помещение, кабинет", "бөлме, кабинет"),
    ("official.address", "адрес места допроса", "жауап алынған жердің мекенжайы"),
    ("case_number", "номер уголовного дела", "қылмыстық істің нөмірі"),
    ("defence_notification", "номер и дата уведомления защитника", "қорғаушы хабарламасының"),
    ("participants", "участники допроса", "қатысушылар немесе"),
    ("participants", "участвует ли", "қатыса ма"),
    ("participants", "ФИО", "тегі, аты"),
    ("participants", "ФИО защитника", "қорғаушының тегі"),
    ("participants", "ФИО переводчика", "аудармашының тегі"),
    ("statements.order_announced", "объявлен ли порядок", "жауап алу тәртібі"),
    ("statements.technical_means_announced", "предупреждены ли участники", "техникалық құралдардың"),
    ("rights_text", "полный текст статьи", "ҚР ҚПК-нің"),
    ("statements.suspicion_announced", "объявлено ли, в чем", "адамның не үшін күдікті"),
    ("suspicion", "содержание подозрения", "күдіктің мазмұны"),
    ("statements.rights_explained", "разъяснены ли права", "құқықтар мен міндеттер"),
    ("statements.use_warned", "предупреждено ли лицо, что показания", "адам алғашқы жауап алу"),
    ("guilt", "ответ на вопрос о признании", "кінәні мойындау"),
    ("statements.liability_warned", "предупреждено ли лицо об уголовной", "адамға ҚР ҚК-нің"),
    ("person.birth_date", "решить, предупреждается ли лицо об", "адамға ҚР ҚК-нің"),
    ("statements.truth_reminded", "напомнено ли", "тек шындықты"),
    ("statements.self_incrimination_right_explained", "разъяснено ли право не свидетельствовать", "өзіне, жұбайына"),
    ("testimony_language", "язык показаний", "айғақ беру тілі"),
    ("interpreter_needed", "нуждается ли лицо", "адам аудармашыға"),
    ("statements.invited", "предложено ли рассказать", "іс бойынша белгілінің"),
    ("relation_words", "в каких отношениях", "күдіктімен қандай"),
    ("statements.closing_rights_explained", "разъяснено ли право ознакомиться", "хаттамамен танысу, арыздар"),
    ("statements.shown", "предъявлен ли протокол", "хаттама танысу үшін"),
    ("read_by", "личного прочтения", "жеке оқып шығу"),
    ("replayed", "воспроизводились ли", "фонограмма мен бейнежазба"),
    ("statements.recorded_correctly", "записан ли протокол", "адамның сөзінше"),
    ("remarks", "замечания либо", "ескертулер немесе"),
    ("attachments", "приложения и число листов", "қосымшалар мен парақ"),
    ("attachments", "число листов", "парақ саны"),
    ("voices", "кто говорит", "кім сөйлеп тұр"),
)
_ROWS: Mapping[int, str] = {
    number: name if name == "technical_means" else f"person.{name}" for number, (name, _) in enumerate(PERSON_ROWS, 1)
}


def field_of_row(number: int) -> str | None:
    """The field of a row of the table of personal data."""
    return _ROWS.get(number)


def field_of(gap: str) -> str | None:
    """The field that fills a gap; None where none does, such as an answer that the recording does not give."""
    said = gap.strip("[]").partition(": ")[2]
    fitting = [(len(each), name) for name, *ways in _BEGINNINGS for each in ways if said.startswith(each)]
    return max(fitting)[1] if fitting else None
