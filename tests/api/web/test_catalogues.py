"""Every sentence of the pages is there in every language, and says the same values."""

import json
import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from web.catalogues import LANGUAGES, catalogue, template
from web.node import ROOT

TEMPLATES = sorted((ROOT / "api" / "web" / "templates").rglob("*.html"))
SENTENCES = {message.id for message in template() if message.id}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
_TAG = re.compile(r"<[^>]*>|[\w-]+=\"[^\"<>]*\"", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAME_EVERYWHERE = {"Hattama", "DOCX", "PDF", "SHA"}


def texts_of(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_the_sentences_that_are_said_and_no_others(language):
    held = {message.id for message in catalogue(language) if message.id}
    assert (SENTENCES - held, held - SENTENCES) == (set(), set()), "make catalogues, then translate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_in_all_its_plural_forms(language):
    made = catalogue(language)
    for message in made:
        if message.id:
            wanted = made.num_plurals if isinstance(message.id, tuple) else 1
            assert len([text for text in texts_of(message) if text and text.strip()]) == wanted, message.id
            assert not message.fuzzy, message.id
    assert not made.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_take_the_same_values(language):
    for message in catalogue(language):
        if message.id:
            key = message.id[1] if isinstance(message.id, tuple) else message.id
            for text in texts_of(message):
                assert sorted(set(_PLACEHOLDER.findall(text))) == sorted(set(_PLACEHOLDER.findall(key))), message.id


def test_russian_numbers_have_their_three_forms():
    one, few, many = texts_of(catalogue("ru")[("%(num)d place to fill", "%(num)d places to fill")])
    assert len({one, few, many}) == 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_words_stand_in_a_template_outside_the_catalogues(path):
    assert words_outside(path.read_text("utf-8")) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_takes_a_value_for_a_sentence_of_ours(path):
    """Jinja's `gettext` gives markup, so a name that went through it would be markup too."""
    assert re.findall(r"(?:gettext|\b_)\((?![\"'])", path.read_text("utf-8")) == []
    assert "|safe" not in path.read_text("utf-8").replace("picture|safe", "")


@pytest.mark.parametrize(
    "text",
    ["<p>Сохранено</p>", '<p id="{{ x }}">Saved {{ x }}</p>', "{% if x %}<td>yes</td>{% endif %}", "{{ x }} saved <b>"],
)
def test_a_word_outside_the_catalogues_is_found(text):
    assert words_outside(text)


def words_outside(template_text):
    """Words that a template holds itself, between tags and outside of expressions."""
    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(template_text)
    pieces = [node.data if isinstance(node, nodes.TemplateData) else "1" for node in output_of(tree)]
    return set(_WORD.findall(_TAG.sub(" ", "".join(pieces)))) - _SAME_EVERYWHERE


def output_of(tree):
    """What is written, in order: plain text, and in place of each expression the expression itself."""
    for output in tree.find_all(nodes.Output):
        yield from output.nodes


def test_the_browsers_catalogue_is_built_from_the_same_files():
    built = json.loads((Path(ROOT) / "web" / "messages.json").read_text("utf-8"))
    for language in LANGUAGES:
        held = catalogue(language)
        for key, text in built[language].items():
            assert held[key].string == text
