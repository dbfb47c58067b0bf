"""Questions withdrawn or disallowed and answers refused stand in the draft with their reasons, in both languages."""

from pathlib import Path

import docx
import pypdf
import pytest

from models.protocol_document import EntryKind, Paragraph, RunMark, SectionKind, plain
from tests.factories import transcript
from transcribe.protocol.docx import write_docx
from transcribe.protocol.draft import draft
from transcribe.protocol.errors import FormKeyError, FormValueError, TurnTwiceError, VoiceUnknownError
from transcribe.protocol.form import form_of
from transcribe.protocol.pdf import write_pdf

SAID = (
    ("VOICE_00", "вы ведь были пьяны?"),  # t0001
    ("VOICE_02", "протестую"),  # t0002
    ("VOICE_00", "где был ваш брат?"),  # t0003
    ("VOICE_01", "отвечать не буду"),  # t0004
    ("VOICE_00", "кто вам звонил?"),  # t0005
)
FORM = {
    "voices": {"VOICE_00": "investigator", "VOICE_01": "interrogated", "VOICE_02": "defender"},
    "participants": [{"role": "defender", "name": "Петрова А."}],
}


def drawn(**more):
    return draft([transcript(*SAID)], form_of(FORM | more, name=Path("form")))


def notes(document):
    return [plain(each.text) for each in document.section(SectionKind.RECORD).blocks[1:] if isinstance(each, Paragraph)]


def gaps(document):
    return [
        run.text
        for each in document.section(SectionKind.RECORD).blocks[1:]
        if isinstance(each, Paragraph)
        for run in each.text
        if run.mark is RunMark.GAP
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            {
                "withdrawn_questions": [
                    {"turn": "t0001", "how": "disallowed", "by": "следователь", "reason": "наводящий вопрос."}
                ]
            },
            ["Вопрос отведён (следователь). Причина: наводящий вопрос."],
        ),
        (
            {
                "language": "kk",
                "withdrawn_questions": [{"turn": "t0001", "how": "withdrawn", "by": "тергеуші", "reason": "қайталау"}],
            },
            ["Сұрақ алып тасталды (тергеуші). Себебі: қайталау."],
        ),
        (
            {"refusals": [{"turn": "t0004", "ground": "self_and_relatives"}]},
            [
                "Отвечать на вопрос отказался (отказалась). Основание: право не давать показаний против самого себя, "
                "супруга (супруги) и близких родственников (статья 77 Конституции РК, статья 28 УПК РК)."
            ],
        ),
        (
            {
                "role": "suspect",
                "refusals": [{"turn": "t0003", "ground": "right_to_refuse", "reason": "по совету защитника"}],
            },
            [
                "Отвечать на вопрос отказался (отказалась). Основание: право отказаться от дачи показаний (статья 64 УПК "
                "РК). Причина: по совету защитника."
            ],
        ),
        (
            {"language": "kk", "refusals": [{"turn": "t0005", "reason": "есінде жоқ"}]},
            ["Сұраққа жауап беруден бас тартты. Себебі: есінде жоқ."],
        ),
    ],
)
def test_the_draft_says_what_became_of_it(more, expected):
    made = drawn(**more)
    assert notes(made) == expected
    assert gaps(made) == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_what_is_not_stated_is_a_gap(language):
    made = drawn(language=language, withdrawn_questions=[{"turn": "t0001"}], refusals=[{"turn": "t0004"}])
    assert len(gaps(made)) == 4
    made = drawn(language=language, role="victim", refusals=[{"turn": "t0004", "ground": "right_to_refuse"}])
    assert len(gaps(made)) == 1


def test_a_question_of_which_it_is_stated_lacks_no_answer_and_what_was_said_stays():
    before, after = drawn(), drawn(withdrawn_questions=[{"turn": "t0001"}], refusals=[{"turn": "t0005", "reason": "-"}])
    missing = (EntryKind.ANSWER_GAP, EntryKind.NO_ANSWER)
    assert [each.kind in missing for each in before.entries()].count(True) == 2
    assert [each.kind in missing for each in after.entries()].count(True) == 0
    said = [[each.text for each in made.entries() if each.turns] for made in (before, after)]
    assert said[0] == said[1]


def test_a_refusal_stands_after_the_answer_also_where_the_question_is_named():
    for turn in ("t0003", "t0004"):
        blocks = drawn(refusals=[{"turn": turn, "reason": "-"}]).section(SectionKind.RECORD).blocks
        place = next(index for index, each in enumerate(blocks) if isinstance(each, Paragraph) and index)
        assert plain(blocks[place - 1].text) == "отвечать не буду"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"refusals": [{"turn": "t0099"}]}, VoiceUnknownError),
        ({"refusals": [{"turn": "t0004"}], "leave_out": ["t0004"]}, VoiceUnknownError),
        ({"refusals": [{"turn": "t0004"}, {"turn": "t0004"}]}, TurnTwiceError),
        ({"refusals": [{"turn": "t0004", "ground": "any"}]}, FormValueError),
        ({"refusals": [{"reason": "-"}]}, FormValueError),
        ({"withdrawn_questions": [{"turn": "t0001", "who": "-"}]}, FormKeyError),
    ],
)
def test_a_turn_that_is_not_there_or_named_twice_is_an_error(more, error):
    with pytest.raises(error):
        drawn(**more)


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("role", ["specialist", "expert", "witness"])
def test_stated_articles_stand_in_the_introduction_and_fill_the_gap(language, role):
    def introduction(**more):
        return "".join(
            plain(each.text)
            for each in drawn(language=language, role=role, **more).section(SectionKind.INTRODUCTION).blocks
        )

    assert ("УПК РК, требования" in introduction() or "ҚПК баптарының тізбесі" in introduction()) == (role != "witness")
    assert "80, 82, 117" in introduction(articles="80, 82, 117")


def test_the_files_say_it_too(tmp_path):
    made = drawn(withdrawn_questions=[{"turn": "t0001", "how": "withdrawn", "by": "следователь", "reason": "повтор"}])
    write_docx(made, tmp_path / "a.docx")
    write_pdf(made, tmp_path / "a.pdf")
    line = "Вопрос снят (следователь). Причина: повтор."
    texts = [each.text for each in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert texts[texts.index(line) - 1] == SAID[0][1]
    assert line in " ".join("".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages).split())
