"""Kazakh words without their endings. The language adds them one behind the other, in an order; they are taken off again.

Without a dictionary several readings of a word may hold ("адам": a human, or "my ада"): all are given, and words are
compared by whether they share one. Letters come folded (`analysis.lexemes.folded`): people write Kazakh with Russian
letters, and so do recognizers.
"""

import re

_VOWELS = "аоуыиэеюя"
_THIRD = "(?<=[ыи])"  # behind "his" the cases are others
_OWN = "(?<=[ыиае]м)|(?<=[ыиае]н)"  # and behind "my" and "your" the dative


def _layer(*endings: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?:{each})$") for each in endings)


# From the outside inwards; of each layer one ending at most is taken off, or none.
_OF_NOUNS = (
    _layer("[мбп][ыи]н", "с[ыи]н", "с[ыи]з", "[мбп][ыи]з"),  # I am, you are, we are
    _layer(
        "[ндт][ыи]н", "[гк][ае]", f"{_THIRD}н[ае]", f"(?:{_OWN})[ае]", "[ндт][ыи]", f"{_THIRD}н", "[дт][ае]", "[ндт][ае]н",
        f"{_THIRD}нд[ае]", "[мбп]ен", f"(?:{_THIRD}н)?[дт][ае]г[ыи]",
    ),  # cases, with "мен" and the relative "-дағы"
    _layer("[ыи]м", "(?<=[ае])м", "[ыи]н(?:[ыи]з)?", "(?<=[ае])н(?:[ыи]з)?", "с[ыи]", "[ыи]", "[ыи]?м[ыи]з"),  # whose
    _layer("[лдт][ае]р"),  # many
)  # fmt: skip
_OF_VERBS = (
    _layer(
        "[дт][ыи](?:м|н|к|н[ыи]з)?", "[гк][ае]н(?:[мбп][ыи]н|с[ыи]н|с[ыи]з|[мбп][ыи]з)?", "с[ае](?:м|н|к|н[ыи]з)?",
        "[ае]?й?т[ыи]н", "[ыи]?п(?:[тп][ыи]н?|с[ыи]н|с[ыи]з)?", "[аей](?:м[ыи]н|с[ыи]н|с[ыи]з|м[ыи]з|д[ыи])",
        "[ае]?р", "[мбп][ае]к(?:ш[ыи])?", "у(?:д[ыи]|г[ае]|[ыи])?", "[гк][ае]л[ыи]", "с[ыи]н", "[ыи]н[ыи]з",
    ),  # past, participles, conditional, converbs, present, future, infinitive, imperative
    _layer("[мбп][ае]"),  # not
)  # fmt: skip
_HARDENED = {"б": "п", "г": "к"}  # a vowel behind the stem had made them voiced: кітап, кітабы
_WORD = re.compile(r"[а-я]+")
_LEFT = re.compile(f"[а-я]*[{_VOWELS}][а-я]*")
_SHORT = re.compile(f"[{_VOWELS}][^{_VOWELS}]|[^{_VOWELS}]й")  # ат, үй: shorter than three letters


def stems(word: str) -> frozenset[str]:
    """What may be left of a folded word without its endings, by each reading; itself among them."""
    if not _WORD.fullmatch(word):
        return frozenset({word})
    found: set[str] = set()
    for layers in (_OF_NOUNS, _OF_VERBS):
        left = {word}
        for layer in layers:
            left |= {each[: match.start()] for each in left for ending in layer if (match := ending.search(each))}
        found |= {each[:-1] + _HARDENED.get(each[-1], each[-1]) for each in left if _may_be_left(each)}
    return frozenset(found | {word[:-1] + _HARDENED.get(word[-1], word[-1])})


def _may_be_left(left: str) -> bool:
    return bool(_LEFT.fullmatch(left)) and (len(left) >= 3 or bool(_SHORT.fullmatch(left)))
