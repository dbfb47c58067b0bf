"""The tables of doings agree with one another."""

import pytest

from analysis.claims.actions import ALIKE, EXCLUSIVE, FOLLOWS, UNIQUE_AGENT
from analysis.claims.frames import ACTS

STATES = {"closed", "opened", "sober", "drunk", "willing", "own_fall", "alone", "accompanied"}
"""Of a claim too, though no verb means them."""


def test_what_follows_from_a_doing_is_a_doing_of_the_table():
    named = {*FOLLOWS, *(act for acts in FOLLOWS.values() for act in acts), *UNIQUE_AGENT, *ALIKE}
    assert named <= ACTS


@pytest.mark.parametrize("row", EXCLUSIVE, ids=lambda row: f"{row[0]} {min(row[1])} {min(row[2])}")
def test_what_excludes_each_other_is_told_by_some_word(row):
    _, ones, others = row
    assert ones | others <= ACTS | STATES
    assert not ones & others
