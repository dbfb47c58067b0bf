"""Warnings: that testimony may be used, of liability for false testimony and refusal, and that it is all recorded."""

from analysis.claims.folding import folded_pattern
from analysis.formalities.said import Said, is_question, tells_and_asks

_TESTIMONY = (
    r"(?:показани|\bслов[ао]|сказанн|\bскаж|сообщ|расскаж|говорит|скажете|\bречь|"
    r"айтқан|айтса|айтылған|айғақ(?! зат)|көрсетпе|жауаб|жауап|сөз|сөзі)\w*"
)
_EVIDENCE = r"(?:доказательств(?:о|а|ом|ами|ах)\b|в качестве доказательств|как доказательств)"
_KAZAKH_EVIDENCE = r"(?:дәлел\w*|айғақ ретінде)"
_BECOMES = (
    r"(?:бол(?:а|ып|уы|ады|мақ)|табыл|пайдалан|қолдан|тігіл|тіркел|сана?лад|жүреді|алына|жарайды|жат(?:а|ад)|ғой|ұсыныл|"
    r"ретінде)\w*"
)
_USE = folded_pattern(
    rf"{_TESTIMONY}[^.?!]{{0,80}}{_EVIDENCE}|{_TESTIMONY}[^.?!]{{0,80}}{_KAZAKH_EVIDENCE}(?:[^.?!]{{0,40}}{_BECOMES}|"
    rf"\W*$)|{_TESTIMONY}[^.?!]{{0,60}}использ\w*[^.?!]{{0,20}}против (?:вас|тебя)|"
    rf"{_TESTIMONY}[^.?!]{{0,60}}қарсы (?:қолдан|пайдалан)|"
    rf"{_EVIDENCE}[^.?!]{{0,40}}(?:ваши|твои|эти|все) (?:показани|слова)\w*"
)
_NOT_USE = folded_pattern(
    r"(?:представл|предъявл|предостав|собира|истребова|исследова)\w* (?:\w+ )?доказательств|дәлел\w* (?:ұсын|келтір)|"
    r"\b(?:не явля|не буд|нет|какие)\w* (?:\w+ )?доказательств|дәлел\w* (?:бар ма|жоқ)|доказательств\w* (?:есть|нет)\b|"
    r"показани\w* (?:свидетел|потерпевш|эксперт|сосед)\w*[^.?!]{0,40}доказательств"
)


def warns_of_use(said: Said) -> bool:
    """Whether it tells that what the person says may be used as evidence."""
    return any(
        _USE.search(sentence) and not _NOT_USE.search(sentence) and (not is_question(sentence) or tells_and_asks(sentence))
        for sentence in said.sentences
    )


_LIE = (
    r"(?:\bложь\b|\bложн\w+ (?:показани|донос|заключени|сведени|информаци|данн|заявлени|сообщени)\w*|"
    r"показани\w* ложн\w+|заведомо ложн\w+|"
    r"\bлжи\b|\bлжете|\bврать|\bврёте|\bвран\w+|неправд\w*|\bза обман\b|\bобман(?:ете|ешь|ет|ывать|ываете| болса)\b|"
    r"\bсоврёте|\bсоврешь|"
    r"\bсоврёт|\bсолж\w+|"
    r"\bлжесвидетел\w*|\bдонос\w*|правду не скаж\w*|не скаж\w* правду|шындық\w* айтпа\w*|жалған|өтірік)"
)
_REFUSING = (
    r"(?:\bза (?:\w+ ){0,6}(?:отказ\b(?! (?:от )?(?:подпис|возвр|верн|плат))|уклонени)|"
    r"\bотказ(?:а|е)? от (?:дачи )?показани|"
    r"(?:бас тарт|жалтар)(?:са|қан|ған)\w*)"
)
_PUNISHED = (
    r"(?:ответственн\w*|наказ(?:ыв|ан|уем)\w*|накаж\w*|привлек\w*|сажа[юе]\w*|посад\w+|\bсрок\b|уголов(?:н|к)\w*|"
    r"отвеча(?:ете|ешь)\b|ответите|"
    r"преступлени\w*|\bстать[яию]\b|\bлишени\w*|\bсуд[яи]т\w*|(?:будете|будешь|прид[её]тся) отвечать|по закону|"
    r"\bдо \w+ лет\b|жауапты\w*|жауапкер\w*|жауап (?:бер|тарт)\w*|жауапқа тарт\w*|жазалан\w*|\bжаза(?:сы)?\b|"
    r"қылмыс\w*|сотта[лйп]\w*|жауап бар|\bбап\w*)"
)
_LIABLE = folded_pattern(
    rf"(?:{_LIE}|{_REFUSING})[^.?!]{{0,100}}{_PUNISHED}|"
    rf"(?:ответственн|наказани|предупре(?:жда|ди)|отвечать|отвечаете|привлеч|уголовн|жауаптылы|"
    rf"жауапкер)\w*[^.?!]{{0,80}}(?:{_LIE}|{_REFUSING})|"
    rf"(?:{_LIE}|{_REFUSING})[^.?!]{{0,60}}(?:предупрежд|предупредить|ескерт)|"
    r"предупрежд\w*[^.?!]{0,60}об (?:\w+ )?ответственност|жауапт\w* туралы (?:\w+ )?ескерт"
)
_LIES = folded_pattern(rf"{_LIE}|{_REFUSING}")
_FALSEHOOD_ARTICLES = frozenset({419, 420, 421})
"""Of the criminal code: false report, false testimony or opinion, refusal to testify."""
_ANOTHER_WARNING = folded_pattern(
    r"неправильн\w* перевод|заведомо\w* перевод|разглаш|неразглаш|жария етпе|жариялама|құпия|аударма\w*"
)
_NOT_WARNED = folded_pattern(
    r"ответственн\w*[^.?!]{0,40}\bне (?:предупрежд|говор|подлеж|нес)|не предупрежд\w*|без ответственн|никто не |"
    r"отвеча\w*[^.?!]{0,30}\bне буд|"
    r"ответственност\w* (?:нет|не буд)|не (?:наказыв|накаж|посад|привлек|суд[яи])|не нес[её]\w* ответственн|"
    r"(?:ответственн|жауапты|жауапкер)\w*[^.?!]{0,30}(?:айтпаймыз|айтпаймын|ескертпейм|ескертілмейд|жүрмейд|жоқ)|"
    r"(?:ескертпеймі|ескертілмейсі)\w*"
)
_TOLD_OF = folded_pattern(
    r"\bпредупре(?:дил|ждал)\w*|предупрежден\w*\s*\?|ескертті|ескертілді[^.?!]{0,10} (?:ме|бе)\b|ескертілген|"
    r"\bмне\b[^.?!]{0,30}предупрежд|говорили вам|угрожал\w*|\bмаған\b"
)
"""Reported of another time or another speaker, or asked after."""


def warns_of_liability(said: Said) -> bool:
    """Whether it warns the person of punishment for false testimony, for refusal or for a false report."""
    if any(_warns(sentence) for sentence in said.sentences):
        return True
    return bool(_LIES.search(said.text)) and not _is_another(said.text) and _names_an_article(said)


def _warns(sentence: str) -> bool:
    if is_question(sentence) and not tells_and_asks(sentence):
        return False
    return _LIABLE.search(sentence) is not None and not _is_another(sentence)


def _is_another(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_ANOTHER_WARNING, _NOT_WARNED, _TOLD_OF))


def _names_an_article(said: Said) -> bool:
    return not _FALSEHOOD_ARTICLES.isdisjoint(said.numbers)


_RECORD = (
    r"(?:\bаудио\w*|\bвидео(?!рег|набл)\w*|\bзапись\b|\bзаписи\b|\bкамер(?:а\w{0,2}|[ыуе])?\b(?! хранен)|\bмикрофон\w*|"
    r"техсредств\w*|\bзвук\b|\bдиктофон\w*|"
    r"съ[её]мк\w*|бейне(?!тірк|бақ)\w*|дыбыс\w*|"
    r"\bжазба\w*|\bжазу\b|құрылғы)"
)
_RUNS = (
    r"(?:вед[её]тся|вед[её]м|вести|\bид[её]т\b|пошла\b|начат\w*|включ(?:ен[аы]?|аю|у|ил[аи]?|аем)\b|работает|"
    r"осуществляется|производится|возобновл\w*|снова|начали|"
    r"продолжа\w*|пишет\w*|пишем|снима(?:ет|ют|ем|юсь)\w*|фиксиру\w*|записыва(?:ет|ют|ем)\w*|горит|стоит|применя\w*|"
    r"істеп тұр|жүр(?:іп (?:жат|тұр)|уде|гізіл(?!ме)|еді|гізем)\w*|қос(?:улы|ылды|ылып|тым|ып қойд|ам|амын|ылған)\w*|"
    r"жаз(?:ып (?:жат|отыр|тұр)|ады|ылады|ылуда|амыз|ылып)\w*|"
    r"түс(?:іп отыр|іріп|іріле|іреміз|іріліп)\w*)"
)
_RECORDED = folded_pattern(
    rf"{_RECORD}[^.?!]{{0,40}}{_RUNS}|{_RUNS}[^.?!]{{0,40}}{_RECORD}|"
    r"(?:ход допроса|\bдопрос|\bразговор|беседа|\bнас\b|\bвс[её])[^.?!]{0,30}(?:фиксиру|записыва|снима[ею]|пишет|жазыл|"
    r"жазып)\w*|"
    r"(?:бейне|дыбыс|аудио|видео)\w*[^.?!]{0,20}(?:туралы|жөнінде) ескерт|под (?:видео)?запись|\bмы пишемся|"
    r"жазып жатқанымыз|"
    r"с применением[^.?!]{0,30}(?:аудио|видео|запис)|бөлмеде[^.?!]{0,20}камера|"
    r"уведомл\w*[^.?!]{0,40}(?:запис|съ[её]мк)\w*"
)
_NOT_OF_THIS = folded_pattern(
    r"(?:подъезд|магазин|\bбанк|\bдвор|\bулиц|останов[кц]|парков|регистратор|тіркегіш|склад|кафе|вскрыти|звонок|звонк|"
    r"домофон|рынк|"
    r"көше|дүкен|кіреберіс|журнал|қоңырау|автобус|охран|завод|заправк|вокзал)\w*"
)
_NOT_NOW = folded_pattern(
    r"\b(?:был[аои]?|велась|снимал\w*|записывал\w*|осталась|остались|сохранил\w*|изъя\w*|шла|вёл\w*|работал\w*|"
    r"түсіріп қал\w*|посмотрел\w*|просмотр\w*|видно|көрін\w*)\b|"
    r"\b(?:не (?:вед|работа|включ|пиш|ид[её]т)|нет (?:камер|запис)|жазылды|жазылған|жазып ал|қалған|камера жоқ|"
    r"жазылмайды|жұмыс істемейді)\w*|"
    r"\bеді\b"
)
"""Recordings of something else; those of another time, and that there is none."""
_BESIDE = 25  # letters around the words of a recording in which its time is looked for
_ONLY_SOUND = folded_pattern(r"(?:видео|бейне)\w*[^.?!,]{0,20}(?:жоқ|\bнет\b|не вед[её]тся)[,]? (?:но )?")


def tells_means(said: Said) -> bool:
    """Whether it tells the person that this interrogation is recorded."""
    return any(_tells_of_recording(_ONLY_SOUND.sub(" ", sentence)) for sentence in said.sentences)


def _tells_of_recording(sentence: str) -> bool:
    found = _RECORDED.search(sentence)
    if found is None or _NOT_OF_THIS.search(sentence):
        return False
    if _NOT_NOW.search(sentence, max(0, found.start() - _BESIDE), found.end() + _BESIDE):
        return False
    return not is_question(sentence) or tells_and_asks(sentence)
