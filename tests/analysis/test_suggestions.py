"""Next steps that words propose, and those that they do not."""

import pytest

from analysis.mentions.finding import mentions_in
from analysis.persons.records import PersonRecord
from analysis.suggestions import Exchange, suggestions
from models.suggestions import SuggestionKind
from tests.factories import word


def words(text, first=1):
    return [word(at, at + 0.5, each, id=f"w{at:06d}") for at, each in enumerate(text.split(), first)]


def exchange(asked, said, *, who="a", number=1):
    spoken = words(said, number * 100)
    return Exchange(
        key=f"s{number}",
        who=who,
        asked_key=f"q{number}" if asked else None,
        asked=words(asked, number * 1000) if asked else (),
        said=spoken,
        mentions=mentions_in(spoken, said_on=None),
    )


def proposed(*exchanges, participants=()):
    return suggestions(list(exchanges), [PersonRecord(id=name, names=(name,)) for name in participants])


def kinds(found):
    return [each.kind for each in found]


def test_a_question_asked_in_vain_is_named_with_how_often():
    found = proposed(
        exchange("Кто открыл дверь?", "Не помню.", number=1),
        exchange("Ещё раз, кто открыл вам дверь?", "Затрудняюсь ответить.", number=2),
        exchange("Скажите, кто же дверь открыл?", "Не знаю.", number=3),
    )
    assert kinds(found) == [SuggestionKind.UNANSWERED]
    assert "Кто открыл дверь?" in found[0].sentence.ru
    assert "3" in found[0].sentence.en
    assert [each.statement for each in found[0].grounds] == ["s1", "s2", "s3"]


@pytest.mark.parametrize(
    "second",
    [
        exchange("Ещё раз, кто открыл дверь?", "Дверь открыл Болат.", number=2),
        exchange("Кто закрыл окно?", "Не знаю.", number=2),  # another question
        exchange("Кто открыл дверь?", "Не знаю.", who="b", number=2),  # another person
    ],
)
def test_a_question_that_was_answered_or_asked_once_is_not(second):
    assert proposed(exchange("Кто открыл дверь?", "Не помню.", number=1), second) == []


def test_two_turns_after_one_question_are_one_answer():
    first = exchange("Кто открыл дверь?", "Не помню.", number=1)
    more = Exchange(key="s9", who="a", asked_key="q1", asked=first.asked, said=words("А, вспомнил, Болат.", 900))
    assert proposed(first, more, exchange("Кто открыл дверь?", "Не помню.", number=2)) == []


def test_kazakh_questions_and_non_answers_count_too():
    found = proposed(
        exchange("Есікті кім ашты?", "Білмеймін.", number=1),
        exchange("Тағы да сұраймын, есікті кім ашты?", "Есімде жоқ.", number=2),
    )
    assert kinds(found) == [SuggestionKind.UNANSWERED]


def test_who_is_named_by_two_and_not_in_the_case_is_proposed_once():
    named = (
        exchange("", "Приходил Петренко Игорь.", who="a", number=1),
        exchange("", "Я видел Петренко Игоря у подъезда.", who="b", number=2),
        exchange("", "Петренко Игорь ушёл.", who="b", number=3),
    )
    found = proposed(*named, participants=["Касымов Нурлан"])
    assert kinds(found) == [SuggestionKind.NOT_INTERROGATED]
    assert len(found[0].grounds) == 2
    assert proposed(*named, participants=["Петренко Игорь Олегович"]) == []
    assert proposed(*named[:1], *named[:1]) == []  # by one person only


def test_a_first_name_alone_is_nobody_in_particular():
    assert proposed(exchange("", "Пришёл Игорь.", who="a"), exchange("", "Игорь был.", who="b", number=2)) == []


@pytest.mark.parametrize(
    ("said", "promised"),
    [
        ("Справку с работы принесу завтра.", "Справку с работы принесу"),
        ("Я вам чек предоставлю потом", "чек предоставлю"),
        ("Құжатты ертең әкелемін.", "Құжатты ертең әкелемін."),
    ],
)
def test_what_was_promised_is_named_in_its_own_words(said, promised):
    (found,) = proposed(exchange("", said))
    assert (found.kind, found.grounds[0].spoken) == (SuggestionKind.PROMISED, promised)


@pytest.mark.parametrize(
    "said", ["Справку не принесу.", "Если найду, справку принесу.", "Принесу вам воды.", "Справка была дома."]
)
def test_no_promise_is_made_of_other_words(said):
    assert proposed(exchange("", said)) == []
