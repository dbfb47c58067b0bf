"""Turns become passages."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis.passages import LONGEST, OVERLAP, askers_of, passages
from models.working_transcript import fold
from tests.factories import transcript

ASKS, ANSWERS = "VOICE_00", "VOICE_01"
LONG_ANSWER = " ".join(f"слово{number}" for number in range(450))


def turns_of(*said):
    return fold(transcript(*said).turns, []).turns


def texts(*said, askers=(ASKS,)):
    return [each.text for each in passages(turns_of(*said), askers=askers)]


def test_a_question_stands_with_its_answer_and_what_is_compared_is_the_answer():
    found = passages(
        turns_of(
            (ASKS, "Где вы были вечером двенадцатого марта?"),
            (ANSWERS, "Я была дома и никуда не выходила."),
            (ASKS, "Кто ещё был дома в это время с вами?"),
            (ANSWERS, "Моя сестра, она пришла около шести часов вечера."),
        ),
        askers={ASKS},
    )
    assert [each.text for each in found] == [
        "Я была дома и никуда не выходила.",
        "Моя сестра, она пришла около шести часов вечера.",
    ]
    assert [(each.numbers.first, each.numbers.last) for each in found] == [(1, 13), (14, 30)]
    assert [each.voices for each in found] == [(ASKS, ANSWERS)] * 2


def test_an_answer_that_says_little_is_compared_with_its_question():
    assert texts((ASKS, "Вы видели у него в руках нож или пистолет тем вечером?"), (ANSWERS, "Нет, не видел.")) == [
        "Вы видели у него в руках нож или пистолет тем вечером?\nНет, не видел."
    ]


def test_short_exchanges_stand_with_what_follows():
    (found,) = texts(
        (ASKS, "Вы его знаете?"), (ANSWERS, "Нет."), (ASKS, "Раньше видели его там?"), (ANSWERS, "Иә, бір рет көрдім.")
    )
    assert found.count("\n") == 3


def test_a_question_in_several_turns_is_one():
    found = passages(
        turns_of(
            (ASKS, "Скажите пожалуйста."), (ASKS, "Где вы были?"), (ANSWERS, "Я была дома у себя в комнате весь вечер.")
        ),
        askers={ASKS},
    )
    assert [(each.numbers.first, each.numbers.last) for each in found] == [(1, 14)]


def test_a_long_answer_is_parted_and_the_parts_overlap():
    found = passages(turns_of((ASKS, "Расскажите."), (ANSWERS, LONG_ANSWER)), askers={ASKS})
    assert [len(each.text.split()) for each in found] == [LONGEST - 1, LONGEST, 451 - 2 * (LONGEST - OVERLAP)]
    assert found[0].text.split()[-OVERLAP:] == found[1].text.split()[:OVERLAP]
    assert found[1].start < found[0].end < found[2].end


def test_who_asks_is_guessed_where_nobody_was_named():
    assert askers_of(turns_of((ANSWERS, "да"), (ASKS, "кто это?"), (ANSWERS, "я"))) == {ASKS}
    assert askers_of(turns_of((ANSWERS, "да"))) == frozenset()
    assert askers_of([]) == frozenset()


def test_equal_texts_have_equal_hashes_and_others_do_not():
    one, two = (passages(turns_of((ASKS, text), (ANSWERS, "да")), askers={ASKS})[0] for text in ("кто", "где"))
    again = passages(turns_of((ASKS, "кто"), (ANSWERS, "да")), askers={ASKS})[0]
    assert one.content_hash == again.content_hash != two.content_hash


SAID = st.lists(st.tuples(st.sampled_from([ASKS, ANSWERS]), st.integers(1, 300)), min_size=1, max_size=12)


@given(said=SAID)
def test_every_word_is_in_a_passage_and_none_is_too_long(said):
    turns = turns_of(*((voice, " ".join(["слово"] * count)) for voice, count in said))
    found = passages(turns, askers={ASKS})
    assert all(0 < len(each.text.split()) <= LONGEST for each in found)
    assert found[0].numbers.first == 1
    assert found[-1].numbers.last == sum(count for _, count in said)
    for before, after in pairwise(found):
        assert after.numbers.first <= before.numbers.last + 1
        assert before.start < after.start
