"""Facts from a register's extracts."""

import json
from datetime import UTC, date, datetime

import jsonschema
import pytest

from analysis.control.extract_faults import PlaceFaultError
from analysis.control.extract_schema import schema
from analysis.control.extracts import ExtractError, facts_of, read_extract
from models.facts import Source, SourceKind
from models.facts_shape import count_facts

WHOLE = {
    "format": "hattama-facts",
    "format_version": 1,
    "number": "257500121000123",
    "kind": "criminal",
    "zone": "Asia/Almaty",
    "source": {"kind": "register", "where": "ЕРДР, 2026-03-01"},
    "case": {"registered_at": "2026-02-01T09:00:00+05:00", "form": "investigation"},
    "persons": [
        {"id": "p1", "birth_date": "2010-05-01", "sources": {"birth_date": {"kind": "case_file", "where": "паспорт"}}}
    ],
    "interrogations": [
        {"id": "i1", "person": "p1", "participants": ["pedagogue"], "rights_at": "2026-03-02T09:05:10+05:00",
         "liability_warned": False, "sources": {"rights_at": {"kind": "sound", "where": "a.wav", "second": 310}}}
    ],
}  # fmt: skip


def written(folder, data):
    path = folder / "case.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return path


def test_each_fact_keeps_its_own_source(tmp_path):
    facts = read_extract(written(tmp_path, WHOLE))
    assert facts.case.registered_at.source == Source(kind=SourceKind.REGISTER, where="ЕРДР, 2026-03-01")
    assert facts.persons[0].birth_date.value == date(2010, 5, 1)
    assert facts.persons[0].birth_date.source.kind is SourceKind.CASE_FILE
    assert facts.interrogations[0].rights_at.source.second == 310
    assert facts.interrogations[0].rights_at.value == datetime(2026, 3, 2, 4, 5, 10, tzinfo=UTC)
    assert facts.interrogations[0].remote is None
    assert count_facts(facts) == 6


def test_an_extract_meets_its_schema():
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(WHOLE, schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(WHOLE | {"persons": [{"id": "p1", "born": "2010"}]}, schema())


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"kind": "civil"}, "kind", "one of criminal"),
        ({"zone": "Asia/Nowhere"}, "zone", "no time zone"),
        ({"colour": "red"}, "colour", "no such field"),
        ({"persons": [{"birth_date": "2010-05-01"}]}, "persons.0.id", "missing"),
        ({"persons": [{"id": "p1", "birth_date": "01.05.2010"}]}, "persons.0.birth_date", "a day"),
        ({"persons": [{"id": "p1", "pregnant": "maybe"}]}, "persons.0.pregnant", "true or false"),
        ({"persons": [{"id": "p1"}, {"id": "p1"}]}, "persons.1.id", "given twice"),
        ({"persons": []}, "interrogations.0.person", "there is no “p1”"),
        ({"case": {"registered_at": "2026-02-01T09:00:00"}}, "case.registered_at", "offset from UTC"),
        ({"episodes": [{"id": "e1", "victims": ["p9"]}]}, "episodes.0.victims", "there is no “p9”"),
        ({"episodes": [{"id": "e1", "victims": "p1"}]}, "episodes.0.victims", "a list of texts"),
        (
            {"interrogations": [{"id": "i1", "person": "p1", "leading_questions": -1}]},
            "interrogations.0.leading_questions",
            "0 or",
        ),
        ({"source": {"kind": "rumour", "where": "x"}}, "source.kind", "one of protocol"),
        ({"persons": {"id": "p1"}}, "persons", "a list"),
        ({"format_version": 2}, "format", "version 1"),
    ],
)
def test_what_cannot_be_read_names_its_field_and_line(tmp_path, change, field, said):
    path = written(tmp_path, WHOLE | change)
    with pytest.raises(ExtractError) as caught:
        read_extract(path)
    assert caught.value.data["field"] == field
    assert said in caught.value.say("en")
    last = field.rpartition(".")[2]
    line = path.read_text("utf-8").splitlines()[caught.value.data["line"] - 1]
    assert f'"{last}"' in line or last in {"id", "format"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"x"', "{" * 100_000, '{"number": "\ud83d'.encode("utf-8", "replace").decode()]
)
def test_what_is_no_extract_is_refused(tmp_path, text):
    with pytest.raises(ExtractError):
        read_extract(written(tmp_path, text))


def test_a_folder_of_csv_files_is_an_extract_too(tmp_path):
    (tmp_path / "case.csv").write_text(
        "number,kind,zone,registered_at\n1,criminal,Asia/Almaty,2026-02-01T09:00+05:00\n", "utf-8"
    )
    (tmp_path / "persons.csv").write_text("id,birth_date,pregnant\np1,2010-05-01,нет\np2,,\n", "utf-8")
    (tmp_path / "episodes.csv").write_text("id,articles,victims,place\ne1,УК 120; УК 188,p1;p2,-\n", "utf-8")
    facts = read_extract(tmp_path)
    assert facts.persons[0].pregnant.value is False
    assert facts.persons[1].birth_date is None
    assert facts.episodes[0].articles.value == ("УК 120", "УК 188")
    assert facts.episodes[0].victims.value == ("p1", "p2")
    assert facts.episodes[0].place.value == ""  # stated to be empty
    assert facts.episodes[0].method is None  # not stated


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("id,birth_date\np1,2010-05-01\np2,soon\n", 3, "birth_date"),
        ("id,born\np1,2010-05-01\n", 2, "born"),
        ("id,birth_date\np1,2010-05-01,more\n", 2, ""),
        ("id,birth_date\np1\n", 2, ""),
    ],
)
def test_a_bad_cell_names_its_line(tmp_path, text, line, field):
    (tmp_path / "case.csv").write_text("number,kind,zone\n1,criminal,Asia/Almaty\n", "utf-8")
    (tmp_path / "persons.csv").write_text(text, "utf-8")
    with pytest.raises(ExtractError) as caught:
        read_extract(tmp_path)
    assert caught.value.data["path"].name == "persons.csv"
    assert (caught.value.data["line"], caught.value.data["field"]) == (line, field)


def test_plain_values_that_are_no_mapping_are_refused():
    with pytest.raises(ValueError, match="mapping"):
        facts_of([])


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("persons", {"id": "p1", "sex": "male "}),
        ("episodes", {"id": "e1", "gravity": "тяжкое"}),
        ("interrogations", {"id": "i1", "person": "p1", "form": "repeated"}),
        ("interrogations", {"id": "i1", "person": "p1", "participants": ["defender", "advocate"]}),
        ("inspections", {"id": "n1", "type": "внеплановая"}),
    ],
)
def test_a_word_that_no_rule_knows_is_refused_with_those_that_may_be(name, record):
    head = {"number": "1", "kind": "criminal", "zone": "Asia/Almaty", "persons": [{"id": "p1"}]}
    with pytest.raises(PlaceFaultError, match="one of") as caught:
        facts_of(head | {name: [record]})
    assert caught.value.at[0] == name
    field = next(key for key in record if key not in {"id", "person"})
    codes = schema()["properties"][name]["items"]["properties"][field]
    assert len(codes.get("enum", codes.get("items", {}).get("enum"))) >= 2
