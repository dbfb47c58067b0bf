"""A verdict on a terminal: every fact with its source, in words."""

import pytest

from api.verdicts_shown import FactShown
from hattama.verdict_lines import _sourced
from models.sentences import Sentence

SAYS = Sentence(ru="событие", kk="оқиға", en="event")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ({"kind": "clock", "where": "now"}, "часы"),
        ({"kind": "register", "where": "register"}, "реестр"),
        ({"kind": "case_file", "where": "person.birth_date"}, "материалы дела; дата рождения"),
        ({"kind": "sound", "where": "допрос.ogg", "second": 72.4, "by": None}, "запись; допрос.ogg; 0:01:12"),
        ({"kind": "typed", "where": "акт № 5", "by": "Ахметов"}, "указано здесь; акт № 5; Ахметов"),
    ],
)
def test_a_source_is_told_in_words(source, told):
    fact = FactShown(fact="case/x.y", says=SAYS, of="", value=True, source=source)
    assert _sourced(fact, "ru", "Asia/Almaty") == f"событие: да <- {told}"
