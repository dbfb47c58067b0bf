"""What a finding says to its reader."""

import pytest

from models.inconsistencies import (
    SENTENCES,
    USES,
    Inconsistency,
    InconsistencyKind,
    ProceduralUse,
    Quote,
    Relation,
    Strength,
    sentence,
)


def quote(spoken, key="a"):
    return Quote(statement=key, words=(0,), word_ids=("w000001",), spoken=spoken, value=spoken)


def finding(**data):
    made = {
        "first": quote("в десять"), "second": quote("в два", "b"), "kind": InconsistencyKind.TIME,
        "relation": Relation.SAME_PERSON, "strength": Strength.LIKELY, "use": ProceduralUse.ADDITIONAL_INTERROGATION,
        "rule": "time",
    }  # fmt: skip
    return Inconsistency(**{**made, **data})


@pytest.mark.parametrize("rule", sorted(SENTENCES))
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_sentence_names_what_both_said(rule, language):
    said = sentence(finding(rule=rule), language)
    assert "в десять" in said
    assert "в два" in said
    assert "{" not in said


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_no_two_rules_say_the_same(language):
    said = [sentence(finding(rule=rule), language) for rule in SENTENCES]
    assert len(set(said)) == len(said)


def test_a_finding_of_an_answer_without_words_shows_its_value():
    assert "not sign" in sentence(
        finding(first=Quote(statement="a", words=(), word_ids=(), spoken="", value="not sign")), "en"
    )


def test_each_relation_has_its_procedural_use():
    assert USES.keys() == set(Relation)
    assert USES[Relation.BETWEEN_PERSONS] is ProceduralUse.CONFRONTATION
    assert USES[Relation.SAME_PERSON] is ProceduralUse.ADDITIONAL_INTERROGATION


def test_a_swapped_finding_swapped_again_is_the_same():
    made = finding()
    assert made.swapped().first == made.second
    assert made.swapped().swapped() == made
