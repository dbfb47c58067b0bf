"""The language of the interrogation as it is asked or settled, and the languages that the person spoke."""

from collections import Counter
from collections.abc import Sequence

from analysis.claims.folding import folded_pattern
from analysis.formalities.said import Said
from models.working_transcript import WorkingTurn

_WHICH = folded_pattern(
    r"\bна каком (?:из )?язык|\bкаким языком|\bкакой язык|\bязык(?:ом)? как(?:ой|им)|язык қандай|"
    r"\bкакой (?:у вас )?(?:родной )?язык|қа(?:й|"
    r"ндай) тілд[еі]|на том языке|тіл(?:і|іңіз)? қа(?:йсы|ндай)|"
    r"қай тіл\b|тілін? (?:меңгер|білес)|владеете[^.?!]{0,40}язык|язык\w* владеете"
)
_NAME = (
    r"(?:русск(?:ий|ом|ого|им)|казахск(?:ий|ом|ого|им)|узбекск\w+|уйгурск\w+|турецк\w+|по[- ]русски|по[- ]казахски|"
    r"қазақша|орысша|өзбекше|ұйғырша|(?:қазақ|орыс|өзбек|мемлекеттік) тіл\w*|государственн\w+ язык\w*)"
)
_NAMED = folded_pattern(rf"\b{_NAME}")
_SPEAKING = (
    r"(?:говор(?:им|ить|ите|ишь)|показани|допрос|будем|будете|устра|удобн|родной|понимаете|владе|\bязык|дава(?:ть|йте)|"
    r"рассказ|"
    r"общ(?:аемся|аться|ение)|отвеча(?:ть|ете|ешь)|продолж|ведём|жаз(?:а|ы)|сөйле(?:й|п|с)|айта|айтып|айтыңыз|бола ма|"
    r"болады|ыңғайлы|жауап|"
    r"жүргіз|тіл[іи]?\b|тілін\b)\w*"
)
_OF_SPEAKING = folded_pattern(rf"\b{_NAME}[^.?!]{{0,40}}{_SPEAKING}|{_SPEAKING}[^.?!]{{0,40}}\b{_NAME}")
_INTERPRETER = folded_pattern(
    r"(?:переводчик|перевод|аудармашы|тілмаш)\w*[^.?!]{0,30}(?:нуж|треб|надо|необходим|желае|керек|қажет|шақыр|пригла|"
    r"позв|жоқ па)\w*|"
    r"(?:нуж|треб|керек|қажет|обойд|обход)\w*[^.?!]{0,30}(?:переводчик|аудармашы)|\bс переводчиком|без переводчика|"
    r"аудармашысыз"
)
_ELSEWHERE = folded_pattern(
    r"\b\w*(?:говорил|сказал|общал|разговарив|написа[нл]|составл|был|звучал|присутствовал|крича|подпис)\w*\b|"
    r"\b(?:договор|объявлени|сообщени|смс|переписк|надпис|документ(?!ах?)|официант|пришл[оаи]\b|хабарлама)|"
    r"сөйлес(?:ті|кен|етін)\w*|сөйледі|\bеді\b|\bболды\b|\bхат\b|\bдеді|айтты|жазылған|жазылды"
)
"""Of deeds and papers on the matter, and of another time."""
_OF_THIRD = folded_pattern(r"\b(?:он|она|они|ол|олар|ұры|сосед)\w?\b")
_OF_TESTIMONY = folded_pattern(r"показани|жела[ею]т|допрос|айғақ|жауап")
"""In which language somebody else speaks is a question on the matter, unless an interpreter is asked for him."""
_LIST = folded_pattern(
    r"\bправ[ао]\b[^.?!]{0,120}(?:язык|переводчик)|\bвправе\b[^.?!]{0,120}(?:язык|переводчик)|тілде[^.?!]{0,60}құқы"
)
"""A right to one's own language settles none."""
_FEW_WORDS = 5  # of a sentence that is nothing but a language and a question


def asks_language(said: Said) -> bool:
    """Whether it asks or settles in which language the person testifies, or whether an interpreter is needed."""
    return any(_asks(sentence) for sentence in said.sentences)


def _asks(sentence: str) -> bool:
    if _LIST.search(sentence) or _ELSEWHERE.search(sentence):
        return False
    if _OF_THIRD.search(sentence) and not _OF_TESTIMONY.search(sentence):
        return False
    if _WHICH.search(sentence) or _INTERPRETER.search(sentence) or _OF_SPEAKING.search(sentence):
        return True
    return _NAMED.search(sentence) is not None and len(sentence.split()) <= _FEW_WORDS


_SPOKEN_WORDS, _SPOKEN_SHARE = 10, 0.05  # of a language, before somebody is said to have spoken it


def spoken(turns: Sequence[WorkingTurn]) -> tuple[str, ...]:
    """Languages of a good part of the words, the most spoken first."""
    found = Counter(word.language for turn in turns for word in turn.words if word.language)
    whole = sum(found.values())
    return tuple(name for name, words in found.most_common() if words >= _SPOKEN_WORDS and words >= _SPOKEN_SHARE * whole)
