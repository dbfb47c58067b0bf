"""A word of a name in letters that no alphabet and no table of transliteration changes, and how far two such words lie.

Cyrillic (Russian, Kazakh) and Latin (Kazakhstan's passports, the Kazakh Latin of 2018 and of 2021, English, German and
French habits) come to one small alphabet: ж is `j`, ч `č`, ш and щ `š`, ц `c`, х `h`, й and ы `i`, ю `iu`, я `ia`. What
the tables write in different ways beyond that costs little in `distance`. Other scripts are read by `anyascii`.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]")
_LOOK_ALIKE = dict(zip("aeopcxykmhtbi", "аеорсхукмнтві", strict=True))
"""Latin letters that stand for Cyrillic ones in words typed on two keyboards."""
_DIGITS = str.maketrans("0134589", "oieasbg")  # as scanners misread them
_PAIRS_OF_CYRILLIC = (("дж", "ж"), ("йо", "е"), ("ьо", "е"))
_RUSSIAN = (
    "а:a б:b в:v г:g д:d е:e ж:j з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:č ш:š щ:š ъ: ы:i ь: "
    "э:e ю:iu я:ia"
)
_FURTHER = "ё:e ә:a ғ:g қ:k ң:n ө:o ұ:u ү:u һ:h і:i ў:u ї:i є:e ґ:g"
_OF_CYRILLIC = dict(each.split(":") for each in f"{_RUSSIAN} {_FURTHER}".split())
_OF_LATIN = str.maketrans({
    "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "ŋ": "n", "ə": "a",
    "ş": "š", "ș": "š", "ś": "š", "ć": "č", "ç": "č", "ź": "ž", "ż": "ž", "ǵ": "g", "ğ": "g", "ū": "u",
})  # fmt: skip
_GERMAN_OR_POLISH = re.compile("[oe]wa?$")
_THEIR_CH = re.compile("(?<![ts])ch")  # х, where others write ч so: Chochlow
_PAIRS_OF_LATIN = tuple((re.compile(pattern), put) for pattern, put in (
    ("shch|schtsch|chtch", "š"), ("tsch|tch", "č"), ("dzh|dsch|dj", "ž"), ("sch|sh", "š"), ("ch", "č"), ("zh", "ž"),
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ts|tz", "c"), ("ck|qu(?=[ei])|q", "k"), ("ou|oo", "u"),
    ("iya|ya", "ia"), ("iyu|yu|iý", "iu"), ("yo|ye", "e"), ("x", "ks"),
    ("w", "v"), ("i?y", "i"), ("(?<=[oe]v|ej|ij)s$", ""),
))  # fmt: skip
_KEPT = frozenset("čšžý")
_VOWELS = frozenset("aeiouý")

LETTER = 1.0  # what one letter taken for another, left out or put in costs
_VOWEL = 0.7
_CHEAP = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.25, "ck cč cs ýu ýi"),  # a Latin c; ý is у in the Kazakh Latin of 2018 and ы or й elsewhere
        (0.35, "ie ou kh iu ea ij eo"),  # і is written и, ы and е; ө о, у; қ х (Бақыт, Бахыт); Latin j is й or ж
        (0.5, "bp dt gk vf zs jš čš čh čj hg jz"),  # voiced and voiceless; ch is ч, ш or х; Kazakh ж is ж, дж and з
        (0.7, "mn"),
    )
    for pair in pairs.split()
}
_WEAK = {"i": 0.35, "h": 0.4, "j": 0.6}  # і drops out (Тілеулин, Тлеулин), h is often not heard, a Latin j is й or ж


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """A word in the common alphabet; empty where it holds no letter."""
    word = unicodedata.normalize("NFC", word.lower())
    if re.search(r"[^\W\d]", word):
        word = word.translate(_DIGITS)
    if _CYRILLIC.search(word):
        plain = _of_cyrillic(word)
    elif word.isascii() or _LATIN.search(word):
        plain = _of_latin(word)
    else:
        plain = _of_latin(anyascii(word).lower())
    return re.sub(r"(.)\1+", r"\1", plain)


def _of_cyrillic(word: str) -> str:
    word = "".join(_LOOK_ALIKE.get(letter, letter) for letter in word)
    for pair, one in _PAIRS_OF_CYRILLIC:
        word = word.replace(pair, one)
    return "".join(_OF_CYRILLIC.get(letter, "") for letter in word)


def _of_latin(word: str) -> str:
    word = "".join(
        letter if letter in _KEPT or letter == "j" else unicodedata.normalize("NFKD", letter)[0]
        for letter in word.translate(_OF_LATIN)
    )
    if _GERMAN_OR_POLISH.search(word):
        word = _THEIR_CH.sub("h", word)
    for pattern, one in _PAIRS_OF_LATIN:
        word = pattern.sub(one, word)
    return "".join(letter for letter in word if (letter.isascii() and letter.isalpha()) or letter in _KEPT).replace(
        "ž", "j"
    )


def _replaced(one: str, other: str) -> float:
    if one == other:
        return 0.0
    both_vowels = one in _VOWELS and other in _VOWELS
    return _CHEAP.get(frozenset((one, other)), _VOWEL if both_vowels else LETTER)


def _dropped(letter: str) -> float:
    return _WEAK.get(letter, _VOWEL if letter in _VOWELS else LETTER)


@lru_cache(maxsize=500_000)
def distance(one: str, other: str) -> float:
    """The cheapest way from one key to another: letters changed, dropped, put in, or two neighbours swapped.

    The weighted edit distance with transpositions (Damerau 1964, optimal string alignment); symmetric, 0 for the same.
    """
    if one > other:
        one, other = other, one
    before: list[float] = []
    last = [0.0]
    for letter in other:
        last.append(last[-1] + _dropped(letter))
    for row, mine in enumerate(one, start=1):
        now = [last[0] + _dropped(mine)]
        for column, its in enumerate(other, start=1):
            cost = min(
                last[column - 1] + _replaced(mine, its), last[column] + _dropped(mine), now[column - 1] + _dropped(its)
            )
            if row > 1 and column > 1 and mine == other[column - 2] and its == one[row - 2]:
                cost = min(cost, before[column - 2] + _VOWEL)
            now.append(cost)
        before, last = last, now
    return last[-1]


def allowed(one: str, other: str) -> float:
    """How far two keys may lie and still be one word misheard or mistyped: short words must agree more closely."""
    length = min(len(one), len(other))
    if length <= 2:
        return 0.0
    if length <= 4:
        return 0.5 if length == 3 else 0.75
    return 1.0 if length <= 6 else 1.5 if length <= 9 else 2.0
