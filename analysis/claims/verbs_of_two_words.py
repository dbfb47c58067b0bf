"""Verbs that stand in two words made one, and verbs whose meaning the words beside them tell."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from analysis.claims import speech
from analysis.claims.clauses import AUXILIARIES
from analysis.claims.folding import folded_pattern
from analysis.claims.readings import WordReading
from analysis.mentions.tokens import Token

_Reads = list[WordReading]

_TABLE = """
buy: сат / ал
sell: сат / жибер кет бер
rob: тарт жул / ал
sign: кол / кой койма коймага коймаган койгызба
hit: кол / жумса
touch: кол / тигиз
hit: кол / котер
work: жумыс / исте
phone: телефон / сок
phone: телефон / шал
sleep: коз / ил
hit: салып / жибер кал
hit: койып / жибер кал
steal: урлап / ал кет
hit: нанести / удар
hit: поднять распускать / рука
hit: применить / сила
leave: путь / шык
borrow: карыз / ал
borrow: карызга / ал
hit: тартып / жибер
steal: кол / бол
borrow: взять / долг
borrow: в / долг
drive: рул руль рол / отыр
smoke: темеки / тарт
celebrate: тугон / кун
hit: озине / кол
say: хабар / бер
insult: жала / жап
spend_night: провести / ночь
"""
"""Each line: a meaning, the words that stand first, and those that stand behind them; of several the last holds."""
_COMBINATIONS = tuple(
    (meaning, frozenset(first.split()), frozenset(second.split()))
    for meaning, _, words in (line.partition(":") for line in _TABLE.strip().splitlines())
    for first, _, second in (words.partition("/"),)
)
_WITH_A_WORD_BETWEEN = frozenset({"sign", "hit", "borrow", "drive"})
"""Of these a word may stand between the two."""
_KEPT = frozenset({"give", "leave", "take"})
"""What an auxiliary means beside the verb that it helps."""
_NO_BLOW = frozenset({"give", "pay", "put", "play"})
_DRINKS = frozenset({"bottle", "vodka", "beer", "wine"})
_EMPTIED = frozenset({
    "уговорить", "раздавить", "приговорить", "осушить", "прикончить", "опустошить", "усидеть", "босат",
})  # fmt: skip
_THREATS = frozenset({
    "закопать", "убить", "прибить", "зарезать", "порвать", "придушить", "сжечь", "грохнуть", "урыть", "порешить",
    "прикончить",
    "пристрелить", "покалечить", "избить", "сломать", "олтир", "жой", "соя", "орте", "пожалеть", "уничтожить",
})  # fmt: skip
_I_WILL = folded_pattern(r"[аей]м(?:[ыи]н)?$")
_BLADES = frozenset({"knife", "screwdriver", "awl"})
_STABS = frozenset({"сал", "сук", "ур", "тык"})


def joined(tokens: Sequence[Token], reads: Sequence[WordReading]) -> list[WordReading]:
    """The readings of a statement's tokens, each with what the words beside it make of it."""
    made = list(reads)
    for step in _STEPS:
        step(tokens, made)
    return made


def _things_are_not_beaten(_: Sequence[Token], made: _Reads) -> None:
    """«бита»: a thing, not one that was beaten."""
    for at, read in enumerate(made):
        if read.part == "PRTS" and read.things and not read.acts:
            made[at] = replace(read, part="NOUN", case="nomn", verb=False)


def _colours_do_not_arrive(tokens: Sequence[Token], made: _Reads) -> None:
    """«ақ түсті»: of a colour."""
    for at in range(1, len(tokens)):
        if made[at - 1].colour and made[at].acts == {"supplied"}:
            made[at] = replace(made[at], acts=frozenset(), verb=False)


def _two_are_one(tokens: Sequence[Token], made: _Reads) -> None:
    """«ұрып жібердім» hits, «сатып алдым» buys."""
    for at in range(1, len(tokens)):
        _help(tokens, made, at)
        _combine(tokens, made, at)


def _help(tokens: Sequence[Token], made: _Reads, at: int) -> None:
    """A converb and its auxiliary: the second takes over what the first means."""
    verb, auxiliary = made[at - 1], made[at]
    if verb.converb and auxiliary.part == "KK" and _keys(tokens[at]) & AUXILIARIES:
        made[at] = replace(
            auxiliary, acts=verb.acts | (auxiliary.acts & _KEPT), verb=True, negated=auxiliary.negated or verb.negated,
            content=True,
        )  # fmt: skip
        made[at - 1] = replace(verb, verb=False, acts=frozenset())


def _combine(tokens: Sequence[Token], made: _Reads, at: int) -> None:
    keys, before = _keys(tokens[at]), _keys(tokens[at - 1])
    near = before | (tokens[at - 2].keys if at > 1 else frozenset())
    for meaning, first, second in _COMBINATIONS:
        if keys & second and (before & first or (meaning in _WITH_A_WORD_BETWEEN and near & first)):
            verb = made[at].verb or made[at].part == "KK"
            made[at] = replace(made[at], acts=frozenset({meaning}), verb=verb, content=True)
            if before & first and made[at - 1].part == "KK":  # «қол қойды» is of no hand
                made[at - 1] = replace(made[at - 1], things=frozenset(), concepts=frozenset(), part="PRCL")


def _keys(token: Token) -> frozenset[str]:
    return token.keys | {token.plain}


def _blows_fall_on_bodies(tokens: Sequence[Token], made: _Reads) -> None:
    """«дал кулаком в лицо»: a blow, told by the part of the body."""
    if not any(token.keys & speech.BODY and not read.verb for token, read in zip(tokens, made, strict=True)):
        return
    for at, token in enumerate(tokens):
        if token.keys & speech.BLOW_VERBS or (token.keys & speech.BLOW_STEMS and made[at].part == "KK"):
            made[at] = replace(made[at], acts=made[at].acts - _NO_BLOW | {"hit"}, verb=True)


def _bottles_are_emptied(tokens: Sequence[Token], made: _Reads) -> None:
    """«раздавили бутылку»: drank it."""
    if not any(read.things & _DRINKS for read in made):
        return
    for at, token in enumerate(tokens):
        if token.keys & _EMPTIED:
            made[at] = replace(made[at], acts=frozenset({"drink"}), verb=True)


def _killing_to_come_is_a_threat(tokens: Sequence[Token], made: _Reads) -> None:
    """«убью», «өлтіремін»."""
    for at, token in enumerate(tokens):
        read = made[at]
        to_come = read.future or (read.part == "KK" and _I_WILL.search(token.plain))
        if read.verb and to_come and token.keys & _THREATS:
            made[at] = replace(read, acts=frozenset({"threaten"}))


def _blades_stab(tokens: Sequence[Token], made: _Reads) -> None:
    """«пышақ салды»."""
    if not any(read.things & _BLADES for read in made):
        return
    for at, token in enumerate(tokens):
        if made[at].part == "KK" and made[at].verb and token.keys & _STABS:
            made[at] = replace(made[at], acts=frozenset({"stab"}))


_STEPS: tuple[Callable[[Sequence[Token], _Reads], None], ...] = (
    _things_are_not_beaten,
    _colours_do_not_arrive,
    _two_are_one,
    _blows_fall_on_bodies,
    _bottles_are_emptied,
    _killing_to_come_is_a_threat,
    _blades_stab,
)
"""In order: a later one sees what the earlier ones made."""
