"""What contradicts and what does not: our own pairs, and what a finding carries.

The pairs are by the rules' author; half of them were found at first sight, most of the rest were mended.
"""

from pathlib import Path

import pytest

from analysis.claims.finding import reading_of_statement
from analysis.compare.finding import RULES, compare_pair, inconsistencies
from analysis.compare.sides import sides_of, spoken
from bench.statements import found_in
from models.inconsistencies import SENTENCES, InconsistencyKind, ProceduralUse, Relation, Strength
from models.mentions import PersonName
from tests.analysis.claims.said import statement

PAIRS = [line.split("\t") for line in (Path(__file__).parent / "pairs.tsv").read_text("utf-8").splitlines()]


def found(row):
    _, language, relation, _, one, other = row
    return found_in({"id": "p", "lang": language, "a": one, "b": other}, Relation(relation))


def test_every_rule_has_its_sentence_and_its_basis():
    ids = [each.id for each in RULES]
    assert {*ids, "judge"} == SENTENCES.keys()
    assert len(set(ids)) == len(ids)
    assert len({each.basis for each in RULES}) == len(ids)


@pytest.mark.parametrize("row", [each for each in PAIRS if each[0] == "none"], ids=lambda row: row[4][:40])
def test_what_can_both_be_so_is_no_contradiction(row):
    assert found(row) is None


def test_most_of_our_own_contradictions_are_found():
    pairs = [each for each in PAIRS if each[0] == "contradiction"]
    assert len(pairs) > 200
    assert sum(found(each) is not None for each in pairs) >= 0.85 * len(pairs)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Домой я пришёл в десять вечера.", "Домой я пришёл в два часа ночи.", InconsistencyKind.TIME),
        ("Отдал я ему двести тысяч.", "Отдал я ему полмиллиона.", InconsistencyKind.SUM),
        ("Ударил я его палкой.", "Ударил я его бутылкой.", InconsistencyKind.OBJECT),
        ("Оны итерген жоқпын.", "Мен оны итердім.", InconsistencyKind.ACTION),
        ("С Серовым я не знаком.", "С Серовым мы вместе учились.", InconsistencyKind.RELATION),
        ("Пятого мая в восемь вечера я был дома.", "Пятого мая в восемь вечера я был в кафе.", InconsistencyKind.ALIBI),
    ],
)
def test_the_kind_is_told(one, other, kind):
    made = compare_pair(statement(one), statement(other, key="t"), Relation.SAME_PERSON)
    assert made is not None
    assert made.kind is kind


@pytest.mark.parametrize(
    ("doubt", "one", "other"),
    [
        ("Кажется, {}", "домой я пришёл в десять вечера.", "Домой я пришёл в два часа ночи."),
        ("Говорят, {}", "его ударил Марат.", "Его ударил Олег."),
        ("Не уверен, но {}", "отдал я ему двести тысяч.", "Отдал я ему полмиллиона."),
        ("Если бы {}", "я ударил его палкой.", "Ударил я его бутылкой."),
    ],
)
def test_words_of_doubt_take_the_finding_away(doubt, one, other):
    sure, second = statement(one), statement(other, key="t")
    assert compare_pair(sure, second, Relation.SAME_PERSON) is not None
    assert compare_pair(statement(doubt.format(one)), second, Relation.SAME_PERSON) is None


def test_both_quotes_play_and_name_their_words():
    first = statement("Ну короче домой я пришёл в десять вечера.", key="a", interrogation="i1")
    second = statement("Домой я пришёл в два часа ночи.", key="b", interrogation="i2")
    [made] = inconsistencies([first, second])
    assert made.relation is Relation.SAME_PERSON
    assert made.use is ProceduralUse.ADDITIONAL_INTERROGATION
    for quote, said in ((made.first, first), (made.second, second)):
        assert quote.statement == said.key
        assert quote.word_ids == tuple(said.words[at].id for at in quote.words)
        assert quote.spoken == " ".join(said.words[at].text for at in quote.words)
    assert made.second.value == "02:00"


def test_who_speaks_is_known_by_the_names_that_others_use():
    denied = statement("Я его не бил.", who="p1", who_names=(PersonName(name="Денис"),))
    stated = statement("Денис ударил его.", key="t", who="p2", who_names=(PersonName(name="Анна"),))
    other = statement("Олег ударил его.", key="t", who="p2", who_names=(PersonName(name="Анна"),))
    assert compare_pair(denied, stated, Relation.BETWEEN_PERSONS) is not None
    assert compare_pair(denied, other, Relation.BETWEEN_PERSONS) is None


def test_the_protocol_document_is_compared_with_its_transcript_and_not_with_itself():
    document = [
        statement("Показал, что передал 300 000 тенге.", key="d1", is_protocol=True),
        statement("Показал, что передал 30 000 тенге.", key="d2", is_protocol=True),
    ]
    spoken = statement("я передал ему тридцать тысяч", key="t1")
    made = inconsistencies([*document, spoken])
    assert [(each.first.statement, each.second.statement, each.use) for each in made] == [
        ("d1", "t1", ProceduralUse.CLARIFICATION)
    ]


def test_findings_come_strongest_first_and_each_pair_once():
    said = [
        statement("Ударил я Марата палкой у подъезда.", key="a"),
        statement("Ударил я Марата бутылкой у подъезда.", key="b"),
        statement("Домой пришёл в девять вечера.", key="c"), statement("Домой пришёл в час ночи.", key="d"),
        statement("Погода была хорошая.", key="e"),
    ]  # fmt: skip
    made = inconsistencies(said)
    order = [Strength.CLEAR, Strength.LIKELY, Strength.POSSIBLE]
    assert [order.index(each.strength) for each in made] == sorted(order.index(each.strength) for each in made)
    assert sorted((each.first.statement, each.second.statement) for each in made) == [("a", "b"), ("c", "d")]
    assert inconsistencies(said) == made


def test_words_are_compared_as_they_are_folded_and_without_their_punctuation():
    [side, *_] = sides_of(reading_of_statement(statement("«Её» я, м-да, видел…")))
    assert {"ее", "я", "видел"} <= set(spoken(side))
