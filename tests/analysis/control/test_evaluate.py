"""Verdicts: what they show, what is evaluated again, and what a proposed decision meets."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from analysis.control.evaluate import evaluate, proposed
from analysis.control.packs import Packs, load
from bench.control_cases import large_case, many_rules
from models.cases import CaseKind
from models.facts import SourceKind
from models.facts_case import AgreementFacts, DecisionFacts, DetentionFacts, EpisodeFacts, PersonFacts
from models.facts_shape import count_facts
from models.verdicts import Severity, VerdictState
from tests.analysis.control.drafts import HEAD, LIMITS, RULE, pack
from tests.analysis.control.facts import START, case, hours, known, sitting

PACKS = load()


def rules(*names):
    return [PACKS.control("criminal", each) for each in names]


def only(rule, facts, at=START):
    (verdict,) = evaluate(PACKS, facts, at=at, controls=rules(rule))
    return verdict


def test_a_verdict_shows_its_facts_and_where_each_came_from():
    verdict = only("T2", case(sitting(1, START, hours(9))), at=hours(20))
    assert verdict.state is VerdictState.VIOLATED
    shown = {each.name: each for each in verdict.facts}
    assert shown.keys() == {
        "person_day.seconds",
        "person_day.seconds_at_least",
        "person_day.times_known",
        "limit.day_minutes",
    }
    spent, limit = shown["person_day.seconds"], shown["limit.day_minutes"]
    assert spent.value == 9 * 3600
    assert [(str(each.name), each.source.kind) for each in spent.made_of] == [
        ("sitting/s1.started_at", SourceKind.PROTOCOL),
        ("sitting/s1.ended_at", SourceKind.PROTOCOL),
    ]
    assert (limit.value, limit.made_of) == (480, ())
    assert all(each.says.ru and each.says.kk and each.says.en for each in verdict.facts)


def test_every_verdict_of_a_large_case_can_show_its_facts_and_its_evidence():
    for verdict in evaluate(PACKS, large_case(), at=hours(200)):
        if verdict.state is VerdictState.NOT_APPLICABLE:
            assert verdict.facts == ()
            continue
        control = PACKS.control(verdict.control.pack, verdict.control.id)
        shown = {each.name: each for each in verdict.facts}
        assert {".".join(name.split(".")[:2]) for name in control.evidence} <= shown.keys()
        assert (verdict.missing != ()) == (verdict.state is VerdictState.UNKNOWN)
        for used in verdict.facts:
            assert {each.name.pattern for each in used.made_of} <= control.reads | {"clock.now"}


def test_a_time_of_unknown_source_makes_it_unknown_and_names_the_time():
    verdict = only("T2", case(sitting(1, START, hours(1)), sitting(2, None, None)))
    assert verdict.state is VerdictState.UNKNOWN
    assert [str(each) for each in verdict.missing] == ["sitting/s2.started_at"]


def test_a_case_of_another_kind_meets_of_our_criminal_rules_the_ordered_one_alone():
    facts = replace(case(sitting(1, START, hours(9))), kind=CaseKind.INSPECTION)
    found = evaluate(PACKS, facts, at=START)
    assert {each.control.id for each in found if each.control.pack == "criminal"} == {"B1"}
    assert {each.control.pack for each in found} == {"criminal", "inspection"}


def test_a_rule_with_nothing_to_judge_is_not_applicable_once():
    verdicts = evaluate(PACKS, case(), at=START)
    said = [each.control.id for each in verdicts if each.state is VerdictState.NOT_APPLICABLE]
    assert said.count("T2") == 1


def tell(verdict):
    return verdict.control, verdict.state, verdict.subject, verdict.missing, verdict.seconds_left, verdict.approaching


def shown(facts):
    return [tell(each) for each in evaluate(PACKS, facts, at=hours(99))]


def test_parts_shared_between_rules_change_no_verdict():
    facts, at = large_case(), hours(200)
    one, other = (many_rules(PACKS, 200, shared=shared) for shared in (True, False))
    assert [tell(each) for each in evaluate(one, facts, at=at)] == [tell(each) for each in evaluate(other, facts, at=at)]


def test_packs_that_are_read_together_say_what_each_says_alone():
    """Also where facts are computed with parameters of a pack: two have the same, and in the third night begins at 15."""
    facts, at = large_case(), hours(200)
    *alike, last = many_rules(PACKS, 210, shared=True).packs
    night = last.limits["night_from_hour"]
    earlier = replace(night, values=tuple(replace(each, value=15) for each in night.values))
    packs = (*alike, replace(last, limits={**last.limits, "night_from_hour": earlier}))
    together = evaluate(Packs(packs=packs, conditions=PACKS.conditions), facts, at=at)
    alone = [Packs(packs=(each,), conditions=PACKS.conditions) for each in packs]
    assert [told(each) for each in together] == [told(each) for one in alone for each in evaluate(one, facts, at=at)]
    first, second, third = (nights(together, each.name) for each in packs)
    assert first == second
    assert sum(third) > sum(first)


def nights(verdicts, pack):
    of_rule = [each for each in verdicts if (each.control.pack, each.control.id) == (pack, "T4")]
    return [used.value for each in of_rule for used in each.facts if used.name == "sitting.night_seconds"]


def told(verdict):
    return tell(verdict), verdict.facts


def test_sittings_of_one_case_are_judged_each_by_the_law_of_its_day(tmp_path):
    values = "[{from: 2026-03-02, to: 2026-03-02, value: 60}, {from: 2026-03-04, value: 30}]"
    path = pack(tmp_path, HEAD + LIMITS.replace("[{from: 2015-01-01, value: 60}]", values) + RULE)
    days = [date(2026, 3, day) for day in (1, 2, 3, 4)]
    begin = [datetime(day.year, day.month, day.day, 6, tzinfo=UTC) for day in days]
    sittings = [sitting(at, start, start + timedelta(minutes=45)) for at, start in enumerate(begin)]
    found = evaluate(load(path), case(*sittings, sitting(9, None, None)), at=hours(200))
    states = {each.subject.id: (each.state.value, sorted(map(str, each.missing))) for each in found}
    no_law = ("unknown", ["limit.most"])
    assert {name: states[name] for name in ("s0", "s1", "s2", "s3")} == {
        "s0": no_law, "s1": ("ok", []), "s2": no_law, "s3": ("violated", []),
    }  # fmt: skip
    assert states["s9"][0] == "unknown"
    assert len(states) == 5


def test_a_countdown_whose_own_parameter_has_no_value_that_day_runs_without_telling_what_is_left(tmp_path):
    values = "[{from: 2015-01-01, to: 2020-01-01, value: 60}]"
    rule = RULE.replace("watch: sitting", "watch: detention").replace("[sitting.length_seconds]", "[detention.detained_at]")
    rule = rule.replace("sitting.length_seconds <= limit.most * 60", "detention.held_seconds <= 999999")
    rule += '    countdown: {left: "limit.most * 60 - detention.held_seconds", until: detention.ended_at, warn: most}\n'
    path = pack(tmp_path, HEAD + LIMITS.replace("[{from: 2015-01-01, value: 60}]", values) + rule)
    held = DetentionFacts(id="x1", person="p1", detained_at=known(START))
    (verdict,) = evaluate(load(path), replace(case(), detentions=(held,)), at=hours(3))
    assert (verdict.state, verdict.seconds_left) == (VerdictState.OK, None)


# A termination ------------------------------------------------------------------------------------------------------


def child_case(**more):
    episode = EpisodeFacts(id="e1", articles=known(("УК 120 ч.3",)), began_on=known(date(2026, 1, 10)),
                           ended_on=known(date(2026, 1, 10)), offenders=known(("o1",)), victims=known(("v1",)))  # fmt: skip
    facts = replace(
        case(), episodes=(episode,), persons=(adult("o1"), PersonFacts(id="v1", birth_date=known(date(2014, 1, 1))))
    )
    return replace(facts, **more)


def adult(name):
    return PersonFacts(id=name, birth_date=known(date(1985, 1, 1)))


def ending(text="", articles=("УК 68",), **more):
    return DecisionFacts(id="new", kind=known("terminated"), decided_at=known(START), articles=known(tuple(articles)),
                         text=known(text), **more)  # fmt: skip


def test_a_termination_by_reconciliation_is_blocked_with_its_facts():
    found = proposed(PACKS, child_case(), ending(), at=START)
    (verdict,) = found.blocking
    assert (verdict.control.id, verdict.state, verdict.control.severity) == ("B1", VerdictState.VIOLATED, Severity.BLOCK)
    assert verdict.subject.id == "new/e1/o1/v1"
    assert {each.name: each.value for each in verdict.facts}["reconciliation.victim_age"] == 12


def test_not_knowing_an_age_blocks_too_and_names_whose():
    unknown = child_case(persons=(adult("o1"), PersonFacts(id="v1")))
    (verdict,) = proposed(PACKS, unknown, ending(), at=START).blocking
    assert verdict.state is VerdictState.UNKNOWN
    assert [str(each) for each in verdict.missing] == ["person/v1.birth_date"]


def test_one_blocked_triple_blocks_the_whole():
    episode = child_case().episodes[0]
    two = child_case(
        episodes=(replace(episode, victims=known(("v2", "v1"))),),
        persons=(adult("o1"), adult("v2"), PersonFacts(id="v1", birth_date=known(date(2014, 1, 1)))),
    )
    found = proposed(PACKS, two, ending(), at=START)
    assert {each.subject.id: each.state for each in found.verdicts if each.control.id == "B1"} == {
        "new/e1/o1/v2": VerdictState.OK,
        "new/e1/o1/v1": VerdictState.VIOLATED,
    }
    assert len(found.blocking) == 1


def test_the_agreement_of_anybody_in_the_case_is_enough_to_watch():
    agreed = child_case(agreements=(AgreementFacts(id="a1", offender="o1", victim="v1"),))
    assert proposed(PACKS, agreed, ending(articles=("УПК 35",), other_ground=known(False)), at=START).blocking
    assert not proposed(PACKS, agreed, ending(articles=("УПК 35",), other_ground=known(True)), at=START).blocking


def test_another_ground_warns_the_prosecutor():
    found = proposed(PACKS, child_case(), ending(articles=("УПК 35 ч.1 п.2",), prosecutor_reviewed=known(False)), at=START)
    said = {each.control.id: each for each in found.verdicts}
    assert not found.blocking
    assert (said["B1-O"].state, said["B1-O"].control.to) == (VerdictState.VIOLATED, "prosecutor")


def test_a_decision_that_is_recorded_already_is_replaced_by_the_proposed_one():
    recorded = child_case(decisions=(ending(articles=("УПК 35",)),))
    assert proposed(PACKS, recorded, ending(), at=START).blocking


AGREED = (AgreementFacts(id="a1", offender="o1", victim="v1"),)
"""While one stands in the case, every decision that ends proceedings has to say on which ground."""


def held_up(kind, articles, text, *, facts=None, person=None):
    decision = replace(ending(text, articles), kind=known(kind), person=person)
    found = proposed(PACKS, child_case() if facts is None else facts, decision, at=START)
    return [(each.control.id, each.state) for each in found.blocking]


@pytest.mark.parametrize(
    ("kind", "articles", "text"),
    [
        ("освобождение от уголовной ответственности", ["УК 68"], ""),
        ("освобождение от уголовной ответственности", [], "в связи с примирением"),
        ("освобождение", ["УК 68"], ""),
        ("other", [], "Освободить от уголовной ответственности за примирением сторон"),
        ("other", [], "Освободить Иванова за примирением сторон"),
        ("other", ["УК 68"], ""),
        ("закрытие дела", ["УК 68"], ""),
        ("қылмыстық жауаптылықтан босату", ["ҚК 68"], ""),
        ("қылмыстық істі жабу", [], "тараптар татуласты"),
        ("dismiss", ["УК 68"], ""),
        ("closed", [], "the parties reconciled"),
        ("qualified", ["УК 68"], "дело прекратить за примирением"),
        ("Постановление об отмене меры пресечения и прекращении уголовного дела", ["УК 68"], ""),
        ("termination_cancelled", ["УК 68"], "дело прекращено за примирением"),
        ("termination_cancelled", [], "отменить постановление о прекращении. Дело прекратить за примирением"),
        ("other", [], "за примерением сторон"),
        ("terminated", [], "мировое соглашение"),
        ("terminated", [], "прими\u0301рение"),
        ("terminated", [], "\u043f\u03c1\u0438\u043c\u0438\u03c1\u03b5\u043d\u0438\u03b5"),
        ("terminated", ["УК ст.68, УПК ст.35"], ""),
    ],
)
def test_whatever_a_termination_by_reconciliation_is_called_it_is_blocked(kind, articles, text):
    assert held_up(kind, articles, text) == [("B1", VerdictState.VIOLATED)]


@pytest.mark.parametrize(
    ("kind", "articles", "text"),
    [
        ("qualified", ["УК 120"], "защитник участвует по ст. 68 УПК"),
        ("qualified", ["УК 68"], ""),
        ("recognised_as_suspect", [], "право примириться разъяснено"),
        ("признание потерпевшим", ["УПК 71"], "вправе примириться, в том числе в порядке медиации"),
        ("termination_cancelled", ["УК 68"], "отменить постановление о прекращении за примирением"),
        ("other", [], "Постановление следователя о прекращении уголовного дела за примирением сторон отменить"),
        ("other", [], "қылмыстық істі татуласуға байланысты тоқтату туралы қаулының күші жойылсын"),
        ("other", [], "отказать в прекращении уголовного дела за примирением сторон"),
        ("приостановление", ["УПК 45"], "срок прерван до окончания медиации"),
        ("suspended", ["УПК 45"], ""),
        ("other", [], "мерзімді тоқтата тұру туралы"),
        ("other", ["УПК 153"], "изменить меру пресечения, освободить из-под стражи"),
        ("изменение меры пресечения", [], "освободить из-под стражи"),
        ("закрытие проверки", [], "проверка закрыта"),
    ],
)
def test_other_decisions_are_not_held_up(kind, articles, text):
    assert held_up(kind, articles, text, facts=child_case(agreements=AGREED)) == []


def test_a_termination_for_want_of_a_crime_is_not_held_up():
    assert held_up("terminated", ["УПК 35 ч.1 п.2"], "за отсутствием состава преступления") == []


@pytest.mark.parametrize(
    ("article", "states"),
    [
        ("УК 24 ч.3-120 ч.3", [VerdictState.VIOLATED]),
        ("24-121", [VerdictState.VIOLATED]),
        ("121-3", [VerdictState.VIOLATED]),
        ("120-124", [VerdictState.VIOLATED]),
        ("119-122", [VerdictState.VIOLATED]),
        ("24 ч.3—120", [VerdictState.VIOLATED]),
        ("24ч3-121ч3", [VerdictState.VIOLATED]),
        ("24121", [VerdictState.UNKNOWN]),
        ("12О", [VerdictState.UNKNOWN]),
        ("24 ч.3-188 ч.2", []),
    ],
)
def test_however_articles_are_joined_the_protected_one_is_read(article, states):
    episode = replace(child_case().episodes[0], articles=known((article,)))
    assert held_up("terminated", ["УК 68"], "", facts=child_case(episodes=(episode,))) == [("B1", each) for each in states]


@pytest.mark.parametrize(
    ("began", "ended", "state"),
    [
        (date(2014, 12, 31), date(2014, 12, 31), VerdictState.UNKNOWN),
        (date(2014, 12, 31), date(2015, 1, 1), VerdictState.VIOLATED),
        (date(2014, 12, 31), None, VerdictState.VIOLATED),
        (date(2026, 1, 10), None, VerdictState.VIOLATED),
        (None, date(2026, 1, 10), VerdictState.UNKNOWN),
        (None, None, VerdictState.UNKNOWN),
        (date(2026, 1, 10), date(2026, 1, 9), VerdictState.UNKNOWN),
        (date(1997, 12, 31), date(2026, 1, 10), VerdictState.VIOLATED),
    ],
)
def test_a_deed_whose_law_is_not_known_is_refused_and_never_passed_over(began, ended, state):
    days = {name: None if day is None else known(day) for name, day in (("began_on", began), ("ended_on", ended))}
    episode = replace(child_case().episodes[0], **days)
    assert held_up("terminated", ["УК 68"], "", facts=child_case(episodes=(episode,))) == [("B1", state)]


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("Уголовное дело в целом прекратить за примирением", True),
        ("Уголовное дело прекратить за примирением", True),
        ("қылмыстық іс татуласуға байланысты тоқтатылсын", True),
        ("Уголовное дело в отношении Петрова П.П. прекратить за примирением", False),
        ("за примирением", False),
    ],
)
def test_a_decision_about_a_co_suspect_that_ends_the_whole_case_ends_every_episode(text, blocked):
    theft = EpisodeFacts(id="e2", articles=known(("УК 188",)), began_on=known(date(2026, 1, 11)),
                         ended_on=known(date(2026, 1, 11)), offenders=known(("o2",)), victims=known(("v2",)))  # fmt: skip
    facts = child_case()
    facts = replace(facts, episodes=(*facts.episodes, theft), persons=(*facts.persons, adult("o2"), adult("v2")))
    assert bool(held_up("terminated", [], text, facts=facts, person="o2")) is blocked


def test_the_large_case_has_about_two_thousand_facts():
    assert 1800 < count_facts(large_case()) < 2400
