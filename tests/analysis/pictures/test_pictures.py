"""Pictures for the file: what they hold is text and nothing else, and they are drawn alike each time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.pictures.draw import draw
from analysis.pictures.layout import laid_out

HOSTILE = '#import "@preview/x:1.0.0" $x$ <b> \\ #read("/etc/passwd") *a* _b_ `c` ' + "ы" * 200
HOURS = {
    "language": "ru",
    "title": HOSTILE,
    "note": HOSTILE,
    "hour": "Час",
    "persons": [HOSTILE, "Қасымов Нұрлан"],
    "rows": [
        {"kind": "day", "day": HOSTILE},
        {
            "kind": "hour",
            "hour": "22:00",
            "cells": [[{"clock": "22:00", "words": HOSTILE, "where": "1:15", "conflict": True}], []],
        },
    ],
}
GRAPH = {
    "language": "kk",
    "title": HOSTILE,
    "note": "",
    "width": 18.0,
    "height": 4.0,
    "nodes": [{"label": HOSTILE, "kind": "person", "own": True, "x": 0.2, "y": 0.5}],
    "edges": [{"kind": "shared", "points": [[0.2, 0.5], [0.5, 0.1], [0.8, 0.5]]}],
    "legend": [{"kind": "case", "name": HOSTILE}],
    "lines": "",
}


@pytest.mark.parametrize(("template", "values"), [("hours", HOURS), ("graph", GRAPH)])
@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_any_text_is_drawn_as_text_and_twice_alike(template, values, kind, begins):
    made = draw(template, values, kind)
    assert made.startswith(begins)
    assert made == draw(template, values, kind)


@pytest.mark.parametrize("template", ["hours", "graph"])
def test_a_picture_of_nothing_is_a_picture(template):
    empty = {"hours": HOURS | {"persons": [], "rows": []}, "graph": GRAPH | {"nodes": [], "edges": []}}[template]
    assert draw(template, empty, "svg").startswith(b"<svg")


def test_lines_that_need_not_cross_do_not():
    places = laid_out([["a", "b", "c"], ["x", "y", "z"]], [("a", "z"), ("b", "y"), ("c", "x")])
    left = sorted("abc", key=lambda each: places[each][1])
    right = sorted("xyz", key=lambda each: places[each][1])
    assert [{"a": "z", "b": "y", "c": "x"}[each] for each in left] == right


@given(
    st.lists(st.lists(st.integers(0, 99), max_size=6), max_size=4),
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=12),
)
def test_no_two_stand_on_one_place_and_all_inside(columns, edges):
    seen = set()
    apart = [[each for each in column if not (each in seen or seen.add(each))] for column in columns]
    places = laid_out(apart, [pair for pair in edges if set(pair) <= seen])
    assert set(places) == seen
    assert len(set(places.values())) == len(seen)
    assert all(0 < x < 1 and 0 < y < 1 for x, y in places.values())
    assert places == laid_out(apart, [pair for pair in edges if set(pair) <= seen])
