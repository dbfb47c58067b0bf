"""Every rule against its table of cases, which lies beside its pack."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analysis.control.evaluate import evaluate, reading
from analysis.control.examples import agrees, gravest, read_examples, said
from analysis.control.kinds import KINDS, field_of
from analysis.control.names import plain
from analysis.control.packs import load
from bench.control_mutants import run
from models.facts_shape import difference
from models.verdicts import VerdictState

PACKS = load()
READ = {pack.name: read_examples(pack)[0] for pack in PACKS.packs}
EXAMPLES = {
    (pack.name, control.id): [each for each in READ[pack.name] if each.rule == control.id]
    for pack in PACKS.packs
    for control in pack.controls
}
A5 = {
    "T1", "T2", "T3", "T4", "T5-P", "T5-I", "T5-E", "T5-R", "R1-S", "R1-D", "R1-V", "R1-W", "R1-T", "R2-A", "R2-C", "R2-S",
    "R3-R", "R3-U", "R3-T", "R3-G", "R4-L", "R4-I", "R4-R", "R5-A", "R5-N", "M1-W", "M1-S", "M2", "M3", "M4", "Q1",
    "S1", "S2", "S3-P", "S3-N", "S3-I", "S3-C48", "S3-C72", "S4-A", "S4-C", "S4-X", "D1", "B1", "B1-P", "B2-G",
    "B2-D", "B2-C", "B2-H", "B2-L", "P1-F", "P1-S", "P1-R", "P1-N",
}  # fmt: skip


@pytest.mark.parametrize("rule", EXAMPLES, ids="/".join)
def test_a_rule_says_what_its_table_says(rule):
    control = PACKS.control(*rule)
    wrong = [
        (each.name, each.gives, gravest(said(PACKS, control, each)))
        for each in EXAMPLES[rule]
        if not agrees(said(PACKS, control, each), each)
    ]
    assert not wrong


@pytest.mark.parametrize("rule", EXAMPLES, ids="/".join)
def test_a_rule_has_cases_of_every_verdict(rule):
    assert {each.gives for each in EXAMPLES[rule]} == set(VerdictState)


@pytest.mark.parametrize("rule", EXAMPLES, ids="/".join)
def test_a_rule_is_in_force_from_its_day_to_its_last_day(rule):
    control = PACKS.control(*rule)
    example = next(each for each in EXAMPLES[rule] if each.gives is VerdictState.VIOLATED and each.force == (None, None))
    day = next(each.subject.day for each in said(PACKS, control, example) if each.state is VerdictState.VIOLATED)

    def state(since, until):
        judged = replace(control, since=since, until=until)
        found = said(PACKS, judged, example)
        return {each.state for each in found if each.subject is None or each.subject.day == day}

    assert VerdictState.VIOLATED in state(day, day)
    assert VerdictState.VIOLATED not in state(day + timedelta(days=1), None)
    assert VerdictState.VIOLATED not in state(day - timedelta(days=9), day - timedelta(days=1))


def test_every_rule_of_the_list_is_a_row():
    assert {control.id for control in PACKS.by_name["criminal"].controls} >= A5


def test_every_sentence_is_there_in_three_languages_and_no_two_titles_are_alike():
    for language in ("ru", "kk", "en"):
        titles = [control.title.in_language(language) for control in PACKS.controls]
        assert len(set(titles)) == len(titles)
        assert all(control.ok_when.in_language(language) for control in PACKS.controls)


def test_every_parameter_is_held_by_a_case_of_a_rule():
    """One more or less, or one item less, must make a case of a rule that reads it come out otherwise."""
    unnoticed = []
    for pack in PACKS.packs:
        for name, limit in pack.limits.items():
            rules = [each for each in pack.controls if _reads(each, name)]
            for value in _near(limit.values[-1].value):
                changed = replace(limit, values=(*limit.values[:-1], replace(limit.values[-1], value=value)))
                other = replace(pack, limits={**pack.limits, name: changed})
                packs = replace(PACKS, packs=(other,))
                if all(agrees(said(packs, rule, each), each) for rule in rules for each in EXAMPLES[pack.name, rule.id]):
                    unnoticed.append((pack.name, name, value))
    assert not unnoticed


def _reads(control, name):
    fields = [field_of(KINDS[control.watch], plain(each)) for each in control.names]
    warns = control.countdown is not None and control.countdown.warn == name
    return (
        warns
        or any(plain(each) == f"limit.{name}" for each in control.names)
        or any(name in field.limits for field in fields if field is not None)
    )


_DAY = 1440  # minutes


def _near(value):
    if isinstance(value, int):
        step = _DAY if value and value % _DAY == 0 else 1  # what is counted in days has no smaller step
        return [value + step, value - step]
    if isinstance(value, str):
        return [value + "9"]
    return [value[:place] + value[place + 1 :] for place in range(len(value))]


def test_every_mutant_of_every_condition_makes_a_case_fail():
    found = run(PACKS)
    assert sum(tally.mutants for tally in found.values()) > 700
    assert [(each.control.id, each.condition) for tally in found.values() for each in tally.survivors] == []


def test_a_rule_reads_nothing_that_it_does_not_declare():
    """Between two cases of a rule, verdicts of rules that read no changed fact stay what they were."""
    for (pack, _), examples in EXAMPLES.items():
        if len(examples) < 2:
            continue
        first = examples[0]
        before = _by_rule(first.facts, first.at)
        for other in examples[1:6]:
            names = difference(first.facts, other.facts).names
            after = _by_rule(other.facts, first.at)
            touched = {(each.pack, each.id) for each in reading(PACKS, names)}
            assert {rule for rule in before if before[rule] != after[rule]} <= touched, (
                pack,
                other.rule,
                other.name,
                names,
            )


def _by_rule(facts, at):
    found = {}
    for each in evaluate(PACKS, facts, at=at):
        kept = (each.state, each.subject, each.missing, each.seconds_left, each.approaching)
        found.setdefault((each.control.pack, each.control.id), []).append(kept)
    return found
