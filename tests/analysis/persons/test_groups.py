"""Groups of records by what people ruled, and proposals on top of them."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from analysis.persons.compare import PROPOSED_FROM
from analysis.persons.groups import PersonRuling, ScoredPair, Verdict, group, standing_rulings, suggested

PERSONS = "abcdefg"
links = st.sampled_from(list(combinations(PERSONS, 2)))
pairs_of_persons = st.lists(st.tuples(links, st.floats(0, 1)), max_size=15, unique_by=lambda each: each[0]).map(
    lambda found: [ScoredPair(one=link[0], other=link[1], score=score) for link, score in found]
)
rulings_of_persons = st.lists(st.tuples(links, st.sampled_from(Verdict), st.booleans()), max_size=12).map(
    lambda found: [
        ruling(*(link[::-1] if turned else link), verdict, order) for order, (link, verdict, turned) in enumerate(found)
    ]
)


def ruling(one, other, verdict, order=0):
    return PersonRuling(one=one, other=other, verdict=verdict, order=order)


def pair(one, other, score=0.8):
    return ScoredPair(one=one, other=other, score=score)


def links_of(pairs):
    return [(each.one, each.other) for each in pairs]


def test_nothing_merges_itself():
    found = group("ab", [pair("a", "b", 1.0)], [])
    assert found.groups == (frozenset("a"), frozenset("b"))
    assert links_of(found.proposals) == [("a", "b")]


def test_what_was_ruled_the_same_is_a_group_and_no_proposal_any_more():
    found = group("abc", [pair("a", "b"), pair("b", "c")], [ruling("a", "b", Verdict.SAME)])
    assert found.groups == (frozenset("ab"), frozenset("c"))
    assert links_of(found.proposals) == [("b", "c")]


def test_who_was_ruled_different_is_not_proposed_through_a_third():
    rulings = [ruling("a", "c", Verdict.DIFFERENT), ruling("a", "b", Verdict.SAME, 1)]
    assert group("abc", [pair("b", "c"), pair("a", "c")], rulings).proposals == ()


def test_an_anonymous_third_is_proposed_to_both_until_one_is_taken():
    rulings = [ruling("a", "c", Verdict.DIFFERENT)]
    pairs = [pair("a", "b", 0.9), pair("b", "c", 0.8)]
    assert links_of(group("abc", pairs, rulings).proposals) == [("a", "b"), ("b", "c")]
    assert suggested("abc", pairs, rulings).groups == (frozenset("ab"), frozenset("c"))
    assert suggested("abc", pairs, rulings).refused == (("b", "c"),)


def test_a_ruling_that_is_withdrawn_leaves_the_pair_open():
    rulings = [ruling("a", "b", Verdict.SAME), ruling("b", "a", Verdict.WITHDRAWN, 1)]
    assert links_of(group("ab", [pair("a", "b")], rulings).proposals) == [("a", "b")]


def test_different_outweighs_a_chain_of_the_same_and_the_latest_link_is_refused():
    rulings = [ruling("a", "b", Verdict.SAME), ruling("b", "c", Verdict.SAME, 1), ruling("a", "c", Verdict.DIFFERENT, 2)]
    found = group("abc", [], rulings)
    assert found.groups == (frozenset("ab"), frozenset("c"))
    assert found.refused == (("b", "c"),)


def test_what_is_unlikely_or_unknown_is_not_proposed():
    found = group(
        "ab", [pair("a", "b", PROPOSED_FROM - 0.01), pair("a", "z"), pair("a", "a")], [ruling("a", "z", Verdict.SAME)]
    )
    assert found.proposals == ()


@given(pairs_of_persons, rulings_of_persons)
def test_who_was_ruled_different_is_never_joined_through_any_chain(pairs, rulings):
    different = [{each.one, each.other} for each in standing_rulings(rulings) if each.verdict is Verdict.DIFFERENT]
    ruled = group(PERSONS, pairs, rulings)
    accepted = [ruling(each.one, each.other, Verdict.SAME, 100 + place) for place, each in enumerate(ruled.proposals)]
    for found in (ruled, suggested(PERSONS, pairs, rulings), group(PERSONS, pairs, [*rulings, *accepted])):
        assert not any(two <= members for two in different for members in found.groups)
        assert sorted(person for members in found.groups for person in members) == list(PERSONS)
    of = {person: members for members in ruled.groups for person in members}
    for each in ruled.proposals:  # not one proposal, taken by itself, joins who was ruled different
        assert not any(two <= of[each.one] | of[each.other] for two in different)


@given(pairs_of_persons, rulings_of_persons, st.randoms())
def test_the_order_of_the_data_does_not_matter(pairs, rulings, random):
    shuffled = [random.sample(list(each), len(each)) for each in (PERSONS, pairs, rulings)]
    assert group(*shuffled) == group(PERSONS, pairs, rulings)
    assert suggested(*shuffled) == suggested(PERSONS, pairs, rulings)
