"""How common the commonest names of Kazakhstan are: by hand, in tiers, the same in every installation.

Nothing is counted in the database: a count would tell of cases that the reader may not see. The order follows what is
published of the commonest surnames and first names (Bureau of National Statistics of Kazakhstan for the newborn;
lists of
surnames in the press), roughly; only the tier is used.
"""

from enum import IntEnum
from functools import cache

from analysis.persons.letters import key


class Tier(IntEnum):
    """How many bear it."""

    RARE = 0  # or not known
    COMMON = 1
    VERY_COMMON = 2


_SURNAMES = {
    Tier.VERY_COMMON: """
ахметов иванов ким ибрагимов омаров оспанов алиев сулейменов абдрахманов смагулов нургалиев касымов искаков жумабаев
байжанов
садыков ким ли пак цой петров смирнов кузнецов попов васильев волков новиков мусин исаков хасанов исмаилов мамбетов
султанов юсупов
""",
    Tier.COMMON: """
абдуллаев абенов абилов айтбаев акимов алимов амиров асанов аскаров ауезов бекмуханов бекенов бектемиров бейсенов
ермеков есенов досанов
жунусов жакупов жумагулов жуманов ибраев идрисов кабылов каримов кенжебаев кожахметов кусаинов мукашев муканов
мусабаев мухамеджанов
нурланов нурпеисов оразбаев оразов рахимов рахметов сагындыков сапаров сарсенов сарсенбаев серикбаев сейтов темиров
темирбеков токаев
токтаров толегенов тулегенов турсунов усенов утегенов шарипов шаяхметов ыскаков соколов лебедев козлов морозов павлов
семенов голубев
виноградов богданов воробьев федоров михайлов беляев тарасов белов комаров орлов киселев макаров андреев ковалев ильин
гусев титов кузьмин
кудрявцев баранов куликов алексеев степанов яковлев сорокин сергеев романов захаров борисов королев герасимов
пономарев григорьев шевченко
бондаренко ткаченко коваленко мельник кравченко шмидт мюллер вебер тен хан югай цай хегай
""",
}
_NAMES = {
    Tier.VERY_COMMON: """
александр сергей андрей дмитрий алексей владимир николай елена наталья ольга татьяна ирина анна мария светлана ерлан
нурлан серик марат
асхат даурен айгуль гульнара айгерим динара асель мадина алия болат кайрат ержан бауыржан
""",
    Tier.COMMON: """
евгений михаил юрий виктор павел иван игорь олег максим роман денис антон артем виталий анатолий руслан тимур
екатерина людмила оксана юлия
марина галина надежда валентина анастасия виктория ксения дарья канат талгат азамат алмас данияр арман нуржан олжас
самат ермек азат бекзат
санжар берик айдос айбек нурсултан мурат асет рустем ринат алишер диас ильяс аружан айару айзере дана сауле жанар
гульмира зарина камила
айнур назгуль салтанат лаура жанна сабина алина диана
""",
}


@cache
def _tiers(*, of_surnames: bool) -> dict[str, Tier]:
    tiers = _SURNAMES if of_surnames else _NAMES
    return {key(each): tier for tier in sorted(tiers) for each in tiers[tier].split()}


def of_surname(plain: str) -> Tier:
    """Of a surname's key in the masculine, as `analysis.persons.names` gives it."""
    return _tiers(of_surnames=True).get(plain, Tier.RARE)


def of_name(plain: str) -> Tier:
    """Of a first name's key."""
    return _tiers(of_surnames=False).get(plain, Tier.RARE)
