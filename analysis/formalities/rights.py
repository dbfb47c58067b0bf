"""Rights as an official explains them, and that one may refuse to testify; not the many other rights people speak of."""

from analysis.claims.folding import folded_pattern
from analysis.formalities.said import Said, is_question

_OTHER_RIGHTS = folded_pattern(
    r"\bправ[ао]\w* (?:на (?:маш|авто|вожд|управл|трактор|мото|собствен|дол[юи]|земл|кварт|дом|имущ|наслед)\w*|"
    r"(?:подпис|доступ|собственност|управлени|пользовани|наследовани|категори)\w*)|\bводит\w* прав\w*|\bправ\w* водит\w*|"
    r"водительд\w* права\w*|жүргізуші\w* (?:куәлі|құқы)\w*|иметь право подпис\w*|"
    r"(?:имеющ\w* право|с правом) на защиту|қорғал\w* құқы\w* бар куә\w*"
)
"""Licences, property, powers; and the name of a status that has "right" in it."""
_RIGHT = r"(?:\bправ[ао]\b|\bправа(?:ми?|х)\b|\bвправе\b|құқы[қғл]\w*|\bхақ[ың]\w*)"
_OWN = (
    r"\b(?:вы|вам|вас|ваш\w*|тебе|тебя|ты|тво\w*|его|ему|имеете|имеешь|сіз\w*|сен\w*|саған|оны[ңн]|"
    r"свидетел\w*|потерпевш\w*|подозреваем\w*|обвиняем\w*|эксперт\w*|специалист\w*|"
    r"куә\w*|күдікті\w*|айыпталушы\w*|жәбірленуші\w*|сарапшы\w*|маман\w*|\w+[ыу]ңыз\w*|\w+[іу]ңіз\w*|құқылысы[зң]|"
    r"құқығың бар|хақың)"
)
_TERM = (
    r"(?:отказ[аы]\w*с[яь]|не свидетельств|не дава\w+ показан|не отвеча|не говорить|ничего не|молч[аи]|адвокат|защит|"
    r"ходатайств|жалоб|жаловат|обжалов|отвод|протокол|материал|родн\w+ язык|переводчик|знакоми|заявл[яе]|"
    r"подозрева|подозрени|обвин|возмещ|мирит|представител|собственноручн|задавать вопрос|вознагражд|против себя|"
    r"қарсы|бас тарт|айғақ|айтпа|бермеу|шағым|арыз|өтініш|хаттама|таныс|ана тіл|аудармашы|дәлел|сұра[қу]|татулас|"
    r"қорғаушы|өкіл|айыпта|білуге)"
)
"""What such rights are to."""
_ROLES = (
    r"(?:свидетел|потерпевш|подозреваем|обвиняем|задержанн|эксперт|специалист|куәні|күдіктіні|айыпталушыны|жәбірленушіні|"
    r"сарапшыны|маманны)\w*"
)
_ARTICLE = r"(?:\bстать\w*|\bст\b|\bба[пб]\w*)"
_ARTICLE_BESIDE = folded_pattern(rf"{_ARTICLE}[^.?!]{{0,100}}{_RIGHT}|{_RIGHT}[^.?!]{{0,100}}{_ARTICLE}")
_LISTED = folded_pattern(
    rf"{_RIGHT}[^.?!]{{0,100}}{_TERM}|{_TERM}[^.?!]{{0,100}}(?:құқы[қғл]|\bхақ|(?:ваш|тво|сво|это)\w* прав|"
    rf"это его право|\bправо (?:бар|есть))"
)
_ADDRESSED = folded_pattern(_OWN)
_EXPLAINED_NOW = folded_pattern(
    r"(?:разъясня[юе]\w*|разъясн(?:ю|им|ить)\b|объясн(?:яю|ю|ить)\b|зачит\w*|прочит(?:аю|ать)\b|прочту|читаю|"
    r"ознаком(?:лю|им|ься|ьтесь)|расскажу|"
    r"озвуч\w*|перечисл\w+|послушай\w*|слушай\w*|начин\w+ с|перейд\w* к|напом(?:ню|инаю))[^.?!]{0,60}\bправ(?:а|ам|ах|"
    r"ами)?\b|"
    r"\bправ(?:а|ам|ах)\b[^.?!]{0,80}(?:разъясня[юе]\w*|разъясн(?:ю|им)\b|объясн(?:яю|ю)\b|зачит\w*|прочитаю|прочту|"
    r"расскажу)|"
    r"принадлежат[^.?!]{0,40}\bправа|"
    r"құқы[қғ]\w*[^.?!]{0,60}(?:түсіндір(?:е[мй]|іле|ілу|ейін|іп|у)|айтайы|айтам|айтып|оқ(?:ып|иы)|таныстыр|жариял|"
    r"ескертем)"
)
_HELD = folded_pattern(
    r"(?:\bу (?:вас|тебя)|\bвам|сіз\w*|сен\w*)[^.?!]{0,40}\bправа\b|\bправа (?:у (?:вас|тебя|него)|ваши|твои|такие)\b|"
    rf"\b(?:ваши|твои) права\b|\bправа\b(?: и обязанности)? {_ROLES}|{_ROLES} құқы[қғ]\w*"
)
_OFFERED = folded_pattern(rf"{_TERM}|{_ARTICLE}|\bчита\w+|оқ(?:ып|иы)|можешь|можете|следующ")
_MERELY_TOLD = folded_pattern(
    r"\bправ\w*[^.?!]{0,60}(?:знае|известн|разъясн(?:ял|ил|ен)\w*|объясн(?:ял|ил|ен)\w*|зачитал|чита(?:л|ли)\b|айтты ма|"
    r"не важн|маңызды емес|в протоколе|в графе)|"
    r"(?:знае\w*|известн\w*|разъясн(?:ял|ил|ен)\w*|объясн(?:ял|ил|ен)\w*|в графе|мне)[^.?!]{0,60}\bправ|"
    r"құқы[қғ]\w*[^.?!]{0,60}(?:түсіндірілд|түсіндірді|түсіндірген|айтты|айтылды|білесі|білес)"
)
"""Known, asked after, or explained at another time: no explanation."""
_HAD = folded_pattern(
    r"\b(?:имел|было|были|дан[оы]|давал)\w*[^.?!]{0,30}\bправ|\bправ[ао]\b[^.?!]{0,60}\b(?:был[аои]|имел\w*|"
    r"давал\w*)\b|\bеді\b"
)
_STATED = folded_pattern(rf"\bвам\b[^.?!]{{0,40}}(?:разъяснен|объяснен)\w*[^.?!]{{0,40}}\bправа\b[^.?!]{{0,60}}{_ARTICLE}")
_EARLIER = folded_pattern(r"прошл|ранее|раньше|\bуже\b|өткен|бұрын|былтыр|кеше|вчера")


def gives_rights(said: Said) -> bool:
    """Whether the person's rights are explained in it, or one of them is named and called a right."""
    goes_on = _OFFERED.search(_OTHER_RIGHTS.sub(" ", said.text)) is not None
    return any(_explains(_OTHER_RIGHTS.sub(" ", sentence), goes_on=goes_on) for sentence in said.sentences)


def _explains(sentence: str, *, goes_on: bool) -> bool:
    """Whether a sentence does; `goes_on`: somewhere in the turn rights are read out or listed."""
    if _HAD.search(sentence):
        return False
    if _LISTED.search(sentence) and _ADDRESSED.search(sentence):
        merely = _MERELY_TOLD.search(sentence) is not None
        return not (merely and (is_question(sentence) or _EARLIER.search(sentence)))
    if is_question(sentence):
        return False
    if _MERELY_TOLD.search(sentence):
        return _STATED.search(sentence) is not None and not _EARLIER.search(sentence)
    if _EXPLAINED_NOW.search(sentence) or _ARTICLE_BESIDE.search(sentence):
        return True
    return goes_on and _HELD.search(sentence) is not None


_BEYOND_KNOWLEDGE = folded_pattern(
    r"отказ\w*[^.?!,]{0,40}(?:\bвне\b|предел|компетенц|заключени|знани|предмет|если (?:не знае|вопрос))\w*|"
    r"(?:құзырет|білім)\w*[^.?!,]{0,60}(?:бас тарт|бермеу)\w*"
)
"""An expert's right to refuse what he does not know."""
_ALLOWED = (
    r"(?:(?<!не )\bвправе\b|\bправ[ао]\b|\bмож(?:ете|ешь|ет|но)\b|не обязан\w*|разрешен\w*|құқы\w*|\bхақ[ың]\w*|"
    r"\bбола(?:ды|т)\w*|"
    r"ала(?:сыз|сың|ды)\b|рұқсат|мүмкін|ерк(?:іңіз|ің)|ваше дело|решаете|решать вам|не ?обязательно)"
)
_REFUSED = (
    r"(?:отказ(?:аться|ываться) (?:от (?:дачи )?показан|давать|дать|отвеча|свидетельств|говори|от ответ)|(?:отвечать|"
    r"показания) или нет\b|право на отказ|\bмолчание|\bмолч(?:ать|ите)\b|"
    r"не (?:свидетельств|дава\w+ (?:\w+ )?показан|отвечать|говорить|изобличать|рассказывать)|не обязан\w* (?:дава|"
    r"отвеч|свидет)|показани\w* (?:\w+ ){0,2}не (?:обязан|дава)|отказаться показани|"
    r"(?:қарсы|против|үстінен|туралы|жайлы|жөнінде)[^.?!]{0,50}(?:айтпа|бермеу|етпеу|бас тарт[уа]|сөйлемеу)|"
    r"(?:айғақ|жауап|показани)\w*[^.?!]{0,25}(?:бас тарту|бас тарта(?= ал)|бермеу|бермей|беруден бас)|бас тартуға|"
    r"бас тартуыңыз|"
    r"үндеме|айтпаңыз|айтпауға|айтпаса\w*|айтпай қо[юя])"
)
_MAY_REFUSE = folded_pattern(rf"{_ALLOWED}[^.?!]{{0,200}}{_REFUSED}|{_REFUSED}[^.?!]{{0,60}}{_ALLOWED}")
_AGAINST_ONESELF = folded_pattern(
    r"(?:\bне |отказ)[^.?!]{0,60}против (?:сам\w+ )?себя|против (?:сам\w+ )?себя[^.?!]{0,60}(?:\bне\b|отказ|айтпау)|"
    r"өз\w*[^.?!]{0,40}қарсы (?:\w+ )?(?:айтпау|айғақ бермеу|куәлік етпеу|көрсетпеу|жауап бермеу)|"
    r"против (?:сам\w+ )?себя[^.?!]{0,40}(?:не застав|заставить не)|өз\w*[^.?!]{0,40}қарсы[^.?!]{0,40}мәжбүр"
)
"""Said of nothing else, so that it needs no word of allowing: the list goes on from another turn."""
_NOT_ALLOWED = folded_pattern(
    r"(?:отказ\w*|молчать|не говорить)[^.?!]{0,40}(?:нельзя|не вправе|не может)|бас тартуға болмайды"
)


def gives_refusal(said: Said) -> bool:
    """Whether it tells that the person may refuse to testify, against himself or at all."""
    for whole in said.sentences:
        sentence = _BEYOND_KNOWLEDGE.sub(" ", whole)
        if _AGAINST_ONESELF.search(sentence) or (_MAY_REFUSE.search(sentence) and not _NOT_ALLOWED.search(sentence)):
            return True
    return False
