"""Why two cases may have to do with each other, and in what order such cases are shown."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import links
from analysis.links import SENTENCES, WEIGHTS
from models.links import Evidence, LinkKind
from models.mentions import MentionKind
from models.store.mentions import TELLING

ONE, OTHER, THIRD = (UUID(int=number) for number in (1, 2, 3))


def phone(cases=2):
    return links.shared(LinkKind.PHONE, "+77012345678", cases=cases)


def test_each_kind_has_its_weight_and_its_sentences_and_no_two_say_the_same():
    assert set(SENTENCES) == set(WEIGHTS) == set(LinkKind)
    for language in ("ru", "kk", "en"):
        assert len({each.in_language(language) for each in SENTENCES.values()}) == len(LinkKind)


def test_every_telling_kind_of_mention_is_a_reason():
    assert {links.kind_of(each) for each in TELLING} <= set(LinkKind)
    with pytest.raises(ValueError, match="duration"):
        links.kind_of(MentionKind.DURATION)


def test_what_many_cases_hold_tells_less():
    weights = [phone(cases).weight for cases in (2, 4, 16, 1000)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == WEIGHTS[LinkKind.PHONE]
    assert weights[-1] > 0


def test_a_shared_number_stands_before_a_similar_account_and_both_before_one():
    found = links.links([(ONE, links.alike(0, 1, 2)), (OTHER, phone()), (THIRD, phone()), (THIRD, links.alike(3, 1, 2))])
    assert [each.case_id for each in found] == [THIRD, OTHER, ONE]
    assert [each.kind for each in found[0].reasons] == [LinkKind.PHONE, LinkKind.WAY]


@pytest.mark.parametrize("kind", [LinkKind.PLACE, LinkKind.WEEK])
def test_a_place_or_a_week_alone_proposes_nothing(kind):
    assert links.links([(ONE, links.shared(kind, "Алматы", cases=2))]) == []


def test_the_nearest_days_of_one_week_are_named_with_their_mentions():
    own = {date(2026, 3, 5): 1, date(2026, 1, 1): 2}
    reason = links.same_week(own, {date(2026, 3, 11): 7, date(2026, 3, 7): 8})
    assert (reason.own, reason.theirs) == (Evidence(mention=1), Evidence(mention=8))
    assert "05.03.2026, 07.03.2026" in reason.sentence.ru
    assert links.same_week(own, {date(2026, 3, 12): 7}) is None
    assert links.same_week({}, own) is None


@given(st.lists(st.tuples(st.sampled_from([ONE, OTHER, THIRD]), st.sampled_from(list(LinkKind))), max_size=12))
def test_the_order_of_coming_changes_nothing(found):
    reasons = [(case, links.shared(kind, "x", cases=2)) for case, kind in found]
    made = links.links(reasons)
    again = links.links(reversed(reasons))
    assert [(each.case_id, each.score) for each in made] == [(each.case_id, pytest.approx(each.score)) for each in again]
