"""Articles of law: number, part, point and code, in the orders that people say them in."""

from analysis.mentions.patterns import Match, Reading, Rule
from models.mentions import Article, MentionKind

_CODES = {
    "ук": "УК РК", "уголовный": "УК РК", "упк": "УПК РК", "процессуальный": "УПК РК", "коап": "КоАП РК", "гк": "ГК РК",
    "гражданский": "ГК РК", "гпк": "ГПК РК", "кк": "УК РК", "кпк": "УПК РК", "акбтк": "КоАП РК", "админ": "КоАП РК",
    "кылмыстык": "УК РК", "конституция": "Конституция РК",
}  # fmt: skip


def _article(match: Match) -> Reading | None:
    number = _figure(match, "a")
    if number is None or number == "0":
        return None
    sub = match.number("s")
    article = f"{number}-{sub.digits}" if sub else number
    code = match.named.get("code")
    named = next((_CODES[key] for key in sorted(code.keys | {code.plain}) if key in _CODES), None) if code else None
    return Reading(value=Article(article=article, part=_figure(match, "p"), point=_figure(match, "t"), code=named))


def _figure(match: Match, name: str) -> str | None:
    whole = match.whole(name)
    return None if whole is None else str(whole)


_ARTICLE, _PART, _POINT = "статья|=ст", "часть|=ч", "пункт|=п"
_CODE = f"code={'|'.join(_CODES)}"
_OF_CODE = f"{_CODE}? процессуальный? кодекс? =рк|республика? =казахстан|=казахстана?"
_KK_ARTICLE = "=бап|=бабы|=бабының|=баптың|=бабына|=бабымен|=баппен|=бапқа|=бабында"
_KK_PART = "=бөлігі|=бөлігінің|=бөлік|=бөлігіне|=бөлігімен|=бөлім"
_KK_POINT = "=тармағы|=тармақ|=тармағына|=тармағымен|=тармағының"
_KK_CODE = f"{_CODE}? =нің|=нин|=тің|=тин|=кодексінің|=кодексинин|=кодекстің?"


def _rule(name: str, pattern: str) -> Rule:
    return Rule(name=name, kind=MentionKind.ARTICLE, pattern=pattern, make=_article, commas=True, weight=4)


RULES = (
    _rule("article first", f"{_ARTICLE} a=<num> s=<dashed>? {_PART} p=<num> {_POINT} t=<num> {_OF_CODE}"),
    _rule("article and part", f"{_ARTICLE} a=<num> s=<dashed>? {_PART} p=<num> {_OF_CODE}"),
    _rule("article alone", f"{_ARTICLE} a=<num> s=<dashed>? {_OF_CODE}"),
    _rule("article by its ordinal", f"a=<ord> {_ARTICLE} {_PART} p=<num> {_POINT} t=<num> {_OF_CODE}"),
    _rule("article by its ordinal, part", f"a=<ord> {_ARTICLE} {_PART} p=<num> {_OF_CODE}"),
    _rule("article by its ordinal, part behind", f"a=<ord> {_ARTICLE} p=<ord> {_PART} {_OF_CODE}"),
    _rule("article by its ordinal alone", f"a=<ord> {_ARTICLE} {_OF_CODE}"),
    _rule("point, part, article", f"{_POINT} t=<num> {_PART} p=<num> {_ARTICLE} a=<num> {_OF_CODE}"),
    _rule("part, article", f"{_PART} p=<num> {_ARTICLE} a=<num> {_OF_CODE}"),
    _rule("part by its ordinal, article", f"p=<ord> {_PART} {_ARTICLE} a=<num> {_OF_CODE}"),
    _rule("in Kazakh", f"{_KK_CODE} a=<num> {_KK_ARTICLE} p=<num> {_KK_PART} t=<num> {_KK_POINT}"),
    _rule("in Kazakh, part", f"{_KK_CODE} a=<num> {_KK_ARTICLE} p=<num> {_KK_PART}"),
    _rule("in Kazakh, alone", f"{_KK_CODE} a=<num> {_KK_ARTICLE}"),
)  # fmt: skip
