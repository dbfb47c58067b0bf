"""How somebody or something looks, and colours, by meaning; which of them exclude one another."""

from collections.abc import Mapping

from analysis.claims.tables import word_table

DESCRIPTIONS = word_table("""
thin: худой тощий стройный худощавый / арық
fat: толстый полный плотный упитанный коренастый / толық семіз
tall: высокий высоченный повыше рослый долговязый / ұзын
short: низенький низкий невысокий коротышка низкорослый маленький / аласа қысқа
young: молодой / жас
old: старый пожилой старик взрослый / кәрі егде
bearded: бородатый борода / сақал сақалды
bald: лысый / таз
dark_haired: брюнет темноволосый черноволосый
fair_haired: блондин светловолосый белокурый рыжий
drunk: пьяный нетрезвый выпивший пьян поддатый бухой / мас
sober: трезвый / сау
alive: живой / тірі
dead: мёртвый труп / өлі
opened: открытый приоткрытый незапертый распахнутый / ашық
closed: закрытый запертый / жабық құлыптаулы
alone: один одна сам-один одинокий / жалғыз
light_state: светло освещён
dark_state: темно темень / қараңғы
""")
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("thin", "fat"), ("tall", "short"), ("young", "old"), ("drunk", "sober"), ("alive", "dead"), ("opened", "closed"),
    ("light_state", "dark_state"), ("dark_haired", "fair_haired"), ("bald", "dark_haired"),
)  # fmt: skip
OF_PERSONS = frozenset({"thin", "fat", "tall", "short", "young", "old", "bearded", "bald", "dark_haired", "fair_haired"})
"""What tells how somebody looks."""
COLOURS: Mapping[str, str] = {
    "белый": "white", "светлый": "light", "черный": "black", "темный": "dark", "серый": "grey", "серебристый": "silver",
    "красный": "red", "бордовый": "darkred", "вишневый": "darkred", "синий": "blue", "голубой": "lightblue",
    "зеленый": "green", "желтый": "yellow", "коричневый": "brown", "бежевый": "beige", "золотистый": "gold",
    "оранжевый": "orange", "ак": "white", "кара": "black", "сур": "grey", "кумис": "silver", "кызыл": "red", "кок": "blue",
    "жасыл": "green", "сары": "yellow", "конур": "brown", "кунгирт": "dark", "фиолетовый": "violet", "розовый": "pink",
    "темно-синий": "blue", "темно-зеленый": "green", "темно-серый": "grey", "светло-серый": "grey",
    "темно-красный": "darkred", "мокрый-асфальт": "grey",
}  # fmt: skip
NEAR_COLOURS: frozenset[frozenset[str]] = frozenset(
    frozenset(pair.split())
    for pair in (
        "white light", "white silver", "white beige", "grey silver", "light silver", "light beige", "light grey",
        "light yellow", "light gold", "light lightblue", "black dark", "dark blue", "dark green", "dark brown", "dark grey",
        "dark darkred", "red darkred", "blue lightblue", "beige gold", "yellow gold", "brown darkred", "orange red",
        "yellow orange", "beige brown", "dark violet", "blue green", "beige grey", "dark black", "beige yellow",
    )
)  # fmt: skip
"""Seen at night or told by another, they are one; Kazakh «көк» is blue and green."""
