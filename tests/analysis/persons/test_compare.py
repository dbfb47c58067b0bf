"""Two person records, compared."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.mentions.identifiers import check_digit
from analysis.persons.compare import FEATURES, LIKELY_FROM, NAME_ALONE_AT_MOST, PROPOSED_FROM, compare
from analysis.persons.records import Bearing, PersonRecord
from models.mentions import Sex
from tests.analysis.persons.spellings import SPELLINGS, spelt
from tests.analysis.persons.tables import ONE_PERSON, TWO_PERSONS, rows

MEN = ["Ерлан", "Қайрат", "Ғалым", "Жандос", "Нұрсұлтан", "Мәди", "Шыңғыс", "Сергей", "Дмитрий", "Юрий", "Алексей"]
FATHERS = ["Серік", "Болат", "Әбдіқалық", "Қанат", "Жұмабек", "Төлеген", "Марат"]
SURNAMES = ["Садвакасов", "Жұмабеков", "Шәкәрімов", "Қожағұлов", "Тілеулин", "Зуев", "Щербаков", "Чайковский", "Хохлов"]
ALL_NAMES = sorted({name for table in (ONE_PERSON, TWO_PERSONS) for _, *names in rows(table) for name in names})
IIN, OTHER_IIN = (digits + str(check_digit(digits)) for digits in ("90010130001", "85061540012"))
FULL = "Тасболат Данияр Ғалымұлы"

men = st.tuples(st.sampled_from(SURNAMES), st.sampled_from(MEN), st.sampled_from(FATHERS))


def record(*names, **known):
    return PersonRecord(id=known.pop("id", "p"), names=names, **known)


def score(one, other):
    return compare(record(one), record(other)).score


@pytest.mark.parametrize(("kind", "one", "other"), rows(ONE_PERSON))
def test_one_name_in_two_forms_is_proposed(kind, one, other):
    assert score(one, other) >= PROPOSED_FROM, kind


@pytest.mark.parametrize(("kind", "one", "other"), rows(TWO_PERSONS))
def test_two_names_are_not_proposed(kind, one, other):
    assert score(one, other) < PROPOSED_FROM, kind


@given(st.sampled_from(ALL_NAMES), st.sampled_from(ALL_NAMES))
def test_the_order_of_the_two_does_not_matter(one, other):
    there, back = compare(record(one), record(other)), compare(record(other), record(one))
    assert there.score == back.score
    assert [(each.feature, each.weight) for each in there.reasons] == [(each.feature, each.weight) for each in back.reasons]


@given(st.text(alphabet="абвгдеиоруқұы -.АБВ«»,abcdefh'", max_size=30), st.text(max_size=20))
def test_any_text_compares(one, other):
    found = compare(record(one), record(other))
    assert 0 <= found.score <= NAME_ALONE_AT_MOST
    assert found.score == compare(record(other), record(one)).score


@given(men, st.sampled_from(sorted(SPELLINGS)))
def test_a_name_is_like_itself_in_every_spelling(man, spelling):
    surname, name, father = man
    for text in (f"{surname} {name}", f"{surname} {name} {father}ұлы"):
        assert score(text, spelt(text, spelling)) >= PROPOSED_FROM


@given(men, st.permutations(range(3)))
def test_the_order_of_surname_and_name_does_not_matter(man, order):
    surname, name, father = man
    parts = [surname, name, f"{father}ұлы"]
    straight = f"{surname} {name} {father}ұлы"
    turned = " ".join(parts[each] for each in order)
    if turned.endswith(f"{name} {father}ұлы") or turned.startswith(f"{name} {father}ұлы"):  # others are not written
        assert score(straight, turned) == score(straight, straight)


@given(men)
def test_initials_of_a_name_fit_it_and_others_do_not(man):
    surname, name, father = man
    assert score(f"{surname} {name[0]}.{father[0]}.", f"{surname} {name} {father}ұлы") >= PROPOSED_FROM
    assert score(f"{surname} Ф.{father[0]}.", f"{surname} {name} {father}ұлы") < PROPOSED_FROM


def test_a_missing_patronymic_is_far_from_a_contradicting_one():
    same, missing, other = (score(FULL, f"Тасболат Данияр{father}") for father in (" Ғалымұлы", "", " Серікұлы"))
    assert same > missing > PROPOSED_FROM > other
    assert missing - other > 0.5


def test_the_commoner_the_name_the_less_it_proposes():
    common, rarer, rare = (score(name, name) for name in ("Ахметов Ерлан", "Ахметов Мәмбет", "Тасболатов Мәмбет"))
    assert PROPOSED_FROM < common < rarer < rare


@pytest.mark.parametrize("name", [FULL, "Зуев Николай", "Hans Friedrich Otto Karl Ludwig"])
def test_a_name_alone_only_proposes(name):
    assert PROPOSED_FROM <= score(name, name) <= NAME_ALONE_AT_MOST < LIKELY_FROM


def test_an_equal_iin_decides():
    found = compare(record("Зуев Иван", iin=IIN), record("Громова Анна", iin=IIN, sex=Sex.FEMALE, id="q"))
    assert (found.score, found.decided_by) == (1.0, ("iin",))
    assert found.vetoed_by == ("sex",)


@pytest.mark.parametrize(
    ("one", "other", "feature"),
    [
        ({"iin": IIN}, {"iin": OTHER_IIN}, "iin"),
        ({"born": date(1990, 1, 1)}, {"born": date(1990, 1, 2)}, "born"),
        ({"born": date(1991, 5, 5)}, {"iin": IIN}, "born"),
        ({"sex": Sex.MALE}, {"sex": Sex.FEMALE}, "sex"),
        ({"sex": Sex.FEMALE}, {"iin": IIN}, "sex"),
    ],
)
def test_a_hard_conflict_vetoes(one, other, feature):
    shared = {"phones": frozenset({"+77010000000"})}
    found = compare(record(FULL, **one, **shared), record(FULL, **other, **shared))
    assert found.score == 0.0
    assert feature in found.vetoed_by


def test_an_iin_with_a_wrong_check_digit_neither_decides_nor_vetoes():
    wrong = IIN[:-1] + str((int(IIN[-1]) + 1) % 10)
    assert compare(record(FULL, iin=wrong), record(FULL, iin=wrong)).decided_by == ()
    assert compare(record(FULL, iin=wrong), record(FULL, iin=IIN)).vetoed_by == ()


SUPPORT = [
    {"phones": frozenset({"+77010000000"})}, {"plates": frozenset({"123ABC02"})}, {"role": "witness"},
    {"cases": frozenset({"c1"})}, {"company": frozenset({"p9"})}, {"born": date(1990, 1, 1)},
]  # fmt: skip


@pytest.mark.parametrize("known", SUPPORT)
def test_what_is_shared_supports(known):
    assert compare(record("Ким Анна", **known), record("Ким Анна", **known)).score > score("Ким Анна", "Ким Анна")


@given(st.lists(st.sampled_from(SUPPORT), max_size=6))
def test_other_support_does_not_undo_a_contradicting_patronymic_alone_but_raises_it(known):
    shared = {key: value for each in known for key, value in each.items()}
    with_it = compare(record("Зуев Иван Ильич", **shared), record("Зуев Иван Лукич", **shared))
    assert with_it.score >= score("Зуев Иван Ильич", "Зуев Иван Лукич")


def test_two_names_of_one_person_are_tried_in_pairs():
    one = record("Тасболат Данияр", "Жаке")
    assert compare(one, record("Daniyar Tasbolat")).score == score("Тасболат Данияр", "Daniyar Tasbolat")


def test_persons_without_names_are_compared_by_the_rest():
    phone = frozenset({"+77010000000"})
    assert compare(record(phones=phone), record(phones=phone)).score >= PROPOSED_FROM
    assert compare(record(), record()).score < PROPOSED_FROM


def test_each_feature_has_its_name_and_sentence_and_no_two_are_alike():
    assert len({each.name for each in FEATURES}) == len(FEATURES)
    for language in ("ru", "kk", "en"):
        said = [each.sentence.in_language(language) for each in FEATURES]
        assert all(said)
        assert len(set(said)) == len(said)
    assert all(each.basis for each in FEATURES)


def test_reasons_say_what_was_found_in_three_languages():
    one = record(
        "Зуев Иван Ильич «Бека»", iin=IIN, born=date(1990, 1, 1), role="witness", phones=frozenset({"+77010000000"})
    )
    other = record("Зуева Анна Бекова «Бека»", iin=OTHER_IIN, born=date(1985, 6, 15), role="witness", phones=one.phones)
    for first, second in itertools.product((one, other), repeat=2):
        reasons = compare(first, second).reasons
        assert len({each.feature for each in reasons}) == len(reasons)
        for each in reasons:
            assert each.feature in {feature.name for feature in FEATURES}
            assert "{" not in each.detail.ru + each.detail.kk + each.detail.en
            assert len({each.detail.ru, each.detail.kk, each.detail.en}) == 3
            assert each.bearing is Bearing.WEIGHS or each.weight == 0
