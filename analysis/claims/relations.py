"""How one stands to another: known or a stranger, kin or none, over or under."""

from collections.abc import Sequence

from analysis.claims import speech
from analysis.claims.clauses import Clause
from analysis.claims.folding import folded_pattern
from analysis.claims.nouns_of_persons import ACQUAINTANCES
from analysis.claims.readings import WordReading
from analysis.claims.terms import terms_of
from analysis.mentions.tokens import Token

_TOGETHER = folded_pattern(
    r"\b(?:вместе (?:\w+ ){0,4}(?:учил\w*|служил\w*|работал\w*|рос\w*|сидел\w*|жил\w*|отдыха\w*|ездил\w*|занимал\w*"
    r"|выросл\w*)"
    r"|(?:учил\w*|служил\w*|работал\w*|выросл\w*) (?:\w+ ){0,4}вместе|с детства|со школы|с армии|дружим|дружили|дружил\w* с"
    r"|(?:в|на|за) одн\w+ (?:двор|класс|парт|улиц|подъезд|школ|общ|комнат|групп|бригад|цех|сел|аул|камер)\w*"
    r"|(?:рос|выросл|учил|дружил|служил|работал|гулял|ездил|отдыхал)\w* (?:с ним|с ней|с ними|вдвоем)|друг к другу"
    r"|друг друга"
    r"|в гост\w+|крестил\w*|кум(?:а|ом|овья)?\b|сват\w*|на свадьб\w+|однополчан\w*|земляк\w*|ночевал у (?:меня|нас)"
    r"|(?:жил|жила|бывал|бывала) у (?:меня|нас)|зна(?:ю|ем|ком) (?:\w+ ){0,4}(?:лет|год\w*|детств\w*|школ\w*)"
    r"|бир (?:мектеп|сынып|ауыл|аула|топ|болме|коше|парта|уй|цех|бригада)\w*|курдас\w*|сыйлас\w*|араласамыз|араласып"
    r"|(?:конакка|уйине|уйимизге) (?:бар|кел)\w*|жолдас\w*|сыныптас\w*|курстас\w*|жерлес\w*"
    r"|давно (?:\w+ )?знаю|знаю давно|хорошо знаю|знакомы|знаком с|знакома с|общаемся|общались|встречаемся"
    r"|встречались|здороваемся"
    r"|жақсы таны\w*|жаксы таны\w*|танимын|танимыз|таныс едик|таныспыз|биледим|билемин|бирге (?:\w+ ){0,4}(?:оки\w*"
    r"|оку\w*|жумыс|ос\w*"
    r"|битир\w*|туры\w*|жур\w*|отыр\w*|ойна\w*)|доспыз|туыспыз|коршимиз|\w+ жылдан бери|бала кезден|балалык)\b"
)
_MARRIED = folded_pattern(
    r"\b(?:в (?:\w+ ){0,2}браке|женат\w*|замужем|расписаны|супруг\w*|законн\w+ (?:муж|жена)|некеде|некели|уйленген"
    r"|ерли-зайыпты)\b"
)
_NOT_MARRIED = folded_pattern(
    r"\b(?:не расписан\w*|не женат\w*|не замужем|в браке не (?:состо\w+|был\w*)|брак не регистрир\w*"
    r"|не состо\w+ в браке|просто живем"
    r"|гражданск\w+ брак\w*|сожительств\w*|некеде емес\w*|некелеспе\w*|некемиз жок|развед\w*|холост\w*|не муж|не жена)\b"
)
_NOT_KIN = folded_pattern(
    r"\b(?:не (?:сын|дочь|отец|мать|муж|жена|дядя|тетя|родственник\w*|родня|родственниц\w*|брат\w*|сестра|родной"
    r"|родные)|никакой (?:он |она )?(?:мне )?не"
    r"|никакая (?:она )?(?:мне )?не"
    r"|никак\w+ (?:\w+ ){0,2}не (?:брат\w*|сестр\w*|родств\w*|муж|жена|друг\w*|друз\w*)|мне никто|никто мне"
    r"|не (?:приходится|являет\w*) (?:мне )?(?:родств\w*|никем)|никем (?:мне )?не|чужой (?:мне )?человек|посторонний"
    r"|не в родстве|родства нет"
    r"|туысым емес|туыс емес\w*|туыстыгы\w* жок|туыстык (?:\w+ )?жок|болек адам"
    r"|бөтен адам|ешкандай туыс\w*"
    r"|родственных связей|просто (?:сосед\w*|знаком\w*|друг|коллег\w*|сотрудник\w*|таныс\w*)"
    r"|жай (?:гана )?(?:таныс\w*|кориши\w*|дос\w*))\b"
)
_UNDER = folded_pattern(
    r"\b(?:под (?:моим|его|ее) (?:началом|руководством)|у меня (?:\w+ ){0,2}(?:работа[лею]\w*|числи\w*)|в (?:моем|его"
    r"|ее) подчинении|подчинялся мне"
    r"|карамаг\w*|кол асты\w*|мой (?:\w+ )?(?:начальник|руководитель|директор|шеф|бригадир)|моя (?:\w+ )?начальниц\w*"
    r"|бастыгым\w*|начальниг\w*|подчиня\w*|работодател\w*|жумыс бер\w*|начальник\w*|на него работа\w*"
    r"|у (?:него|нее|них) (?:\w+ ){0,2}работа\w*|мой (?:\w+ )?(?:работник|сотрудник|подчиненн\w*)|жумысшы\w*)\b"
)
_ENEMY = folded_pattern(
    r"\b(?:терпеть (?:\w+ )?не могу|на ножах|какие (?:мы )?друзья|какой (?:он )?(?:мне )?друг|враг\w*|враждуем"
    r"|враждовал\w*|вражд\w*|не (?:дружу|дружим|дружили|ладим|ладили|разговаривали)|в ссоре"
    r"|жаумыз|жау едик|араздаст\w*|араз\w*|ненавид\w*)\b"
)
_FRIENDS = folded_pattern(
    r"\b(?:дружим|дружили|друзья|лучший друг|близкий друг|подруги|доспыз|дос едик|жакын дос\w*|дос болдык|приятели"
    r"|кореш\w*)\b"
)
_NOT_FRIENDS = folded_pattern(
    r"\b(?:не (?:дружим|дружили|друг|друзья|подруга|подруги|приятели)|дос емес\w*|достыгымыз жок|достык жок)\b"
)
KIN_OR_NEAR = ACQUAINTANCES | {"groom", "guest", "customer"}
_LINKING = frozenset({
    "приходиться", "являться", "доводиться", "считаться", "оказаться", "называться", "стать", "болады", "болатын", "келеди",
    "бол", "кел",
})  # fmt: skip
"""Verbs that only say what somebody is."""
_SO_IT_IS = frozenset({"be", "know"})
_NAMELESS = folded_pattern(r"\b(?:атын|имени|имя|фамили\w*|адрес\w*|как зовут) (?:\w+ )?(?:не|бил|таны)")
"""«имени не знаю»: not of the person."""
_LOVERS = folded_pattern(
    r"\b(?:встречал(?:ись|ся|ась)|встречаемся) (?:\w+ ){0,3}(?:год\w*|месяц\w*|лет)|любовни\w*|сожител\w*"
    r"|роман (?:был|у нас)|жили вместе"
)
_ALIEN = folded_pattern(
    r"\b(?:(?<!не )чуж(?:ой|ая|ие)|(?<!не )посторонн(?:ий|яя|ие)|мне никто|никто мне|никем|бөтен (?!емес)\w+)\b"
)
_SAID = (
    ("alien", _ALIEN),
    ("married", _MARRIED), ("not married", _NOT_MARRIED), ("under", _UNDER), ("enemy", _ENEMY), ("friends", _FRIENDS),
    ("not friends", _NOT_FRIENDS), ("nothing more", speech.NOTHING_MORE),
)  # fmt: skip
"""Marks by how they are said."""


def _is_denied(tokens: Sequence[Token], at: int, part: Clause) -> bool:
    """«не зять», «ағам емес»."""
    near = range(max(part.first, at - 2), at)
    before = any(
        tokens[each].plain == "не" and "," not in "".join(t.gap for t in tokens[each + 1 : at + 1]) for each in near
    )
    behind = [token.plain for token in tokens[at + 1 : min(at + 3, part.last + 1)]]
    if behind[:1] and behind[0].startswith("бол"):  # «күйеуім болған емес»
        behind = behind[1:]
    return before or (bool(behind) and behind[0].startswith("емес"))


def relation_marks(
    tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, text: str, whole: str
) -> frozenset[str]:
    """Marks of how somebody stands to another: "stranger", "acquainted", "kin", "not kin", "married", ...

    `text` is the clause in small folded letters, `whole` its sentence.
    """
    stranger = bool(speech.STRANGER.search(text))
    found = _of_knowing(text, whole, stranger=stranger)
    relatives = frozenset[str]() if stranger else _relatives(tokens, reads, part)
    if relatives:
        found |= {"acquainted"} | {f"is:{each}" for each in relatives}
    if _NOT_KIN.search(text):
        found = {each for each in found if not each.startswith("is:")} | {"not kin"}
    found |= {mark for mark, pattern in _SAID if pattern.search(text)}
    if _LOVERS.search(text):
        found |= {"is:lover", "acquainted"}
    if "not married" in found:
        found -= {"married"}
    if "not friends" in found:
        found -= {"friends", "is:friend"}
    denied = _denied_relations(tokens, reads, part)
    found |= terms_of(text) | {f"not:{each}" for each in denied}
    return frozenset(found - {f"is:{each}" for each in denied})


def _of_knowing(text: str, whole: str, *, stranger: bool) -> set[str]:
    """Of the person, or only by sight; what they did together."""
    by_sight = bool(speech.BY_SIGHT.search(whole))
    found = {"by sight"} if by_sight else set[str]()
    if stranger and not by_sight and not _NAMELESS.search(text):
        found |= {"stranger"}
    if not stranger and _TOGETHER.search(text):
        found |= {"acquainted"}
    return found


def _relatives(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause) -> frozenset[str]:
    """As whom somebody is said to stand, where the clause tells of nothing else."""
    inside = range(part.first, part.last + 1)
    if any(reads[at].verb and not reads[at].acts <= _SO_IT_IS and not tokens[at].keys & _LINKING for at in inside):
        return frozenset()
    return ACQUAINTANCES.intersection(noun for at in inside for noun in reads[at].persons)


def _denied_relations(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause) -> set[str]:
    inside = range(part.first, part.last + 1)
    return {each for at in inside for each in reads[at].persons & KIN_OR_NEAR if _is_denied(tokens, at, part)}
