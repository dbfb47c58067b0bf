"""States of which one holds at a time."""

from analysis.claims.opposites import opposed


def test_two_answers_to_one_question_exclude_each_other():
    assert opposed(frozenset({"posture=sit"}), frozenset({"posture=lie"}), at_one_time=True) == "posture"
    assert opposed(frozenset({"open=yes"}), frozenset({"open=yes"}), at_one_time=True) is None
    assert opposed(frozenset({"posture=sit"}), frozenset({"pace=run"}), at_one_time=True) is None
