"""Places by a list and by their kind; organisations by their form; things that matter to a case."""

from collections.abc import Iterator, Sequence

from analysis.lexemes import folded
from analysis.mentions.patterns import Found, Item, Make, Match, Reading, Rule, Scene
from analysis.mentions.russian import readings
from analysis.mentions.things import NOT_PLACES_ALONE
from models.mentions import MentionKind, Name, Thing

_FORMS = {
    "тоо": "ТОО", "ип": "ИП", "ао": "АО", "ооо": "ООО", "жшс": "ЖШС", "чп": "ЧП", "кх": "КХ", "гу": "ГУ", "тдо": "ТДО",
    "ақ": "АҚ",
    "жк": "ЖК",
}  # fmt: skip
ORGANISATIONS = {
    ("каспи", "банк"): "Kaspi", ("халык", "банк"): "Halyk", ("народный", "банк"): "Halyk", ("форте", "банк"): "ForteBank",
    ("евразийский", "банк"): "Евразийский банк", ("жусан", "банк"): "Jusan", ("центркредит",): "Bank CenterCredit",
    ("каспи",): "Kaspi", ("казпочта",): "Казпочта", ("билайн",): "Beeline", ("активи",): "Activ", ("теле", "два"): "Tele2",
    ("цон",): "ЦОН", ("ровд",): "РОВД", ("гувд",): "ГУВД", ("увд",): "УВД", ("овд",): "ОВД", ("акимат",): "акимат",
    ("әкімдік",): "әкімдік", ("прокуратура",): "прокуратура", ("kaspi",): "Kaspi", ("halyk",): "Halyk", ("олх",): "OLX",
    ("olx",): "OLX",
    ("инстаграм",): "Instagram", ("ватсап",): "WhatsApp", ("вотсап",): "WhatsApp", ("телеграм",): "Telegram",
}  # fmt: skip
_OPENS, _CLOSES = '«"“„', '»"”'


def _place(match: Match) -> Reading | None:
    item, plain = match.named["place"], match.named["place"].plain
    if item.keys & NOT_PLACES_ALONE and not (
        item.token.kazakh and plain.endswith(("да", "де", "та", "те", "дан", "ден", "тан", "тен"))
    ):
        return None
    return Reading(value=Name(name=match.data("place", "place")))


def _region(match: Match) -> Reading | None:
    """«в Алматинской области»: the adjective, made to agree in the nominative."""
    kind = next((each for each in ("область", "район", "округ") if each in match.items[-1].keys), None)
    word = match.items[0].token
    for reading in readings(word.text.lower()):
        if (
            kind is None
            or "ADJF" not in reading.tag
            or not word.text.lower().endswith(("ской", "ская", "скую", "ском", "ского", "ский", "скому", "ским"))
        ):
            continue
        form = reading.inflect({"sing", "nomn", "femn" if kind == "область" else "masc"})
        if form is not None:
            return Reading(value=Name(name=f"{form.word[:1].upper()}{form.word[1:]} {kind}"))
    return None


def _kazakh_region(match: Match) -> Reading | None:
    word, kind = match.items[0].token, match.items[1].plain
    if (
        len(word.plain) < 4
        or word.plain in {"осы", "биздин", "баска", "ыкшам", "молтек", "барлык"}
        or not word.text.isalpha()
    ):
        return None
    if not (word.is_capital or match.items[0].data.get("place")):
        return None
    name = {"облыс": "облысы", "аудан": "ауданы", "калас": "қаласы"}[kind[:5]]
    return Reading(value=Name(name=f"{word.text[:1].upper()}{word.text[1:]} {name}"))


def _thing(match: Match) -> Reading | None:
    name, group = match.data("thing", "thing")
    if match.data("thing", "currency") or match.named["thing"].number:
        return None
    return Reading(value=Thing(name=name, group=group))


def _rule(name: str, kind: MentionKind, pattern: str, make: Make, *, weight: int = 1) -> Rule:
    return Rule(name=name, kind=kind, pattern=pattern, make=make, weight=weight)


def _fixed(name: str, group: str) -> Make:
    return lambda _match: Reading(value=Thing(name=name, group=group))


_REGION_FORMS = "|".join(
    f"={kind}{case}" for kind in ("облысы", "ауданы", "қаласы") for case in ("", "нда", "нан", "на", "ның")
)
RULES = (
    _rule("place", MentionKind.PLACE, "place=<place>", _place, weight=4),
    _rule("Усть-Каменогорск", MentionKind.PLACE, "=усть =каменогорск|=каменогорске|=каменогорска|=каменогорску",
        lambda _m: Reading(value=Name(name="Усть-Каменогорск"))),
    _rule("Алма-Ата", MentionKind.PLACE, "=алма =ата|=ате|=аты|=ату", lambda _m: Reading(value=Name(name="Алматы"))),
    _rule("Нұр-Сұлтан", MentionKind.PLACE, "=нұр =сұлтан|=сұлтанда|=сұлтаннан|=сұлтанға|=сұлтанның|=султане|=султана",
          lambda m: Reading(value=Name(name="Нұр-Сұлтан")) if m.items[1].token.gap == "-" else None, weight=5),
    _rule("region", MentionKind.PLACE, "<adjective> область|район|округ", _region, weight=2),
    _rule("region in Kazakh", MentionKind.PLACE, f"<word> {_REGION_FORMS}", _kazakh_region, weight=2),
    _rule("thing", MentionKind.OBJECT, "thing=<thing>", _thing),
    _rule("gas spray", MentionKind.OBJECT, "газовый|перцовый баллончик", _fixed("газовый баллончик", "gas")),
    _rule("rifle of compressed air", MentionKind.OBJECT, "пневматический винтовка|пистолет",
        _fixed("пневматическое оружие", "firearm")),
    _rule("kitchen knife", MentionKind.OBJECT, "кухонный|складной|охотничий нож", _fixed("нож", "blade")),
    _rule("mobile telephone", MentionKind.OBJECT, "сотовый|мобильный|=ұялы телефон", _fixed("телефон", "device")),
    _rule("identity card in Kazakh", MentionKind.OBJECT, "=жеке куәлік", _fixed("жеке куәлік", "document")),
)  # fmt: skip


def organisations(scene: Scene) -> Iterator[Found]:
    """By a form of organisation with its name, and by a list."""
    for number, item in enumerate(scene.items):
        if item.plain in _FORMS and (item.plain != "ак" or item.token.text.isupper()):
            found = _formed(scene, number, _FORMS[item.plain])
            if found is not None:
                yield found
    for name, value in ORGANISATIONS.items():
        yield from _listed(scene, name, value)


def _formed(scene: Scene, at: int, form: str) -> Found | None:
    items = scene.items
    before = items[at - 1] if at > 0 else None
    if before is not None and any(mark in items[at].token.gap for mark in _CLOSES):  # «Нұр» ЖШС
        first = at - 1
        while first > 0 and not any(mark in items[first].token.gap for mark in _OPENS) and at - first < 5:
            first -= 1
        return _organisation(scene, first, at, f"{form} «{_text(items[first:at])}»")
    if at + 1 >= len(items) or items[at + 1].token.ends_before or items[at + 1].number:
        return None
    last = at + 1
    if any(mark in items[at + 1].token.gap for mark in _OPENS):
        while last + 1 < len(items) and not any(mark in items[last + 1].token.gap for mark in _CLOSES) and last - at < 5:
            last += 1
    elif not (items[at + 1].token.gap == " " and len(items[at + 1].plain) >= 3):
        return None
    return _organisation(scene, at, last, f"{form} «{_text(items[at + 1 : last + 1])}»")


def _text(items: Sequence[Item]) -> str:
    """As written, with a large letter in front."""
    first = items[0].token.text
    return first[:1].upper() + first[1:] + "".join(item.token.gap + item.token.text for item in items[1:])


def _listed(scene: Scene, name: tuple[str, ...], value: str) -> Iterator[Found]:
    words = [folded(word) for word in name]
    for at in range(len(scene.items) - len(words) + 1):
        items = scene.items[at : at + len(words)]
        if all(word in item.keys or item.plain == word for word, item in zip(words, items, strict=True)):
            yield _organisation(scene, at, at + len(words) - 1, value)


def _organisation(scene: Scene, first: int, last: int, name: str) -> Found:
    return Found(
        kind=MentionKind.ORGANISATION, first=scene.items[first].first, last=scene.items[last].last,
        reading=Reading(value=Name(name=name)), rule="organisation", weight=3,
    )  # fmt: skip
