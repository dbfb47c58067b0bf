"""What a decision's words say: its kind, whether it ends proceedings, names reconciliation, and which articles.

Read so that a spelling cannot slip past: letters of the other alphabet that look alike, Kazakh letters, soft hyphens and
words broken at the end of a line are all folded first. Where a number can be read in two ways the stricter one counts.
"""

import re
import unicodedata
from collections.abc import Iterable

from models.facts_case import DECISION_KINDS

_ALIKE = str.maketrans("aeopcxykmthbiqәғқңөұүһіё", "аеорсхукмтнвикагкноуухие")
_TERMINATED = re.compile(r"прекращ|прекрат|тоқтат|токтат|кыскарт")
_ORDERS = re.compile(r"\bпрекратить\b|\bпрекраща(?:ю|ем|ется)\b|\bтоктат(?:ылсын|амын|амыз)\b")
"""That it be terminated by this very decision; folded, as everything here."""
_SUSPENDED = re.compile(r"токтата туру\w*")
_RECONCILED = re.compile(r"примир|помир|татулас|битимгер|битис|жарас|медиац|медиат")
_KINDS = (
    (
        "termination_cancelled",
        re.compile(r"отмен\w* .*прекращ|токтат\w* .*жою"),
        re.compile(r"cancel\w*.*terminat|terminat\w*.*cancel"),
    ),
    (
        "recognised_as_suspect",
        re.compile(r"призна\w* .*подозреваем|кудикти деп тану"),
        re.compile(r"recogni\w*.*suspect|suspect.*recogni"),
    ),
    ("qualified", re.compile(r"квалификац|саралау"), re.compile(r"qualif")),
)
_CODE = r"(упк|кпк|ук|кк|уголовно-процессуальн\w*|кылмыстык-процест\w*|уголовн\w*|кылмыстык)"
_SIXTY_EIGHT = re.compile(r"(?<!\d)(?<!\d[./-])68(?!\d)")
_NEAR_ARTICLE = re.compile(r"\bст|статьи|статья|статье|бап|баб|" + _CODE)
_PART = re.compile(
    r"\b(?:ч|част[а-я]*|п|пп|пункт[а-я]*|подпункт[а-я]*)\.?\s*\d+(?:-\d+)?\)?(?:\s*[,и]\s*\d{1,2}(?:-\d+)?\b\)?)*"
)
_PART_BEHIND = re.compile(r"\d+(?:-\d+)?\)?-?\s*(?:болик|болиг|тармак|тармаг)[а-я]*")
_ARTICLE = re.compile(r"(?<!\d)(?<!\d\.)(\d+(?:-\d+)?)(?!\d)")


def folded(text: str) -> str:
    """The text in one alphabet: what looks alike is alike, words broken at a line's end are whole."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    plain = re.sub(r"[‐-―−]", "-", plain)
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "", plain)).translate(_ALIKE)


def _latin(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def ends_proceedings(kind: str, text: str) -> bool:
    """Whether the decision terminates: by its kind, or by its words where the kind is the register's own.

    One that is called the cancelling of a termination names terminating; it terminates itself where its text orders to.
    """
    if kind_of(kind) == "termination_cancelled":
        return _ORDERS.search(folded(text)) is not None
    return _terminates(f"{kind}\n{text}")


def _terminates(text: str) -> bool:
    words = _SUSPENDED.sub(" ", folded(text))
    return _TERMINATED.search(words) is not None or re.search(r"terminat|discontinu", _latin(text)) is not None


def kind_of(kind: str) -> str:
    """The kind that rules know, for a register's own word; the word itself where it is none of them."""
    if kind in DECISION_KINDS:
        return kind
    plain, latin = folded(kind), _latin(kind)
    for known, words, english in _KINDS:
        if words.search(plain) or english.search(latin):
            return known
    return "terminated" if _terminates(kind) else kind


def names_reconciliation(articles: Iterable[str], text: str) -> bool:
    """Whether the decision names reconciliation or article 68 of the УК; an article 68 of no named code counts."""
    cited = list(articles)
    whole = "\n".join([*cited, text])
    if _RECONCILED.search(folded(whole)) or re.search(r"reconcil|mediat", _latin(whole)):
        return True
    return any(_is_sixty_eight(folded(each), bare=True) for each in cited) or _is_sixty_eight(folded(text), bare=False)


def _is_sixty_eight(text: str, *, bare: bool) -> bool:
    for match in _SIXTY_EIGHT.finditer(text):
        around = text[max(0, match.start() - 40) : match.end() + 40]
        if (bare or _NEAR_ARTICLE.search(around)) and not _of_procedure(text, match.start(), match.end()):
            return True
    return False


def _of_procedure(text: str, start: int, end: int) -> bool:
    behind = re.match(r"\D{0,30}?\b" + _CODE, text[end:])
    if behind is None:
        before = re.findall(_CODE + r"(?=\D{0,30}$)", text[:start])
        code = before[-1] if before else ""
    else:
        code = behind[1]
    return code in {"упк", "кпк"} or "процес" in code


def article_numbers(text: str) -> tuple[str, ...]:
    """Numbers of the articles that a qualification names ("ст.24 ч.3, 120 ч.3-1" gives 24 and 120); empty: unreadable."""
    plain = _PART_BEHIND.sub(" ", _PART.sub(" ", folded(text)))
    found = tuple(match[1] for match in _ARTICLE.finditer(plain))
    return found if all(len(number.partition("-")[0]) <= 3 for number in found) else ()
