"""On which terms two persons are."""

from analysis.claims.terms import terms_of


def test_terms_are_read_with_their_denial():
    assert "term:terms=good" in terms_of("мы не ссорились")
    assert "term:terms=bad" in terms_of("мы вечно ссоримся")
    assert "term:marriage=none" in terms_of("мы не расписаны")
