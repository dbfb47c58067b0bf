"""Whether two typed values exclude each other."""

from analysis.claims.clock_times import SINCE, UNTIL
from analysis.claims.looks import NEAR_COLOURS, OPPOSITES
from analysis.claims.nouns_of_places import CONTAINERS, ROOMS, SITES, WITHIN
from analysis.claims.records import Day, SlotKind, Value

_DAY = 24 * 60
_CLOCK_TOLERANCE = 29  # minutes: half an hour is told apart
_ABOUT_TOLERANCE = 44
_LONGER = 1.8  # times
_FAR = 150  # minutes
_TIMES_FAR = 2.0
_SUM_SHARE = 0.07
_SUM_ABOUT_SHARE = 0.25
_BODIES = {
    frozenset({"car", "sedan"}),
    frozenset({"car", "jeep"}),
    frozenset({"car", "minivan"}),
    frozenset({"bus", "minivan"}),
}
_OPEN_BODIES = frozenset({"car"})
_TIMES = frozenset({"times", "shot", "blow"})
NOT_IN = ("from:", "named:")
"""Before places that somebody is not in."""
ANY_CAR = frozenset({"body:car"})
"""«машина» alone: any of them."""
_OUTSIDE = frozenset({"street", "yard", "road", "cafe", "club", "market", "shop", "work", "lake", "gym", "station"})
_WITH_ROOMS = frozenset({"work", "cafe"})
"""Sites that have kitchens and halls of their own."""


def times_differ(one: Value, other: Value) -> bool:
    """In every reading further apart than speakers round."""
    if one.unit == "part" and other.unit == "part":
        return all(_apart(a, b) > 0 for a in one.ranges for b in other.ranges)
    if "part" in {one.unit, other.unit}:
        return all(_apart(a, b) > 60 for a in one.ranges for b in other.ranges)
    tolerance = _ABOUT_TOLERANCE if one.about or other.about else _CLOCK_TOLERANCE
    return all(_apart(a, b) > tolerance for a in one.ranges for b in other.ranges)


def times_meet(one: Value, other: Value) -> bool:
    """Whether both may be of one time; «до шести» and «после шести» have no minute in common."""
    if {one.unit, other.unit} & {UNTIL, SINCE}:
        return any(_apart(a, b) <= 0 for a in one.ranges for b in other.ranges)
    return not times_differ(one, other)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two stretches on a round clock; nought where they meet."""
    return min(max(0.0, max(one[0], other[0] + shift) - min(one[1], other[1] + shift)) for shift in (-_DAY, 0, _DAY))


def days_differ(one: Value, other: Value) -> bool:
    """Two days, or stretches of days, of which none may be in both."""
    if one.day is None or other.day is None:
        return False
    return _days_differ(one.day, other.day, about=one.about or other.about)


def _days_differ(one: Day, other: Day, *, about: bool) -> bool:  # noqa: PLR0911  # one exclusion a line
    if one.first and other.first and one.last and other.last:
        gap = max(one.first, other.first).toordinal() - min(one.last, other.last).toordinal()
        return gap > (4 if about else 0)
    if len(one.months) == len(other.months) == 1 and one.days and other.days and one.months != other.months:
        return _days_between(one, other) > (5 if about else 0)
    if one.months and other.months and not one.months & other.months:
        return not (about and _months_near(one, other))
    if one.months and other.months and one.days and other.days and len(one.months | other.months) <= 2:
        return max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]) > (3 if about else 0)
    if one.days and other.days and not (one.months and other.months):
        return one.days[0] == one.days[1] and other.days[0] == other.days[1] and one.days != other.days
    if one.weekday and other.weekday and not (one.days or other.days):
        return one.weekday != other.weekday
    return False


def days_agree(one: Value, other: Value) -> bool:
    """Two days that tell the same kind of part, and it is one."""
    if one.day is None or other.day is None or days_differ(one, other):
        return False
    a, b = one.day, other.day
    return bool(
        (a.first and b.first)
        or (a.months & b.months)
        or (a.weekday and a.weekday == b.weekday)
        or (a.days and a.days == b.days)
    )


def _days_between(one: Day, other: Day) -> float:
    """Between two days or stretches of a year, months of thirty days and a half."""
    (first, second) = (
        (30.5 * min(each.months) + each.days[0], 30.5 * min(each.months) + each.days[1])
        for each in (one, other)
        if each.days
    )
    return max(first[0], second[0]) - min(first[1], second[1])


def _months_near(one: Day, other: Day) -> bool:
    near = {month % 12 + 1 for month in one.months} | {(month - 2) % 12 + 1 for month in one.months}
    return bool(near & other.months) and not (one.days and other.days)


def are_far(one: Value, other: Value) -> bool:
    """Whether two figures differ by more than anybody rounds: by hours, by months, by twice and more."""
    if one.kind is SlotKind.TIME:
        return all(_apart(a, b) > _FAR for a in one.ranges for b in other.ranges)
    if one.kind is SlotKind.DATE:
        months = [each.day.months if each.day else frozenset[int]() for each in (one, other)]
        return bool(months[0] and months[1]) and not months[0] & months[1]
    if one.kind is SlotKind.VEHICLE:
        ones, others = _tags(one), _tags(other)
        return _colours_differ(ones, others) and ones.get("body") != others.get("body")
    if one.kind not in {SlotKind.SUM, SlotKind.COUNT, SlotKind.DURATION}:
        return False
    return all(
        max(low, other_low) >= _TIMES_FAR * min(high, other_high)
        for low, high in one.ranges
        for other_low, other_high in other.ranges
    )


def sums_differ(one: Value, other: Value) -> bool:
    """Of one currency, and further apart than rounding."""
    known = {one.unit, other.unit} - {"?"}
    if len(known) > 1 or ("%" in known and one.unit != other.unit):
        return False
    share = _SUM_ABOUT_SHARE if one.about or other.about else _SUM_SHARE
    return all(
        max(low, other_low) - min(high, other_high) > share * max(high, other_high)
        for low, high in one.ranges
        for other_low, other_high in other.ranges
    )


def counts_differ(one: Value, other: Value) -> bool:
    """Of one thing, so many and so many."""
    if not _one_unit(one.unit, other.unit):
        return False
    (low, high), (other_low, other_high) = one.ranges[0], other.ranges[0]
    slack = 1 + 0.34 * max(high, other_high) if one.about or other.about else 0
    return max(low, other_low) - min(high, other_high) > slack


def _one_unit(one: str, other: str) -> bool:
    return one == other or {one, other} <= _TIMES


def durations_differ(one: Value, other: Value) -> bool:
    """By nearly twice or more."""
    (low, high), (other_low, other_high) = one.ranges[0], other.ranges[0]
    if max(low, other_low) <= min(high, other_high):
        return False
    small, large = min(high, other_high), max(low, other_low)
    return large >= small * _LONGER


def vehicles_differ(one: Value, other: Value) -> bool:
    """Another plate, another kind, another make or model, another colour where both are told."""
    ones, others = _tags(one), _tags(other)
    for name in ("plate", "model", "make"):
        if ones.get(name) and others.get(name):
            return not ones[name] & others[name] or (name != "plate" and _colours_differ(ones, others))
    bodies = ones.get("body", set()) or {"car"}, others.get("body", set()) or {"car"}
    if not bodies[0] & bodies[1] and not any(frozenset({a, b}) in _BODIES for a in bodies[0] for b in bodies[1]):
        return True
    return _colours_differ(ones, others)


def _colours_differ(ones: dict[str, set[str]], others: dict[str, set[str]]) -> bool:
    first, second = ones.get("colour", set()), others.get("colour", set())
    if not first or not second:
        return False
    return not any(a == b or frozenset({a, b}) in NEAR_COLOURS for a in first for b in second)


def _tags(value: Value) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tag in value.tags:
        name, _, rest = tag.partition(":")
        found.setdefault(name, set()).add(rest)
    return found


def places_differ(one: Value, other: Value) -> bool:
    """Two towns, two sites of which none lies in the other, two rooms."""
    return any(_place_differs(a, b) for a in one.tags for b in other.tags) and not any(
        a == b for a in one.tags for b in other.tags
    )


def _place_differs(one: str, other: str) -> bool:
    if one == other or one.startswith(NOT_IN) or other.startswith(NOT_IN):
        return False
    if one.startswith("town:") and other.startswith("town:"):
        return True
    if {one, other} == {"village", "town"}:
        return True
    one, other = one.removeprefix("near:"), other.removeprefix("near:")
    if one in SITES and other in SITES:
        return other not in WITHIN.get(one, frozenset()) and one not in WITHIN.get(other, frozenset())
    return _are_two_rooms(one, other) or _is_room_and_outside(one, other) or _is_room_and_outside(other, one)


def _are_two_rooms(one: str, other: str) -> bool:
    """Two rooms, two things to keep things in, or one of each; a floor is in every room."""
    if one in ROOMS and other in ROOMS:
        return True
    inside = CONTAINERS | ROOMS
    return (
        one in inside and other in inside and ((one in CONTAINERS and other in CONTAINERS) or "floor" not in {one, other})
    )


def _is_room_and_outside(room: str, other: str) -> bool:
    return room in ROOMS and other in _OUTSIDE - _WITH_ROOMS


def place_may_hold(one: Value, other: Value) -> bool:
    """Whether one of the two may lie in the other, or both are one."""
    ones, others = ({tag.removeprefix("near:").removeprefix("from:") for tag in each.tags} for each in (one, other))
    if ones & others:
        return True
    return any(b in WITHIN.get(a, frozenset()) or a in WITHIN.get(b, frozenset()) for a in ones for b in others)


def clothes_differ(one: Value, other: Value) -> bool:
    """One piece of clothing in two colours."""
    common = {tag for tag in one.tags & other.tags if not tag.startswith("colour") and tag != "instrument"}
    return bool(common) and _colours_differ(_tags(one), _tags(other))


def looks_differ(one: Value, other: Value) -> bool:
    """Opposites, or with and without."""
    pairs = {*OPPOSITES, *((b, a) for a, b in OPPOSITES)}
    if any((a, b) in pairs for a in one.tags for b in other.tags):
        return True
    return any(f"no {a}" in other.tags for a in one.tags) or any(f"no {b}" in one.tags for b in other.tags)
