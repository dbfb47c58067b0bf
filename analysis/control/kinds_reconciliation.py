"""Terminations, judged for each triple of episode, offender and victim."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from analysis.control.fields import Compute, Field, Kind, computed, says
from analysis.control.kinds_decision import ENDS
from analysis.control.reconciliation import (
    article_numbers,
    may_end,
    names_reconciliation,
    of_the_whole_case,
    releases_without_a_ground,
)
from analysis.control.world import MissingFactError, Reader, Subject, World
from models.cases import CaseKind
from models.facts import FactName, age_on, youngest_age
from models.facts_case import AgreementFacts, DecisionFacts, EpisodeFacts
from models.facts_shape import CODES
from models.facts_words import FACT_WORDS

_SINCE = frozenset({"episode", "episode.began_on", "episode.ended_on"})


class Triple(NamedTuple):
    """A termination, and one offence of one person against one person that it would end. None: not known who."""

    decision: DecisionFacts
    episode: EpisodeFacts
    offender: str | None
    victim: str | None


def _triples(world: World) -> list[Subject]:
    """Where a case of another kind bears no offence, a termination ends none."""
    found: list[Subject] = []
    if world.facts.kind is not CaseKind.CRIMINAL and not world.facts.episodes:
        return found
    for decision in world.facts.decisions:
        if not _judged(decision):
            continue
        for triple in _of_decision(world, decision):
            names = (decision.id, triple.episode.id or "?", triple.offender or "?", triple.victim or "?")
            subject = Subject("reconciliation", "/".join(names), triple, decision=decision.id)
            _dated(subject, world, triple)
            found.append(subject)
    return found


def _judged(decision: DecisionFacts) -> bool:
    """Whether the decision ends proceedings, or may; one of unknown kind may."""
    if decision.kind is None:
        return True
    articles = () if decision.articles is None else decision.articles.value
    return may_end(decision.kind.value, articles, "" if decision.text is None else decision.text.value)


def _dated(subject: Subject, world: World, triple: Triple) -> None:
    """Of the law of the day on which the deed ended. While nobody stated its end it may have lasted until the decision."""
    episode, decided = triple.episode, triple.decision.decided_at
    began, ended = episode.began_on, episode.ended_on
    if ended is None and began is not None and decided is not None:
        subject.day = max(began.value, world.local_day(decided.value))
    elif ended is None or (began is not None and ended.value < began.value):
        subject.day_missing = (FactName("episode", episode.id, "began_on"), FactName("episode", episode.id, "ended_on"))
    else:
        subject.day = ended.value


def _of_decision(world: World, decision: DecisionFacts) -> Iterator[Triple]:
    """Every triple that the termination would end; a placeholder where it is not known who, so that none is passed over."""
    episodes = world.facts.episodes or (EpisodeFacts(id=""),)
    named = {each for episode in episodes if episode.offenders is not None for each in episode.offenders.value}
    only = decision.person if decision.person in named and not of_the_whole_case(_told(decision)) else None
    for episode in episodes:
        offenders = tuple(episode.offenders.value) if episode.offenders is not None else ()
        victims = tuple(episode.victims.value) if episode.victims is not None else ()
        for offender in offenders or (None,):
            if only is not None and offender not in {only, None}:
                continue
            for victim in victims or (None,):
                yield Triple(decision, episode, offender, victim)


def _told(decision: DecisionFacts) -> str:
    return "\n".join(each.value for each in (decision.kind, decision.text) if each is not None)


def _articles(read: Reader, world: World, of: Triple) -> tuple[str, ...]:
    del world
    found: list[str] = []
    for each in read.take(of.episode, "articles"):
        numbers = article_numbers(each)
        if not numbers:
            raise MissingFactError(FactName("episode", of.episode.id, "articles"))
        found += numbers
    if not found:
        raise MissingFactError(FactName("episode", of.episode.id, "articles"))
    return tuple(found)


def _age_at(read: Reader, world: World, of: Triple, person: str | None, who: str) -> int:
    if person is None:
        raise MissingFactError(FactName("episode", of.episode.id, who))
    read.take(of.episode, who)
    first: date = read.take(of.episode, "began_on")
    last: date | None = read.maybe(of.episode, "ended_on")
    return youngest_age(read.take(world.person(person), "birth_date"), first, last or first)


def _offender_age(read: Reader, world: World, of: Triple) -> int:
    return _age_at(read, world, of, of.offender, "offenders")


def _victim_age(read: Reader, world: World, of: Triple) -> int:
    return _age_at(read, world, of, of.victim, "victims")


def _age_now(read: Reader, world: World, person: str | None, of: Triple) -> int:
    who = "victims" if person == of.victim else "offenders"
    if person is None:
        raise MissingFactError(FactName("episode", of.episode.id, who))
    day = world.local_day(read.take(of.decision, "decided_at"))
    return age_on(read.take(world.person(person), "birth_date"), day)


def _victim_age_now(read: Reader, world: World, of: Triple) -> int:
    return _age_now(read, world, of.victim, of)


def _offender_age_now(read: Reader, world: World, of: Triple) -> int:
    return _age_now(read, world, of.offender, of)


def _named(read: Reader, world: World, of: Triple) -> bool:
    del world
    articles, text = read.maybe(of.decision, "articles"), read.maybe(of.decision, "text")
    kind = read.maybe(of.decision, "kind")  # a register's own word for it may be "terminated by reconciliation"
    if names_reconciliation(articles or (), f"{kind or ''}\n{text or ''}"):
        return True
    if articles is None and text is None:
        raise MissingFactError(FactName("decision", of.decision.id, "articles"))
    if releases_without_a_ground(articles or (), text or ""):
        return not read.take(of.decision, "other_ground")
    return False


def _in_case(read: Reader, world: World, of: Triple) -> bool:
    del read, of
    return bool(world.facts.agreements)


def _of_agreement(name: str) -> Compute:
    def take(read: Reader, world: World, of: Triple) -> bool:
        """What the agreement of these two says; where there is none, nobody agreed."""
        found: AgreementFacts | None = world.agreement_of.get((of.offender or "", of.victim or ""))
        if found is None:
            if of.offender is None or of.victim is None:
                raise MissingFactError(
                    FactName("episode", of.episode.id, "offenders" if of.offender is None else "victims")
                )
            return False
        return bool(read.take(found, name))

    return take


def _of_offender(name: str, kind: type) -> Field:
    def take(read: Reader, world: World, of: Triple) -> object:
        if of.offender is None:
            raise MissingFactError(FactName("episode", of.episode.id, "offenders"))
        return read.take(world.person(of.offender), name)

    fact = f"person.{name}"
    return Field(
        name=name, type=kind, says=FACT_WORDS[fact], compute=take, reads=frozenset({"person", fact}),
        codes=CODES.get(fact, ()),
    )  # fmt: skip


def _of_episode(name: str, kind: type) -> Field:
    def take(read: Reader, world: World, of: Triple) -> object:
        del world
        return read.take(of.episode, name)

    fact = f"episode.{name}"
    return Field(
        name=name, type=kind, says=FACT_WORDS[fact], compute=take, reads=frozenset({"episode", fact}),
        codes=CODES.get(fact, ()),
    )  # fmt: skip


def _of_termination(name: str, kind: type) -> Field:
    def take(read: Reader, world: World, of: Triple) -> object:
        del world
        return read.take(of.decision, name)

    says = FACT_WORDS[f"decision.{name}"]
    return Field(name=name, type=kind, says=says, compute=take, reads=frozenset({f"decision.{name}"}))


RECONCILIATION = Kind(
    name="reconciliation",
    says=says(
        "прекращение: эпизод, лицо, потерпевший",
        "тоқтату: эпизод, адам, жәбірленуші",
        "a termination: episode, offender, victim",
    ),
    subjects=_triples,
    made_of=ENDS | _SINCE | {"decision.articles", "episode.offenders", "episode.victims"},
    everywhere=frozenset({"agreement"}),
    fields=computed(
        Field(
            name="articles",
            type=tuple,
            reads=frozenset({"episode", "episode.articles"}),
            compute=_articles,
            says=says("статьи эпизода", "эпизодтың баптары", "articles of the episode"),
        ),
        Field(
            name="offender_age",
            type=int,
            compute=_offender_age,
            reads=_SINCE | {"episode.offenders", "person", "person.birth_date"},
            says=says(
                "возраст совершившего во время деяния",
                "жасаған адамның іс-әрекет кезіндегі жасы",
                "age of the offender at the time of the offence",
            ),
        ),
        Field(
            name="victim_age",
            type=int,
            compute=_victim_age,
            reads=_SINCE | {"episode.victims", "person", "person.birth_date"},
            says=says(
                "возраст потерпевшего во время деяния",
                "жәбірленушінің іс-әрекет кезіндегі жасы",
                "age of the victim at the time of the offence",
            ),
        ),
        Field(
            name="victim_age_now",
            type=int,
            compute=_victim_age_now,
            reads=frozenset({"decision.decided_at", "episode.victims", "person", "person.birth_date"}),
            says=says(
                "возраст потерпевшего в день решения",
                "жәбірленушінің шешім күнгі жасы",
                "age of the victim on the day of the decision",
            ),
        ),
        Field(
            name="offender_age_now",
            type=int,
            compute=_offender_age_now,
            reads=frozenset({"decision.decided_at", "episode.offenders", "person", "person.birth_date"}),
            says=says(
                "возраст совершившего в день решения",
                "жасаған адамның шешім күнгі жасы",
                "age of the offender on the day of the decision",
            ),
        ),
        Field(
            name="named",
            type=bool,
            reads=frozenset({"decision", "decision.articles", "decision.kind", "decision.text", "decision.other_ground"}),
            compute=_named,
            says=says(
                "названо ли примирение или статья 68 УК",
                "татуласу немесе ҚК 68-бабы аталғаны",
                "whether reconciliation or article 68 УК is named",
            ),
        ),
        Field(
            name="agreement_in_case",
            type=bool,
            reads=frozenset({"agreement"}),
            compute=_in_case,
            says=says(
                "есть ли в деле соглашение о примирении",
                "істе татуласу келісімі бар ма",
                "whether the case holds a reconciliation agreement",
            ),
        ),
        *(
            Field(
                name=name,
                type=bool,
                says=FACT_WORDS[f"agreement.{name}"],
                compute=_of_agreement(name),
                reads=frozenset({"agreement", f"agreement.{name}"}),
            )
            for name in ("consent", "harm_made_good", "representative")
        ),
        _of_offender("sex", str),
        _of_offender("pregnant", bool),
        _of_offender("minor_child", bool),
        _of_offender("first_offence", bool),
        _of_episode("gravity", str),
        _of_episode("death", bool),
        _of_episode("grave_harm", bool),
        _of_termination("other_ground", bool),
        _of_termination("prosecutor_reviewed", bool),
    ),
)
