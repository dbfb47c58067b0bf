"""What happens to a thing, nobody does: clauses whose subject is a thing, told by its form and its verb."""

from functools import lru_cache

from analysis.claims.records import Actor
from analysis.claims.told_clauses import ToldClause
from analysis.mentions.russian import readings

_INTRANSITIVE = frozenset(
    {
        "be",
        "begin",
        "last",
        "finish",
        "supplied",
        "burn",
        "fall",
        "stand",
        "lie",
        "fight",
        "stay",
        "lose",
        "cost",
        "explode",
        "collapse",
        "owe",
    }
)
_MOVED = frozenset({"car", "jeep", "minivan", "truck", "bus", "taxi", "motorcycle"})
_MOVING = frozenset({"run_over", "arrive", "leave", "stand", "stop", "exit"})


def by_thing_of_her_gender(told: ToldClause) -> Actor | None:
    """«калитка открылась», «машина сбила»: a thing agrees with the verb, nobody is told."""
    agrees = any(told.reads[at].female for at in told.verbs) and not told.says_i()
    return Actor() if agrees and any(_is_thing_in_a(told, at) for at in told.inside) else None


def _is_thing_in_a(told: ToldClause, at: int) -> bool:
    read = told.reads[at]
    return (
        read.part == "NOUN"
        and read.case == "nomn"
        and not read.persons
        and told.tokens[at].plain.endswith(("а", "я"))
        and not told.is_behind_preposition(at)
    )


def by_what_happens(told: ToldClause) -> Actor | None:
    """«горел сарай», «упала бутылка»: what happens to a thing, nobody does."""
    reads = told.reads
    things = [
        at
        for at in told.inside
        if reads[at].part == "NOUN"
        and not reads[at].persons
        and reads[at].case in {"nomn", "accs"}
        and not told.is_behind_preposition(at)
    ]
    if not things or not told.verbs:
        return None
    happens = all(_takes_no_object(told, at, things) for at in told.verbs)
    return Actor() if happens and not any(reads[at].person for at in told.verbs) else None


def _takes_no_object(told: ToldClause, at: int, things: list[int]) -> bool:
    """A verb that happens to a thing: by the tables, or by the dictionary where it agrees with one that has a meaning."""
    read = told.reads[at]
    if read.acts and (read.acts <= _INTRANSITIVE or "last" in read.acts):
        return True
    if "intr" not in best_tag(told.tokens[at].text.lower()) or not read.past:
        return False
    return any(
        (read.female, read.plural) == (told.reads[each].female, told.reads[each].plural)
        and bool(told.reads[each].nouns or told.reads[each].concepts)
        for each in things
    )


def by_what_opens_itself(told: ToldClause) -> Actor | None:
    """«дверь открылась», «замок сломался»: a reflexive verb that agrees with a thing tells of nobody."""
    reflexive = [at for at in told.verbs if told.reads[at].past and told.tokens[at].plain.endswith(("ся", "сь"))]
    if not reflexive or len(reflexive) != len(told.verbs) or told.says_i():
        return None
    verb = told.reads[reflexive[0]]
    things = [at for at in told.inside if told.reads[at].part == "NOUN" and told.reads[at].nouns]
    agrees = any(
        not told.reads[at].persons
        and told.reads[at].case in {"nomn", "accs"}
        and not told.is_behind_preposition(at)
        and (told.reads[at].female, told.reads[at].neuter) == (verb.female, verb.neuter)
        for at in things
    )
    return Actor() if agrees else None


def by_vehicle(told: ToldClause) -> Actor | None:
    """«подъехала белая машина»: who sits in it is not told."""
    reads = told.reads
    if told.says_i() or not any(reads[at].acts & _MOVING for at in told.verbs):
        return None
    moved = any(reads[at].colour or (reads[at].case in {"nomn", None} and reads[at].things & _MOVED) for at in told.inside)
    return Actor() if moved else None


@lru_cache(maxsize=50_000)
def best_tag(small: str) -> frozenset[str]:
    """Grammemes of the likeliest reading."""
    return frozenset(readings(small)[0].tag.grammemes)
