"""A DOCX that is brought back: what is read of it, and what it is refused for, in the process with limits."""

import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.protocol_returns import PartKind
from tests.transcribe.returns.documents import SAID, changed, export, with_body
from transcribe.returns import reader
from transcribe.returns.child import compare as compared
from transcribe.returns.errors import (
    ForeignContentError,
    MacrosError,
    NotWordError,
    ReadingLimitError,
    UnpacksHugeError,
)
from transcribe.returns.word_text import read_word

ANSWER = "дома нет на работе"
RUN = f'<w:t xml:space="preserve">{ANSWER}</w:t>'


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    return export(tmp_path_factory.mktemp("export"))


def compare(exported, returned):
    return reader.compare(exported, returned, name="принесён.docx")[0]


def told(reading):
    return [[(part.kind.value, part.text) for part in each.parts] for each in reading.differences]


def test_the_export_itself_and_what_word_saves_of_it_are_not_different(exported, tmp_path):
    saved = tmp_path / "saved.docx"
    docx.Document(str(exported)).save(str(saved))
    for path in (exported, saved):
        made = compare(exported, path)
        assert (made.differences, made.tracked, made.comments, made.warnings) == ((), (), (), ())
    assert made.lines > 50


@given(words=st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_an_unchanged_export_gives_no_difference_for_any_text(tmp_path_factory, words):
    said = " ".join(" ".join(words).split()) or "а"
    path = export(tmp_path_factory.mktemp("any"), "any.docx", SAID[0], ("VOICE_01", said))
    exported = read_word(path)
    assert compared(exported, read_word(path)).differences == ()
    assert exported.mark


def test_a_word_typed_by_hand_is_told_with_its_line(exported, tmp_path):
    other = docx.Document(str(exported))
    runs = [run for each in other.paragraphs for run in each.runs if run.text == ANSWER]
    runs[0].text = "дома весь день нет на работе"
    other.save(str(tmp_path / "a.docx"))
    (found,) = compare(exported, tmp_path / "a.docx").differences
    assert [(part.kind, part.text) for part in found.parts if part.kind is not PartKind.SAME] == [
        (PartKind.NEW, "весь день")
    ]
    assert "Ответ" in found.before


def test_changes_that_word_tracks_and_comments_are_told_with_their_author(exported, tmp_path):
    tracked = (
        '<w:t xml:space="preserve">дома </w:t></w:r><w:del w:id="1" w:author="Алия" w:date="2026-03-02T10:00:00Z"><w:r>'
        '<w:delText xml:space="preserve">нет </w:delText></w:r></w:del><w:ins w:id="2" w:author="Алия" '
        'w:date="2026-03-02T10:00:00Z"><w:r><w:t xml:space="preserve">да </w:t></w:r></w:ins><w:r><w:t>на работе</w:t>'
    )
    path = with_body(exported, tmp_path / "a.docx", (RUN, tracked))
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="1" w:author="Ерлан" w:date="2026-03-02T11:00:00Z"><w:p><w:r><w:t>уточнить</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    relation = (
        '<Relationship Id="rId99" Target="comments.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    path = changed(
        path,
        tmp_path / "b.docx",
        word__comments_dot_xml=lambda _: comments.encode(),
        word___rels__document_dot_xml_dot_rels=lambda old: old.replace(b"</Relationships>", relation.encode()),
    )
    made = compare(exported, path)
    assert told(made) == [[("same", "дома"), ("gone", "нет"), ("new", "да"), ("same", "на работе")]]
    assert [(each.kind, each.text, each.author) for each in made.tracked] == [
        ("deleted", "нет", "Алия"),
        ("inserted", "да", "Алия"),
    ]
    assert [(each.text, each.author) for each in made.comments] == [("уточнить", "Ерлан")]


@pytest.mark.parametrize(("look", "kind"), [("strike", "struck"), ("dstrike", "struck"), ("vanish", "hidden")])
def test_words_crossed_out_or_hidden_are_not_said_any_more(exported, tmp_path, look, kind):
    hidden = f"<w:t>дома</w:t></w:r><w:r><w:rPr><w:{look}/></w:rPr><w:t> нет на работе</w:t>"
    made = compare(exported, with_body(exported, tmp_path / "a.docx", (RUN, hidden)))
    assert told(made) == [[("same", "дома"), ("gone", "нет на работе")]]
    assert [(each.kind, each.text) for each in made.tracked] == [(kind, "нет на работе")]


def test_text_in_a_box_a_footnote_or_a_list_field_is_read_and_a_page_number_is_not(exported, tmp_path):
    added = (
        '<w:t>дома нет на работе</w:t></w:r><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
        "<w:p><w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>'
    )
    made = compare(exported, with_body(exported, tmp_path / "a.docx", (RUN, added)))
    assert told(made) == [[("new", "в рамке")]]
    made = compare(exported, with_body(exported, tmp_path / "b.docx", (RUN, added.replace(">7<", "> виновен<"))))
    assert told(made) == [[("same", ANSWER), ("new", "виновен")], [("new", "в рамке")]]


def test_another_protocols_file_is_told(exported, tmp_path):
    other = export(tmp_path, "other.docx", *SAID[:2])
    assert compare(exported, other).warnings == ("other_document",)
    typed = docx.Document(str(exported))
    typed.core_properties.keywords = ""
    typed.save(str(tmp_path / "typed.docx"))
    assert compare(exported, tmp_path / "typed.docx").warnings == ("unmarked",)


def test_what_lies_elsewhere_is_not_opened_and_told(exported, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна")
    relation = (
        f'<Relationship Id="rId98" TargetMode="External" Target="file://{secret}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    ).encode()
    path = changed(
        exported,
        tmp_path / "a.docx",
        word___rels__document_dot_xml_dot_rels=lambda old: old.replace(b"</Relationships>", relation),
    )
    made = compare(exported, path)
    assert (made.differences, made.warnings) == ((), ("links",))


def with_entities(content):
    doctype = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return content.replace(b"<w:document", doctype + b"<w:document", 1)


def with_file_entity(content):
    doctype = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    found = content.replace(b"<w:document", doctype + b"<w:document", 1)
    return found.replace(ANSWER.encode(), b"&x;", 1)


def with_utf16_entities(content):
    text = with_entities(content).decode().partition("?>")[2]
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        ({"word__document_dot_xml": with_entities}, ForeignContentError),
        ({"word__document_dot_xml": with_file_entity}, ForeignContentError),
        ({"word__document_dot_xml": with_utf16_entities}, ForeignContentError),
        ({"word__document_dot_xml": lambda old: old.replace(b"<w:body>", b"<w:body><w:altChunk/>")}, ForeignContentError),
        ({"word__document_dot_xml": lambda old: old[:400]}, NotWordError),
        ({"word__document_dot_xml": lambda _: b"<w/>"}, NotWordError),
        ({"word__document_dot_xml": lambda _: b"<a>" * 200_000}, NotWordError),
        ({"word__vbaProject_dot_bin": lambda _: b"x"}, MacrosError),
        ({"_rels___dot_rels": lambda _: b"<Relationships/>"}, NotWordError),
        ({"word__document_dot_xml": lambda _: b" " * (70 << 20)}, UnpacksHugeError),
        ({"word__media__a_dot_png": lambda _: b"0" * (120 << 20)}, UnpacksHugeError),
    ],
    ids=["entities", "file", "utf-16", "chunk", "cut", "other", "deep", "macros", "nowhere", "huge part", "bomb"],
)
def test_hostile_files_are_refused(exported, tmp_path, parts, refused):
    with pytest.raises(refused) as told:
        compare(exported, changed(exported, tmp_path / "a.docx", **parts))
    assert told.value.data["name"] == "принесён.docx"


def test_a_member_larger_than_it_says_is_not_read_to_its_end(exported, tmp_path):
    path = changed(exported, tmp_path / "a.docx", word__document_dot_xml=lambda old: old + b"<!--" + b"-" * 5_000_000)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
    for at in [index for index in range(len(content) - 4) if content[index : index + 4] == size.to_bytes(4, "little")]:
        content[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises((NotWordError, UnpacksHugeError)):
        compare(exported, path)


def test_two_parts_of_one_name_are_refused(exported, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(exported.read_bytes())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(NotWordError):
        compare(exported, path)


def test_a_process_that_comes_to_no_end_is_a_refusal(exported, monkeypatch):
    monkeypatch.setattr(reader, "_WALL_SECONDS", 0.01)
    with pytest.raises(ReadingLimitError):
        compare(exported, exported)
    monkeypatch.undo()
    monkeypatch.setattr(reader, "_MEMORY_BYTES", 12 << 20)
    with pytest.raises(ReadingLimitError):
        compare(exported, exported)
