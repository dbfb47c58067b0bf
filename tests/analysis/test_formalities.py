"""Rights, warnings and questions as officials say them, and as nobody does."""

from dataclasses import replace

import pytest

from analysis.formalities import read
from models.working_transcript import fold
from tests.factories import transcript

ASKS, ANSWERS, OTHER = "VOICE_00", "VOICE_01", "VOICE_02"


def heard(*said, officials=(ASKS,), interrogated=(ANSWERS,)):
    return read(fold(transcript(*said).turns, []).turns, officials=officials, interrogated=interrogated)


def starts(*said):
    return [turn.start for turn in fold(transcript(*said).turns, []).turns]


OPENING = (
    (ASKS, "Начинаем допрос, ведётся видеозапись. Назовите вашу фамилию, имя и отчество?"),
    (ANSWERS, "Серикова Айгуль Маратовна"),
    (ASKS, "На каком языке вы желаете давать показания, нужен ли переводчик?"),
    (ANSWERS, "На русском, переводчик не нужен"),
    (ASKS, "Вам разъясняются права свидетеля по статье 78 УПК. Вы вправе отказаться от показаний против себя."),
    (ASKS, "Вы предупреждены об уголовной ответственности за дачу ложных показаний. Вам всё понятно?"),
    (ANSWERS, "Да"),
    (ASKS, "Что вы видели вечером пятого марта?"),
    (ANSWERS, "Я видела, как к дому подъехала машина, из неё вышли двое и пошли к подъезду"),
    (ASKS, "Это ведь был сосед, не так ли?"),
    (ANSWERS, "Нет"),
)


def test_an_opening_in_order_is_heard_with_its_seconds():
    at, found = starts(*OPENING), heard(*OPENING)
    assert found.means == at[0]
    assert found.language == at[2]
    assert (found.rights, found.rights_article, found.refusal) == (at[4], "78", at[4])
    assert found.liability == at[5]
    assert found.first_question == at[7]
    assert found.leading == (at[9],)
    assert found.languages == ("ru",)


KAZAKH = (
    (ASKS, "Аты-жөніңізді айтыңыз, бейнежазба жүргізіліп жатыр"),
    (ANSWERS, "Ахметов Ерлан"),
    (ASKS, "Сізге күдіктінің құқықтары түсіндіріледі, 64-бап. Өзіңізге қарсы айғақ бермеуге құқығыңыз бар."),
    (ANSWERS, "Түсінікті"),
    (ASKS, "Сол күні кешке қайда болдыңыз, айтып беріңіз?"),
    (ANSWERS, "Үйде болдым"),
    (ASKS, "Сіз ол кезде пышақ алдыңыз, солай ма?"),
)


def test_an_opening_in_kazakh_is_heard():
    at, found = starts(*KAZAKH), heard(*KAZAKH)
    assert (found.means, found.rights, found.rights_article) == (at[0], at[2], "64")
    assert found.refusal == at[2]
    assert found.first_question == at[4]
    assert found.leading == (at[6],)


def test_a_question_before_the_rights_is_the_first_question():
    said = ((ASKS, "Расскажите, что произошло в тот вечер?"), (ANSWERS, "Подрались"), *OPENING[4:])
    found = heard(*said)
    assert found.first_question < found.rights


@pytest.mark.parametrize(
    "text",
    [
        "Вы понимаете, где находитесь?",
        "Где вы работаете и проживаете?",
        "Имеются ли у вас заявления и ходатайства?",
        "Да?",
        "Слышите меня хорошо?",
        "Сіз қайда туғансыз, қай жерде тұрасыз?",
    ],
)
def test_questions_of_form_are_not_on_the_matter(text):
    assert heard((ASKS, text), (ANSWERS, "Да")).first_question is None


@pytest.mark.parametrize(
    "text",
    ["Во сколько вы вернулись домой?", "Кто открыл дверь?", "Правда, что у вас есть машина и гараж за городом на даче"],
)
def test_open_questions_lead_nobody(text):
    assert heard((ASKS, text), (ANSWERS, "В девять")).leading == ()


def test_only_voices_that_somebody_named_count():
    assert heard(*OPENING, officials=()) == heard((ANSWERS, OPENING[8][1]))
    assert heard((OTHER, OPENING[4][1]), (ASKS, "Понятно?")).rights is None


@pytest.mark.parametrize(("foreign", "languages"), [(2, ("ru",)), (9, ("ru",)), (20, ("ru", "kk"))])
def test_single_words_of_another_language_are_no_language(foreign, languages):
    (turn,) = fold(transcript((ANSWERS, " ".join(["слово"] * 80))).turns, []).turns
    words = tuple(replace(word, language="kk" if place < foreign else "ru") for place, word in enumerate(turn.words))
    assert read([replace(turn, words=words)], officials=(), interrogated=(ANSWERS,)).languages == languages
