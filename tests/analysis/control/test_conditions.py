"""Conditions over facts of which some are missing, and what is refused before the engine sees it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.control.conditions import Conditions, variables
from analysis.control.syntax import MOST_DEPTH, MOST_LETTERS, SyntaxFaultError

KNOWN = {"s.a": bool, "s.b": bool, "s.c": bool, "s.n": int, "s.t": str, "s.l": tuple, "limit.n": int}


def outcome(text, values):
    condition = Conditions().read(text, KNOWN)
    missing = frozenset(KNOWN.keys() - values.keys())
    found = [part.outcome(variables(values), missing) for part in condition.parts]
    if any(each.value is False for each in found):
        return False
    lacking = frozenset().union(*(each.missing for each in found))
    return lacking or True


@pytest.mark.parametrize(
    ("text", "values", "wanted"),
    [
        ("s.a || s.b", {"s.a": True}, True),  # what is known decides
        ("s.b || s.a", {"s.a": True}, True),
        ("s.a && s.b", {"s.a": False}, False),
        ("s.b && s.a", {"s.a": False}, False),
        ("s.a || s.b", {"s.a": False}, {"s.b"}),  # it does not
        ("s.a && s.b", {"s.a": True}, {"s.b"}),
        ("s.a && s.b", {}, {"s.a", "s.b"}),
        ("!s.a", {}, {"s.a"}),
        ("!(s.a && s.b)", {"s.b": False}, True),
        ("s.n > 3", {}, {"s.n"}),
        ("s.n > limit.n", {"s.n": 5}, {"limit.n"}),
        ("s.a == s.a", {}, {"s.a"}),  # a comparison with nothing is not known, even with itself
        ("s.a ? s.b : s.c", {"s.a": True, "s.b": True}, True),
        ("s.a ? s.b : s.c", {"s.b": True, "s.c": True}, {"s.a"}),
        ("s.a ? s.b : s.c", {"s.a": False, "s.b": True}, {"s.c"}),
        ("s.l.exists(i, i == s.t)", {"s.l": ("x",)}, {"s.t"}),
        ("s.l.exists(i, i == s.t)", {"s.l": ("x",), "s.t": "x"}, True),
        ("s.l.all(i, i == 'x')", {}, {"s.l"}),
        ("size(s.l) == 2", {"s.l": ("x", "y")}, True),
        ("s.t in ['p', 'q'] || s.n - 2 * 3 < 0", {"s.t": "z", "s.n": 5}, True),
    ],
)
def test_a_missing_fact_makes_it_unknown_unless_the_rest_decides(text, values, wanted):
    assert outcome(text, values) == wanted


def trees():
    leaf = st.sampled_from(("s.a", "s.b", "s.c"))
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(st.just("!"), inner), st.tuples(st.sampled_from(("&&", "||")), inner, inner)
        ),
        max_leaves=8,
    )  # fmt: skip


def kleene(tree, values):
    if isinstance(tree, str):
        return values[tree]
    if tree[0] == "!":
        inner = kleene(tree[1], values)
        return None if inner is None else not inner
    both = {kleene(tree[1], values), kleene(tree[2], values)}
    decisive = tree[0] == "||"
    return decisive if decisive in both else None if None in both else not decisive


def text_of(tree):
    if isinstance(tree, str):
        return tree
    return f"!({text_of(tree[1])})" if tree[0] == "!" else f"({text_of(tree[1])} {tree[0]} {text_of(tree[2])})"


@given(tree=trees())
def test_it_is_kleenes_strong_logic(tree):
    for given_values in itertools.product((True, False, None), repeat=3):
        values = dict(zip(("s.a", "s.b", "s.c"), given_values, strict=True))
        found = outcome(text_of(tree), {name: value for name, value in values.items() if value is not None})
        wanted = kleene(tree, values)
        if wanted is None:
            assert isinstance(found, frozenset)
            assert found <= {name for name, value in values.items() if value is None}
        else:
            assert found is wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("s.n > ", "too early"),
        ("s.n > 3 3", "unexpected"),
        ("s.q > 3", "no fact or parameter"),
        ("s.n > s.t", "number is needed"),
        ("s.t > 'a'", "is needed"),
        ("s.n", "is needed"),
        ("s.l.exists(i, s.l.exists(j, j == i))", "loop inside a loop"),
        ("s.l.map(i, i == 'x')", "not allowed"),
        ("s.t.matches('(a+)+$')", "not allowed"),
        ("s.t.__class__ == 'x'", "no fact or parameter"),
        ("open('/etc/passwd') == 'x'", "not allowed"),
        ("__import__ == 'os'", "no fact or parameter"),
        ("has(s.a)", "not allowed"),
        ("s['a']", "unexpected"),
        ("{'a': 1}.a == 1", "not understood"),
        ("s.n > 99999999999999999999", "too large"),
        ("1 < s.n < 3", "follow one another"),
        ("s.t == 'a\\'", "not understood"),
        ("s.l == s.l", "is needed"),
        ("[s.t] == s.l", "numbers and texts alone"),
        ("s.a && " * 200 + "s.a", "parts"),
        ("(" * (MOST_DEPTH + 1) + "s.a" + ")" * (MOST_DEPTH + 1), "nested deeper"),
        ("!" * (MOST_DEPTH + 1) + "s.a", "nested deeper"),
        ("s.a" + " " * MOST_LETTERS, "longer than"),
    ],
)
def test_everything_else_is_refused_with_a_reason(text, said):
    with pytest.raises(SyntaxFaultError, match=said):
        Conditions().read(text, KNOWN)


def test_equal_parts_are_one_and_so_are_those_that_become_equal():
    conditions = Conditions()
    one = conditions.read("s.a && s.n > limit.n", KNOWN)
    other = conditions.read("s.n > 3 && s.a", KNOWN)
    assert one.parts[0] is other.parts[1]
    assert one.parts[1] is not other.parts[0]
    assert one.parts[1].bound({"limit.n": 3}, {}) is other.parts[0]
    assert one.parts[1].bound({"limit.n": 4}, {}) is not other.parts[0]


@pytest.mark.parametrize(
    "text",
    [
        "s.sex == 'man'",
        "'man' != s.sex",
        "!(s.sex in ['male', 'man'])",
        "'man' in s.roles",
        "s.roles.exists(r, r == 'man')",
        "s.n > 1 || s.sex == 'Male'",
        "(s.n > 1 ? s.sex : s.other) == 'man'",
        "s.sex == (s.n > 1 ? 'man' : 'male')",
        "s.sex in limit.men",
        "limit.men.exists(r, r == s.sex)",
        "s.sex == limit.man",
    ],
)
def test_a_fact_of_few_values_is_compared_with_no_other(text):
    sexes = ("male", "female")
    known = {"s.sex": str, "s.other": str, "s.roles": tuple, "s.n": int, "limit.men": tuple, "limit.man": str}
    codes = {"s.sex": sexes, "s.other": sexes, "s.roles": ("male",)}
    limits = {"limit.men": ("male", "man"), "limit.man": ("man",)}
    with pytest.raises(SyntaxFaultError, match="never"):
        Conditions().read(text, known, codes=codes, limits=limits)
    fitting = {"limit.men": ("male", "female"), "limit.man": ("male",)}
    text = text.replace("man'", "male'").replace("Male", "male")
    assert Conditions().read(text, known, codes=codes, limits=fitting)


def test_a_choice_between_a_fact_of_few_values_and_free_text_is_compared_with_anything():
    known = {"s.sex": str, "s.name": str, "s.n": int}
    assert Conditions().read("(s.n > 1 ? s.sex : s.name) == 'man'", known, codes={"s.sex": ("male", "female")})
