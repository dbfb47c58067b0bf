"""Papers brought back to a version: kept as received, compared, ruled on, and named as what was signed."""

import hashlib
import io

import docx
import psycopg
import pytest
from PIL import Image

from models.protocol_document_values import values_of
from models.store import cases, drafts, protocols, removals
from models.store.database import SYSTEM, account
from tests.service import PDF, PNG, make_world
from tests.transcribe.returns.documents import changed, document
from transcribe.protocol.docx import write_docx
from transcribe.protocol.pdf import write_pdf

pytestmark = pytest.mark.integration

SAID = (("VOICE_00", "где вы были вчера?"), ("VOICE_01", "дома нет на работе"), ("VOICE_00", "понятно?"))
ANSWER = "дома нет на работе"


@pytest.fixture
def world(service):
    return make_world(service, "investigator", SAID)


@pytest.fixture
def version(service, world, tmp_path):
    """A version whose files are those of a real draft."""
    made = document(*SAID)
    files = []
    for write, name in ((write_docx, "a.docx"), (write_pdf, "a.pdf")):
        write(made, tmp_path / name)
        content = (tmp_path / name).read_bytes()
        files.append((service.files.keep(content), len(content)))
    with service.database.transaction(SYSTEM) as connection:
        interrogation = cases.interrogation(connection, world.interrogation_id)
        return protocols.add_version(
            connection,
            interrogation,
            made_from=drafts.made_from(connection, interrogation),
            gaps=0,
            docx=files[0],
            pdf=files[1],
            created_by=None,
            document=values_of(made),
        )


def typed_over(path, words):
    """The export in which somebody wrote other words into the answer."""
    word = docx.Document(str(path))
    next(run for each in word.paragraphs for run in each.runs if run.text == ANSWER).text = words
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def bring(service, version_id, *files, who="investigator", **fields):
    sent = [("file", file) for file in files]
    return service.ask(who, "POST", f"/api/protocol-versions/{version_id}/returns", files=sent, data=fields)


def ask(service, path, who="prosecutor", method="GET", **more):
    return service.ask(who, method, f"/api/protocol-returns/{path}", **more)


def signed(service, version_id, **fields):
    for state, more in (("ready", {}), ("signed", {"signature": "paper", **fields})):
        reply = service.ask(
            "investigator", "POST", f"/api/protocol-versions/{version_id}/steps", json={"state": state, **more}
        )
    return reply


def test_a_document_changed_in_word_is_kept_compared_and_told_with_its_turn(service, world, version, tmp_path):
    content = typed_over(tmp_path / "a.docx", "дома весь день")
    made = bring(service, version.id, (r"C:\docs\протокол.docx", content), note="адвокат дополнил")
    assert made.status_code == 201, made.text
    shown = made.json()
    (difference,) = shown["reading"]["differences"]
    assert difference["entry"] == 2
    assert [(part["kind"], part["text"]) for part in difference["parts"]] == [
        ("same", "дома"),
        ("gone", "нет на работе"),
        ("new", "весь день"),
    ]
    assert shown["returned"]["note"] == "адвокат дополнил"
    assert shown["returned"]["brought_by"] == str(service.people["investigator"].id)
    (file,) = shown["files"]
    assert (file["name"], file["format"]) == ("протокол.docx", "docx")
    assert file["sha256"] == hashlib.sha256(content).hexdigest()
    got = ask(service, f"{shown['returned']['id']}/files/1")
    assert got.content == content
    assert got.headers["content-disposition"].startswith("attachment")
    own = service.ask("prosecutor", "GET", f"/api/protocol-versions/{version.id}/protocol.docx")
    assert own.content == (tmp_path / "a.docx").read_bytes()
    (entry,) = [each for each in service.journal(world.case_id) if each["kind"] == "protocol_returned"]
    assert entry["details"]["files"][0]["sha256"] == file["sha256"]


def test_the_same_file_twice_is_two_returns_and_one_file(service, version, tmp_path):
    content = (tmp_path / "a.docx").read_bytes()
    both = [bring(service, version.id, ("a.docx", content)).json() for _ in range(2)]
    assert [each["reading"]["warnings"] for each in both] == [["same_bytes"]] * 2
    assert both[0]["returned"]["id"] != both[1]["returned"]["id"]
    listed = service.ask("head", "GET", f"/api/protocol-versions/{version.id}/returns").json()
    assert [each["returned"]["differences"] for each in listed] == [0, 0]


def test_a_scan_of_several_files_is_shown_page_by_page_beside_the_version(service, world, version):
    tiff = io.BytesIO()
    pages = [Image.new("L", (60, 90), shade) for shade in (0, 120)]
    pages[0].save(tiff, "TIFF", save_all=True, append_images=pages[1:])
    made = bring(service, version.id, ("1.pdf", PDF), ("2.png", PNG), ("3.tif", tiff.getvalue())).json()
    assert [(each["file"], each["page"]) for each in made["reading"]["pages"]] == [(1, 1), (2, 1), (3, 1), (3, 2)]
    assert made["returned"]["pages"] == 4
    return_id = made["returned"]["id"]
    for number in range(1, 5):
        shown = ask(service, f"{return_id}/pages/{number}")
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
        assert Image.open(io.BytesIO(shown.content)).format == "JPEG"
    assert ask(service, f"{return_id}/pages/5").status_code == 404
    dark = Image.open(io.BytesIO(ask(service, f"{return_id}/pages/3").content)).convert("L")
    assert dark.getpixel((10, 10)) < 20
    own = f"/api/protocol-versions/{version.id}/pages"
    assert made["reading"]["version_pages"] >= 2
    assert service.ask("head", "GET", f"{own}/1").headers["content-type"] == "image/jpeg"
    assert service.ask("head", "GET", f"{own}/999").status_code == 422


def test_who_says_that_a_scan_is_the_same_and_what_differs_is_kept_with_each_word(service, world, version):
    return_id = bring(service, version.id, ("скан.png", PNG)).json()["returned"]["id"]
    for who, sent, expected in (
        ("investigator", {"outcome": "same"}, 201),
        ("head", {"outcome": "differs"}, 422),
        ("head", {"outcome": "differs", "note": "лист 2: дописано"}, 201),
        ("prosecutor", {"outcome": "same"}, 403),
    ):
        assert ask(service, f"{return_id}/rulings", who, "POST", json=sent).status_code == expected
    shown = ask(service, return_id).json()["rulings"]
    assert [(each["outcome"], each["note"]) for each in shown] == [("same", None), ("differs", "лист 2: дописано")]
    assert [each["kind"] for each in service.journal(world.case_id)].count("ruling") == 2


def test_a_signature_on_paper_names_its_scan_and_nothing_else(service, world, version, tmp_path):
    word = bring(service, version.id, ("a.docx", (tmp_path / "a.docx").read_bytes())).json()["returned"]["id"]
    scan = bring(service, version.id, ("скан.png", PNG)).json()["returned"]["id"]
    for wrong in (word, str(world.return_id), "0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c"):
        assert signed(service, version.id, return_id=wrong).status_code == 422
    path = f"/api/protocol-versions/{version.id}/steps"
    sent = {"state": "signed", "signature": "electronic", "return_id": scan}
    assert service.ask("investigator", "POST", path, json=sent).status_code == 422
    assert signed(service, version.id, return_id=scan).json()["return_id"] == scan


def test_the_database_itself_takes_no_other_paper_and_lets_nothing_change(service, world, version, owner_url):
    with service.database.transaction(SYSTEM) as connection:
        protocols.take_step(connection, version, "ready", account_id=None)
    with pytest.raises(psycopg.errors.ForeignKeyViolation), service.database.transaction(SYSTEM) as connection:
        protocols.take_step(connection, version, "signed", account_id=None, signature="paper", return_id=world.return_id)
    with pytest.raises(psycopg.errors.RestrictViolation), psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.protocol_return SET reading = '{}'")
    who = account(service.people["investigator"].id)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), service.database.transaction(who) as connection:
        connection.execute(
            "INSERT INTO protocol_return (case_id, version_id, kind, brought_by, reading) "
            "VALUES (%s, %s, 'scan', %s, '{}')",
            (world.case_id, version.id, service.people["investigator"].id),
        )


def bomb(path, target):
    return changed(path, target, word__media__a_dot_png=lambda _: b"0" * (120 << 20)).read_bytes()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("a.docx", lambda folder: b"PK\x03\x04 and no more")], "NotWordError"),
        ([("a.docx", lambda folder: bomb(folder / "a.docx", folder / "b.docx"))], "UnpacksHugeError"),
        ([("a.exe", lambda folder: b"MZ")], "OtherFormatError"),
        ([("a.pdf", lambda folder: b"%PDF-1.7 broken")], "UnreadableScanError"),
        ([("a.png", lambda folder: PNG[:60])], "UnreadableScanError"),
        ([("a.docx", lambda folder: (folder / "a.docx").read_bytes()), ("b.png", lambda folder: PNG)], "MixedFilesError"),
        ([("a.png", lambda folder: b"")], "FormError"),
        ([("", lambda folder: PNG)], "FormError"),
        ([], "FormError"),
    ],
    ids=["no archive", "bomb", "program", "pdf", "png", "mixed", "empty", "nameless", "none"],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_leaves_nothing(service, version, tmp_path, files, code):
    before = sorted((service.files.folder / "uploads").iterdir())
    refused = bring(service, version.id, *[(name, make(tmp_path)) for name, make in files], note="x")
    assert refused.status_code in {400, 422}
    if files:
        assert refused.json()["code"] == code
    assert sorted((service.files.folder / "uploads").iterdir()) == before
    assert service.ask("head", "GET", f"/api/protocol-versions/{version.id}/returns").json() == []


def test_a_picture_of_too_many_dots_is_not_opened(service, version):
    made = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(made, "PNG")
    assert bring(service, version.id, ("a.png", made.getvalue())).json()["code"] == "UnreadableScanError"


def test_too_much_is_refused_before_it_is_here(service, version, monkeypatch):
    monkeypatch.setattr("api.returned.LARGEST_BYTES", 10)
    assert bring(service, version.id, ("a.png", PNG)).status_code == 413


def test_readers_and_strangers_bring_nothing(service, version):
    for who, expected in (("head", 403), ("prosecutor", 403), ("participant", 403), ("colleague", 404)):
        assert bring(service, version.id, ("a.png", PNG), who=who).status_code == expected


def test_a_return_is_kept_while_files_that_no_record_names_go(service, version):
    made = bring(service, version.id, ("a.png", PNG)).json()["files"][0]
    removals.remove_files(service.database, service.files)
    assert service.files.of_hash(made["sha256"]).exists()
