"""Packs: what is refused, hostile ones too, and what a pack may and may not do."""

import time

import pytest

from analysis.control.bad_pack_error import BadPackError
from analysis.control.evaluate import evaluate, proposed
from analysis.control.examples import check_examples
from analysis.control.packs import OWN_PACKS, load
from models.facts_case import DecisionFacts
from models.verdicts import Severity, VerdictState
from tests.analysis.control.drafts import HEAD, LIMITS, RULE, pack
from tests.analysis.control.facts import START, case, hours, known, sitting


def faults(folder, text):
    with pytest.raises(BadPackError) as caught:
        load(pack(folder, text))
    return caught.value


def test_a_pack_of_an_agency_is_read_beside_ours(tmp_path):
    packs = load([OWN_PACKS, pack(tmp_path)])
    assert {each.name for each in packs.packs} == {"criminal", "administrative", "inspection", "agency"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("severity: block", "severity: block\n    colour: red", "unknown key “colour”"),
        ("severity: block", "severity: fatal", "“severity” is one of"),
        ("kk: ә, en: a}\n    explanation", "en: a}\n    explanation", "“title” is not translated: kk"),
        ("sitting.length_seconds <=", "sitting.length <=", "no fact or parameter is called “sitting.length”"),
        ("limit.most", "limit.least", "no fact or parameter is called “limit.least”"),
        ("watch: sitting", "watch: moon", "“watch” is one of"),
        ("certainty: CODE", "certainty: sure", "“certainty” is one of"),
        ("    in_force: {from: 2015-01-01}\n", "", "the key “in_force” is missing"),
        ("{from: 2015-01-01}", "{from: 2015-13-01}", "must be: a day (2026-01-31)"),
        ("{from: 2015-01-01}", "{from: 2015-01-01, to: 2014-01-01}", "out of order"),
        ("value: 60}]", "value: 60}, {from: 2014-01-01, value: 70}]", "out of order"),
        ("value: 60}]", "value: 60, to: 2015-01-02}, {from: 2016-01-01, value: many}]", "different types"),
        ("evidence: [sitting.length_seconds]", "evidence: []", "“evidence” is missing"),
        ("evidence: [sitting.length_seconds]", "evidence: [sitting.color]", "“evidence” is one of"),
        ('"sitting.length_seconds <= limit.most * 60"', '"limit.most > 3"', "reads no fact"),
        ('"sitting.length_seconds <= limit.most * 60"', '"sitting.night_seconds < limit.most"', "needs the parameter"),
        (
            '"sitting.length_seconds <= limit.most * 60"',
            '"sitting.length_seconds < 5"',
            "nobody reads the parameter “most”",
        ),
        ("controls:\n", "controls:\n" + RULE.removeprefix("controls:\n"), "“Z” stands elsewhere already"),
        ("pack: agency", "pack: 'os.system'", "a name of letters, digits"),
        ("title: {ru", "title: &x {ru", "anchors"),
        ("severity: block", "severity: !!python/name:os.system block", "tags"),
        ("severity: block", "severity: block\n    severity: hint", "given twice"),
        ("severity: block", "severity: [block", "cannot be read"),
    ],
)
def test_a_bad_pack_is_refused_with_what_is_wrong(tmp_path, old, new, said):
    text = HEAD + LIMITS + RULE
    assert said in faults(tmp_path, text.replace(old, new, 1)).say("en")


def test_a_fault_names_file_line_and_rule(tmp_path):
    error = faults(tmp_path, (HEAD + LIMITS + RULE).replace("severity: block", "severity: fatal"))
    (fault,) = error.faults
    assert (fault.path.name, fault.control, fault.line) == ("agency.yaml", "Z", 8)
    assert "severity" in error.say("ru")
    assert "severity" in error.say("kk")


def test_every_fault_is_told_and_not_only_the_first(tmp_path):
    text = (HEAD + LIMITS + RULE).replace("severity: block", "severity: fatal").replace("watch: sitting", "watch: moon")
    assert len(faults(tmp_path, text).faults) > 1


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "controls: " + "[" * 5000 + "]" * 5000,
        HEAD + "limits: {" + ", ".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)) + "}",
        "x" * 2_000_000,
        HEAD + LIMITS + RULE.replace("sitting.length_seconds <= limit.most * 60", "!" * 500_000 + "sitting.urgent"),
        HEAD
        + LIMITS
        + RULE.replace("sitting.length_seconds <= limit.most * 60", "(" * 1000 + "sitting.urgent" + ")" * 1000),
        HEAD
        + LIMITS
        + RULE.replace("sitting.length_seconds <= limit.most * 60", "sitting.urgent || " * 5000 + "sitting.urgent"),
        HEAD + "controls:\n" + "- [[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]\n",
        "\x00\x01",
        "- a\n- b\n",
        "",
    ],
    ids=["deep", "bomb", "huge", "long", "brackets", "chain", "nested", "binary", "list", "empty"],
)
def test_a_hostile_pack_is_refused_at_once(tmp_path, text):
    begun = time.perf_counter()
    if text:
        faults(tmp_path, text)
    else:
        assert load(pack(tmp_path, text)).controls == ()
    assert time.perf_counter() - begun < 5


def test_loops_over_a_long_list_end_soon(tmp_path):
    text = (HEAD + RULE).replace("sitting.length_seconds <= limit.most * 60", "sitting.investigators.all(a, a != 'x')")
    packs = load(pack(tmp_path, text.replace("evidence: [sitting.length_seconds]", "evidence: [sitting.investigators]")))
    crowd = sitting(1, START, hours(1))
    many = type(crowd)(
        **{**{name: getattr(crowd, name) for name in crowd.__slots__}, "investigators": known(("y",) * 100_000)}
    )
    begun = time.perf_counter()
    (verdict,) = evaluate(packs, case(many), at=hours(5))
    assert verdict.state is VerdictState.OK
    assert time.perf_counter() - begun < 5


def test_a_rule_that_nobody_confirmed_warns_whatever_it_asks_for(tmp_path):
    control = load(pack(tmp_path)).controls[0]
    assert (control.severity, control.severity_now) == (Severity.BLOCK, Severity.WARNING)


def test_a_confirmed_rule_asks_for_what_it_says(tmp_path):
    text = HEAD + LIMITS + RULE + "    confirmed: {by: Ахметов Е. М., on: 2026-03-01}\n"
    assert load(pack(tmp_path, text)).controls[0].severity_now is Severity.BLOCK


def test_a_pack_of_an_agency_cannot_call_its_rule_the_ordered_one(tmp_path):
    text = (HEAD + LIMITS + RULE).replace("id: Z", "id: B1")
    assert load(pack(tmp_path, text)).controls[0].severity_now is Severity.WARNING
    with pytest.raises(BadPackError, match="stands elsewhere"):
        load([OWN_PACKS, pack(tmp_path, text.replace("pack: agency", "pack: criminal"))])


def test_none_of_our_rules_is_confirmed_and_one_alone_blocks():
    packs = load()
    assert not any(control.confirmed for control in packs.controls)
    assert [each.id for each in packs.controls if each.severity_now is Severity.BLOCK] == ["B1"]


def test_a_rule_without_its_examples_is_a_fault(tmp_path):
    packs = load(pack(tmp_path))
    said = [fault.says.en for fault in check_examples(packs, packs.packs[0])]
    assert said == [
        "no example with the result “violated” stands beside the rule",
        "no example with the result “ok” stands beside the rule",
    ]


def test_an_example_that_comes_out_otherwise_is_a_fault(tmp_path):
    path = pack(tmp_path)
    (tmp_path / "agency.cases.yaml").write_text(
        """
bases:
  one:
    number: "1"
    kind: criminal
    zone: Asia/Almaty
    persons: [{id: p1}]
    interrogations: [{id: i1, person: p1}]
    sittings: [{id: s1, interrogation: i1, started_at: "2026-03-02T09:00+05:00", ended_at: "2026-03-02T10:00+05:00"}]
examples:
  Z:
    base: one
    at: "2026-03-02T20:00+05:00"
    cases:
      - {name: right, gives: ok}
      - {name: wrong, gives: violated}
      - {name: naive, set: {sittings.s1.ended_at: "2026-03-02T11:00"}, gives: violated}
  Y:
    base: one
    at: "2026-03-02T20:00+05:00"
    cases: [{gives: ok}]
""",
        "utf-8",
    )
    packs = load(path)
    said = " ".join(fault.says.en for fault in check_examples(packs, packs.packs[0]))
    assert "“wrong”: expected “violated”, found “ok”" in said
    assert "“naive” cannot be read: sittings.0.ended_at" in said
    assert "“Y”, and there is no such rule" in said


def test_what_is_proposed_is_judged_by_the_rules_of_decisions_alone():
    decision = DecisionFacts(id="new", kind=known("terminated"), decided_at=known(START), articles=known(("УК 68",)))
    found = proposed(load(), case(sitting(1, START, hours(12))), decision, at=START)
    assert {each.subject.decision for each in found.verdicts} == {"new"}
    assert [each.control.id for each in found.blocking] == ["B1"]
