"""What a verification says: a table of remarks with their sentences, and the report made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.sentences import InterfaceLanguage, Sentence

SHOWN = 20  # remarks of one kind that are told one by one; the rest are counted


class Outcome(StrEnum):
    """What a verification ends with."""

    PROVEN = "proven"
    FAULT = "fault"
    NOT_PROVEN = "not_proven"  # nothing wrong was found, and something could not be proven


EXIT_CODES = {Outcome.PROVEN: 0, Outcome.FAULT: 1, Outcome.NOT_PROVEN: 3}
"""How a command ends; 2 is left to wrong arguments."""

OUTCOMES = {
    Outcome.PROVEN: Sentence(ru="ИТОГ: доказано.", kk="ҚОРЫТЫНДЫ: дәлелденді.", en="RESULT: proven."),
    Outcome.FAULT: Sentence(
        ru="ИТОГ: найдены нарушения.", kk="ҚОРЫТЫНДЫ: бұзушылықтар табылды.", en="RESULT: faults were found."
    ),
    Outcome.NOT_PROVEN: Sentence(
        ru="ИТОГ: нарушений не найдено, но доказано не всё.",
        kk="ҚОРЫТЫНДЫ: бұзушылық табылмады, бірақ бәрі дәлелденген жоқ.",
        en="RESULT: no fault was found, but not everything is proven.",
    ),
}

COUNTS = Sentence(
    ru="Записей: {entries}. Подробности стёрты: {erased}. Принято контрольных точек: {checkpoints}.",
    kk="Жазбалар: {entries}. Егжей-тегжейі өшірілгені: {erased}. Қабылданған бақылау нүктелері: {checkpoints}.",
    en="Entries: {entries}. Details erased: {erased}. Checkpoints accepted: {checkpoints}.",
)


class Weight(StrEnum):
    """What a remark means for the outcome."""

    FAULT = "fault"
    WARNING = "warning"  # to be looked at; changes no outcome
    NOT_PROVEN = "not_proven"


WEIGHTS = {
    Weight.FAULT: Sentence(ru="НАРУШЕНИЕ", kk="БҰЗУШЫЛЫҚ", en="FAULT"),
    Weight.WARNING: Sentence(ru="ВНИМАНИЕ", kk="НАЗАР АУДАРЫҢЫЗ", en="WARNING"),
    Weight.NOT_PROVEN: Sentence(ru="НЕ ДОКАЗАНО", kk="ДӘЛЕЛДЕНБЕДІ", en="NOT PROVEN"),
}


class RemarkCode(StrEnum):
    """The kinds of remarks; `REMARKS` says each in words."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    OUT_OF_PLACE = "out_of_place"
    CHANGED = "changed"
    DETAILS_CHANGED = "details_changed"
    NOT_INCLUDED = "not_included"
    OTHER_CASE = "other_case"
    NOT_SIGNED = "not_signed"
    FOREIGN_OWN = "foreign_own"
    DIFFERS_HELD = "differs_held"
    DIFFERS_OWN = "differs_own"
    TWO_HISTORIES = "two_histories"
    CUT = "cut"
    CLOCK_BACK = "clock_back"
    FOREIGN_HELD = "foreign_held"
    UNREADABLE_HELD = "unreadable_held"
    NO_CHECKPOINT = "no_checkpoint"
    NONE_HELD = "none_held"
    AFTER_HELD = "after_held"
    AFTER_LAST = "after_last"
    OTHER_SIZE = "other_size"
    COMPLETENESS = "completeness"


REMARKS: Mapping[RemarkCode, tuple[Weight, Sentence]] = {
    RemarkCode.UNREADABLE: (
        Weight.FAULT,
        Sentence(
            ru="Строка {line} не читается: она повреждена или не из журнала.",
            kk="{line}-жол оқылмайды: ол бүлінген немесе журналдан емес.",
            en="Line {line} cannot be read: it is damaged or not of a journal.",
        ),
    ),
    RemarkCode.MISSING: (
        Weight.FAULT,
        Sentence(
            ru="Записей № {first}–{last} нет на их месте.",
            kk="№ {first}–{last} жазбалар өз орнында жоқ.",
            en="Entries {first} to {last} are not in their place.",
        ),
    ),
    RemarkCode.OUT_OF_PLACE: (
        Weight.FAULT,
        Sentence(
            ru="Запись № {index} стоит второй раз или не на своём месте.",
            kk="№ {index} жазба екінші рет немесе өз орнында емес тұр.",
            en="Entry {index} stands a second time or out of its place.",
        ),
    ),
    RemarkCode.CHANGED: (
        Weight.FAULT,
        Sentence(
            ru="Запись № {index} не совпадает с хешем, сохранённым рядом с ней: одно из двух изменено.",
            kk="№ {index} жазба қасында сақталған хешке сәйкес келмейді: екеуінің бірі өзгертілген.",
            en="Entry {index} does not match the hash stored beside it: one of the two was changed.",
        ),
    ),
    RemarkCode.DETAILS_CHANGED: (
        Weight.FAULT,
        Sentence(
            ru="Подробности записи № {index} не совпадают с их хешем в записи: они изменены.",
            kk="№ {index} жазбаның егжей-тегжейі жазбадағы хешіне сәйкес келмейді: ол өзгертілген.",
            en="The details of entry {index} do not match their hash in the entry: they were changed.",
        ),
    ),
    RemarkCode.NOT_INCLUDED: (
        Weight.FAULT,
        Sentence(
            ru="Запись № {index} не та, что в журнале под контрольной точкой: её доказательство не сходится.",
            kk="№ {index} жазба бақылау нүктесіндегі журналда бұлай емес: оның дәлелі сәйкес келмейді.",
            en="Entry {index} is not what the journal holds under the checkpoint: its proof does not lead there.",
        ),
    ),
    RemarkCode.OTHER_CASE: (
        Weight.FAULT,
        Sentence(
            ru="Запись № {index} относится не к тому делу, о котором выписка.",
            kk="№ {index} жазба үзінді жасалған іске қатысты емес.",
            en="Entry {index} is not of the case that the extract is about.",
        ),
    ),
    RemarkCode.NOT_SIGNED: (
        Weight.FAULT,
        Sentence(
            ru="Контрольная точка (записей: {size}, время: {at}) не подписана данным ключом: она поддельная.",
            kk="Бақылау нүктесіне (жазбалар: {size}, уақыты: {at}) берілген кілтпен қол қойылмаған: ол жалған.",
            en="The checkpoint of {size} entries ({at}) is not signed with the given key: it is forged.",
        ),
    ),
    RemarkCode.FOREIGN_OWN: (
        Weight.FAULT,
        Sentence(
            ru="В файле лежит контрольная точка другого журнала: «{origin}».",
            kk="Файлда басқа журналдың бақылау нүктесі жатыр: «{origin}».",
            en="The file holds a checkpoint of another journal: “{origin}”.",
        ),
    ),
    RemarkCode.DIFFERS_HELD: (
        Weight.FAULT,
        Sentence(
            ru="Журнал не тот, что подписан отдельно хранимой контрольной точкой (записей: {size}, время: {at}): среди "
            "записей № {first}–{last} что-то изменено, удалено, переставлено или вставлено. Разошлось точек: {count}.",
            kk="Журнал бөлек сақталған бақылау нүктесінде қол қойылғандай емес (жазбалар: {size}, уақыты: {at}): "
            "№ {first}–{last} жазбалар арасында бірдеңе өзгертілген, жойылған, ауыстырылған немесе қосылған. "
            "Сәйкес келмеген нүктелер: {count}.",
            en="The journal is not what the checkpoint kept apart signed ({size} entries, {at}): among entries {first} to "
            "{last} something was changed, removed, swapped or inserted. Checkpoints that differ: {count}.",
        ),
    ),
    RemarkCode.DIFFERS_OWN: (
        Weight.FAULT,
        Sentence(
            ru="Журнал не тот, что подписан его собственной контрольной точкой (записей: {size}, время: {at}): среди "
            "записей № {first}–{last} что-то изменено, удалено, переставлено или вставлено. Разошлось точек: {count}.",
            kk="Журнал өзінің бақылау нүктесінде қол қойылғандай емес (жазбалар: {size}, уақыты: {at}): "
            "№ {first}–{last} жазбалар арасында бірдеңе өзгертілген, жойылған, ауыстырылған немесе қосылған. "
            "Сәйкес келмеген нүктелер: {count}.",
            en="The journal is not what its own checkpoint signed ({size} entries, {at}): among entries {first} to "
            "{last} something was changed, removed, swapped or inserted. Checkpoints that differ: {count}.",
        ),
    ),
    RemarkCode.TWO_HISTORIES: (
        Weight.FAULT,
        Sentence(
            ru="Одним ключом подписаны две разные истории: журнал переписан тем, у кого был ключ.",
            kk="Бір кілтпен екі түрлі тарихқа қол қойылған: журналды кілті бар адам қайта жазған.",
            en="Two different histories are signed with one key: the journal was rewritten by somebody who had it.",
        ),
    ),
    RemarkCode.CUT: (
        Weight.FAULT,
        Sentence(
            ru="Журнал короче подписанного: в нём записей {count}, а контрольной точкой от {at} подписано {size}. "
            "Отрезан конец или удалены записи.",
            kk="Журнал қол қойылғаннан қысқа: онда {count} жазба бар, ал {at} бақылау нүктесінде {size} жазбаға қол "
            "қойылған. Соңы кесілген немесе жазбалар жойылған.",
            en="The journal is shorter than what was signed: it has {count} entries, the checkpoint of {at} has {size}. "
            "Its end was cut off or entries were removed.",
        ),
    ),
    RemarkCode.CLOCK_BACK: (
        Weight.WARNING,
        Sentence(
            ru="Время записи № {index} ({at}) раньше времени предыдущей: часы переведены назад или дата подделана.",
            kk="№ {index} жазбаның уақыты ({at}) алдыңғысынан ерте: сағат кері ауыстырылған немесе уақыты жалған.",
            en="Entry {index} ({at}) is dated before the entry before it: the clock was set back or the time is forged.",
        ),
    ),
    RemarkCode.FOREIGN_HELD: (
        Weight.WARNING,
        Sentence(
            ru="Данные контрольные точки других журналов не использованы: {count}.",
            kk="Берілген басқа журналдардың бақылау нүктелері пайдаланылмады: {count}.",
            en="Given checkpoints of other journals that were left aside: {count}.",
        ),
    ),
    RemarkCode.UNREADABLE_HELD: (
        Weight.WARNING,
        Sentence(
            ru="Данные контрольные точки, которые не читаются: {count}.",
            kk="Берілген, бірақ оқылмайтын бақылау нүктелері: {count}.",
            en="Given checkpoints that cannot be read: {count}.",
        ),
    ),
    RemarkCode.NO_CHECKPOINT: (
        Weight.NOT_PROVEN,
        Sentence(
            ru="Нет ни одной верной контрольной точки: любую запись могли изменить, удалить или вставить.",
            kk="Бірде-бір жарамды бақылау нүктесі жоқ: кез келген жазбаны өзгертуі, жоюы немесе қосуы мүмкін еді.",
            en="There is no valid checkpoint: any entry may have been changed, removed or inserted.",
        ),
    ),
    RemarkCode.NONE_HELD: (
        Weight.NOT_PROVEN,
        Sentence(
            ru="Нет контрольной точки, хранимой отдельно от журнала: нельзя отличить журнал, переписанный или "
            "обрезанный и подписанный заново целиком.",
            kk="Журналдан бөлек сақталған бақылау нүктесі жоқ: тұтас қайта жазылып не кесіліп, қайта қол қойылған "
            "журналды ажырату мүмкін емес.",
            en="No checkpoint kept apart from the journal is at hand: a journal rewritten or cut and signed again as a "
            "whole cannot be told.",
        ),
    ),
    RemarkCode.AFTER_HELD: (
        Weight.NOT_PROVEN,
        Sentence(
            ru="Записи № {first}–{last} не подтверждены отдельно хранимыми контрольными точками: владелец ключа мог "
            "их переписать.",
            kk="№ {first}–{last} жазбаларды бөлек сақталған бақылау нүктелері растамайды: кілт иесі оларды қайта "
            "жаза алар еді.",
            en="No checkpoint kept apart vouches for entries {first} to {last}: the key's holder may have changed them.",
        ),
    ),
    RemarkCode.AFTER_LAST: (
        Weight.NOT_PROVEN,
        Sentence(
            ru="Записи № {first}–{last} не подтверждены ни одной контрольной точкой: их могли изменить или удалить.",
            kk="№ {first}–{last} жазбаларды бірде-бір бақылау нүктесі растамайды: оларды өзгертуі не жоюы мүмкін еді.",
            en="No checkpoint vouches for entries {first} to {last}: any may have been changed or removed.",
        ),
    ),
    RemarkCode.OTHER_SIZE: (
        Weight.NOT_PROVEN,
        Sentence(
            ru="Среди отдельно хранимых контрольных точек нет точки на {size} записей: журнал, переписанный и подписанный "
            "заново, нельзя отличить.",
            kk="Бөлек сақталған бақылау нүктелерінің арасында {size} жазбаға арналғаны жоқ: қайта жазылып, қайта қол "
            "қойылған журналды ажырату мүмкін емес.",
            en="None of the checkpoints kept apart is of {size} entries: a journal rewritten and signed again as a whole "
            "cannot be told.",
        ),
    ),
    RemarkCode.COMPLETENESS: (
        Weight.NOT_PROVEN,
        Sentence(
            ru="Выписка доказывает каждую свою запись, но не то, что ни одна не пропущена: это покажет весь журнал.",
            kk="Үзінді өзіндегі әр жазбаны дәлелдейді, бірақ ешбірі түсіп қалмағанын емес: оны бүкіл журнал көрсетеді.",
            en="An extract proves each of its entries, not that none was left out: the whole journal shows that.",
        ),
    ),
}

MORE = Sentence(ru="И ещё таких же: {count}.", kk="Және тағы сондай: {count}.", en="And more of the same: {count}.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """One thing to say about a journal."""

    code: RemarkCode
    sentence: Sentence  # filled

    @property
    def weight(self) -> Weight:
        """What it means for the outcome."""
        return REMARKS[self.code][0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a verification found."""

    entries: int  # read
    erased: int  # of them without details, as retention leaves them
    checkpoints: int  # rightly signed and of this journal, each once
    remarks: tuple[Remark, ...]  # grouped by kind, at most `SHOWN` of a kind and a count of the rest

    @property
    def outcome(self) -> Outcome:
        """A fault outweighs what is not proven; warnings weigh nothing."""
        weights = {each.weight for each in self.remarks}
        if Weight.FAULT in weights:
            return Outcome.FAULT
        return Outcome.NOT_PROVEN if Weight.NOT_PROVEN in weights else Outcome.PROVEN

    @property
    def exit_code(self) -> int:
        """How a command that printed this ends."""
        return EXIT_CODES[self.outcome]

    def of_weight(self, weight: Weight) -> tuple[Remark, ...]:
        """The faults, the warnings, or what is not proven."""
        return tuple(each for each in self.remarks if each.weight == weight)

    def lines(self, language: InterfaceLanguage) -> list[str]:
        """For people: faults first, then warnings, what is not proven, the counts and the outcome."""
        said = [
            f"{WEIGHTS[weight].in_language(language)}: {remark.sentence.in_language(language)}"
            for weight in Weight
            for remark in self.of_weight(weight)
        ]
        counts = COUNTS.filled(entries=self.entries, erased=self.erased, checkpoints=self.checkpoints)
        return [*said, counts.in_language(language), OUTCOMES[self.outcome].in_language(language)]


class Remarks:
    """Gathers remarks in bounded memory."""

    def __init__(self) -> None:
        self._said: dict[RemarkCode, list[Remark]] = {}
        self._more: dict[RemarkCode, int] = {}

    def add(self, code: RemarkCode, **data: object) -> None:
        """One remark; `data` fills its sentence."""
        said = self._said.setdefault(code, [])
        if len(said) < SHOWN:
            said.append(Remark(code=code, sentence=REMARKS[code][1].filled(**data)))
        else:
            self._more[code] = self._more.get(code, 0) + 1

    def all(self) -> tuple[Remark, ...]:
        """What was gathered, in order of each kind's first remark."""
        gathered = []
        for code, said in self._said.items():
            gathered += said
            if code in self._more:
                gathered.append(Remark(code=code, sentence=MORE.filled(count=self._more[code])))
        return tuple(gathered)
