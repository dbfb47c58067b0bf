"""Next steps by plain rules, each with its ground: questions without answers, persons not in the case, promises.

Nothing is guessed: where the words do not show it, nothing is proposed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.lexemes import folded, is_link, lexemes, tokens
from analysis.mentions.tokens import SaidWord
from analysis.persons.compare import PROPOSED_FROM, compare
from analysis.persons.records import PersonRecord
from models.mentions import Mention, MentionKind, PersonName
from models.sentences import Sentence
from models.suggestions import Ground, Suggestion, SuggestionKind

ASKED_AT_LEAST = 2
"""So often a question is asked before it is held to have no answer."""
NAMED_BY_AT_LEAST = 2
"""So many speak of a person before it is proposed to interrogate them."""
_ALIKE = 0.6
"""Share of the telling words that two questions have in common from which on they are one question."""
_LONGEST_NON_ANSWER = 12

_NON_ANSWER = re.compile(
    r"\b(?:не (?:знаю|помню|могу (?:знать|сказать|вспомнить|пояснить|ответить)|скажу|буду (?:отвечать|говорить)|припомню"
    r"|в курсе|видел\w*|заметил\w*)|затрудняюсь|без понятия|понятия не имею|отказываюсь|забыл\w*|51 статья"
    r"|билмеймин|есимде жок|умытып калды\w*|айта алмаймын|айтпаймын|байкамадым|кормедим|жауап бермеймин|хабарым жок)\b"
)
_RECALLS = re.compile(r"\b(?:вспомнил\w*|припомнил\w*|хотя|а нет|точно|вроде|кажется|наверно\w*|есиме тусти|сиякты)\b")
_OF_ASKING = frozenset({
    "айтыныз", "айтып", "бериниз", "был", "была", "были", "было", "вам", "вас", "ваш", "ваша", "вопрос", "вы",
    "где", "да", "еще", "же", "зачем", "кайда", "кайталаймын", "как", "какая", "какие", "какого", "какое", "какой",
    "каком", "калай", "кандай", "канша", "кашан", "ким", "когда", "кто", "куда", "ли", "назовите", "не", "неге",
    "неше", "ответьте", "откуда", "повторяю", "пожалуйста", "почему", "поясните", "раз", "расскажите", "сиз",
    "сизге", "сизди", "скажите", "сколько", "тагы", "так", "тогда", "чей", "что", "чья", "эта", "это", "этот",
})  # fmt: skip
_PROMISE = re.compile(
    r"(?:принесу|предоставлю|предъявлю|покажу|отправлю|скину|передам|донесу|привезу|вышлю|найду и (?:принесу|покажу)|приложу"  # noqa: E501
    r"|сдам|перешлю|акелемин|акеп беремин|акелип беремин|корсетемин|тапсырамын|жиберемин|беремин|тауып беремин)"
)
_PAPER = re.compile(
    r"(?:справк\w*|документ\w*|чек\w{0,3}|квитанци\w*|выписк\w*|договор\w*|расписк\w*|фото\w*|видео\w*"
    r"|запис[ьи]\w{0,2}|паспорт\w*|распечатк\w*|скрин\w*|переписк\w*|ключ\w{0,3}|телефон\w{0,2}|удостоверени\w*|накладн\w*|доверенност\w*|диск\w{0,2}|флешк\w*"
    r"|аныктама\w*|кужат\w*|тубиртек\w*|узинди\w*|келисимшарт\w*|колхат\w*|сурет\w*|бейне\w*|жазба\w*|куалик\w*)"
)
_NEGATED = frozenset({"не", "нет", "никогда"})
_UNCERTAIN = frozenset({"если", "егер", "бы", "возможно", "может", "мумкин"})

_SENTENCES: Mapping[SuggestionKind, Sentence] = {
    SuggestionKind.UNANSWERED: Sentence(
        ru="Не установлено: «{what}». Спрошено {times} раз(а), ответа нет",
        kk="Анықталмаған: «{what}». {times} рет сұралған, жауап жоқ",
        en="Not established: “{what}”. Asked {times} times, not answered",
    ),
    SuggestionKind.NOT_INTERROGATED: Sentence(
        ru="{what}: названо участниками дела ({times}), среди участников дела такого лица нет. Решите, допросить ли",
        kk="{what}: іске қатысушылар атаған ({times}), бірақ іс қатысушылары арасында мұндай адам жоқ. "
        "Жауап алу қажеттігін шешіңіз",
        en="{what}: named by participants ({times}) and not among those in the case. Decide whether to interrogate",
    ),
    SuggestionKind.PROMISED: Sentence(
        ru="Обещано представить: «{what}». Проверьте, приобщено ли",
        kk="Ұсынуға уәде берілген: «{what}». Іске тігілгенін тексеріңіз",
        en="Promised to be brought: “{what}”. See whether it is in the file",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """An answer with its question."""

    key: str  # of the answer's statement
    who: str  # who answers
    asked_key: str | None  # of the question's turn
    asked: Sequence[SaidWord]
    said: Sequence[SaidWord]
    mentions: Sequence[Mention] = ()  # of what is said


def suggestions(exchanges: Sequence[Exchange], participants: Sequence[PersonRecord]) -> list[Suggestion]:
    """Every step that the words propose, in the order of the first words that each rests on."""
    return [*_unanswered(exchanges), *_not_interrogated(exchanges, participants), *_promised(exchanges)]


def _unanswered(exchanges: Sequence[Exchange]) -> Iterator[Suggestion]:
    groups: list[tuple[str, frozenset[str], list[Exchange]]] = []
    for each in exchanges:
        telling = _telling(each.asked)
        if not telling or each.asked_key is None:
            continue
        group = next((held for who, words, held in groups if who == each.who and _share(words, telling) >= _ALIKE), None)
        if group is None:
            groups.append((each.who, telling, [each]))
        elif group[-1].asked_key != each.asked_key:
            group.append(each)
        else:
            group[-1] = _together(group[-1], each)
    for _, _, held in groups:
        if len(held) >= ASKED_AT_LEAST and all(_says_nothing(each) for each in held):
            yield _made(
                SuggestionKind.UNANSWERED,
                _text(held[0].asked),
                times=len(held),
                grounds=[_ground(each.key, each.said) for each in held],
            )


def _together(one: Exchange, other: Exchange) -> Exchange:
    """Two turns after one question are one answer."""
    return Exchange(
        key=one.key,
        who=one.who,
        asked_key=one.asked_key,
        asked=one.asked,
        said=[*one.said, *other.said],
        mentions=[*one.mentions, *other.mentions],
    )


def _not_interrogated(exchanges: Sequence[Exchange], participants: Sequence[PersonRecord]) -> Iterator[Suggestion]:
    held: list[tuple[PersonRecord, dict[str, Ground]]] = []
    for each in exchanges:
        for mention in each.mentions:
            name = mention.value
            if mention.kind is not MentionKind.PERSON or not isinstance(name, PersonName) or not _is_told(name):
                continue
            record = PersonRecord(id=mention.text, names=(mention.text,), sex=name.sex)
            if any(compare(record, known).score >= PROPOSED_FROM for known in participants):
                continue
            ground = Ground(statement=each.key, word_ids=mention.word_ids, spoken=mention.spoken)
            found = next((by for one, by in held if _is_one(one, record)), None)
            if found is None:
                held.append((record, {each.who: ground}))
            else:
                found.setdefault(each.who, ground)
    for record, by in held:
        if len(by) >= NAMED_BY_AT_LEAST:
            yield _made(SuggestionKind.NOT_INTERROGATED, record.names[0], times=len(by), grounds=list(by.values()))


def _is_told(name: PersonName) -> bool:
    """Whether the name is of somebody in particular: more than a first name."""
    return name.person_id is None and (name.surname is not None or (name.name is not None and name.patronymic is not None))


def _is_one(one: PersonRecord, other: PersonRecord) -> bool:
    return one.names == other.names or compare(one, other).score >= PROPOSED_FROM


def _promised(exchanges: Sequence[Exchange]) -> Iterator[Suggestion]:
    for each in exchanges:
        plain = [_plain(word) for word in each.said]
        for at, word in enumerate(plain):
            if not _PROMISE.fullmatch(word) and not _PROMISE.fullmatch(" ".join(plain[at : at + 2])):
                continue
            near = range(max(0, at - 5), min(len(plain), at + 6))
            papers = [place for place in near if _PAPER.fullmatch(plain[place])]
            if not papers or _NEGATED & set(plain[max(0, at - 2) : at]) or _UNCERTAIN & set(plain[max(0, at - 5) : at]):
                continue
            first, last = min(at, *papers), max(at, *papers)
            yield _made(
                SuggestionKind.PROMISED,
                _text(each.said[first : last + 1]),
                times=1,
                grounds=[_ground(each.key, each.said[first : last + 1])],
            )
            break


def _made(kind: SuggestionKind, what: str, *, times: int, grounds: list[Ground]) -> Suggestion:
    return Suggestion(kind=kind, sentence=_SENTENCES[kind].filled(what=what, times=times), grounds=tuple(grounds))


def _ground(key: str, words: Sequence[SaidWord]) -> Ground:
    return Ground(statement=key, word_ids=tuple(word.id for word in words), spoken=_text(words))


def _text(words: Sequence[SaidWord]) -> str:
    return " ".join(word.text for word in words)


def _plain(word: SaidWord) -> str:
    return " ".join(folded(token) for token in tokens(word.text))


def _telling(words: Sequence[SaidWord]) -> frozenset[str]:
    """The dictionary forms of what is asked about, without the words of asking."""
    found: set[str] = set()
    for word in words:
        for token in tokens(word.text):
            if folded(token) in _OF_ASKING or is_link(token):
                continue
            forms = {each for each in lexemes(token, word.language) if "." in each} or {folded(token)}
            found.add(min(forms))
    return frozenset(found)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one), len(other))


def _says_nothing(exchange: Exchange) -> bool:
    """Whether the answer is that there is none: short, without a name, a time or a number, and nothing comes back."""
    plain = " ".join(filter(None, map(_plain, exchange.said)))
    if not plain:
        return True
    if exchange.mentions or len(exchange.said) > _LONGEST_NON_ANSWER or _RECALLS.search(plain):
        return False
    return _NON_ANSWER.search(plain) is not None
