"""Reads rights, warnings, first question, leading questions and languages off a working transcript.

Patterns over whole turns of the official, in Russian and Kazakh; the interrogated person's words tell the languages. Only
voices that a person has named count. What is found is a candidate with its second; nothing is made of what is not found.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from models.formalities import Formalities
from models.working_transcript import WorkingTurn

_RIGHTS = re.compile(
    r"разъясн\w*[^.?!]{0,80}\bправ[ао]\w*|\bправ[ао]\w*[^.?!]{0,80}разъясн|вам принадлежат\w*[^.?!]{0,40}\bправа|"
    r"(?:құқық|құқығ)\w*[^.?!]{0,80}түсіндір|түсіндір\w*[^.?!]{0,80}(?:құқық|құқығ)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:\bстать\w*|\bст\.)\s*(\d+(?:-\d+)?)|(\d+(?:-\d+)?)\s*-?\s*(?:бап|баб)", re.IGNORECASE)
_REFUSAL = re.compile(
    r"(?:вправе|\bправо|можете)\b[^.?!]{0,60}(?:отказаться|не свидетельствовать|не давать показани)|"
    r"против (?:самого )?себя|өзіңізге қарсы|(?:айғақ|жауап)\w*[^.?!]{0,20}бас тарт",
    re.IGNORECASE,
)
_USE = re.compile(
    r"показани\w*[^.?!]{0,80}использован|(?:айғақ|көрсетпе)\w*[^.?!]{0,60}дәлелдеме\w*[^.?!]{0,40}(?:пайдалан|қолдан)",
    re.IGNORECASE,
)
_LIABILITY = re.compile(
    r"предупрежд\w*[^.?!]{0,120}(?:ответственност|ложн)|(?:ложн\w*|жалған)[^.?!]{0,60}(?:ответственност|жауаптылық|жауапты)|"
    r"жауаптылы\w*[^.?!]{0,80}ескерт",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"(?:аудио|видео)\w*[^.?!]{0,30}(?:запис|съ[её]мк)|(?:аудио|видео)(?:запис|съ[её]мк)|вед[её]тся запись|"
    r"(?:бейне|дыбыс|аудио)\w*жазба|(?:бейне|дыбыс)\w*[^.?!]{0,20}жазыл",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"на каком языке|переводчик\w*[^.?!]{0,20}(?:нуж|треб)|(?:нужда|нуж\w*)[^.?!]{0,30}переводчик|владеете[^.?!]{0,40}язык|"
    r"қай тілде|аудармашы\w*[^.?!]{0,30}(?:керек|қажет)|тілін? (?:меңгер|біл)",
    re.IGNORECASE,
)
_FORMAL = re.compile(
    r"фамили|\bимя\b|отчеств|родил|рождени|прожива|прописан|зарегистрирован|работаете|образовани|семейн|судим|удостоверени|понима|"
    r"личност|понят|ясны|заявлени|ходатайств|отвод|начина|начн[её]м|готов|слыш|запис|права|язык|переводчик|"
    r"аты-жөн|аты жөн|тегіңіз|есіміңіз|туған|тұрасыз|мекен|жұмыс істе|біліміңіз|отбасы|сотталған|жеке куә|түсінікті|өтініш|"
    r"бастай|естіп|құқы|тілде|аудармашы",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\b(?:расскажите|поясните|уточните|опишите|объясните|изложите|сообщите|айтыңыз\w*|айтып беріңіз\w*|баяндаңыз|"
    r"баяндап беріңіз|түсіндіріңіз|сипаттаңыз)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\bведь\b|\bразве\b|не так ли|не правда ли|\bправда же\b|\bвы же\b|\bже вы\b|"
    r"\b(?:верно|правильно|правда|так|да)\s*\?|\b(?:солай|рас|дұрыс)\s*(?:ма|па|емес пе)?\s*\?|\bемес пе\s*\?|\bиә\s*\?",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3  # of a question on the matter; shorter ones ask again
_LEADS_FROM = 4  # words: "Да?" alone leads nobody
_SPOKEN_WORDS, _SPOKEN_SHARE = (
    10,
    0.05,
)  # of a language, before somebody is said to have spoken it


def read(turns: Sequence[WorkingTurn], *, officials: Collection[str], interrogated: Collection[str]) -> Formalities:
    """What the turns show; nothing where no voice is named the official's.

    Args:
        turns: A recording's working transcript, in order.
        officials: The voices that a person named as whoever interrogates.
        interrogated: Those of the person whose protocol it is.
    """
    said = [turn for turn in turns if turn.words and turn.voice in officials]
    rights = _first(said, _RIGHTS)
    asked = [turn for turn in said if _asks(turn)]
    first = next((turn for turn in asked if _is_on_the_matter(turn)), None)
    return Formalities(
        rights=None if rights is None else rights.start,
        rights_article=None if rights is None else _article(rights.text),
        refusal=_second(_first(said, _REFUSAL)),
        use=_second(_first(said, _USE)),
        liability=_second(_first(said, _LIABILITY)),
        means=_second(_first(said, _MEANS)),
        language=_second(_first(said, _LANGUAGE)),
        first_question=_second(first),
        leading=tuple(turn.start for turn in asked if _leads(turn)),
        languages=_languages([turn for turn in turns if turn.voice in interrogated]),
    )


def _first(turns: Sequence[WorkingTurn], pattern: re.Pattern[str]) -> WorkingTurn | None:
    return next((turn for turn in turns if pattern.search(turn.text)), None)


def _second(turn: WorkingTurn | None) -> float | None:
    return None if turn is None else turn.start


def _article(text: str) -> str | None:
    found = _ARTICLE.search(text)
    return None if found is None else found[1] or found[2]


def _asks(turn: WorkingTurn) -> bool:
    return "?" in turn.text or _CALLS.search(turn.text) is not None


def _is_on_the_matter(turn: WorkingTurn) -> bool:
    text = turn.text
    formal = (_FORMAL, _RIGHTS, _LANGUAGE, _MEANS, _LIABILITY)
    return len(turn.words) >= _FEWEST_WORDS and not any(pattern.search(text) for pattern in formal)


def _leads(turn: WorkingTurn) -> bool:
    return len(turn.words) >= _LEADS_FROM and _LEADING.search(turn.text) is not None and not _FORMAL.search(turn.text)


def _languages(turns: Sequence[WorkingTurn]) -> tuple[str, ...]:
    """Those of a good part of the words, the most spoken first."""
    found = Counter(word.language for turn in turns for word in turn.words if word.language)
    whole = sum(found.values())
    return tuple(name for name, words in found.most_common() if words >= _SPOKEN_WORDS and words >= _SPOKEN_SHARE * whole)
