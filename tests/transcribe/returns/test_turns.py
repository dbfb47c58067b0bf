"""Which question or answer a line of an export belongs to."""

from hypothesis import given
from hypothesis import strategies as st

from tests.transcribe.returns.documents import SAID, document, export
from transcribe.protocol.context import clean
from transcribe.returns.turns import EntryText, owners_of
from transcribe.returns.word_text import read_word

TEXTS = st.lists(st.sampled_from(["да", "нет", "где вы были", "дома", "не помню я"]), min_size=1, max_size=12)


def entries(made):
    return [
        EntryText(number=each.number, where=each.where, text="".join(run.text for run in each.text))
        for each in made.entries()
    ]


def test_each_entry_of_an_export_has_its_text_and_the_line_that_says_who_speaks(tmp_path):
    lines = read_word(export(tmp_path)).lines["body"]
    made = entries(document(*SAID))
    owners = owners_of(lines, made)
    for each in made:
        owned = [lines[index] for index, number in owners.items() if number == each.number]
        assert owned[-1] == clean(each.text)
        assert len(owned) == 2
        assert each.where in owned[0]


@given(TEXTS)
def test_texts_that_are_alike_are_told_apart_by_their_order(texts):
    made = [EntryText(number=number, where=f"00:{number:02}", text=text) for number, text in enumerate(texts, 1)]
    lines = [
        "ПРОТОКОЛ",
        *(line for each in made for line in (f"{each.number}. Ответ ({each.where})", each.text)),
        "подпись",
    ]
    owners = owners_of(lines, made)
    assert [owners.get(index) for index in range(len(lines))] == [
        None,
        *(each.number for each in made for _ in range(2)),
        None,
    ]


def test_a_form_that_puts_all_into_one_line_is_understood_and_what_is_not_there_has_no_line():
    made = [
        EntryText(number=1, where="00:01", text="где вы были"),
        EntryText(number=2, where="00:02", text="нет такого"),
        EntryText(number=3, where="00:03", text="дома"),
    ]
    lines = ["ПРОТОКОЛ", "Вопрос (00:01): где вы были", "Ответ (00:03): дома"]
    assert owners_of(lines, made) == {1: 1, 2: 3}
