"""What a decision's words say: its kind, whether it ends proceedings, names reconciliation, and which articles.

Read so that a spelling cannot slip past: letters of other alphabets that look alike, Kazakh letters, stress marks, soft
hyphens, letters set apart and words broken at the end of a line are all folded first. Where words or numbers can be read
in two ways the stricter one counts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from models.facts_case import DECISION_KINDS

_ALIKE = str.maketrans(
    "aeopcxykmthbiqәғқңөұүһієı" + "αβγδεηικλμνοπρσςτυφχ",
    "аеорсхукмтнвикагкноуухиеи" + "авгдениклмнопрсстуфх",
)
_LETTER = r"[^\W\d_]"
_BROKEN = re.compile(rf"(?<={_LETTER})-\s*\n\s*(?={_LETTER})")
_APART = re.compile(rf"(?<!\w)(?:{_LETTER} ){{3,}}{_LETTER}(?!\w)")  # "п р и м и р е н и е"
_SUSPENDED = re.compile(r"токтата тур\w*")

# What ends proceedings; folded (й is и), and the English of it ------------------------------------------------------
_PROCEEDINGS = r"\b(?:дел[оа]|производств[оа]|расследовани[ея]|преследовани[ея])\b"
_LIABILITY = r"\bот (?:\w+ )?(?:ответственн|преследован|наказан)"
_CLOSES = r"закры(?:ть|ти\w|ва\w+|т[аоы]?)\b"  # and no “закрытое заседание”
_ENDS = re.compile(
    r"прекращ|прекрат|токтат|кыскарт|"
    rf"освобо(?:д|жд).{{0,120}}?{_LIABILITY}|{_LIABILITY}.{{0,80}}?освобо(?:д|жд)|"
    rf"{_PROCEEDINGS}.{{0,60}}?{_CLOSES}|{_CLOSES} (?:\w+ )?{_PROCEEDINGS}|"
    rf"{_PROCEEDINGS}.{{0,60}}?\bв архив|"
    r"(?:жауаптылык|жауапкершилик|жауап|кудалау)\w*(?: \w+){0,2} босат|"
    r"\bис\w{0,5}(?: \w+){0,4} жаб(?:у|ыл|амын|амыз)"
)
_OBJECT_EN = r"\b(?:case|proceeding|prosecution|investigation|charge)"
_ENDS_EN = re.compile(
    rf"terminat|discontinu|{_OBJECT_EN}.{{0,60}}?(?:dismiss|\bclos)|(?:dismiss\w*|\bclos\w*).{{0,60}}?{_OBJECT_EN}|"
    r"releas\w*.{0,80}?\bliabilit|exempt\w*.{0,80}?\bliabilit"
)
_KIND_ENDS = re.compile(rf"освобо(?:д|жд)|босат|{_CLOSES}|\bжаб(?:у|ыл)")
_KIND_ENDS_EN = re.compile(r"dismiss|\bclos(?:e|ed|ing|ure)|releas")
"""What ends them where it is the name of the kind and says of nothing else that it is released or closed."""
_OF_ELSE = re.compile(
    r"страж|арест|камау|кузет|пресечен|бултартпау|провер|(?<!тергеп-)тексеру|осмотр|задерж|\bустау|заседан"
)
_OF_ELSE_EN = re.compile(r"custody|arrest|detention|inspection|restraint|session|hearing")

# What does the contrary: the cancelling of a termination, the refusal to terminate ----------------------------------
_ACT = r"(?:постановлени|решени)"
_NEXT = r"(?<=[а-я]{3})\.(?!\d)"  # the end of a sentence, and not of an initial or a date
_QUALIFIED = rf"(?:(?!\b(?:и|а|о|об|обо)\b(?!\.)|{_NEXT}|\bмер\w|пресечен|постановл|решени|ходатаиств|заявлени)[^;:])"
_OF_CASE = (
    r"(?=\W*(?:$|уголовн|досудебн|дел|производств|преследован|расследован|(?:за|в|по|от|на|как|его)\b|\d|данн|отмен))"
)
_PLAIN = (
    rf"(?:(?!\b(?:и|а)\b(?!\.)|{_NEXT}|\bмер\w|пресечен|арест|залог|подписк|запрет|розыск)"
    r"(?:[^;:,]|, (?=вынес|принят|утвержд|как |отмен\w+(?:$|[.;]| как))))"
)
_VERB = (
    r"\bотмен(?:ить|яю|яем|яется|ен|ено|ена)\b"
    r"(?=\s*(?:$|[.;,)]|(?:как|на|и|по|ввиду|полностью)\b|прокурор|в (?:связи|порядке|полном)\b))"
)
_CANCELS = re.compile(
    rf"\bотмен\w* (?:незаконн\w+ |необоснованн\w+ )?(?:{_ACT}\w*{_QUALIFIED}{{0,120}}?\bо )?прекращени\w*{_OF_CASE}|"
    rf"\bотмен\w* {_ACT}\w*,? котор\w+ (?:\w+ ){{0,5}}прекращен\w*|"
    rf"(?:\b{_ACT}[ея]\b{_QUALIFIED}{{0,120}}?\bо прекращени\w*|\bпрекращени[ея]\b){_OF_CASE}{_PLAIN}{{0,160}}?{_VERB}|"
    r"\bтоктату туралы(?:(?! жане |шара|камау)[^;:,]){0,80}?\b(?:каулы|шешим)\w*(?: \w+){0,2}? жо[ию]\w*|"
    r"\bтоктату(?:дын|ды)? (?:кушин |куши )?жо[ию]\w*"
)
_DECISION_EN = r"(?:(?:the|a|an|decision|order|resolution|of|on|to)[ _-]?)*"
_CANCELS_EN = re.compile(
    rf"cancel\w*?[ _-]?{_DECISION_EN}terminat\w*|"
    r"terminat[a-z]*(?: of (?:the |a )?(?:case|proceedings))?(?: (?:is|was|be|has been))?[ _-]?cancel\w*"
)
_REFUSES = re.compile(
    r"\bотка(?:з|зать|зываю|зано) в (?:удовлетворени\w+ )?"
    rf"(?:ходатаиств\w+{_QUALIFIED}{{0,120}}?\bо )?прекращени\w*|"
    rf"\bходатаиств\w+{_QUALIFIED}{{0,120}}?\bо прекращени\w*{_PLAIN}{{0,160}}?"
    r"(?:отка(?:зать|зываю|зано)|отклон\w+|без удовлетворени\w+|не подлежит удовлетворени\w+)|"
    r"\bтоктатудан бас тарт\w*"
)
_REFUSES_EN = re.compile(r"refus\w* (?:to terminate|of (?:the |a )?termination)")
_WAS = re.compile(  # what happened before, told by a decision that does something else
    r"(?:\bбыл[оаи]?|\bранее|\bкотор\w+|\bпостановлением)\b(?:[^.,;:]|(?<=\d)\.(?=\d)){0,40}?прекращен\w*|"
    r"\bпрекратил[аи]?\b|\bтоктатылган\w*"
)
_WAS_EN = re.compile(r"\b(?:was|were|had been|previously) terminated")

# Kinds --------------------------------------------------------------------------------------------------------------
_KINDS = (
    (
        "recognised_as_suspect",
        re.compile(r"призна\w* .*подозреваем|кудикти деп тану"),
        re.compile(r"recogni\w*.*suspect|suspect.*recogni"),
    ),
    ("qualified", re.compile(r"квалификац|саралау"), re.compile(r"qualif")),
)
_NEVER_ENDS = ("recognised_as_suspect", "qualified")
_ORDINARY = re.compile(
    r"призна\w* .*(?:потерпевш|истц)|(?:жабирленуши|талапкер)\w* деп тану|пресечен|бултартпау|экспертиз|сараптама|"
    r"приостан|прерыв|прерван|продлен|токтата тур|узарт|обыск|выемк|тинту"
)
_ORDINARY_EN = re.compile(r"recogni\w*.*victim|restraint|expert|suspen|exten[ds]|interrupt|\bsearch|seizure")
"""Kinds of daily life, whose papers may speak of reconciling without anything ending: the rights of a victim, mediation."""

# Reconciliation -----------------------------------------------------------------------------------------------------
_RECONCILED = re.compile(
    r"примир|помир|пр[ие]м[ие]рени|пр[ие]м[ие]р(?:ил\w{0,2}с|ит\w?с)|мир(?:ов|н)\w+ (?:соглаш|сделк)|на мировую|"
    r"татулас|битим|битис|жарас|ымыра|медиац|медиат"
)
_RECONCILED_EN = re.compile(r"reconcil|mediat")
_CODE = r"(упк|кпк|ук|кк|уголовно-процессуальн\w*|кылмыстык-процест\w*|уголовн\w*|кылмыстык)"
_SIXTY_EIGHT = re.compile(r"(?<!\d)(?<!\d[./])(?:68|([1-9]\d) ?- ?([1-9]\d))(?!\d)")
_IN_WORDS = re.compile(r"шестьдесят ?вос(?:емь|ьм\w*)|алпыс сегиз\w*")
_NEAR_ARTICLE = re.compile(r"\bст|статьи|статья|статье|бап|баб|" + _CODE)
_RIGHT_BEFORE = re.compile(r"(?:\bст[а-я]*\.?|" + _CODE + r"(?: рк)?,?) ?$")
_CODE_BEHIND = re.compile(r"(?:\W{0,3}(?:ч|п|част\w*|пункт\w*)\.? ?\d[\d-]*)*[^\d;,]{0,30}?\b" + _CODE)
_CODE_BEFORE = re.compile(_CODE + r"(?=[^\d;,]{0,30}$)")
_CODE_BEFORE_COMMA = re.compile(_CODE + r"(?=\D{0,30}$)")
_POINT = r"\b(?:п|пп|подп|пункт\w*|подпункт\w*)\.? ?"
_OF_THE_SAME = r"(?:(?!\b(?:ук|кк)\b|\d{3})[^;]){0,40}?"  # no other code and no article of the УК between
_TWELVE = r"(?:[«\"(]?(?:\d+(?:-\d+)?[»\")]*(?:,| и| жане) ?){0,6}[«\"(]?12(?!-?\d)|двенадцат\w*)"
_RELEASES = re.compile(
    rf"\b35\b{_OF_THE_SAME}(?:{_POINT}{_TWELVE}|двенадцат\w* пункт|\b12\)?-? ?(?:тармак|тармаг))|"
    rf"(?:{_POINT}{_TWELVE}|двенадцат\w* пункт\w*){_OF_THE_SAME}\b35\b|\b35\W{{1,3}}1\W{{1,3}}12\b(?!-?\d)"
)
_OTHER_GROUND = re.compile(r"(?<![\d/-])(?:65(?:-1)?|66|67|69|70|71|72|73|74|77|83)(?!\d|-\d)")
"""Articles of the УК, beside 68, by which somebody is released from liability or punishment."""
_DECIDES_BY = re.compile(r"(?:на основании|в соответствии|руководств\w+|согласно|в силу)[^;]{0,80}$")
_DECIDED_BY = re.compile(r"негизинде|саикес|боиынша")

# Whom it is about ---------------------------------------------------------------------------------------------------
_CASE = re.compile(r"\bдел[оау]\b|\bпроизводств|\bрасследовани|\bис(?:и|ти|тин|ке|инин)?\b|тергеп-тексеру|\bкылмыстык ис")
_CASE_EN = re.compile(r"\b(?:case|proceedings|investigation)\b")
_ABOUT_ONE = re.compile(r"в отношении|\bкатысты\b|\bкатысында\b")
_ABOUT_ALL = re.compile(
    r"\bв целом|в отношении (?:\w+ )?(?:всех|обоих|каждого|подозреваемых|обвиняемых|лиц\b)|"
    r"полностью (?:\w+ )?(?:дел[оау]\b|прекра)|(?:дел[оау]|прекра\w+) полностью|"
    r"\b(?:барлы|бари|екеуи)\w*(?: \w+)? катысты|\bтутас|толыгымен (?:токтат|кыскарт)"
)
_ABOUT_TWO = re.compile(r"(?i:в отношении)[^;:]{0,80}?\s(?:и|И|а также)\s+[А-ЯЁӘҒҚҢӨҰҮІ]")

# Articles -----------------------------------------------------------------------------------------------------------
_OF_PART = r"\d{1,2}(?:-\d{1,2})?(?!\d)\)?"
_PART = re.compile(
    rf"(?<![а-я])(?:ч|част[а-я]*|п|пп|пункт[а-я]*|подпункт[а-я]*)\.?\s*{_OF_PART}(?:\s*[,и]\s*{_OF_PART}(?!\s*-\s*\d))*"
)
_PART_BEHIND = re.compile(r"(?<!\d)\d{1,2}(?:-\d{1,2})?\)?-?\s*(?:болик|болиг|тармак|тармаг)[а-я]*")
_THROUGH = re.compile(r"(?<=\d)\s*(?:\.{2,}|~|\bпо\b|\bдо\b)\s*(?=\d)")
_CHAIN = re.compile(r"\d+(?:\s*-\s*(?:ст[а-я]*\.?\s*)?\d+)*")
_UNSURE_DIGIT = re.compile(r"\d[оз](?:\d|(?![а-я]))|[l|]\d")  # letters that stand for digits: "12О"
_FIRST_OFFENCE = 99
"""The special part of the УК begins here: "24-188" is an attempt at 188, "118-125" are eight articles."""


class _Words(NamedTuple):
    """A text for our patterns, and for the English ones."""

    plain: str
    latin: str


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """The text in one alphabet: what looks alike is alike, words broken at a line's end are whole."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in {"Cf", "Mn"})
    plain = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain)
    plain = re.sub(r"\s+", " ", _BROKEN.sub("", re.sub(r"[‐-―−]", "-", plain)))
    return _APART.sub(lambda match: match[0].replace(" ", ""), plain).translate(_ALIKE)


def _words(text: str) -> _Words:
    latin = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold())
    return _Words(folded(text), latin)


def _found(words: _Words, plain: re.Pattern[str], english: re.Pattern[str]) -> bool:
    return plain.search(words.plain) is not None or english.search(words.latin) is not None


def _without(words: _Words, plain: re.Pattern[str], english: re.Pattern[str]) -> _Words:
    return _Words(plain.sub(" ", words.plain), english.sub(" ", words.latin))


def _does_the_contrary(words: _Words) -> bool:
    return _found(words, _CANCELS, _CANCELS_EN) or _found(words, _REFUSES, _REFUSES_EN)


def _ends(words: _Words, *, before: bool = True) -> bool:
    """Whether anything ends here, beside what is cancelled or refused; `before`: also what is told of earlier days."""
    going = words._replace(plain=_SUSPENDED.sub(" ", words.plain))
    rest = _without(_without(going, _CANCELS, _CANCELS_EN), _REFUSES, _REFUSES_EN)
    return _found(rest if before else _without(rest, _WAS, _WAS_EN), _ENDS, _ENDS_EN)


def kind_of(kind: str) -> str:
    """The kind that rules know, for a register's own word; the word itself where it is none of them."""
    if kind in DECISION_KINDS:
        return kind
    words = _words(kind)
    if _ends(words):
        return "terminated"
    if _found(words, _CANCELS, _CANCELS_EN):
        return "termination_cancelled"
    return next((known for known, plain, english in _KINDS if _found(words, plain, english)), kind)


def ends_proceedings(kind: str, text: str) -> bool:
    """Whether the decision says that it terminates: by its kind, or by its words where the kind is the register's own.

    One that cancels a termination, or refuses one, names terminating: it terminates itself where it does so beside that.
    """
    known, words = kind_of(kind), _words(text)
    if known == "terminated":
        return True
    return _ends(words, before=not (known in _NEVER_ENDS or _does_the_contrary(words)))


def may_end(kind: str, articles: Iterable[str], text: str) -> bool:
    """Whether the decision is judged as a termination: it says so, or it names reconciliation and is not plainly another.

    Plainly another is one of a kind that never ends anything, and one that cancels or refuses a termination.
    """
    cited = tuple(articles)
    if ends_proceedings(kind, text) or _kind_ends(kind, text):
        return True
    known = kind_of(kind)
    if known in _NEVER_ENDS or not names_reconciliation(cited, f"{kind}\n{text}"):
        return False
    if known == "termination_cancelled" or _does_the_contrary(_words(kind)) or _does_the_contrary(_words(text)):
        return False
    ordinary = _found(_words(kind), _ORDINARY, _ORDINARY_EN)
    return not ordinary or names_reconciliation(cited, kind) or _cites_sixty_eight(text)


def _kind_ends(kind: str, text: str) -> bool:
    words = _words(kind)
    return _found(words, _KIND_ENDS, _KIND_ENDS_EN) and not (
        _found(words, _OF_ELSE, _OF_ELSE_EN) or _found(_words(text), _OF_ELSE, _OF_ELSE_EN)
    )


def of_the_whole_case(text: str) -> bool:
    """Whether a decision speaks of the case, and not of it "in respect of" one person."""
    words = _words(text)
    if not _found(words, _CASE, _CASE_EN):
        return False
    about_more = _ABOUT_ALL.search(words.plain) or _ABOUT_TWO.search(text)
    return about_more is not None or not _ABOUT_ONE.search(words.plain)


def names_reconciliation(articles: Iterable[str], text: str) -> bool:
    """Whether the decision names reconciliation or article 68 of the УК; an article 68 of no named code counts."""
    cited = list(articles)
    whole = _words("\n".join([*cited, text]))
    joined = _Words(re.sub(r"(?<=[а-я])- ?(?=[а-я])", "", whole.plain), whole.latin)
    if _found(whole, _RECONCILED, _RECONCILED_EN) or _found(joined, _RECONCILED, _RECONCILED_EN):
        return True
    return any(_is_sixty_eight(folded(each), bare=True) for each in cited) or _cites_sixty_eight(text)


def releases_without_a_ground(articles: Iterable[str], text: str) -> bool:
    """Whether it cites УПК 35 ч.1 п.12, release from liability under the УК, and no article of the УК that gives one.

    An article that the text merely mentions gives none: it must be cited among the articles, or what it is decided by.
    """
    cited = [folded(each) for each in articles]
    told = folded(text)
    if not any(_RELEASES.search(each) for each in (*cited, " ".join(cited), told)):
        return False
    return not (any(_gives_ground(each, bare=True) for each in cited) or _gives_ground(told, bare=False))


def _gives_ground(text: str, *, bare: bool) -> bool:
    for match in _OTHER_GROUND.finditer(text):
        if _of_procedure(text, match.start(), match.end()):
            continue
        before, behind = text[max(0, match.start() - 120) : match.start()], text[match.end() : match.end() + 40]
        decides = _DECIDES_BY.search(before) is not None or _DECIDED_BY.search(behind) is not None
        if bare or (decides and _NEAR_ARTICLE.search(before[-40:] + behind)):
            return True
    return False


def _cites_sixty_eight(text: str) -> bool:
    return _is_sixty_eight(folded(text), bare=False)


def _is_sixty_eight(text: str, *, bare: bool) -> bool:
    text = _IN_WORDS.sub("68", text)
    for match in _SIXTY_EIGHT.finditer(text):
        if match[1] is not None and not (_covers(match) and (bare or _RIGHT_BEFORE.search(text[: match.start()]))):
            continue
        around = text[max(0, match.start() - 40) : match.end() + 40]
        if (bare or _NEAR_ARTICLE.search(around)) and not _of_procedure(text, match.start(), match.end()):
            return True
    return False


def _covers(match: re.Match[str]) -> bool:
    return int(match[1]) <= 68 <= int(match[2])


def _of_procedure(text: str, start: int, end: int) -> bool:
    """Whether the number is of the УПК: by the code right behind it, or before it; between both codes it is of the УК."""
    ahead = text[max(0, start - 80) : start]
    behind, before = _CODE_BEHIND.match(text[end:]), _CODE_BEFORE.findall(ahead)
    if behind is None:
        loosely = _CODE_BEFORE_COMMA.findall(ahead)
        return bool(loosely) and _is_procedure(loosely[-1])
    return _is_procedure(behind[1]) and not (before and not _is_procedure(before[-1]))


def _is_procedure(code: str) -> bool:
    return code in {"упк", "кпк"} or "процес" in code


def article_numbers(text: str) -> tuple[str, ...]:
    """Numbers of the articles that a qualification names ("ст.24 ч.3, 120 ч.3-1" gives 24 and 120); empty: unreadable.

    "118-121" gives all four, "188-1" both 188 and 188-1: a hyphen can be read in more than one way.
    """
    plain = folded(text)
    if _UNSURE_DIGIT.search(plain):
        return ()
    plain = _THROUGH.sub("-", _PART_BEHIND.sub(" ", _PART.sub(" ", plain)))
    found = tuple(dict.fromkeys(number for chain in _CHAIN.finditer(plain) for number in _of_chain(chain, plain)))
    return found if all(len(number.partition("-")[0]) <= 3 for number in found) else ()


def _of_chain(chain: re.Match[str], text: str) -> Iterator[str]:
    """What numbers joined by hyphens may mean."""
    numbers = re.findall(r"\d+", chain[0])
    inner = chain.start() > 1 and text[chain.start() - 1] == "." and text[chain.start() - 2].isdigit()
    if not (inner and len(numbers[0]) < 3):  # "120.3" is a part of 120
        yield numbers[0]
    for first, second in pairwise(numbers):
        if len(second) < 3:
            yield f"{first}-{second}"
        else:
            if len(first) <= 3 and len(second) == 3 and int(first) >= _FIRST_OFFENCE:
                yield from (str(number) for number in range(int(first), int(second)))
            yield second
