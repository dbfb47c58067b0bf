"""Addresses, by the words that stand with their parts: «улица Абая, дом 25, квартира 12», «Абай көшесі 25 үй 12 пәтер»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.mentions.patterns import Found, Item, Reading, Scene
from analysis.mentions.russian import is_adjective, readings
from models.mentions import Address, MentionKind
from models.russian import is_known

_STREETS = {"улица": "ул.", "ул": "ул.", "проспект": "пр.", "пр": "пр.", "переулок": "пер.", "пер": "пер.",
"бульвар": "б-р",
            "шоссе": "ш.", "проезд": "пр-д"}  # fmt: skip
_BEHIND = (
    (re.compile(r"к[оу]шеси(?:н\w*|мен|не)?"), "ул."),
    (re.compile(r"да[нг]гылы\w*"), "пр."),
    (re.compile(r"т[ыу]й[ыу]к ?к[оу]шеси\w*"), "пер."),
)  # what stands behind a street's name in Kazakh, folded
_DISTRICTS = frozenset({"микрорайон", "мкр", "мкрн", "микрик", "мк"})
_DISTRICT_BEHIND = re.compile(r"(?:ыкшам)?ауданы\w*|м[оө]лтек ?ауданы\w*")
_VILLAGES = frozenset({"поселок", "аул", "село", "деревня", "станция", "пос"})
_VILLAGE_BEHIND = re.compile(r"ауылы\w*|кенти\w*|селосы\w*|поселкеси\w*")
_HOUSES, _FLATS = frozenset({"дом", "д"}), frozenset({"квартира", "кв"})
_HOUSE_BEHIND, _FLAT_BEHIND = re.compile(r"уй(?:и|де|инде|дин)?"), re.compile(r"патер(?:и|де|инде|дин|га|ге)?|кв")
_STOPS = frozenset({
    "сол", "осы", "бир", "биздин", "сиздин", "баска", "сондай", "туган", "оз", "ана", "мына", "кай", "оны", "барлык",
    "кандай", "алгашкы",
    "которая", "где", "там", "эта", "этой", "этом", "нашей", "нашем", "той", "том", "моей", "и", "а", "но", "же", "не",
    "ол", "бул",
})  # fmt: skip
_NOT_NAMES = frozenset({"VERB", "INFN", "PREP", "CONJ", "PRCL", "NPRO", "ADVB", "PRED", "GRND", "PRTS", "ADJS"})
_MOST = 3  # words of a street's name


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    first: int  # of the items
    last: int
    address: Address


def found(scene: Scene) -> Iterator[Found]:
    """Every address; a house or a flat only behind a street, a district or a village."""
    at = 0
    while at < len(scene.items):
        part = _place(scene, at)
        if part is None:
            at += 1
            continue
        while (more := _more(scene, part)) is not None:
            part = more
        yield Found(
            kind=MentionKind.ADDRESS, first=scene.items[part.first].first, last=scene.items[part.last].last,
            reading=Reading(value=part.address), rule="address", weight=4,
        )  # fmt: skip
        at = part.last + 1


def _more(scene: Scene, part: _Part) -> _Part | None:
    """The address with the next part: a house, a flat, or a street behind a district."""
    at = part.last + 1
    if at < len(scene.items) and scene.items[at].plain in {"в", "на", "номер", "по"}:
        at += 1
    if at >= len(scene.items) or scene.items[at].token.ends_before:
        return None
    if (inner := _place(scene, at)) is not None:
        return _both(part, inner)
    address = part.address
    if address.house is None and (house := _numbered(scene, at, _HOUSES, _HOUSE_BEHIND)) is not None:
        return _Part(first=part.first, last=house[1], address=replace(address, house=house[0]))
    if address.flat is None and (flat := _numbered(scene, at, _FLATS, _FLAT_BEHIND)) is not None:
        return _Part(first=part.first, last=flat[1], address=replace(address, flat=flat[0]))
    number = scene.items[at].number
    if address.house is None and address.street and number and number.whole and not _is_counted(scene, at):
        text, last = _with_letter(scene, at)
        return _Part(first=part.first, last=last, address=replace(address, house=text))
    return None


def _both(part: _Part, inner: _Part) -> _Part | None:
    """Two neighbours as one address; None where both name the same part of one."""
    names = ("settlement", "district", "street", "street_kind", "house", "flat")
    both = {name: (getattr(part.address, name), getattr(inner.address, name)) for name in names}
    if any(one and other for one, other in both.values()):
        return None
    return _Part(
        first=part.first, last=inner.last, address=Address(**{name: one or other for name, (one, other) in both.items()})
    )


def _is_counted(scene: Scene, at: int) -> bool:
    behind = scene.behind(at)
    return behind is not None and (
        not {"<unit>", "<currency>", "<counted>", "<month>"}.isdisjoint(behind.keys) or behind.number is not None
    )


def _numbered(scene: Scene, at: int, before: frozenset[str], behind: re.Pattern[str]) -> tuple[str, int] | None:
    """«дом 25», «25 үй»: the number, and the last item."""
    item = scene.items[at]
    if not before.isdisjoint(item.keys) and at + 1 < len(scene.items):
        after = scene.items[at + 1]
        if after.number is not None and after.number.whole is not None:
            return _with_letter(scene, at + 1)
    if item.number is not None and item.number.whole is not None:
        text, last = _with_letter(scene, at)
        follower = scene.items[last + 1] if last + 1 < len(scene.items) else None
        if follower is not None and behind.fullmatch(follower.plain):
            return text, last + 1
    return None


def _with_letter(scene: Scene, at: int) -> tuple[str, int]:
    """«5 а», «12/1»."""
    number = scene.items[at].number
    text = str(number.whole) if number else ""
    if at + 1 < len(scene.items):
        item = scene.items[at + 1]
        if item.number is not None and item.token.gap == "/":
            return f"{text}/{item.number.whole}", at + 1
        alone = (
            at + 2 >= len(scene.items)
            or scene.items[at + 2].token.gap.strip()
            or scene.items[at + 2].plain in _FLATS | {"квартира"}
        )
        if item.plain in {"а", "б", "в", "г"} and (item.token.glued or item.token.is_capital or alone):
            return f"{text}{item.token.text.upper()}", at + 1
    return text, at


def _place(scene: Scene, at: int) -> _Part | None:
    return _street(scene, at) or _district(scene, at) or _village(scene, at) or _kazakh(scene, at)


def _street(scene: Scene, at: int) -> _Part | None:
    kind = next((_STREETS[key] for key in sorted(scene.items[at].keys) if key in _STREETS), None)
    if kind is None or (scene.items[at].plain in {"ул", "пр", "пер"} and not _dotted(scene, at)):
        return None
    if (name := _name(scene, at + 1)) is None:
        return None
    text, last = name
    return _Part(first=at, last=last, address=Address(street=text, street_kind=kind))


def _dotted(scene: Scene, at: int) -> bool:
    return at + 1 < len(scene.items)


def _district(scene: Scene, at: int) -> _Part | None:
    items = scene.items
    if not _DISTRICTS.isdisjoint(items[at].keys):
        after = items[at + 1].number if at + 1 < len(items) else None
        if after is not None and after.whole:
            return _Part(first=at, last=at + 1, address=Address(district=str(after.whole)))
        if (name := _name(scene, at + 1)) is not None:
            return _Part(first=at, last=name[1], address=Address(district=name[0]))
    number = items[at].number
    if number is not None and number.ordinal and at + 1 < len(items) and not _DISTRICTS.isdisjoint(items[at + 1].keys):
        return _Part(first=at, last=at + 1, address=Address(district=str(number.whole)))
    return None


def _village(scene: Scene, at: int) -> _Part | None:
    if _VILLAGES.isdisjoint(scene.items[at].keys) or scene.items[at].token.text.lower() == "станции":
        return None
    name = _name(scene, at + 1)
    return _Part(first=at, last=name[1], address=Address(settlement=name[0])) if name else None


def _kazakh(scene: Scene, at: int) -> _Part | None:
    """A name with its kind behind it: «Абай көшесі», «Қарасу ауылы»."""
    if scene.items[at].number is not None or not _may_be_name(scene.items[at]):
        return None
    for length in (1, 2):
        last = at + length - 1
        if last + 1 >= len(scene.items) or not _may_be_name(scene.items[last]):
            return None
        text, number = _title(scene.items[at : last + 1]), scene.items[last + 1].number
        if number is not None and scene.items[last + 1].token.gap == "-" and last + 2 < len(scene.items):  # Самал-2
            text, last = f"{text}-{number.whole}", last + 1
        behind, after = scene.items[last + 1], scene.items[last + 2] if last + 2 < len(scene.items) else None
        address = _named(text, behind, after)
        if address is not None:
            end = last + 2 if behind.plain in {"ыкшам", "молтек"} else last + 1
            return _Part(first=at, last=end, address=address)
    return None


def _named(text: str, behind: Item, after: Item | None) -> Address | None:
    for pattern, kind in _BEHIND:
        if pattern.fullmatch(behind.plain):
            return Address(street=text, street_kind=kind)
    if behind.plain in {"ыкшам", "молтек"} and after is not None and after.plain.startswith("аудан"):
        return Address(district=text)
    if behind.plain.startswith("ыкшамаудан"):
        return Address(district=text)
    return Address(settlement=text) if _VILLAGE_BEHIND.fullmatch(behind.plain) else None


def _name(scene: Scene, at: int) -> tuple[str, int] | None:
    """A name behind its kind: words with large letters, or one that can be a name; with a number («Самал-2»)."""
    last = at
    if at >= len(scene.items) or not _may_be_name(scene.items[at]) or scene.items[at].token.ends_before:
        return None
    if "," in scene.items[at].token.gap:
        return None
    while last + 1 < min(at + _MOST, len(scene.items)):
        item = scene.items[last + 1]
        joined = item.token.gap in {" ", "-"} and item.number is None and _may_be_name(item) and not _ends_name(item)
        if not joined or not (item.token.is_capital or item.plain in {"батыра", "батыр", "хана", "хан", "би", "баба"}):
            break
        last += 1
    text = _title(scene.items[at : last + 1])
    if last + 1 < len(scene.items) and (number := scene.items[last + 1].number) is not None:
        gap = scene.items[last + 1].token.gap
        if gap == "-" and number.whole is not None:
            return f"{text}-{number.whole}", last + 1
    return text, last


def _title(items: Sequence[Item]) -> str:
    """The words with large first letters; «батыра», «хана» stay small."""
    words = []
    for number, item in enumerate(items):
        text = item.token.text
        words.append(text if number and item.plain in {"батыра", "батыр", "хана"} else text[:1].upper() + text[1:])
    return " ".join(words)


def _ends_name(item: Item) -> bool:
    return not (_HOUSES | _FLATS | _STREETS.keys() | _DISTRICTS).isdisjoint(item.keys)


def _may_be_name(item: Item) -> bool:
    if item.number is not None or len(item.plain) < 3 or item.plain in _STOPS or _ends_name(item):
        return False
    if item.token.is_capital or not is_known(item.token.text.lower()):
        return True
    for reading in readings(item.token.text.lower()):
        if str(reading.tag.POS) in _NOT_NAMES:
            return False
        if not {"Surn", "Geox", "Name"}.isdisjoint(reading.tag.grammemes):
            return True
    return is_adjective(item.token.text.lower()) or any("gent" in each.tag for each in readings(item.token.text.lower()))
