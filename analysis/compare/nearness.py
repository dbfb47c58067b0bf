"""Whether two statements as wholes speak of one event: how much of what they tell apart from their values is common."""

from dataclasses import dataclass

from analysis.claims.records import Reading
from analysis.compare.sides import coarse
from analysis.compare.statement_frames import OF, Frame, Mention, frame_of

_VAGUE = frozenset({
    "man", "woman", "people", "money", "thing", "place", "child", "document", "home", "car", "work", "night", "event",
    "town",
    "husband", "wife", "friend", "guest", "crime_scene",
})  # fmt: skip
ONE_QUESTION = 0.6
"""How alike two questions are that ask for one thing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Nearness:
    """How much shows that two statements tell of one event."""

    shared: float  # weights of the words that both have
    question: float  # how alike the two questions are, 0 where one was not asked
    questions_differ: bool  # both were asked, of things of which none is common
    nouns: int  # words of some weight that both name
    acts: frozenset[str]  # doings that both name
    nth_differ: bool
    core_differ: bool  # both name what it was done with or by, and nothing of it is the other's
    verbs_only: bool  # no noun that tells something is common to them
    ways_differ: bool  # the one tells of the way to what the other comes from
    beside_differ: bool  # one noun is told of two things: «ремонт кухни», «ремонт крыши»


def nearness(first: Frame, second: Frame) -> Nearness:
    """The order of the two changes nothing."""
    ones, others = first.keys, second.keys
    question, apart = _questions(first.asked, second.asked)
    strong = [each for each in first.mentions if each.weight >= 1 and each.keys & others]
    return Nearness(
        shared=min(_weights(first, within=others), _weights(second, within=ones)),
        question=question, questions_differ=apart, nouns=len({min(each.keys & others) for each in strong}),
        acts=coarse(first.acts) & coarse(second.acts),
        nth_differ=_nth_differ(_nth_within(first, others), _nth_within(second, ones)),
        core_differ=_core_differ(first, second),
        verbs_only=not any(each.noun for each in strong),
        beside_differ=_beside_differ(first, second),
        ways_differ=bool(_ways(first, "to") & _ways(second, "from") or _ways(first, "from") & _ways(second, "to")),
    )  # fmt: skip


def _questions(ones: tuple[Mention, ...], others: tuple[Mention, ...]) -> tuple[float, bool]:
    """How alike two questions are, and whether they ask of other things."""
    if not ones or not others:
        return 0.0, False
    keys = [frozenset().union(*(each.keys for each in asked)) for asked in (ones, others)]
    both = [
        sum(each.weight for each in asked if each.keys & other) for asked, other in ((ones, keys[1]), (others, keys[0]))
    ]
    whole = sum(each.weight for each in ones) + sum(each.weight for each in others)
    strong = [frozenset().union(*(each.keys for each in asked if each.weight >= 1)) for asked in (ones, others)]
    return 2 * min(both) / max(0.1, whole), bool(strong[0] and strong[1] and not strong[0] & strong[1])


def _ways(frame: Frame, way: str) -> frozenset[str]:
    return frozenset().union(*(each.keys for each in frame.told if each.way == way))


def _weights(frame: Frame, *, within: frozenset[str]) -> float:
    """Of the words that another has too, each once."""
    return sum({min(each.keys): each.weight for each in frame.mentions if each.keys & within}.values())


def _nth_within(frame: Frame, keys: frozenset[str]) -> frozenset[str]:
    """Which of several a statement tells of, without those of a noun that the other does not name."""
    told = (each.partition(OF) for each in frame.nth)
    return frozenset(nth for nth, _, noun in told if not noun or noun in keys)


def _nth_differ(ones: frozenset[str], others: frozenset[str]) -> bool:
    """«первый кредит», «второй»; «в первый раз» only beside another turn."""
    poles = [{each[:3]: each[3:] for each in nth if each.startswith("~")} for nth in (ones, others)]
    if any(poles[0][axis] != poles[1][axis] for axis in poles[0].keys() & poles[1].keys()):
        return True
    ones, others = (frozenset(each for each in nth if not each.startswith("~")) for nth in (ones, others))
    if {each.removeprefix("turn ") for each in ones} & {each.removeprefix("turn ") for each in others}:
        return False
    turns = [frozenset(each.removeprefix("turn ") for each in nth) for nth in (ones, others)]
    if turns[0] and turns[1]:
        return turns[0] != turns[1]
    return any(not each.startswith("turn ") for each in ones | others)


def _core_differ(first: Frame, second: Frame) -> bool:
    ones, others = (
        frozenset().union(*(each.keys for each in one.told if each.core and not each.keys <= _VAGUE))
        for one in (first, second)
    )
    return bool(ones and others and not ones & second.keys and not others & first.keys)


def _beside_differ(first: Frame, second: Frame) -> bool:
    """«ремонт кухни», «ремонт крыши»."""
    ones, others = ([each for each in frame.mentions if each.noun and each.beside] for frame in (first, second))
    return any(
        one.weight >= 1
        and one.keys & other.keys
        and not (one.beside & (other.beside | second.keys) or other.beside & first.keys)
        for one in ones
        for other in others
    )


def told_apart(first: Reading, second: Reading) -> bool:
    """Whether the words show two events: the first and the second of a kind, one doing with two things."""
    frames = frame_of(first), frame_of(second)
    near = nearness(*frames)
    if near.nth_differ or near.beside_differ:
        return True
    return near.core_differ and near.verbs_only and near.question < ONE_QUESTION
