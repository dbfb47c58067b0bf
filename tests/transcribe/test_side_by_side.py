"""Work in several threads, results in order."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.side_by_side import side_by_side


@given(st.lists(st.integers(0, 3), max_size=12), st.integers(1, 4))
def test_results_come_in_order_whichever_ends_first(delays, threads):
    def work(number):
        time.sleep(delays[number] / 5000)
        return number

    assert list(side_by_side(work, range(len(delays)), threads)) == list(range(len(delays)))


def test_two_are_worked_on_at_once():
    both = threading.Barrier(2, timeout=10)
    assert list(side_by_side(lambda number: both.wait() >= 0 and number, range(4), 2)) == [0, 1, 2, 3]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_no_more_is_taken_than_is_worked_on_and_one(threads):
    taken = []

    def given_one_by_one():
        for number in range(20):
            taken.append(number)
            yield number

    made = side_by_side(lambda number: number, given_one_by_one(), threads)
    for number in range(20):
        assert next(made) == number
        assert len(taken) <= number + 1 + threads


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_comes_to_the_caller_and_ends_the_work(threads):
    done = []

    def work(number):
        if number == 2:
            raise MemoryError
        done.append(number)
        return number

    made = side_by_side(work, range(50), threads)
    with pytest.raises(MemoryError):
        list(made)
    assert done[:2] == [0, 1]
    assert len(done) < 6


def test_who_stops_listening_stops_the_work():
    done = []
    made = side_by_side(done.append, range(50), 2)
    next(made)
    made.close()
    assert len(done) <= 4
