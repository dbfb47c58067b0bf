"""Who does it: the subject of a clause, by a table of ways to tell it, asked in order."""

from collections.abc import Callable, Sequence

from analysis.claims.clauses import Clause
from analysis.claims.folding import folded_pattern, shortest
from analysis.claims.neighbours import plain_before, plain_behind, tokens_within
from analysis.claims.readings import WordReading
from analysis.claims.records import Actor, Who
from analysis.claims.things_that_happen import (
    best_tag,
    by_thing_of_her_gender,
    by_vehicle,
    by_what_happens,
    by_what_opens_itself,
)
from analysis.claims.told_clauses import ToldClause
from analysis.mentions.number_words import number_word
from analysis.mentions.tokens import Token
from models.russian import is_known

_PRONOUNS = {
    "я": Who.SELF, "мы": Who.WE, "он": Who.OTHER, "она": Who.OTHER, "они": Who.THEY, "вы": Who.YOU, "ты": Who.YOU,
    "мен": Who.SELF, "биз": Who.WE, "ол": Who.OTHER, "олар": Who.THEY, "сиз": Who.YOU, "сен": Who.YOU, "никто": Who.NOBODY,
    "ешким": Who.NOBODY, "кто-то": Who.OTHER, "биреу": Who.OTHER, "бареу": Who.OTHER, "бареуи": Who.OTHER,
    "баримиз": Who.WE, "все": Who.THEY, "бари": Who.THEY, "озим": Who.SELF,
}  # fmt: skip
_NOT_ME = frozenset({"мной", "мною"})
_NOT_HIM = frozenset({"он", "она", "они", "я", "мы"})
_NOBODY = frozenset({"никто", "ешким", "ешкайсысы"})
_TIMES_AND_PLACES = ("кез", "жер", "тун", "кун", "кеш", "уакыт", "жак", "мезет", "жол")
"""What «ол» points at where it is no person: «ол кезде»."""
_HAVING = {"меня": Who.SELF, "нас": Who.WE, "него": Who.OTHER, "нее": Who.OTHER, "них": Who.THEY}
_HAVING_IN_KAZAKH = {"менде": Who.SELF, "бизде": Who.WE, "онда": Who.OTHER}
_MISSING = {"меня": Who.SELF, "его": Who.OTHER, "ее": Who.OTHER, "их": Who.THEY, "нас": Who.WE}
_IS_OR_IS_NOT = ("нет", "есть", "бар", "жок")
_GENITIVE_PREPOSITIONS = frozenset({"у", "для", "до", "от", "из"})
_ANIMATE = frozenset({
    "father", "mother", "son", "daughter", "child", "brother", "sister", "cousin", "uncle", "aunt", "grandfather",
    "grandmother", "nephew", "husband", "wife", "in_law", "friend", "neighbour", "classmate", "colleague", "boss", "lover",
    "guard", "driver", "victim", "seller", "cashier", "passer", "stranger", "policeman", "man", "woman", "people", "guest",
    "customer", "teacher", "doctor", "lawyer", "investigator", "master", "tenant", "company", "subordinate", "groom",
    "ex_wife",
})  # fmt: skip
_COUNTED_BY_TEN = frozenset({"минут", "тенге", "раз"})
_I_AM_AT = folded_pattern(r"[дт][ае]м[ыи]н$")
_GOES_ON = frozenset({Who.NAMED, Who.NOUN, Who.OTHER, Who.SELF, Who.WE, Who.THEY})
"""Who did what stood before, may do the next too."""


def subject_of(
    tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, people: Sequence[Actor], *, before: Actor | None
) -> Actor:
    """Who does it, by the first of `WAYS` that tells; open where none does. `before` did what stood before."""
    inside = range(part.first, part.last + 1)
    told = ToldClause(
        tokens=tokens, reads=reads, part=part, people=people, before=before, inside=inside,
        verbs=tuple(at for at in inside if reads[at].verb),
    )  # fmt: skip
    return next((found for way in WAYS if (found := way(told)) is not None), Actor())


def _by_pronoun(told: ToldClause) -> Actor | None:
    """«я», «ол», «не мной»: the first that stands for somebody."""
    return next((found for at in told.inside if (found := _pronoun_at(told, at)) is not None), None)


def _pronoun_at(told: ToldClause, at: int) -> Actor | None:
    tokens, plain = told.tokens, told.tokens[at].plain
    if plain_before(tokens, at, first=told.part.first) == "не":
        if plain in _NOT_ME:
            return Actor(who=Who.SELF, words=told.word(at))
        if plain in _NOT_HIM:
            other = _by_name(told) or _by_kind(told) or _by_trade(told)
            return other if other and other.words[0] < tokens[at].word else Actor(who=Who.NOBODY)
    if plain == "тот" and at + 1 < len(tokens) and (told.reads[at + 1].verb or "," in tokens[at + 1].gap):
        return Actor(who=Who.OTHER, words=told.word(at))
    if plain not in _PRONOUNS or plain_behind(tokens, at).startswith("емес") or _is_no_pronoun(told, at):
        return None
    return Actor(who=_PRONOUNS[plain], words=told.word(at))


def _is_no_pronoun(told: ToldClause, at: int) -> bool:
    """«он» that is ten, «мен» that is with somebody, «ол» and «все» that stand before their noun."""
    plain = told.tokens[at].plain
    if plain == "он":
        return _is_ten(told.tokens, told.reads, at)
    if plain == "мен":
        return at > told.part.first and any(at - 1 in tokens_within(told.tokens, each.words) for each in told.people)
    if plain == "ол":
        return plain_behind(told.tokens, at).startswith(_TIMES_AND_PLACES) or _points_at_noun(told, at)
    if plain != "все" or told.part.last == at:
        return False
    return told.reads[at + 1].part in {"NOUN", "NUMR", "ADJF"} or number_word(told.tokens[at + 1].plain) is not None


def _points_at_noun(told: ToldClause, at: int) -> bool:
    """«ол үйде»: that house, not he."""
    behind = told.reads[at + 1] if at + 1 < len(told.tokens) else None
    if behind is None or not behind.nouns:
        return False
    return behind.case in {"loct", "ablt", "datv", "accs"} or bool(behind.places)


def _is_ten(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> bool:
    """Kazakh «он» is ten, Russian is he."""
    if at + 1 >= len(tokens):
        return False
    behind, follows = reads[at + 1], tokens[at + 1].plain
    numbered = bool(number_word(follows))
    if not numbered and behind.part != "KK" and follows not in _COUNTED_BY_TEN:
        return False
    kazakh_before = at > 0 and reads[at - 1].part == "KK"
    return tokens[at].kazakh or numbered or (kazakh_before and not behind.verb)


def _by_nobody(told: ToldClause) -> Actor | None:
    """«никто», «ешкім», also where the word denies a pronoun."""
    return Actor(who=Who.NOBODY) if any(told.tokens[at].plain in _NOBODY for at in told.inside) else None


def _by_name(told: ToldClause) -> Actor | None:
    """«Марат взял»: the first name in the nominative."""
    named = next((each for each in told.people if _is_nominative(told.tokens, told.reads, each)), None)
    return None if named is None else Actor(who=Who.NAMED, names=named.names, words=named.words)


def _is_nominative(tokens: Sequence[Token], reads: Sequence[WordReading], actor: Actor) -> bool:
    places = tokens_within(tokens, actor.words)
    if not places:
        return False
    at, small = places[0], tokens[places[0]].text.lower()
    if at and (reads[at - 1].part == "PREP" or tokens[at - 1].plain == "не" or _is_oblique(reads[at - 1])):
        return False
    behind = plain_behind(tokens, places[-1])
    if behind.startswith("емес") or behind in {"дегенди", "екеумиз"}:
        return False
    if behind == "деген" and (places[-1] + 2 >= len(reads) or reads[places[-1] + 2].case is not None):
        return False  # «Самат деген адамды»
    if small.endswith(("ко", "их", "ых")) and at and reads[at - 1].verb:
        return False
    return tokens[at].plain in actor.names or (reads[at].case == "nomn" and is_known(small))


def _is_oblique(read: WordReading) -> bool:
    """«потерпевшую» before a name: it stands in that case too."""
    return read.part in {"ADJF", "PRTF", "NOUN"} and bool(read.persons) and read.case in {"accs", "gent", "datv", "ablt"}


def _by_absence(told: ToldClause) -> Actor | None:
    """«его там не было», «Серика не было»: who is not there stands in the genitive."""
    if not any(_is_not_there(told.tokens, at) for at in told.inside):
        return None
    return _absent_pronoun(told) or _absent_name(told)


def _is_not_there(tokens: Sequence[Token], at: int) -> bool:
    plain = tokens[at].plain
    return plain == "нет" or (plain == "было" and plain_before(tokens, at) == "не")


def _absent_pronoun(told: ToldClause) -> Actor | None:
    for at in told.inside:
        who = _MISSING.get(told.tokens[at].plain)
        if who is None or plain_before(told.tokens, at) in _GENITIVE_PREPOSITIONS:
            continue
        if at == told.part.last or not told.reads[at + 1].nouns:
            return Actor(who=who, words=told.word(at))
    return None


def _absent_name(told: ToldClause) -> Actor | None:
    for each in told.people:
        places = tokens_within(told.tokens, each.words)
        if places and not told.is_behind_preposition(places[0]):
            return Actor(who=Who.NAMED, names=each.names, words=each.words)
    return None


def _by_having(told: ToldClause) -> Actor | None:
    """«у меня не было», «менде бар»: who has it."""
    tokens, reads = told.tokens, told.reads
    if not all(reads[at].acts <= {"be", "have"} for at in told.verbs):
        return None
    if not any("be" in reads[at].acts or tokens[at].plain.startswith(_IS_OR_IS_NOT) for at in told.inside):
        return None
    return next((found for at in told.inside if (found := _who_has(told, at)) is not None), None)


def _who_has(told: ToldClause, at: int) -> Actor | None:
    plain, before = told.tokens[at].plain, plain_before(told.tokens, at, first=told.part.first)
    who = _HAVING.get(plain) if before == "у" else None
    if who is None and before != "сагат":  # «сағат онда» is ten o'clock
        who = _HAVING_IN_KAZAKH.get(plain)
    return None if who is None else Actor(who=who, words=told.word(at))


def _by_i_am_at(told: ToldClause) -> Actor | None:
    """«үйдемін»: I am at home, without a verb."""
    last = told.tokens[told.part.last].plain
    return Actor(who=Who.SELF) if not told.verbs and _I_AM_AT.search(last) else None


def _by_kazakh_ending(told: ToldClause) -> Actor | None:
    """«бардым», «көрген жоқпын»: the person of the last verb, where it is Kazakh."""
    if not _ends_in_kazakh(told):
        return None
    last = told.reads[told.verbs[-1]]
    tail = next((told.tokens[at].plain for at in told.inside if told.tokens[at].plain.startswith("жокп")), "")
    if last.person == 1 or tail.startswith(("жокпын", "жокпыз")):
        return Actor(who=Who.WE if last.plural or tail.endswith("пыз") else Who.SELF)
    return Actor(who=Who.YOU) if last.person == 2 else None


def _by_russian_ending(told: ToldClause) -> Actor | None:
    """«иду», «идём»: the first person of any verb, where the last is not Kazakh."""
    if _ends_in_kazakh(told) or not told.says_i():
        return None
    plural = any(told.reads[at].plural for at in told.verbs if told.reads[at].person == 1)
    return Actor(who=Who.WE if plural else Who.SELF)


def _ends_in_kazakh(told: ToldClause) -> bool:
    return bool(told.verbs) and told.reads[told.verbs[-1]].part == "KK"


def _by_kind(told: ToldClause) -> Actor | None:
    """«сосед сказал», «көршім келді»: a kind of person in the nominative; in Kazakh before the verb."""
    last_verb = told.verbs[-1] if told.verbs else -1
    for at in told.inside:
        read = told.reads[at]
        nominal = read.case == "nomn" or (read.part == "KK" and read.case is None and at < last_verb)
        if read.persons & _ANIMATE and nominal and not told.is_behind_preposition(at):
            return Actor(who=Who.NOUN, names=frozenset(read.persons & _ANIMATE), words=told.word(at))
    return None


def _by_trade(told: ToldClause) -> Actor | None:
    """«бухгалтер», «сантехник»: somebody in the nominative whom no table has."""
    for at in told.inside:
        behind_preposition = at > told.part.first and told.reads[at - 1].part == "PREP"
        if _is_trade(told.tokens[at], told.reads[at]) and not behind_preposition:
            names = frozenset({shortest(told.reads[at].lemmas)})
            return Actor(who=Who.NOUN, names=names, words=told.word(at))
    return None


def _is_trade(token: Token, read: WordReading) -> bool:
    if read.part != "NOUN" or read.case != "nomn" or read.named or read.nouns or len(token.plain) < 4:
        return False
    return "anim" in best_tag(token.text.lower())


def _by_adjective(told: ToldClause) -> Actor | None:
    """«бил высокий», «второй стоял»: somebody of whom no noun is said."""
    if len(told.verbs) != 1 or not told.reads[told.verbs[0]].past or told.reads[told.verbs[0]].part != "VERB":
        return None
    verb = told.reads[told.verbs[0]]
    for at in told.inside:
        read = told.reads[at]
        alone = at == told.part.last or told.reads[at + 1].part not in {"NOUN", "ADJF", "NUMR"}
        agrees = (read.female, read.plural, read.neuter) == (verb.female, verb.plural, verb.neuter)
        if read.part == "ADJF" and read.case == "nomn" and alone and agrees and read.looks:
            return Actor(who=Who.OTHER, words=told.word(at))
    return None


def _by_what_stood_before(told: ToldClause) -> Actor | None:
    """«подошёл, ударил»: who is left out did what stood before, or speaks."""
    if not told.verbs:
        return None
    verb, before = told.reads[told.verbs[0]], told.before
    past = verb.part == "VERB" and verb.past
    if verb.part in {"PRTS", "PRTF"} or (verb.neuter and not verb.lemmas & {"прийтись", "пришлось"}):
        return None
    if past and verb.plural and not (before and before.who in {Who.WE, Who.THEY}):
        return None  # «забрали»: whoever it was
    if before is not None and before.who in _GOES_ON:
        return Actor(who=before.who, names=before.names)
    return Actor(who=Who.SELF) if past and not verb.plural and verb.female is not None else None


WAYS: tuple[Callable[[ToldClause], Actor | None], ...] = (
    _by_pronoun,
    _by_nobody,
    _by_name,
    _by_absence,
    _by_having,
    by_thing_of_her_gender,
    by_what_happens,
    by_what_opens_itself,
    _by_i_am_at,
    by_vehicle,
    _by_kazakh_ending,
    _by_russian_ending,
    _by_kind,
    _by_trade,
    _by_adjective,
    _by_what_stood_before,
)
"""How a subject is told, the surest first; who is found open by one of them is asked of no other."""
