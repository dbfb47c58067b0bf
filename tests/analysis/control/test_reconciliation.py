"""What a decision's words say, however they are spelled."""

import pytest

from analysis.control.reconciliation import article_numbers, ends_proceedings, kind_of, names_reconciliation


@pytest.mark.parametrize(
    ("articles", "text"),
    [
        (["УПК 35 ч.1 п.12", "УК 68"], ""),
        (["ст. 68 УК РК"], ""),
        (["68"], ""),
        (["УК 68.1"], ""),
        (["YK 68"], ""),  # Latin letters that look Russian
        ([], "на основании п.12 ч.1 ст.35 УПК, ч.1 ст.68 УК РК"),
        ([], "статья 68 Уголовного кодекса"),
        ([], "ҚК-нің 68-бабы"),
        ([], "в связи с примирением сторон"),
        ([], "В СВЯЗИ С ПРИМИРЕНИЕМ"),
        ([], "в связи с при-\nмирением"),
        ([], "в связи с при\u00adмирением"),
        ([], "достигнуто соглашение о медиации"),
        ([], "тараптардың татуласуына байланысты"),
        ([], "бітімгершілікке келуіне байланысты"),
        ([], "the parties reconciled"),
        ([], "пpимиpeниe"),  # p and e of the other alphabet
    ],
)
def test_reconciliation_is_seen(articles, text):
    assert names_reconciliation(articles, text)


@pytest.mark.parametrize(
    ("articles", "text"),
    [
        ([], ""),
        (["УПК 68"], ""),
        (["УПК 35 ч.1 п.2"], "за отсутствием состава"),
        ([], "защитник участвовал по ст. 68 УПК; ст. 71 УК"),
        ([], "ҚПК-нің 68-бабына сәйкес қорғаушы"),
        ([], "статья 68 Уголовно-процессуального кодекса"),
        ([], "лист дела 68"),
        ([], "от 12.68.2020"),
        (["УК 168"], "статья 680 УК"),
        (["УПК 36", "УК 65"], "деятельное раскаяние"),
    ],
)
def test_what_is_no_reconciliation_is_not_taken_for_it(articles, text):
    assert not names_reconciliation(articles, text)


@pytest.mark.parametrize(
    ("kind", "text", "ends"),
    [
        ("terminated", "", True),
        ("termination", "", True),
        ("discontinued", "", True),
        ("прекращение", "", True),
        ("other", "Қылмыстық іс қысқартылды", True),
        ("other", "сотқа дейінгі тергеп-тексеруді тоқтату туралы", True),
        ("termination_cancelled", "отменить постановление о прекращении", False),
        ("termination_cancelled", "отменить постановление, которым дело прекращено", False),
        ("termination_cancelled", "прекратить дело за примирением сторон", True),
        ("отмена прекращения", "дело прекращается за примирением", True),
        ("termination_cancelled", "іс тоқтатылсын, тараптар татуласты", True),
        ("other", "мерзімді тоқтата тұру туралы", False),
        ("qualified", "", False),
        ("recognised_as_suspect", "", False),
    ],
)
def test_a_termination_is_told_by_its_kind_or_its_words(kind, text, ends):
    assert ends_proceedings(kind, text) is ends


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("qualified", "qualified"),
        ("qualification", "qualified"),
        ("Квалификация деяния подозреваемого", "qualified"),
        ("күдіктінің іс-әрекетін саралау", "qualified"),
        ("Признание подозреваемым", "recognised_as_suspect"),
        ("күдікті деп тану", "recognised_as_suspect"),
        ("recognition as a suspect", "recognised_as_suspect"),
        ("termination", "terminated"),
        ("Прекращение уголовного дела", "terminated"),
        ("Отмена постановления о прекращении", "termination_cancelled"),
        ("termination cancelled", "termination_cancelled"),
        ("seizure", "seizure"),
    ],
)
def test_a_registers_word_becomes_the_kind_that_rules_know(word, kind):
    assert kind_of(word) == kind


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("УК 120 ч.3-1", ("120",)),
        ("120", ("120",)),
        ("120.3", ("120",)),
        ("ст.24 ч.3 – ст.120 ч.3 п.1", ("24", "120")),
        ("ч.3-1 ст.120 УК РК", ("120",)),
        ("п.п.1,2 ч.3 ст.121 УК", ("121",)),
        ("120 ч.3 п.1), 121 ч.1", ("120", "121")),
        ("ст.ст. 120, 121 УК", ("120", "121")),
        ("ҚК 120-бабы 3-1 бөлігі", ("120",)),
        ("120-бап 3-бөлігінің 1) тармағы", ("120",)),
        ("188-1 ч.2", ("188-1",)),
        ("1200301", ()),  # a code that is no article: unreadable, not “another article”
        ("изнасилование", ()),
    ],
)
def test_articles_are_read_as_registers_write_them(text, numbers):
    assert article_numbers(text) == numbers
