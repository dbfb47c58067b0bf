"""The door: known persons, doubt, overlap, and what a mention carries."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.mentions.finding import mentions_in
from analysis.mentions.recognised_names import SlovnetNames, restored
from analysis.mentions.tokens import tokens_of
from bench.mentions import SAID_ON, rows_of, said
from models.mentions import KnownPerson, MentionKind, Sex, Sureness
from models.transcript import WordMark

AKHMETOV = KnownPerson(id="p1", surname="Ахметов", name="Ерлан", patronymic="Серикович", nicknames=("Бека",), sex=Sex.MALE)
SMAGULOVA = KnownPerson(id="p2", surname="Смағұлова", name="Гүлнар", sex=Sex.FEMALE)
NAMESAKE = KnownPerson(id="p3", surname="Ахметов", name="Данияр", sex=Sex.MALE)


def found(text, language="ru", **options):
    return mentions_in(said(text.split(), language), **{"said_on": SAID_ON, **options})


@pytest.mark.parametrize(
    ("text", "language", "person"),
    [
        ("я ударил ахметова", "ru", "p1"),
        ("с ерланом ахметовым", "ru", "p1"),
        ("Ахметовпен келдім", "kk", "p1"),
        ("ахмитов ерлан серикович", "ru", "p1"),
        ("позвал ерлана сериковича", "ru", "p1"),
        ("бека ударил", "ru", "p1"),
        ("Смагулова сказала", "ru", "p2"),
        ("смағұлованың үйі", "kk", "p2"),
        ("Гулнарга айттым", "kk", "p2"),
        ("к смагуловой", "ru", "p2"),
    ],
)
def test_the_case_s_own_persons_are_matched_declined_and_misspelt(text, language, person):
    (mention,) = [each for each in found(text, language, known=(AKHMETOV, SMAGULOVA)) if each.kind is MentionKind.PERSON]
    assert mention.value.person_id == person
    assert mention.rule == "known"


def test_a_name_that_two_known_persons_have_is_given_to_neither():
    (mention,) = found("видел ахметова", known=(AKHMETOV, NAMESAKE))
    assert (mention.value.surname, mention.value.person_id) == ("Ахметов", None)
    (mention,) = found("видел данияра ахметова", known=(AKHMETOV, NAMESAKE))
    assert mention.value.person_id == "p3"


def test_a_mention_carries_its_words_as_they_were_said():
    (mention,) = [each for each in found("ну вот позавчера, в половине второго пришёл") if each.kind is MentionKind.TIME]
    assert mention.words == (4, 5)
    assert mention.word_ids == ("w000005", "w000006")
    assert mention.spoken == "половине второго"


def test_relative_dates_name_the_day_they_are_counted_from_and_the_zone():
    (mention,) = found("позавчера", zone="Asia/Almaty")
    assert (mention.relative_to, mention.zone) == (SAID_ON, "Asia/Almaty")
    (mention,) = found("12.03.2024", zone="Asia/Almaty")
    assert mention.relative_to is None


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [("позавчера", "ru", "-2d"), ("кеше", "kk", "-1d"), ("двенадцатого марта", "ru", "--03-12"), ("в пятницу", "ru", "W5")],
)
def test_without_the_sitting_s_day_a_relative_date_stays_open(text, language, wanted):
    (mention,) = found(text, language, said_on=None)
    assert (mention.text, mention.relative_to) == (wanted, None)


@pytest.mark.parametrize(("day", "wanted"), [(date(2024, 3, 1), "2024-02-29"), (date(2023, 3, 1), "2023-02-28")])
def test_yesterday_over_a_month_s_end(day, wanted):
    assert [each.text for each in found("вчера", said_on=day)] == [wanted]


def test_a_day_of_february_that_the_year_lacks_is_no_date():
    assert not [each for each in found("тридцатого февраля") if each.text.startswith("2024-02-30")]
    assert found("двадцать девятого февраля две тысячи двадцать третьего года")[0].text != "2023-02-29"


@pytest.mark.parametrize(
    "change", [{"probability": 0.1}, {"marks": (WordMark.NO_SPEECH,)}, {"marks": (WordMark.LOW_PROBABILITY,)}]
)
def test_a_doubtful_word_makes_its_mention_doubtful(change):
    words = said(["двести", "тысяч", "тенге"], "ru")
    words[1] = replace(words[1], **change)
    (mention,) = mentions_in(words, said_on=None)
    assert mention.sureness is Sureness.DOUBTFUL


def test_a_word_that_a_person_wrote_has_no_probability_and_is_not_doubtful():
    words = [replace(word, probability=None) for word in said(["двести", "тысяч", "тенге"], "ru")]
    assert mentions_in(words, said_on=None)[0].sureness is Sureness.STATED


def test_no_word_is_in_two_mentions_and_the_same_words_give_the_same():
    text = " ".join(row[1] for name in ("times", "dates", "sums", "persons") for row in rows_of(name))
    first, second = found(text), found(text)
    assert first == second
    used = [index for mention in first for index in mention.words]
    assert used == sorted(used)


def test_an_empty_turn_mentions_nothing():
    assert mentions_in([], said_on=None) == []


class Network:
    """Finds one word."""

    def __init__(self, word, kind):
        self.word, self.kind, self.texts = word, kind, []

    def spans(self, text):
        self.texts.append(text)
        start = text.find(self.word)
        return [] if start < 0 else [(start, start + len(self.word), self.kind)]


def test_large_letters_are_put_back_for_the_network():
    text, starts = restored(tokens_of(said(["вчера", "я", "видел", "ивана", "петрова"], "ru")))
    assert text == "Вчера я видел Ивана Петрова"
    assert [text[start] for start in starts] == ["В", "я", "в", "И", "П"]


def test_the_network_names_what_rules_do_not_know():
    (mention,) = found("приехал в Гадюкино", recognizer=Network("Гадюкино", "LOC"))
    assert (mention.kind, mention.text) == (MentionKind.PLACE, "Гадюкино")


def test_the_network_is_not_asked_where_nothing_can_be_a_name():
    network = Network("x", "PER")
    found("я ничего не знаю", recognizer=network)
    assert network.texts == []


def test_the_network_is_not_believed_on_kazakh_words():
    mentions = found("Асқарға бердім", "kk", recognizer=Network("Асқарға бердім", "ORG"))
    assert [(each.kind, each.text) for each in mentions] == [(MentionKind.PERSON, "Асқар")]


VOCABULARY = sorted(
    {word for name in ("times", "dates", "sums", "phones", "plates") for row in rows_of(name) for word in row[1].split()}
    | {word for name in ("persons", "others") for row in rows_of(name) for word in row[-2].split()}
    | {
        "99999999999999999999",
        "миллиард",
        "0",
        "31",
        "29",
        "назад",
        "бұрын",
        "kz",
        "-",
        "«",
        "»",
        ".",
        "12.13.9999",
        "24:61",
    }
)


@given(st.lists(st.sampled_from(VOCABULARY), max_size=12), st.sampled_from(["ru", "kk", "en"]), st.booleans())
def test_any_words_in_any_order_are_borne(words, language, dated):
    mentions = mentions_in(said(words, language), said_on=SAID_ON if dated else None, known=(AKHMETOV,))
    for each in mentions:
        assert each.text
        assert each.spoken == " ".join(words[index] for index in each.words)


@pytest.mark.integration
def test_the_real_network_finds_a_foreign_surname():
    from gpu import fetch
    from models.settings import read_settings

    weights = fetch.ready("slovnet-ner-ru", read_settings())
    (mention,) = found("вчера приходил Александр Шинкаренко", recognizer=SlovnetNames(weights.folder))[1:]
    assert (mention.kind, mention.text) == (MentionKind.PERSON, "Шинкаренко Александр")


@pytest.mark.parametrize("text", ["миллиард дней назад", "99999999999 недель назад", "миллион лет назад", "мың жыл бұрын"])
def test_what_nobody_can_remember_is_no_date(text):
    assert [each for each in found(text) if each.kind is MentionKind.DATE] == []


@pytest.mark.parametrize("text", ["𗀀", "𗀀а", "а𗀀б 12𗀀", "\ue000"])
def test_letters_without_a_name_are_read_like_any_others(text):
    assert found(text) == []
