"""What is wrong with a pack or its examples is told in Russian, Kazakh and English, down to the inner reason."""

import pytest

from analysis.control import pack_faults
from analysis.control.bad_pack_error import BadPackError
from analysis.control.examples import check_examples
from analysis.control.packs import load
from tests.analysis.control.drafts import HEAD, LIMITS, RULE, pack
from tests.analysis.control.told import english_in, sentences_of, tells

WHOLE = HEAD + LIMITS + RULE
MUST = '"sitting.length_seconds <= limit.most * 60"'
PACKS = {
    "UNREADABLE": ("severity: block", "severity: &x block"),
    "TWICE": ("controls:\n", "controls:\n" + RULE.removeprefix("controls:\n")),
    "UNKNOWN_KEY": ("severity: block", "severity: block\n    colour: red"),
    "MISSING_KEY": ("    in_force: {from: 2015-01-01}\n", ""),
    "NOT_ONE_OF": ("watch: sitting", "watch: moon"),
    "NO_TRANSLATION": ("title: {ru: а, kk: ә, en: a}\n    expl", "title: {ru: а, en: a}\n    expl"),
    "BAD_DATES": ("{from: 2015-01-01}", "{from: 2015-01-01, to: 2014-01-01}"),
    "MIXED_VALUES": ("value: 60}]", "value: 60, to: 2015-01-02}, {from: 2016-01-01, value: many}]"),
    "BAD_CONDITION": (MUST, "sitting.length_seconds"),
    "NEEDS_LIMIT": (MUST, '"sitting.night_seconds < limit.most"'),
    "READS_NOTHING": (MUST, '"limit.most > 3"'),
    "UNUSED_LIMIT": (MUST, '"sitting.length_seconds < 5"'),
}
VALUES = {
    "A_TEXT": ("id: Z", "id: [Z]"),
    "TEXTS": ("evidence: [sitting.length_seconds]", "evidence: sitting.length_seconds"),
    "A_MAPPING": ("in_force: {from: 2015-01-01}", "in_force: always"),
    "MAPPINGS": ("values: [{from: 2015-01-01, value: 60}]", "values: many"),
    "A_DAY": ("{from: 2015-01-01}", "{from: 2015-13-01}"),
    "A_NAME": ("pack: agency", "pack: 'os.system'"),
    "A_VALUE": ("value: 60", "value: {a: 1}"),
}
EXAMPLES = """
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
    cases: [CASE]
"""
CASES = {
    "NO_CASES": "{gives: ok}",
    "CASE_DIFFERS": "{gives: violated}",
    "CASE_UNREADABLE": '{set: {sittings.s1.ended_at: "2026-03-02T11:00"}, gives: ok}',
    "NO_RULE": "{gives: ok}",
}
UNREADABLE_CASES = [
    ("gives: ok", 'at: "2026-03-02T20:00", gives: ok', "at: нужно: момент со смещением от UTC"),
    ("gives: ok", "at: soon, gives: ok", "at: нужно: момент со смещением от UTC"),
    ("gives: ok", "set: {sittings.s9.ended_at: null}, gives: ok", "set: записи «sittings.s9» нет"),
    ("gives: ok", "set: {sittings.s9: many}, gives: ok", "sittings.s9: нужен набор полей"),
    ("gives: ok", "set: [a], gives: ok", "set: нужен набор полей"),
    ("gives: ok", "set: {case: many, case.form: inquiry}, gives: ok", "case: нужен набор полей"),
    ("gives: ok", "set: {sittings: many, sittings.s1: null}, gives: ok", "sittings: нужен список"),
    ("gives: ok", "set: {zone: null}, gives: ok", "zone: не указано"),
    ("bases:", "bases: many\nleft:", "base: нужен набор полей"),
]


def test_every_sentence_about_packs_has_its_case():
    assert sentences_of(pack_faults) == {*PACKS, *VALUES, *CASES, "NO_PACK", "NOT_A"}


def refused(folder, old, new):
    assert old in WHOLE
    with pytest.raises(BadPackError) as caught:
        load(pack(folder, WHOLE.replace(old, new, 1)))
    return [each.says for each in caught.value.faults]


@pytest.mark.parametrize("name", PACKS)
def test_a_bad_pack_is_told_in_the_readers_language(tmp_path, name):
    told = refused(tmp_path, *PACKS[name])
    assert [each for each in told if tells(each, getattr(pack_faults, name))]


@pytest.mark.parametrize("name", VALUES)
def test_a_value_of_another_kind_is_told_what_it_must_be(tmp_path, name):
    (told,) = {each for each in refused(tmp_path, *VALUES[name]) if tells(each, pack_faults.NOT_A)}
    wanted = getattr(pack_faults, name)
    assert told.ru.endswith(f"должно быть: {wanted.ru}")
    assert told.kk.endswith(f"болуы керек: {wanted.kk}")
    assert told.en.endswith(f"must be: {wanted.en}")


def test_a_place_without_a_pack_is_told_in_the_readers_language(tmp_path):
    with pytest.raises(BadPackError) as caught:
        load(tmp_path)
    assert [each.says for each in caught.value.faults] == [pack_faults.NO_PACK]
    assert tells(pack_faults.NO_PACK, pack_faults.NO_PACK)


def test_the_inner_reason_of_a_bad_condition_and_of_a_bad_file_is_translated(tmp_path):
    (condition,) = refused(tmp_path, *PACKS["BAD_CONDITION"])
    assert condition.ru == "«must» не выражение этого языка: получается целое число, а нужно: да/нет"
    assert condition.kk == "«must» осы тілдегі өрнек емес: шығатыны: бүтін сан, ал керегі: иә/жоқ"
    assert condition.en == "“must” is no expression of this language: it gives a whole number, and a truth value is needed"
    (file,) = refused(tmp_path, "severity: block", "severity: [block")
    assert file.ru.startswith("файл не читается: не YAML: «")
    assert file.kk.startswith("файл оқылмайды: YAML емес: «")


def checked(folder, examples):
    packs = load(pack(folder))
    (folder / "agency.cases.yaml").write_text(examples, "utf-8")
    return [each.says for each in check_examples(packs, packs.packs[0])]


@pytest.mark.parametrize("name", CASES)
def test_a_bad_example_is_told_in_the_readers_language(tmp_path, name):
    text = EXAMPLES.replace("CASE", CASES[name]).replace("  Z:", "  Y:" if name == "NO_RULE" else "  Z:")
    told = checked(tmp_path, text)
    assert [each for each in told if tells(each, getattr(pack_faults, name))]


@pytest.mark.parametrize(("old", "new", "said"), UNREADABLE_CASES)
def test_an_example_that_cannot_be_read_says_where_and_why(tmp_path, old, new, said):
    text = EXAMPLES.replace("CASE", "{name: one, gives: ok}").replace(old, new, 1)
    told = checked(tmp_path, text)
    assert any(said in each.ru for each in told), told
    assert not any(english_in(each.ru) or english_in(each.kk) for each in told)


def test_a_file_of_examples_that_cannot_be_read_is_told_in_the_readers_language(tmp_path):
    told = checked(tmp_path, "a: b\na: c")
    assert told[0].ru == "файл не читается: ключ «a» дан дважды"
    assert told[0].kk == "файл оқылмайды: «a» кілті екі рет берілген"
