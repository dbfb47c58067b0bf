"""Short and affectionate forms of first names, and the full names that they may stand for; written by hand.

Russian ones by a table. Kazakh ones are made freely: the beginning of a name with -еке, -ке, -ко, -а, -ик, -аш, -тай,
-жан
(Бекзат: Бека; Нұрлан: Нурик; Алтынбек: Алтеке; Сәкен: Саке), so by that rule, where the word is no full name itself.
"""

from functools import cache, lru_cache

from analysis.persons.known_names import known_key
from analysis.persons.letters import key

_RUSSIAN = {
    "александр": "саша саня сашка саня шура шурик санек санька сашок алекс",
    "александра": "саша саня шура сашка сашенька алекса",
    "алексей": "леша алеша леха лешка алекс леня", "анатолий": "толя толик толян",
    "андрей": "андрюша андрюха дрон андрюшка",
    "антон": "антоша тоха тоша", "аркадий": "аркаша", "артем": "тема артемка тёма артемий", "борис": "боря борька",
    "вадим": "вадик",
    "валентин": "валя валик", "валентина": "валя валюша", "валерий": "валера валерик", "валерия": "лера валера",
    "василий": "вася васек васька", "виктор": "витя витек витька витюша", "виктория": "вика викуля",
    "виталий": "виталик виталя", "владимир": "вова володя вован вовка вовчик влад", "владислав": "влад владик слава",
    "вячеслав": "слава славик славка", "галина": "галя галка", "геннадий": "гена генка", "георгий": "жора гоша гога юра",
    "григорий": "гриша гришка", "даниил": "даня данила данил", "данил": "даня данила", "дарья": "даша дашка дашуля",
    "денис": "дэн деня дениска ден", "дмитрий": "дима митя димон димка димыч", "евгений": "женя жека женек женька",
    "евгения": "женя женька жека", "егор": "егорка гоша", "екатерина": "катя катюша катька катерина",
    "елена": "лена аленка ленка леночка алена",
    "елизавета": "лиза лизка", "иван": "ваня ванька ванек ванюша", "игорь": "игорек гоша игореха", "илья": "илюша илюха",
    "ирина": "ира ирка иришка", "кирилл": "кира кирюха кирюша", "константин": "костя костян костик",
    "ксения": "ксюша оксана",
    "лариса": "лара лариска", "леонид": "леня лёня ленчик", "лидия": "лида", "людмила": "люда мила люся людка",
    "любовь": "люба любаша",
    "максим": "макс максик максимка", "маргарита": "рита ритка марго", "марина": "маринка мариша",
    "мария": "маша машка маруся маня",
    "михаил": "миша мишка миха мишаня", "надежда": "надя надюша надька", "наталья": "наташа ната наташка наталия",
    "николай": "коля колян колька",
    "оксана": "ксюша ксана", "олег": "олежка олежа", "ольга": "оля олька оленька", "павел": "паша пашка павлик",
    "петр": "петя петька петруха",
    "полина": "поля полинка", "раиса": "рая", "роман": "рома ромка ромчик", "руслан": "русик рус руся",
    "светлана": "света светка светик лана",
    "семен": "сема сеня", "сергей": "сережа серега серый серж серый серёжка сережка", "софья": "соня софа",
    "софия": "соня софа",
    "станислав": "стас стасик слава", "степан": "степа", "тамара": "тома", "татьяна": "таня танька танюша",
    "тимофей": "тима тимоха",
    "тимур": "тима тимка", "федор": "федя федька", "филипп": "филя", "эдуард": "эдик", "юлия": "юля юлька",
    "юрий": "юра юрка юрец",
    "яков": "яша", "ярослав": "ярик слава",
    "святослав": "слава свят", "мирослав": "слава мирик", "ростислав": "слава ростик",
    "анастасия": "настя ася настюша настька", "анна": "аня анька нюра анюта",
    "альберт": "алик",
    "рустам": "рус рустик", "ренат": "ренатик", "эльвира": "эля эльвирка", "эльмира": "эля", "зинаида": "зина",
    "вероника": "ника",
}  # fmt: skip
_OFTEN = {
    "серик": "саке секе сереке серка", "марат": "мараке маке", "сакен": "саке", "кайрат": "кайреке каке",
    "болат": "болеке баке",
    "канат": "канеке", "талгат": "талеке таке", "даулет": "дауке дука", "мухтар": "муке", "абай": "абеке", "асель": "аська",
    "айгерим": "айко айка", "айгуль": "айко айка гуля", "гульнара": "гуля гулька", "гульмира": "гуля",
    "динара": "дина динка",
    "мухамед": "муха мука", "мухаммед": "муха", "нурсултан": "султан нурсик", "бауыржан": "баур баке", "сабит": "сабик",
    "жандос": "жандик", "ерболат": "ербол", "дастан": "дастик", "асхат": "асик", "данияр": "дани дана",
    "алишер": "алик", "али": "алеке",
}  # fmt: skip
_WESTERN = {
    "alexander": "alex", "benjamin": "ben benny", "william": "bill will billy", "robert": "bob rob bobby",
    "michael": "mike mick",
    "nicholas": "nick", "daniel": "dan danny", "thomas": "tom tommy", "joseph": "joe", "james": "jim jimmy",
    "richard": "dick rick",
    "edward": "ed ted", "elizabeth": "liz beth", "catherine": "kate cathy", "mohammad": "mo", "abdullah": "abdu",
}  # fmt: skip
_SYLLABLE = 2  # letters of the first one, which takes -ке by itself: Жандос, Жаке
_BEHIND = frozenset({"čik", "jan", "tai", "ik", "ok", "eke"})  # put to whole names too: Арманчик
_LONGEST_ENDING = 3
_FREELY = ("eke", "ake", "ke", "ko", "oke")  # wholly Kazakh: of any name
_AS_ELSEWHERE = (
    "ka",
    "ik",
    "a",
    "e",
    "as",
    "aš",
    "oš",
    "iš",
    "eš",
    "tai",
    "an",
    "ok",
    "jan",
    "ken",
    "ia",
    "čik",
)  # only of known names


@cache
def _russian() -> frozenset[str]:
    """Short forms that stand for nothing but what the table has."""
    return frozenset(key(short) for forms in (*_RUSSIAN.values(), *_WESTERN.values()) for short in forms.split())


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for names in (_RUSSIAN, _OFTEN, _WESTERN):
        for full, forms in names.items():
            for short in forms.split():
                found.setdefault(key(short), set()).add(key(full))
    return {short: frozenset(full) for short, full in found.items()}


def shortened(short: str) -> bool:
    """Whether the key is a short form by the table."""
    return short in _table()


@lru_cache(maxsize=100_000)
def may_stand_for(short: str, full: str) -> bool:
    """Whether one key may be a short form of the other: by the table, or a beginning of it with an affectionate ending."""
    if full in _table().get(short, frozenset()):
        return True
    if short in _russian() or known_key(short) or len(full) < 5 or len(short) > len(full) + _LONGEST_ENDING:
        return False
    return any(_begins(short, full, ending) for ending in _FREELY) or (
        known_key(full) and any(_begins(short, full, ending) for ending in _AS_ELSEWHERE)
    )


def _begins(short: str, full: str, ending: str) -> bool:
    stem = short.removesuffix(ending)
    if stem == short or not full.startswith(stem) or (stem == full and ending not in _BEHIND) or not stem:
        return False
    if stem[-1] in "aeou":
        return ending == "ke" and len(stem) == _SYLLABLE and known_key(full)
    return len(stem) >= _SYLLABLE


def may_be_one(one: str, other: str) -> bool:
    """Whether one of the keys may be short for the other, or both for a third."""
    both = _table().get(one, frozenset()) & _table().get(other, frozenset())
    return may_stand_for(one, other) or may_stand_for(other, one) or bool(both)
