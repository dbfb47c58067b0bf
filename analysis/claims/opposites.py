"""States and manners of which only one holds at a time: open or closed, sitting or standing, with a run or at a walk."""

from collections.abc import Mapping, Sequence

from analysis import kazakh
from analysis.claims.clauses import Clause
from analysis.claims.looks import NEAR_COLOURS
from analysis.claims.neighbours import plain_before, plain_behind
from analysis.claims.readings import WordReading
from analysis.claims.tables import word_table
from analysis.mentions.tokens import Token

STATES = word_table("""
open=yes: открыть открывать открытый распахнуть распахнутый отпереть нараспашку настежь приоткрытый незапертый отворить
 / ашық аш ашылған
open=no: закрыть закрывать закрытый запереть запирать запертый захлопнуть замкнуть / жабық жап жауып жабулы құлыптаулы
 құлыпта
light=yes: светло светлый освещённый освещать светить ярко / жарық
light=no: темно тёмный темнота потёмки мрак впотьмах / қараңғы
light=yes: гореть включить включать включённый зажечь светить / қосулы қос жанып
light=no: выключить выключать выключенный погасить погаснуть потушить отключить отключённый / өшірулі өшір сөн сөнді
posture=sit: сидеть сесть усесться сидя сидящий просидеть / отыр
posture=stand: стоять встать стоя стоящий простоять / тұр түрегел
posture=lie: лежать лечь лёжа лежащий улечься валяться / жат
posture=kneel: колени коленях
pace=walk: шагом пешком неспешно неторопливо спокойно медленно потихоньку / жаяу жай асықпай ақырын
pace=run: бегом бежать побежать рвануть выскочить выбежать убежать помчаться сломя стремглав опрометью / жүгір жүгіре
 қаш тұра
voice=loud: кричать орать закричать заорать крикнуть вопить голосить громко / айқайла бақыр айғайла
voice=low: тихо шёпотом шептать вполголоса негромко прошептать / сыбырла ақырын
voice=none: молчать молча промолчать безмолвно / үндеме үнсіз
drunk=yes: пьяный пьяна пьян выпивший нетрезвый поддатый подвыпивший пьяной опьянение напиться / мас ішкен қызу
drunk=no: трезвый трезв трезвая трезвы / сау сап-сау
will=agree: согласиться соглашаться согласный принять разрешить позволить одобрить / келіс рұқсат көн
will=refuse: отказаться отказываться отказать запретить отвергнуть отклонить возражать воспротивиться / бастарт қарсы
 тыйым
keep=back: вернуть возвратить отдать возвращать / қайтар
keep=own: присвоить оставить удержать прикарманить потратить промотать / алыпқал жұмса
sleep=yes: спать уснуть заснуть дремать задремать проспать / ұйықта
sleep=no: бодрствовать бессонный / ояу
alive=yes: живой жив жива выжить / тірі
alive=no: мёртвый мёртв умереть скончаться погибнуть труп / өлі өлген өлді қайтыс
tied=yes: связать привязать связанный привязанный цепь скованный пристёгнутый / байла байлаулы
tied=no: развязать отвязать спустить отпустить развязанный освободить / босат шеш босатылған
peace=yes: попрощаться помириться мирно мирный дружелюбно вежливо обняться / татулас жарас бітіс
peace=no: подраться драться поругаться ругаться сцепиться ссориться поссориться скандалить / төбелес ұрыс жанжалдас
clean=yes: чистый чисто вымытый убранный / таза
clean=no: грязный грязно испачканный замызганный пыльный / лас кір
wet=yes: мокрый мокро сырой промокший влажный / су дымқыл
wet=no: сухой сухо / құрғақ
full=yes: полный битком набитый заполненный / толы толық
full=no: пустой пусто порожний пустовать / бос
whole=yes: целый исправный невредимый работать целёхонький нетронутый / бүтін сау жарамды
whole=no: дохлый неработающий сломать разбить сломанный разбитый неисправный повреждённый треснувший испортить /
 сынған сынық бұзылған жарамсыз
hot=yes: горячий жаркий жара горячо / ыстық
hot=no: холодный холод холодно мороз / суық
side=left: левый слева налево / сол-жақ
side=right: правый справа направо / оң-жақ
front=yes: спереди передний впереди / алдыңғы алдыда
front=no: сзади задний позади / арттағы артта артқы
inside=yes: внутри внутрь / ішінде
inside=no: снаружи / сыртында сыртта
level=up: вверх наверху сверху верхний поднять поднимать подняться / жоғары жоғарғы көтеріл
level=down: вниз внизу снизу нижний опустить спуститься опускать / төмен төменгі
company=alone: один одна одиночку одиночестве / жалғыз жалғыздан
company=many: вместе вдвоём втроём вчетвером компания толпой / бірге екеуміз үшеуміз
mood=laugh: смеяться засмеяться улыбаться хохотать весёлый / күл
mood=cry: плакать заплакать рыдать / жыла
speed=fast: быстро быстрый мигом гнать мчаться / тез жылдам
speed=slow: медленно медленный плестись еле / баяу ақырын
help=yes: помогать помочь защищать защитить заступиться разнимать разнять / көмектес қорға арашала
help=no: мешать помешать препятствовать / кедергі
deal=buy: купить покупать приобрести / сатыпал
deal=sell: продать продавать / сатыпжібер
show=yes: показать предъявить показывать выложить / көрсет
show=no: спрятать скрыть утаить прятать / жасыр
build=thin: худой худощавый тощий щуплый / арық
build=fat: толстый полный тучный грузный упитанный / толық семіз
height=tall: высокий рослый долговязый / ұзын биік
height=short: низкий невысокий низкорослый коротышка / аласа қысқа
gas=yes: завести завестись заведённый / оталды оталған
gas=no: заглушить заглохнуть / сөндірулі
result=win: выиграть победить / жең ұтып
result=lose: проиграть / жеңіл ұтыл
raise=yes: надеть одеть надевать / киіп кигіз
raise=no: снять снимать раздеться / шешіп шешін
speech=yes: сказать говорить рассказать высказать ответить говорить разговаривать сообщить / айт сөйле
speech=none: молчать молча промолчать безмолвно / үндеме үнсіз
material=leather: кожаный кожа / былғары
material=cloth: тряпочный тканевый матерчатый суконный шерстяной хлопковый / мата жүн
material=wood: деревянный / ағаш
material=plastic: пластмассовый пластиковый полиэтиленовый / пластик
material=metal: железный металлический стальной чугунный алюминиевый / темір
material=glass: стеклянный / шыны
material=paper: бумажный картонный / қағаз
material=gold: золотой / алтын
material=silver: серебряный / күміс
material=rubber: резиновый каучуковый / резеңке
shape=round: круглый / дөңгелек
shape=square: квадратный прямоугольный / төртбұрыш
size=big: большой крупный огромный здоровенный / үлкен
size=small: маленький небольшой мелкий крошечный / кішкентай кішкене
length=long: длинный / ұзын
length=short: короткий / қысқа
age=new: новый новенький / жаңа
age=old: старый ветхий подержанный / ескі
spoke=yes: рассказать признаться сознаться проговориться / мойында
spoke=no: умолчать утаить / жасырып
""")
"""Each line: what is asked, its answer, and the words for it. Two answers to one of these exclude each other."""
OF_THINGS = frozenset({"colour", "material", "shape", "size", "length", "age", "whole", "clean", "wet", "full", "hot"})
"""What is asked of things: to be compared, both must name one thing."""
_OF_TWO = frozenset({"open", "light", "drunk", "alive", "tied", "clean", "wet", "full", "whole", "will", "sleep"})
"""Where «not this» is the other."""
_EACH_IN_TURN = frozenset({"raise", "level", "deal", "open", "tied", "show", "result", "gas", "posture", "keep"})
"""Which change within one story: both must be put at one time, or one of them be denied."""
_OTHER_ANSWER = {"yes": "no", "no": "yes"}


def states_of(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, *, negated: bool) -> frozenset[str]:
    """The answers that a clause gives, as «open=yes»; a denied one of two as the other, of more as «posture!sit»."""
    found: set[str] = set()
    for at in range(part.first, part.last + 1):
        denied = _is_denied(tokens, reads, at, part, negated=negated)
        if reads[at].colour and not denied:
            found.add(f"colour={reads[at].colour}")
        found |= {_not_so(state) if denied else state for state in _states(tokens[at], reads[at])}
    return frozenset(found)


def _not_so(state: str) -> str:
    name, answer = state.split("=")
    if name in _OF_TWO and answer in _OTHER_ANSWER:
        return f"{name}={_OTHER_ANSWER[answer]}"
    return f"{name}!{answer}"


def _states(token: Token, read: WordReading) -> frozenset[str]:
    table: Mapping[str, frozenset[str]] = STATES.kazakh if read.part == "KK" else STATES.russian
    keys = read.lemmas | {token.plain}
    if read.part == "KK":
        keys |= kazakh.stems(token.plain)
        return frozenset(state for key in keys & table.keys() for state in table[key] if len(key) > 2 or token.plain == key)
    found = frozenset(state for key in keys & table.keys() for state in table[key])
    if not found and len(token.plain) > 4:  # «алтын» is a word of both languages
        return STATES.kazakh.get(token.plain, frozenset())
    return found


def _is_denied(tokens: Sequence[Token], reads: Sequence[WordReading], at: int, part: Clause, *, negated: bool) -> bool:
    before = plain_before(tokens, at, first=part.first)
    behind = plain_behind(tokens, at, last=part.last)
    if before in {"не", "ни"} or behind.startswith(("емес", "жок")) or reads[at].negated:
        return True
    return negated and reads[at].verb


def opposed(ones: frozenset[str], others: frozenset[str], *, at_one_time: bool) -> str | None:
    """Which question both answer so that both cannot be so; None where there is none."""
    for one in sorted(ones):
        for other in sorted(others):
            for mine, theirs in ((one, other), (other, one)):
                name, _, answer = mine.partition("=")
                if not answer or _are_near_colours(mine, theirs):
                    continue
                if theirs == f"{name}!{answer}":
                    return name
                changes = name in _EACH_IN_TURN and not at_one_time
                if theirs.startswith(f"{name}=") and theirs != mine and not changes and not _answers(others, ones, name):
                    return name
    return None


def _are_near_colours(mine: str, theirs: str) -> bool:
    """«тёмный» and «чёрный»."""
    name, _, colour = mine.partition("=")
    return name == "colour" and frozenset({colour, theirs.partition("=")[2]}) in NEAR_COLOURS


def _answers(ones: frozenset[str], others: frozenset[str], name: str) -> bool:
    """Whether one of the sides gives both answers, or both give one in common: then nothing is opposed."""
    sides = [{each for each in side if each.startswith(f"{name}=")} for side in (ones, others)]
    return any(len(side) > 1 for side in sides) or bool(sides[0] & sides[1])
