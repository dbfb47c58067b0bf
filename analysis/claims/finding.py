"""The door: a statement in, its claims out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.claims.actors import names_in
from analysis.claims.answers import answered, asked_claim
from analysis.claims.certainty import certainty_of
from analysis.claims.clauses import Clause, clauses
from analysis.claims.frames import arguments_of, verbs_of
from analysis.claims.marks import is_forced, is_willing, marks_of
from analysis.claims.opposites import states_of
from analysis.claims.predicates import acts_of, is_behind_denial, is_negated, lemmas_of, objects_of
from analysis.claims.readings import WordReading, reading_of
from analysis.claims.records import Actor, Claim, Reading, SlotKind, Statement, Value, Who
from analysis.claims.relations import relation_marks
from analysis.claims.subjects import subject_of
from analysis.claims.values import values_of
from analysis.claims.values_of_counts import asked_unit
from analysis.claims.verbs_of_two_words import joined
from analysis.mentions.finding import mentions_in
from analysis.mentions.tokens import SaidWord, Token, tokens_of
from models.mentions import Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """Words as they are read: a statement's, or its question's."""

    tokens: Sequence[Token]
    reads: Sequence[WordReading]
    people: Sequence[Actor]  # everybody named
    values: Sequence[Value]

    @property
    def plain(self) -> str:
        return _plain(self.tokens)

    @property
    def topics(self) -> frozenset[str]:
        return frozenset().union(*(read.nouns | read.acts for read in self.reads))


def reading_of_statement(statement: Statement) -> Reading:
    """What a statement claims, clause by clause; the same words always read the same."""
    asked_about = _said(statement, statement.asked or (), None)
    own = _said(statement, statement.words, statement.mentions, asked=asked_unit(asked_about.tokens, asked_about.reads))
    own = replace(own, people=_without(own.people, own.values))
    claims = _claims(statement, own)
    asked = None
    if asked_about.tokens:
        values = [replace(each, words=(), asked=True) for each in asked_about.values]
        asked = asked_claim(statement, (asked_about.tokens, asked_about.reads), asked_about.people, values)
        claims = answered(claims, asked, text=own.plain, question=asked_about.plain)
    names = tuple(dict.fromkeys([*own.people, *(replace(each, words=()) for each in asked_about.people)]))
    return Reading(
        statement=statement, claims=tuple(claims), topics=own.topics | asked_about.topics, names=names,
        numbers=tuple(own.values), plain=own.plain, asked_plain=asked_about.plain, marks=marks_of(own.plain, own.tokens),
        asked=asked,
    )  # fmt: skip


def _said(statement: Statement, words: Sequence[SaidWord], mentions: Sequence[Mention] | None, *, asked: str = "") -> _Said:
    """Words read; `asked` is what their question asks how many there were of."""
    tokens = tokens_of(words)
    reads = joined(tokens, [reading_of(token) for token in tokens])
    if mentions is None:
        mentions = mentions_in(words, said_on=statement.said_on, zone=statement.zone) if words else ()
    values = values_of(tokens, reads, mentions, said_on=statement.said_on, asked=asked)
    return _Said(tokens=tokens, reads=reads, people=names_in(tokens, reads, mentions), values=values)


def _without(people: Sequence[Actor], values: Sequence[Value]) -> list[Actor]:
    """Names that are cars or towns are nobody's."""
    taken = {word for each in values if each.kind in {SlotKind.VEHICLE, SlotKind.PLACE} for word in each.words}
    return [each for each in people if not taken & set(each.words)]


def _plain(tokens: Sequence[Token]) -> str:
    return " ".join(token.plain for token in tokens)


def _claims(statement: Statement, said: _Said) -> list[Claim]:
    made: list[Claim] = []
    subject: Actor | None = None
    parts = clauses(said.tokens, said.reads)
    for part in parts:
        sentence = [each for each in parts if each.sentence == part.sentence]
        claim = _claim(statement, said, part, sentence, before=subject)
        if claim.subject.who not in {Who.OPEN, Who.NOBODY}:
            subject = claim.subject
        made.append(claim)
    return made


def _claim(statement: Statement, said: _Said, part: Clause, sentence: Sequence[Clause], *, before: Actor | None) -> Claim:
    """One clause within its sentence; `before` did what stood before."""
    tokens, reads = said.tokens, said.reads
    inside = range(part.first, part.last + 1)
    words = {tokens[at].word for at in inside}
    here = [each for each in said.people if not words.isdisjoint(each.words)]
    subject = subject_of(tokens, reads, part, here, before=before)
    text = _plain(tokens[part.first : part.last + 1])
    whole = _plain(tokens[sentence[0].first : sentence[-1].last + 1])
    denied = _is_denied(tokens, reads, part, sentence, text=text)
    marks = marks_of(text, tokens[part.first : part.last + 1]) | relation_marks(tokens, reads, part, text, whole)
    return Claim(
        statement=statement.key, words=tuple(sorted(words)), subject=subject,
        acts=acts_of(tokens, reads, part) | ({"force"} if is_forced(whole) else frozenset()), negated=denied,
        certainty=certainty_of(statement, tokens, part, sentence, whole=whole),
        names=tuple(each for each in here if each.names != subject.names),
        nouns=frozenset(noun for at in inside for noun in reads[at].nouns) - subject.names,
        objects=objects_of(reads, inside) - subject.names, lemmas=lemmas_of(tokens, reads, inside),
        values=tuple(each for each in said.values if not words.isdisjoint(each.words)),
        marks=marks | ({"willing"} if is_willing(whole) else frozenset()),
        verbs=verbs_of(tokens, reads, part), arguments=arguments_of(tokens, reads, part, said.people),
        states=states_of(tokens, reads, part, negated=denied),
    )  # fmt: skip


def _is_denied(
    tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, sentence: Sequence[Clause], *, text: str
) -> bool:
    """Whether the clause denies: by its own words, or as what somebody denies."""
    denied = is_negated(tokens, reads, part)
    if not denied and "отрица" in text:
        return True
    return denied != is_behind_denial(tokens, part, sentence)
