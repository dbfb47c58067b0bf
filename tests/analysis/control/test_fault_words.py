"""What is wrong with a condition, a file or an extract is told in Russian, Kazakh and English, down to the inner reason."""

import json
import os
from datetime import date, datetime

import pytest

from analysis.control import extract_faults, syntax_faults, text_faults
from analysis.control.conditions import Conditions
from analysis.control.extract_faults import PlaceFaultError
from analysis.control.extracts import ExtractError, facts_of, read_extract
from analysis.control.pack_text import MOST_NESTED, TextFaultError, read_text, read_yaml
from analysis.control.syntax import MOST_DEPTH, MOST_LETTERS, SyntaxFaultError
from api.errors import InvalidError
from api.stated_facts import read_csv, read_json, statement
from models.sentences import INTERFACE_LANGUAGES
from tests.analysis.control.told import english_in, sentences_of, tells

# Conditions -----------------------------------------------------------------------------------------------------------

KNOWN = {"s.a": bool, "s.n": int, "s.t": str, "s.l": tuple, "s.at": datetime}
CONDITIONS = {
    "TOO_LONG": "s.a" + " " * MOST_LETTERS,
    "TOO_MANY_PARTS": "s.a && " * 200 + "s.a",
    "TOO_DEEP": "!" * (MOST_DEPTH + 1) + "s.a",
    "TOO_EARLY": "s.n > ",
    "UNEXPECTED": "s.n > 3 3",
    "SIGN_MISSING": "size(s.l) == (1 2",
    "SIGN_MISSING_AT_END": "(s.a && s.a",
    "COMPARISONS_IN_A_ROW": "1 < s.n < 3",
    "NUMBER_TOO_LARGE": "s.n > 99999999999999999999",
    "LIST_OF_OTHERS": "s.t in [s.t]",
    "FUNCTION_NOT_ALLOWED": "s.t.matches('a')",
    "LOOP_IN_LOOP": "s.l.exists(i, s.l.exists(j, j == i))",
    "NO_VARIABLE": "s.l.exists(1, true)",
    "NOT_UNDERSTOOD": "{'a': 1}.a == 1",
    "NO_SUCH_NAME": "s.q > 3",
    "NAME_TAKEN": "s.l.exists(taken, taken == 'x')",
    "WRONG_TYPE": "s.n > s.t",
    "GIVES_OTHER": "s.n",
    "NEVER": "s.t == 'd'",
}


def refused_condition(text):
    with pytest.raises(SyntaxFaultError) as caught:
        Conditions().read(text, KNOWN | {"taken": str}, codes={"s.t": ("a", "b"), "s.l": ("a", "b")})
    assert str(caught.value) == caught.value.says.en
    return caught.value.says


def test_every_sentence_about_conditions_has_its_case():
    assert sentences_of(syntax_faults) == {*CONDITIONS, "OR"}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_bad_condition_is_told_in_the_readers_language(name):
    assert tells(refused_condition(CONDITIONS[name]), getattr(syntax_faults, name))


@pytest.mark.parametrize(
    "text", ["s.l.exists(", "in", "s.l.all", "s.l.all(i", "s.t in ['a'", "true ? s.a", "s.l.exists(i.j, true)"]
)
def test_a_condition_that_breaks_off_or_goes_astray_is_told_so_too(text):
    says = refused_condition(text)
    assert english_in(says.ru) is english_in(says.kk) is None
    assert "«»" not in says.ru


@pytest.mark.parametrize(
    ("text", "ru", "kk"),
    [
        ("s.n", "получается целое число, а нужно: да/нет", "шығатыны: бүтін сан, ал керегі: иә/жоқ"),
        ("s.t && s.a", "на этом месте текст, а нужно: да/нет", "бұл жерде мәтін тұр, ал керегі: иә/жоқ"),
        (
            "s.a > s.a",
            "на этом месте да/нет, а нужно: целое число или момент времени",
            "бұл жерде иә/жоқ тұр, ал керегі: бүтін сан немесе уақыт сәті",
        ),
        ("s.l", "получается список текстов, а нужно: да/нет", "шығатыны: мәтіндер тізімі, ал керегі: иә/жоқ"),
        ("s.at", "получается момент времени, а нужно: да/нет", "шығатыны: уақыт сәті, ал керегі: иә/жоқ"),
    ],
)
def test_types_have_words_for_people(text, ru, kk):
    says = refused_condition(text)
    assert (says.ru, says.kk) == (ru, kk)


# Texts of files -------------------------------------------------------------------------------------------------------

YAML = {
    "NOT_YAML": "\x00",
    "YAML_BROKEN": "a: [b",
    "ANCHORS": "a: &x b",
    "TAGS": "a: !!int 3",
    "TOO_DEEP": "[" * (MOST_NESTED + 1) + "]" * (MOST_NESTED + 1),
    "KEY_NOT_A_WORD": "[a]: b",
    "KEY_TWICE": "a: b\na: c",
}
FILES = {
    "TOO_LARGE": b"x" * 1_000_001,
    "NOT_UTF8": b"a: \xff",
    "SYSTEM_SAYS": None,
}
CASE = b"number,kind,zone\n1,criminal,Asia/Almaty\n"
EXTRACT_FILES = {
    "SYSTEM_SAYS": ("case.json", None),
    "NOT_UTF8": ("case.json", b'{"number": "\xff"}'),
    "NOT_JSON": ("case.json", b'{"number": ' + b"1" * 5000 + b"}"),
    "JSON_BROKEN": ("case.json", b"{"),
    "CSV_BROKEN": ("case.csv", b'number,kind\n"1"x,criminal\n'),
    "ONE_ROW_NEEDED": ("case.csv", CASE + b"2,criminal,Asia/Almaty\n"),
    "CELLS_AND_COLUMNS": ("case.csv", b"number,kind\n1,criminal,more\n"),
}


def test_every_sentence_about_texts_has_its_case():
    assert sentences_of(text_faults) == {*YAML, *FILES, *EXTRACT_FILES}


@pytest.mark.parametrize("name", YAML)
def test_a_bad_yaml_is_told_in_the_readers_language(name):
    with pytest.raises(TextFaultError) as caught:
        read_text(YAML[name])
    assert tells(caught.value.says, getattr(text_faults, name))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_pack_is_told_in_the_readers_language(tmp_path, name):
    path = tmp_path / "pack.yaml"
    if FILES[name] is not None:
        path.write_bytes(FILES[name])
    with pytest.raises(TextFaultError) as caught:
        read_yaml(path)
    assert tells(caught.value.says, getattr(text_faults, name))


def refused_extract(path):
    with pytest.raises(ExtractError) as caught:
        read_extract(path)
    for language in INTERFACE_LANGUAGES:
        assert caught.value.data["reason"].in_language(language) in caught.value.say(language)
    return caught.value.data["reason"]


@pytest.mark.parametrize("name", EXTRACT_FILES)
def test_a_file_that_is_no_extract_is_told_in_the_readers_language(tmp_path, name):
    file, content = EXTRACT_FILES[name]
    path = tmp_path / file
    if content is not None:
        path.write_bytes(content)
    told = refused_extract(tmp_path if file.endswith(".csv") else path)
    assert tells(told, getattr(text_faults, name))


def test_an_extract_that_is_too_large_or_no_text_is_told_so(tmp_path):
    path = tmp_path / "case.json"
    path.touch()
    os.truncate(path, 50_000_001)  # a hole, which takes no room
    assert tells(refused_extract(path), text_faults.TOO_LARGE)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "case.csv").write_bytes(CASE + b"\xff")
    assert tells(refused_extract(folder), text_faults.NOT_UTF8)


# Extracts -------------------------------------------------------------------------------------------------------------

WHOLE = {"number": "1", "kind": "criminal", "zone": "Asia/Almaty"}
PERSON = {"id": "p1"}
EXTRACTS = {
    "FIELDS_NEEDED": {"persons": ["p1"]},
    "LIST_NEEDED": {"persons": PERSON},
    "TEXT_NEEDED": {"number": True},
    "SECONDS_NEEDED": {"source": {"kind": "register", "where": "x", "second": -1}},
    "SOURCE_NEEDED": {"source": "register"},
    "FORMAT_NEEDED": {"format_version": 2},
    "ONE_OF_NEEDED": {"kind": "civil"},
    "OTHER_NEEDED": {"persons": [PERSON | {"birth_date": "soon"}]},
    "NO_ZONE": {"zone": "Asia/Nowhere"},
    "NO_FIELD": {"colour": "red"},
    "MISSING": {"persons": [{"birth_date": "2010-05-01"}]},
    "TWICE": {"persons": [PERSON, PERSON]},
    "NOT_THERE": {"episodes": [{"id": "e1", "victims": ["p9"]}]},
}
WRONG_VALUES = {
    bool: {"persons": [PERSON | {"pregnant": "maybe so"}]},
    int: {"persons": [PERSON], "interrogations": [{"id": "i1", "person": "p1", "leading_questions": -1}]},
    str: {"persons": [PERSON | {"sex": ["male"]}]},
    tuple: {"episodes": [{"id": "e1", "victims": "p1"}]},
    date: {"persons": [PERSON | {"birth_date": "01.05.2010"}]},
    datetime: {"case": {"registered_at": "2026-02-01T09:00:00"}},
}


def refused_facts(change):
    with pytest.raises(PlaceFaultError) as caught:
        facts_of(WHOLE | change)
    return caught.value


def test_every_sentence_about_extracts_has_its_case():
    assert sentences_of(extract_faults) == {*EXTRACTS, "PLACED"}
    assert extract_faults.WANTED.keys() == WRONG_VALUES.keys()


@pytest.mark.parametrize("name", EXTRACTS)
def test_a_bad_extract_is_told_in_the_readers_language(name):
    error = refused_facts(EXTRACTS[name])
    assert str(error) == error.says.en
    assert tells(error.says, getattr(extract_faults, name))
    assert tells(error.placed("extract"), extract_faults.PLACED)


@pytest.mark.parametrize("kind", WRONG_VALUES)
def test_a_value_of_another_type_is_told_what_is_needed(kind):
    says = refused_facts(WRONG_VALUES[kind]).says
    assert tells(says, extract_faults.OTHER_NEEDED)
    assert extract_faults.WANTED[kind].ru in says.ru
    assert extract_faults.WANTED[kind].kk in says.kk


def test_what_names_no_zone_is_told_so_and_not_that_none_is_a_zone():
    with pytest.raises(PlaceFaultError) as caught:
        facts_of({"number": "1", "kind": "criminal"})
    assert (caught.value.at, caught.value.says) == (("zone",), extract_faults.MISSING)


def test_what_is_no_mapping_at_all_has_no_way_to_it():
    with pytest.raises(PlaceFaultError) as caught:
        facts_of([])
    assert caught.value.placed() == extract_faults.FIELDS_NEEDED
    assert caught.value.placed("extract").ru == "extract: нужен набор полей"


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: read_json(WHOLE | {"zone": "Asia/Nowhere"}),
        lambda: read_csv({"case": CASE.decode(), "persons": "id,birth_date\np1,soon\n"}),
        lambda: statement("person", "p1", {"birth_date": "yesterday"}, {"kind": "typed", "where": "x"}),
    ],
    ids=["json", "csv", "statement"],
)
def test_what_is_sent_to_the_api_is_refused_in_the_readers_language(attempt):
    with pytest.raises((ExtractError, InvalidError)) as caught:
        attempt()
    assert english_in(caught.value.say("ru")) is None
    assert english_in(caught.value.say("kk")) is None
    assert len({caught.value.say(language) for language in INTERFACE_LANGUAGES}) == 3


def test_an_extract_refused_in_russian_reads_so(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(WHOLE | {"persons": [PERSON | {"pregnant": "maybe"}]}), "utf-8")
    with pytest.raises(ExtractError) as caught:
        read_extract(path)
    assert caught.value.say("ru") == (
        f"Выгрузка не принята: {path}, строка 1, поле «persons.0.pregnant»: нужно: да или нет (true, false); дано «maybe»."
    )
