"""The case-file package, and case data from other systems."""

import hashlib
import io
import json
import zipfile
from uuid import uuid4

import jsonschema
import pytest

from models.journal.checkpoint import read_checkpoints
from models.store.journal_keeper import JournalKeeper
from tests.service import PDF, make_world, settings_in

pytestmark = pytest.mark.integration


@pytest.fixture
def world(service):
    return make_world(service, "investigator")


def package(service, world, who="investigator", **query):
    reply = service.ask(who, "GET", f"/api/cases/{world.case_id}/package", params=query)
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(reply.content))


def case_of(files):
    return json.loads(files.read("case.json"))


def ready(service, world):
    path = f"/api/protocol-versions/{world.version_id}/steps"
    assert service.ask("investigator", "POST", path, json={"state": "ready"}).status_code == 201


def import_case(service, data, who="stranger"):
    return service.ask(who, "POST", "/api/cases/import", json=data)


def test_every_file_of_the_package_is_in_the_manifest_by_its_hash(service, world):
    ready(service, world)
    files = package(service, world, "prosecutor")
    manifest = json.loads(files.read("manifest.json"))
    assert {each["path"] for each in manifest["files"]} == set(files.namelist()) - {"manifest.json"}
    for each in manifest["files"]:
        content = files.read(each["path"])
        assert (len(content), hashlib.sha256(content).hexdigest()) == (each["bytes"], each["sha256"])
    assert files.testzip() is None


def test_case_json_keeps_to_its_schema_and_tells_protocol_transcript_and_recording(service, world):
    ready(service, world)
    files = package(service, world)
    data = case_of(files)
    jsonschema.validate(data, json.loads(files.read("case.schema.json")), cls=jsonschema.Draft202012Validator)
    (interrogation,) = data["interrogations"]
    assert interrogation["protocol"]["state"] == "ready"
    assert files.read(interrogation["protocol"]["files"]["pdf"]) == PDF
    (recording,) = data["recordings"]
    assert recording["placements"][0]["interrogation"] == interrogation["ref"]
    assert "дома нет на работе" in files.read(recording["transcript"]["txt"]).decode()
    assert json.loads(files.read(recording["transcript"]["json"]))["format"] == "hattama-transcript"


def test_a_draft_goes_along_only_where_it_is_asked_for(service, world):
    (without,) = case_of(package(service, world))["interrogations"]
    (with_it,) = case_of(package(service, world, drafts=True))["interrogations"]
    assert (without["protocol"], with_it["protocol"]["state"]) == (None, "draft")


def test_the_package_carries_the_last_checkpoint_and_is_itself_soon_under_the_next(service, world, tmp_path):
    service.settle()
    JournalKeeper(service.database, settings_in(tmp_path)).checkpoint()
    note = package(service, world).read("journal.checkpoint").decode()
    (checkpoint,) = read_checkpoints(io.StringIO(note)).checkpoints
    assert checkpoint.checkpoint.size > 0
    exports = [each for each in service.journal(world.case_id) if each["kind"] == "export"]
    assert [each["details"]["what"] for each in exports] == ["package"]


def test_an_imported_package_makes_the_same_case_and_twice_adds_nothing(service, world):
    service.ask(
        "investigator",
        "POST",
        f"/api/cases/{world.case_id}/participants",
        json={"name": "Ахметов Ерлан", "role": "defender", "iin": "900101300123", "birth_date": "1990-01-01"},
    )
    data = case_of(package(service, world)) | {"number": uuid4().hex}
    made = import_case(service, data).json()
    assert (made["opened"], made["participants"], made["interrogations"], made["procedural_decisions"]) == (True, 2, 1, 1)
    assert made["left_out"] == ["запись.mp3"]
    again = import_case(service, data).json()
    assert (again["opened"], again["participants"], again["interrogations"], again["procedural_decisions"]) == (
        False,
        0,
        0,
        0,
    )
    reply = service.ask("stranger", "GET", f"/api/cases/{made['case']['id']}/package")
    copy = case_of(zipfile.ZipFile(io.BytesIO(reply.content)))
    assert told(copy) == told(data)


def told(data):
    """What a case says, without what names its records here."""
    names = {each["ref"]: each["person"]["name"] for each in data["participants"]}
    return {
        "participants": [{**each, "ref": None} for each in data["participants"]],
        "interrogations": [
            {**each, "ref": None, "participant": names[each["participant"]]} for each in data["interrogations"]
        ],
        "decisions": data["procedural_decisions"],
        "case": (data["number"], data["kind"], data["articles"], data["status"]),
    }


def test_data_for_a_case_that_one_may_not_see_or_not_change_is_refused(service, world):
    data = {"number": world.number}
    assert import_case(service, data).status_code == 409  # another's: no more is told than by opening one
    assert import_case(service, data, "investigator").status_code == 201
    assert import_case(service, data, "head").status_code == 403


@pytest.mark.parametrize(
    "data",
    [
        {"interrogations": [{"ref": "i", "participant": "nobody", "language": "ru"}]},
        {"participants": [{"ref": "a", "role": "witness", "person": {"name": "А"}}] * 2},
        {"procedural_decisions": [{"kind": "x", "decided_at": "0001-01-01T00:00:00"}]},
        {"unknown": 1},
        {
            "participants": [{"ref": "a", "role": "witness", "person": {"name": "А"}}],
            "interrogations": [
                {"ref": "i", "participant": "a", "language": "ru", "sittings": [{"number": 1, "zone": "Mars/Base"}]}
            ],
        },
    ],
    ids=["unknown reference", "twice", "year 1", "unknown field", "unknown zone"],
)
def test_data_that_do_not_hold_together_open_no_case(service, data):
    number = uuid4().hex
    reply = import_case(service, {"number": number, **data})
    assert (reply.status_code, reply.json()["code"]) == (422, "InvalidError")
    assert service.ask("stranger", "GET", "/api/cases", params={"number": number}).json() == []
