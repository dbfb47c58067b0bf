"""Lengths of time as they are compared: minutes."""

from collections.abc import Iterator, Sequence

from analysis.claims.neighbours import is_said_before, plain_before, plain_behind, tokens_within, words_of
from analysis.claims.records import Value
from analysis.claims.worded_lengths import length_of, worded_lengths
from analysis.mentions.number_words import number_word
from analysis.mentions.tokens import Token
from models.mentions import Duration, Mention, MentionKind, Sureness

_WHOLE = {
    "весь вечер": (180, 360), "весь день": (360, 900), "всю ночь": (360, 720), "до утра": (240, 720),
        "до самой темноты": (180, 600),
    "с обеда до": (180, 600), "целый день": (360, 900), "целый вечер": (180, 360), "целую ночь": (360, 720),
        "полдня": (180, 400),
    "целыми днями": (360, 900), "весь вчерашний": (360, 900), "тун бойы": (360, 720), "туни бойы": (360, 720),
        "куни бойы": (360, 900), "куни бойына": (360, 900), "жарты кун": (200, 400), "тунимен": (360, 720),
            "кун бойы": (360, 900),
    "куниме": (360, 900), "танга дейин": (240, 720), "кеш бойы": (180, 360), "кешке дейин": (240, 720),
        "пару минут": (1, 5),
    "пару часов": (100, 200), "несколько минут": (2, 15), "несколько часов": (120, 500), "минутку": (1, 5),
        "меньше часа": (5, 59),
    "больше часа": (61, 180), "недолго": (1, 40), "секунду": (0, 2), "всю неделю": (8000, 11000), "весь месяц": (40000,
        46000),
    "всю жизнь": (5_000_000, 50_000_000), "с самого утра до": (360, 900), "с утра до": (360, 900),
        "до самого утра": (240, 720),
    "до рассвета": (240, 720), "пару дней": (2000, 4500), "пару недель": (18000, 25000), "бир сат": (1, 10),
        "аз гана": (1, 40),
    "минутку одну": (1, 5), "часик": (50, 75), "бирер сагат": (60, 130), "бирнеше сагат": (120, 500),
        "бирнеше минут": (2, 15),
    "тан атканша": (240, 720), "кешке шейин": (240, 720), "танга шейин": (240, 720),
        "до ночи": (240, 800),
    "до вечера": (240, 800), "допоздна": (180, 500), "пять минут": (5, 5),
}  # fmt: skip
_UNITS = (
    ("years", 525_600), ("months", 43_800), ("weeks", 10_080), ("days", 1_440), ("minutes", 1),
)  # fmt: skip
_ALONE = {"час": 60, "минуту": 1, "сутки": 1440, "неделю": 10_080, "месяц": 43_800, "год": 525_600, "часок": 60,
          "минутку": 1, "денек": 1440}  # fmt: skip
_LONGEST = 100 * 525_600  # minutes
_LONGEST_WEEKS = 300
_AT = frozenset({"в", "за", "на", "каждый", "этот", "раз", "тот"})
"""Before «час» these tell when, not how long."""
_OF_DAY = frozenset({"ночи", "дня", "назад"})


def length_in_minutes(value: Duration) -> float:
    """So many minutes, months of a twelfth of a year."""
    return float(sum(float(getattr(value, unit)) * size for unit, size in _UNITS) + float(value.seconds) / 60)


def is_absurd(value: Duration) -> bool:
    """«тридцать тысяч лет»: no length of time; its number may be a sum."""
    return value.weeks > _LONGEST_WEEKS or length_in_minutes(value) > _LONGEST


def lengths(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[Value]:
    """How long something took: of the mentions, then in words, then of one unit; no word in two of them."""
    taken: set[int] = set()
    for each in mentions:
        if each.kind is MentionKind.DURATION and isinstance(each.value, Duration):
            minutes = length_in_minutes(each.value)
            if not minutes or is_absurd(each.value) or _is_clock(tokens, each):
                continue
            taken.update(each.words)
            low = minutes * 0.5 if is_said_before(tokens, each.words[0], {"меньше", "менее"}) else minutes
            yield length_of(each.words, each.text, low, minutes, about=each.sureness is Sureness.APPROXIMATE)
    yield from _in_phrases(tokens, taken)
    yield from worded_lengths(tokens, taken)
    yield from _of_one_unit(tokens, taken)


def _in_phrases(tokens: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    text = " ".join(token.plain for token in tokens)
    for phrase, span in _WHOLE.items():
        at = f" {text} ".find(f" {phrase}")
        if at >= 0:
            first = text[:at].count(" ")
            words = words_of(tokens, first, first + phrase.count(" "))
            if taken.isdisjoint(words):
                taken.update(words)
                yield length_of(words, phrase, *span)


def _of_one_unit(tokens: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«час его ждала», «минуту длилась»: one of the unit."""
    for at, token in enumerate(tokens):
        before, behind = plain_before(tokens, at), plain_behind(tokens, at)
        if token.plain not in _ALONE or token.word in taken or before in _AT or behind in _OF_DAY:
            continue
        if not (number_word(before) or before.isdecimal() or number_word(behind)):
            yield length_of((token.word,), token.plain, _ALONE[token.plain], _ALONE[token.plain])


def _is_clock(tokens: Sequence[Token], mention: Mention) -> bool:
    """«минут пять восьмого», «семьдесят лет справляли», «в два часа»."""
    inside = tokens_within(tokens, mention.words)
    behind = plain_behind(tokens, inside[-1]) if inside else ""
    before = plain_before(tokens, inside[0]) if inside else ""
    return behind.endswith(("ого", "его")) or behind in {"назад", "бурын", "спустя"} or before in {"через", "спустя", "в"}
