"""Two things said that cannot both be so, as a pair of quotes that both play; never a word on which of them is true."""

from dataclasses import dataclass
from enum import StrEnum

from models.sentences import InterfaceLanguage, Sentence


class InconsistencyKind(StrEnum):
    """In what the two differ."""

    TIME = "time"
    DATE = "date"
    PLACE = "place"
    PERSON = "person"
    SUM = "sum"
    COUNT = "count"
    VEHICLE = "vehicle"
    OBJECT = "object"
    RELATION = "relation"
    ACTION = "action"
    NEGATION = "negation"
    DURATION = "duration"
    ALIBI = "alibi"  # one person in two places at one time


class Relation(StrEnum):
    """Whose words stand against whose."""

    SAME_INTERROGATION = "same_interrogation"
    SAME_PERSON = "same_person"  # in two interrogations
    BETWEEN_PERSONS = "between_persons"
    PROTOCOL_AND_TRANSCRIPT = "protocol_and_transcript"


class Strength(StrEnum):
    """How far the words by themselves show that both speak of one thing; nothing is said about the truth of either."""

    CLEAR = "clear"
    LIKELY = "likely"
    POSSIBLE = "possible"


class ProceduralUse(StrEnum):
    """What an investigator may do with it."""

    CLARIFICATION = "clarification"  # a question in the same interrogation, or a look at the sound
    ADDITIONAL_INTERROGATION = "additional_interrogation"
    CONFRONTATION = "confrontation"


USES = {
    Relation.SAME_INTERROGATION: ProceduralUse.CLARIFICATION,
    Relation.PROTOCOL_AND_TRANSCRIPT: ProceduralUse.CLARIFICATION,
    Relation.SAME_PERSON: ProceduralUse.ADDITIONAL_INTERROGATION,
    Relation.BETWEEN_PERSONS: ProceduralUse.CONFRONTATION,
}
"""What follows from whose words they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """One of the two, with the words that differ."""

    statement: str  # key of the statement
    words: tuple[int, ...]  # indexes in it, in order
    word_ids: tuple[str, ...]  # of the same words, so that it plays
    spoken: str  # the words as they stand
    value: str  # what is said, in canonical form


@dataclass(frozen=True, kw_only=True, slots=True)
class Inconsistency:
    """A finding; a person rules on it."""

    first: Quote
    second: Quote
    kind: InconsistencyKind
    relation: Relation
    strength: Strength
    use: ProceduralUse
    rule: str  # id of the rule that found it, a key of `SENTENCES`

    def swapped(self) -> "Inconsistency":
        """The same with its sides changed."""
        return Inconsistency(
            first=self.second, second=self.first, kind=self.kind, relation=self.relation, strength=self.strength,
                use=self.use,
            rule=self.rule,
        )  # fmt: skip


SENTENCES: dict[str, Sentence] = {
    "time": Sentence(
        ru="Названо разное время: «{first}» и «{second}»", kk="Уақыты әртүрлі аталған: «{first}» және «{second}»",
        en="Different times are given: “{first}” and “{second}”",
    ),
    "date": Sentence(
        ru="Названы разные даты: «{first}» и «{second}»", kk="Күні әртүрлі аталған: «{first}» және «{second}»",
        en="Different dates are given: “{first}” and “{second}”",
    ),
    "place": Sentence(
        ru="Одно и то же названо в разных местах: «{first}» и «{second}»",
        kk="Бір оқиғаның орны әртүрлі: «{first}» және «{second}»",
        en="The same is put in different places: “{first}” and “{second}”",
    ),
    "alibi": Sentence(
        ru="Одно лицо в одно время в двух местах: «{first}» и «{second}»",
        kk="Бір адам бір мезгілде екі жерде: «{first}» және «{second}»",
        en="One person in two places at one time: “{first}” and “{second}”",
    ),
    "agent": Sentence(
        ru="Одно действие приписано разным лицам: «{first}» и «{second}»",
        kk="Бір әрекетті әртүрлі адам істеген: «{first}» және «{second}»",
        en="One deed is said of different persons: “{first}” and “{second}”",
    ),
    "giver": Sentence(
        ru="Получено от разных лиц: «{first}» и «{second}»", kk="Әртүрлі адамнан алынған: «{first}» және «{second}»",
        en="It came from different persons: “{first}” and “{second}”",
    ),
    "company": Sentence(
        ru="По-разному сказано, кто присутствовал: «{first}» и «{second}»",
        kk="Кім болғаны әртүрлі айтылған: «{first}» және «{second}»",
        en="Who was present is told differently: “{first}” and “{second}”",
    ),
    "look": Sentence(
        ru="Приметы или состояние не совпадают: «{first}» и «{second}»",
        kk="Белгілері немесе күйі сәйкес емес: «{first}» және «{second}»",
        en="Looks or condition do not agree: “{first}” and “{second}”",
    ),
    "sum": Sentence(
        ru="Названы разные суммы: «{first}» и «{second}»", kk="Сомалар әртүрлі: «{first}» және «{second}»",
        en="Different sums are given: “{first}” and “{second}”",
    ),
    "count": Sentence(
        ru="Названо разное количество: «{first}» и «{second}»", kk="Саны әртүрлі: «{first}» және «{second}»",
        en="Different numbers are given: “{first}” and “{second}”",
    ),
    "vehicle": Sentence(
        ru="Названы разные транспортные средства: «{first}» и «{second}»", kk="Көліктер әртүрлі: «{first}» және «{second}»",
        en="Different vehicles are named: “{first}” and “{second}”",
    ),
    "object": Sentence(
        ru="Названы разные предметы: «{first}» и «{second}»", kk="Заттар әртүрлі аталған: «{first}» және «{second}»",
        en="Different things are named: “{first}” and “{second}”",
    ),
    "acquaintance": Sentence(
        ru="Знакомство отрицается и признаётся: «{first}» и «{second}»",
        kk="Таныстық бірде жоққа шығарылып, бірде айтылады: «{first}» және «{second}»",
        en="Being acquainted is denied and stated: “{first}” and “{second}”",
    ),
    "other_standing": Sentence(
        ru="Одно лицо названо по-разному по отношению к другому: «{first}» и «{second}»",
        kk="Бір адамның екінші адамға кім екені әртүрлі аталған: «{first}» және «{second}»",
        en="How one person is related to another is named differently: “{first}” and “{second}”",
    ),
    "terms": Sentence(
        ru="О том, как двое относятся друг к другу, сказано разное: «{first}» и «{second}»",
        kk="Екеуінің бір-бірімен арасы әртүрлі айтылған: «{first}» және «{second}»",
        en="On which terms two persons are is told differently: “{first}” and “{second}”",
    ),
    "doer": Sentence(
        ru="Сделавший то же самое назван по-разному: «{first}» и «{second}»",
        kk="Сол істі істеген адам әртүрлі аталған: «{first}» және «{second}»",
        en="Who did the same thing is named differently: “{first}” and “{second}”",
    ),
    "who": Sentence(
        ru="На вопрос, кто это был, названы мужчина и женщина: «{first}» и «{second}»",
        kk="Кім болғаны сұралғанда бірі ер адамды, бірі әйелді атаған: «{first}» және «{second}»",
        en="Asked who it was, one names a man and one a woman: “{first}” and “{second}”",
    ),
    "thing": Sentence(
        ru="Орудие, вещь или способ одного действия не совпадают: «{first}» и «{second}»",
        kk="Бір әрекеттің құралы, заты не тәсілі сәйкес емес: «{first}» және «{second}»",
        en="The tool, the thing or the way of one deed do not agree: “{first}” and “{second}”",
    ),
    "make": Sentence(
        ru="Названы разные марки одной вещи: «{first}» и «{second}»",
        kk="Бір заттың маркасы әртүрлі аталған: «{first}» және «{second}»",
        en="Different makes of one thing are named: “{first}” and “{second}”",
    ),
    "absent": Sentence(
        ru="Одно и то же названо и участвовавшим, и отсутствовавшим: «{first}» и «{second}»",
        kk="Бір адам не зат қатысты да, болмады да делінген: «{first}» және «{second}»",
        en="The same is said to have taken part and not to have been there: “{first}” and “{second}”",
    ),
    "state": Sentence(
        ru="Названы состояния или способы, исключающие друг друга: «{first}» и «{second}»",
        kk="Бірін-бірі жоққа шығаратын күй не тәсіл аталған: «{first}» және «{second}»",
        en="States or manners that exclude each other are named: “{first}” and “{second}”",
    ),
    "yes_and_no": Sentence(
        ru="На один вопрос отвечено и да, и нет: «{first}» и «{second}»",
        kk="Бір сұраққа иә деп те, жоқ деп те жауап берілген: «{first}» және «{second}»",
        en="One question is answered both yes and no: “{first}” and “{second}”",
    ),
    "not_done": Sentence(
        ru="Одно действие и утверждается, и отрицается: «{first}» и «{second}»",
        kk="Бір әрекет расталады да, жоққа шығарылады да: «{first}» және «{second}»",
        en="One action is both stated and denied: “{first}” and “{second}”",
    ),
    "standing": Sentence(
        ru="Отношения названы по-разному: «{first}» и «{second}»",
        kk="Қарым-қатынас әртүрлі аталған: «{first}» және «{second}»",
        en="How they stand to each other is told differently: “{first}” and “{second}”",
    ),
    "deed": Sentence(
        ru="Действие отрицается, но из других слов оно следует: «{first}» и «{second}»",
        kk="Әрекет жоққа шығарылған, бірақ басқа сөзден ол болғаны көрінеді: «{first}» және «{second}»",
        en="A deed is denied, yet follows from other words: “{first}” and “{second}”",
    ),
    "exclusive": Sentence(
        ru="Такие действия исключают друг друга: «{first}» и «{second}»",
        kk="Мұндай әрекеттер бір-біріне қайшы: «{first}» және «{second}»",
        en="Such deeds exclude each other: “{first}” and “{second}”",
    ),
    "denial": Sentence(
        ru="Одно и то же отрицается и утверждается: «{first}» и «{second}»",
        kk="Бір нәрсе бірде жоққа шығарылып, бірде расталады: «{first}» және «{second}»",
        en="The same is denied and stated: “{first}” and “{second}”",
    ),
    "possession": Sentence(
        ru="Наличие предмета отрицается и признаётся: «{first}» и «{second}»",
        kk="Заттың болғаны жоққа шығарылған әрі айтылған: «{first}» және «{second}»",
        en="Having a thing is denied and stated: “{first}” and “{second}”",
    ),
    "duration": Sentence(
        ru="Названа разная продолжительность: «{first}» и «{second}»", kk="Ұзақтығы әртүрлі: «{first}» және «{second}»",
        en="Different lengths of time are given: “{first}” and “{second}”",
    ),
    "judge": Sentence(
        ru="Сеть считает, что эти слова могут не согласоваться: «{first}» и «{second}»",
        kk="Желі бұл сөздер бір-біріне сәйкес келмеуі мүмкін деп есептейді: «{first}» және «{second}»",
        en="A network holds that these words may not agree: “{first}” and “{second}”",
    ),
}  # fmt: skip
"""What each rule found, by its id."""


def sentence(inconsistency: Inconsistency, language: InterfaceLanguage) -> str:
    """What differs, in the reader's language, with both sides' words."""
    first, second = inconsistency.first, inconsistency.second
    said = SENTENCES[inconsistency.rule].filled(first=first.spoken or first.value, second=second.spoken or second.value)
    return said.in_language(language)
