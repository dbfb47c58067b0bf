"""Formats that people and other programs read."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import transcript
from transcribe.formats.text_formats import to_html, to_srt, to_text, to_vtt

HOSTILE = "<script>alert(1)</script>&amp;--><!--"
TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=30)


class Read(HTMLParser):
    """What a browser would show, and the elements it would make."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.shown = [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, *(name for name, _ in attrs)))

    def handle_data(self, data):
        self.shown += data

    def handle_comment(self, data):
        raise AssertionError(data)


def as_page(made, **names):
    return Read(to_html(made, "ru", names))


def test_whatever_was_said_stands_letter_for_letter_in_a_page_and_in_captions():
    made = transcript(("VOICE_00", HOSTILE), name=f"{HOSTILE}.wav")
    page = as_page(made, VOICE_00=f"Иванов {HOSTILE}")
    assert page.shown.count(HOSTILE) == 4  # title, heading, voice, words
    assert {element for element, *_ in page.elements} <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "p", "table", "tr", "td", "span"),
    }
    vtt = to_vtt(made, {"VOICE_00": f"Иванов {HOSTILE}"})
    assert "<script" not in vtt
    assert vtt.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert vtt.count("-->") == 1  # between the times


@given(said=TEXTS, name=TEXTS)
def test_no_text_makes_an_element_of_its_own(said, name):
    plain = transcript(("VOICE_00", "слово"), name="x.wav")
    made = transcript(("VOICE_00", said), name="x.wav")
    page = as_page(made, VOICE_00=name)
    assert page.elements == as_page(plain).elements
    assert said in page.shown
    assert name in page.shown


def test_voices_are_called_by_their_names_where_somebody_named_them():
    made = transcript(("VOICE_00", "где вы были"), ("VOICE_01", "дома"))
    names = {"VOICE_01": "Иванов Иван"}
    for text in (to_text(made, "ru", names), to_srt(made, names)):
        assert "Иванов Иван: дома" in text
        assert "VOICE_00: где вы были" in text
    assert "<v Иванов Иван>дома" in to_vtt(made, names)
    assert "Иванов Иван" in as_page(made, **names).shown


@pytest.mark.parametrize(("language", "title"), [("ru", "Стенограмма"), ("kk", "Стенограмма"), ("en", "Transcript")])
def test_the_page_speaks_the_readers_language(language, title):
    page = to_html(transcript(("VOICE_00", "да")), language)
    assert f'<html lang="{language}">' in page
    assert f"<title>{title}: interrogation.wav</title>" in page
