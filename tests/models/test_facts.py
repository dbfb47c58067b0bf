"""Facts: ages, shapes and what changed."""

from dataclasses import replace
from datetime import date

import pytest

from models.cases import CaseKind
from models.facts import FactName, Known, Source, SourceKind, age_on, youngest_age
from models.facts_case import RECORDS, CaseFacts, PersonFacts, SittingFacts
from models.facts_shape import KINDS, REFERENCES, Change, count_facts, difference, facts_of, shape
from models.facts_words import FACT_WORDS

SOURCE = Source(kind=SourceKind.TYPED, where="form")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 3, 2), date(2026, 3, 1), 15),
        (date(2010, 3, 2), date(2026, 3, 2), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_an_age_is_full_on_the_birthday(born, day, age):
    assert age_on(born, day) == age


def test_over_a_span_the_youngest_age_counts_whichever_end_is_named_first():
    born = date(2007, 6, 1)
    assert youngest_age(born, date(2025, 1, 1), date(2026, 1, 10)) == 17
    assert youngest_age(born, date(2026, 1, 10), date(2025, 1, 1)) == 17


def test_every_fact_has_words_and_no_words_are_left_over():
    facts = {f"{kind}.{each.name}" for kind, record in KINDS.items() for each in shape(record) if each.fact}
    assert facts | {"clock.now"} == FACT_WORDS.keys()


def test_every_list_of_a_case_is_named_by_its_kind():
    assert {f"{record.KIND}s" for record in RECORDS.values()} == RECORDS.keys()
    assert set(REFERENCES.values()) <= KINDS.keys()


def test_what_changed_is_named_without_its_record():
    known = Known(value=date(2010, 1, 1), source=SOURCE)
    before = CaseFacts(number="1", kind=CaseKind.CRIMINAL, zone="Asia/Almaty", persons=(PersonFacts(id="p1"),))
    after = replace(before, persons=(PersonFacts(id="p1", birth_date=known),))
    found = difference(before, after)
    assert (found.names, found.before, found.after) == ({"person.birth_date"}, before.persons, after.persons)
    assert difference(after, after) == Change(names=frozenset(), before=(), after=())
    assert difference(before, replace(before, persons=())) == Change(
        names=frozenset({"person"}), before=before.persons, after=()
    )
    moved = replace(before, sittings=(SittingFacts(id="s1", interrogation="i1"),))
    assert difference(moved, replace(moved, sittings=(SittingFacts(id="s1", interrogation="i2"),))).names == {"sitting"}
    assert count_facts(after) == 1
    assert list(facts_of(after.persons[0])) == [FactName("person", "p1", "birth_date")]


def test_a_source_that_changed_is_a_change():
    known = Known(value=date(2010, 1, 1), source=SOURCE)
    other = Known(value=date(2010, 1, 1), source=replace(SOURCE, where="passport"))
    before = CaseFacts(
        number="1", kind=CaseKind.CRIMINAL, zone="Asia/Almaty", persons=(PersonFacts(id="p1", birth_date=known),)
    )
    assert difference(before, replace(before, persons=(PersonFacts(id="p1", birth_date=other),))).names == {
        "person.birth_date"
    }


def test_a_case_of_another_zone_is_another_case():
    before = CaseFacts(number="1", kind=CaseKind.CRIMINAL, zone="Asia/Almaty", persons=(PersonFacts(id="p1"),))
    assert difference(before, replace(before, zone="Asia/Qyzylorda")).names == KINDS.keys()
