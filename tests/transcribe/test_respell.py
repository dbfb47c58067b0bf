"""A word that the dictionary lacks is written as one that it has, where the network finds that likely, and only there."""

from hypothesis import given
from hypothesis import strategies as st

from models.span import Span
from transcribe.recognize import dictionary, respell
from transcribe.recognize.respell import respelled, unknown
from transcribe.recognize.written import Written

FIRST, SECOND = Span(start=0, end=4), Span(start=4, end=9)


class Tokens:
    """A token a piece of text, as it comes: the least that can stand for a tokenizer."""

    def __init__(self):
        self._texts = []

    def encode(self, text):
        if text not in self._texts:
            self._texts.append(text)
        return [self._texts.index(text)]

    def text(self, tokens):
        return "".join(self._texts[token] for token in tokens)


def heard(*sentences):
    """What was written, its words with their tokens, and the tokenizer."""
    tokens = Tokens()
    words = [(f" {word}", tokens.encode(f" {word}"), span) for span, text in sentences for word in text.split()]
    written = Written(
        tokens=[token for _, own, _ in words for token in own], sentences=[span for _, own, span in words for _ in own]
    )
    return written, [(word, own) for word, own, _ in words], tokens


def said(tokens, text, *, missing=-20.0, as_written=-10.0):
    """A network that finds `text` the likeliest, and what was written so much less."""

    def likely(sentence, texts):
        del sentence
        return [-8.0 if tokens.text(each) == text else (as_written if not n else missing) for n, each in enumerate(texts)]

    return likely


def test_the_likeliest_respelling_is_written_and_known_by_its_tokens():
    text, words, tokens = heard((FIRST, "введите первые трибуквы имени"))
    made = respelled(text, words, tokens.encode, said(tokens, " введите первые три буквы имени"))
    assert tokens.text(made.tokens) == " введите первые три буквы имени"
    ((number, wrote),) = made.respelled.items()
    assert (tokens.text([made.tokens[number]]), wrote) == (" три буквы", "трибуквы")
    assert len(made.sentences) == len(made.tokens)


def test_a_respelling_that_the_network_finds_unlikely_is_not_written():
    text, words, tokens = heard((FIRST, "дом на улице метовым был"))
    made = respelled(text, words, tokens.encode, said(tokens, "", missing=-10.0 - respell.UNKNOWN))
    assert made.tokens == text.tokens
    assert not made.respelled


def test_only_the_sentence_of_the_word_is_held_against_the_sound():
    text, words, tokens = heard((FIRST, "это было вечером"), (SECOND, "он взял трубку и звонок званящий был"))
    asked = []

    def likely(sentence, texts):
        asked.append((sentence, {len(each) for each in texts}))
        return [-10.0] * len(texts)

    respelled(text, words, tokens.encode, likely)
    assert asked == [(SECOND, {7})]


def test_another_language_is_left_as_it_was_written():
    text, words, tokens = heard((FIRST, "мен кешке үйде болдым деп айттым"))
    assert unknown([word for word, _ in words])
    assert respelled(text, words, tokens.encode, lambda *_: [0.0, 99.0]) is text


def test_a_sentence_that_is_not_said_where_its_timestamps_are_is_left():
    text, words, tokens = heard((FIRST, "дом на улице где обонентом был"))
    sure = said(tokens, " дом на улице где абонентом был", as_written=-200.0)
    assert respelled(text, words, tokens.encode, sure).tokens == text.tokens


def test_two_words_of_a_sentence_one_after_the_other():
    text, words, tokens = heard((FIRST, "он сказал нажимите и званящий потом был там"))
    seen = []

    def likely(sentence, texts):
        del sentence
        seen.append(tokens.text(texts[0]))
        return [-10.0] + [-9.0 if "нажмите" in tokens.text(each) else -99.0 for each in texts[1:]]

    respelled(text, words, tokens.encode, likely)
    assert seen == [
        " он сказал нажимите и званящий потом был там",
        " он сказал нажмите и званящий потом был там",
    ]


@given(
    st.lists(st.sampled_from(["нож", "званящий", "трибуквы", "да", "Ахметов", "и", "мен"]), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
def test_whatever_the_network_says_all_other_words_stay(words, random):
    text, pairs, tokens = heard((FIRST, " ".join(words)))
    made = respelled(text, pairs, tokens.encode, lambda _, texts: [random.uniform(-30, -10) for _ in texts])
    assert len(made.sentences) == len(made.tokens) == len(words)
    for number, (word, token) in enumerate(zip(words, made.tokens, strict=True)):
        assert number in made.respelled or tokens.text([token]) == f" {word}"
        assert made.respelled.get(number, word) == word
        assert number not in made.respelled or dictionary.lacks(word)
