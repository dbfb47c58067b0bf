"""What holds of any two statements."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.claims.finding import reading_of_statement
from analysis.compare.finding import all_between, compare_pair
from bench.statements import SETS, items, said, statement
from models.inconsistencies import Relation

ITEMS = [
    each
    for name in ("open", "learn", "learn2")
    for kind in ("statements", "unrelated")
    for each in items(SETS / f"{kind}.{name}.jsonl")
]
SIDES = st.tuples(st.sampled_from(ITEMS), st.sampled_from("ab"))
RELATIONS = st.sampled_from(list(Relation))


def of(side, relation):
    item, letter = side
    return statement(item, letter, relation)


@given(one=SIDES, other=SIDES, relation=RELATIONS)
@settings(max_examples=150, deadline=None)
def test_swapped_sides_give_the_swapped_finding(one, other, relation):
    first, second = of(one, relation), of(other, relation)
    there, back = compare_pair(first, second, relation), compare_pair(second, first, relation)
    assert (there is None) == (back is None)
    if there is not None and first.key != second.key:
        assert back == there.swapped()


@given(one=SIDES, other=SIDES, relation=RELATIONS)
@settings(max_examples=150, deadline=None)
def test_which_of_two_comes_first_by_its_key_changes_nothing(one, other, relation):
    first, second = of(one, relation), of(other, relation)
    kinds = [
        {each.kind for each in all_between(*(reading_of_statement(each) for each in pair), relation)}
        for pair in (
            (replace(first, key="1"), replace(second, key="2")),
            (replace(first, key="2"), replace(second, key="1")),
        )
    ]
    assert kinds[0] == kinds[1]


@given(one=SIDES, relation=RELATIONS)
@settings(max_examples=100, deadline=None)
def test_a_statement_never_contradicts_itself(one, relation):
    assert compare_pair(of(one, relation), of(one, relation), relation) is None


@given(
    words=st.lists(
        st.text(st.characters(max_codepoint=0x4FF), max_size=12).map(lambda text: "".join(text.split()) or "а"), max_size=12
    ),
    relation=RELATIONS,
)
@settings(max_examples=60, deadline=None)
def test_any_words_are_read(words, relation):
    item = {"id": "x", "lang": "mixed", "a": " ".join(words), "b": "Я его не бил."}
    compare_pair(statement(item, "a", relation), statement(item, "b", relation), relation)


def bare(text):
    return "".join(letter if letter.isalnum() or letter in " :-" else " " for letter in text.lower())


@pytest.mark.parametrize("side", ["a", "b"])
def test_without_capitals_and_punctuation_most_is_still_found(side):
    pairs = [each for each in items(SETS / "statements.open.jsonl") if each["label"] == "contradiction"]
    found = 0
    for item in pairs:
        relation = Relation(item["relation"])
        changed = {**item, side: bare(item[side])}
        found += compare_pair(statement(changed, "a", relation), statement(changed, "b", relation), relation) is not None
    assert found >= 0.75 * len(pairs)
    assert said("а б", "ru")[1].id == "w000002"
