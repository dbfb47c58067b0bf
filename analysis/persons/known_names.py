"""First names that are known, by their key: a slip of a recogniser or of a hand seldom makes another real name of one.

The Kazakh list of `analysis.mentions`, and names written here: those that it lacks, and Russian ones common in
Kazakhstan.
Whole lists of elsewhere were not taken (petrovich's is CC BY-SA).
"""

from functools import cache, lru_cache

from analysis.mentions.name_lists import kazakh_names
from analysis.mentions.russian import readings
from analysis.persons.letters import distance, key
from models.mentions import Sex
from models.russian import is_known

_MEN = """
махамбет абдрахман аблай айдын айтуар алтынбек аманбек амантай амиржан асхан аяз әбутәліп байболат балтабай батырбек
бейсенбай
бекболат бердіқұл біләл ғаббас досмағамбет дүйсен дүйсенбай елубай ерғазы ералы есбол жақия жансейіт жанбай жәкен
жетес жолан
зұлхарнай кәкім кәрім құдайберді құтжан қыдыр мәлік мәмбет мырзабек мырзағали нұралы нұрпейіс ораз рақымжан рақым
рымбек садуақас
сайран сәдуақас сейдахмет смағұл сүлеймен тасболат тоқтасын төлеубек үсіпбек хайдар хамза шаймерден шайахмет шәріп ысқақ
абдулла абылайхан азат айбат айтжан акан акмал алан алдан аллан амангелди амир арлан арнат артур асанали асет асхан
асхат аян бақберген
бағдат басқар батыржан бейсен беркут бердибек бисен бауыр борис вадим валентин валерий василий виктор виталий владимир
владислав вячеслав
габит ганибек геннадий георгий герман глеб григорий данил даниил дамир дархан демьян денис дмитрий досмухамед евгений
егор елдос елжас ербол
есмухамбет еркебулан ермахан ерасыл ертуган ерик захар зангар зиядин иван игорь ибрай илдар илья имангали искандер
кадыр кайырбек кирилл
константин константин куат кудайберген лев леонид мади макар максим марат марк мейржан мурат мурад максут никита
николай нурбол нурасыл нуркен
нурсеит олег павел петр рашид роман руслан рамиль саид салим самир саят святослав семен сергей станислав степан
султанбек талгат таир тахир
темирбек тимофей тлеген толеген турар турсын улугбек федор фарид хамза хусейн шакир шамиль эдуард эмиль юрий юсуф юсуп
яков ярослав ясин
александр алексей альберт анатолий андрей антон аркадий арсений артем богдан михаил ренат ринат рустам савелий тарас
филипп эльдар айхан
жангир жаслан жасулан жаркын жомарт кайсар кажымурат калкаман канат кенжебек кобланды қожахмет мақсат сағи сапа
"""
_WOMEN = """
айнаш айкүміс айтолқын ақлима балкия баян бәтима гульзат гульжайна гүлшара дәмелі жадыра жаннат зейнегүл зылиха катира
күлзира
күлтай мағрипа манат меңсұлу мүнира нағима нәсихат нұрбибі орынгүл рабиға рысты сақыпжамал сәбира тазагүл тұрсынай
ұмсын шәмшия
амина лиана диана элина эмилия амелия милена юлиана ульяна ева ника алёна мелания василиса кира злата есения эвелина
аделина
айгул айдана айза айшабиби акбаян акмаржан алена алина алла алевтина александра альбина анастасия анна антонина арина
асия асылай баян
бибигуль валентина валерия варвара вера вероника виктория галина гулсана гульжан гульзия дана дарья диана дильназ
евгения екатерина елена
елизавета жамиля жанель жания зинаида зоя зульфира инна ирина ия камила карина карлыгаш ксения лариса лаура лидия
любовь людмила маржан
маргарита марина мария милана мира надежда наталья наталия нина оксана ольга полина раиса регина римма сания светлана
софья софия самира
тамара татьяна толкын улжалгас фатима фарида эльвира эльмира юлия яна ярослава акниет аида асем жанара камшат салима
"""


@cache
def _by_key() -> dict[str, Sex]:
    found = {key(name): sex for name, (sex, _) in kazakh_names().items()}
    for names, sex in ((_MEN, Sex.MALE), (_WOMEN, Sex.FEMALE)):
        for name in names.split():
            found.setdefault(key(name), sex)
    return found


@cache
def _by_father() -> frozenset[str]:
    return frozenset(father(each) for each, sex in _by_key().items() if sex is Sex.MALE)


def known_sex(word: str) -> Sex | None:
    """Whose first name the word is, in any letters; None where it is not known as one."""
    return _by_key().get(key(word))


@lru_cache(maxsize=50_000)
def is_first_name(text: str) -> bool:
    """Whether a word in small letters is a first name in the nominative, by the lists or the Russian dictionary."""
    if known_sex(text) is not None:
        return True
    found = readings(text) if is_known(text) else ()
    return any("Name" in each.tag and "nomn" in each.tag and each.normal_form == text.replace("ё", "е") for each in found)


def known_key(plain: str) -> bool:
    """Whether a key is a known first name's."""
    return plain in _by_key()


def father(stem: str) -> str:
    """What a patronymic keeps of a father's name: Сергей, Серге-евич, Ғали, Ғали-евич lose their last vowels."""
    shortened = stem.rstrip("aeiou")
    return shortened if len(shortened) >= 2 else stem


_OTHER_NAME = 0.6  # below it two known names are two spellings of one: Нургул, Нұргүл; Тілек, Тлек


def are_two_names(one: str, other: str) -> bool:
    """Whether two words in small letters are both first names, and two: Дина and Дана, Марат and Мурат."""
    first, second = key(one), key(other)
    if _sexes(one, other) == {Sex.FEMALE} and first.removesuffix("a") == second.removesuffix("a"):
        return False  # Гульнар and Гульнара are one
    return is_first_name(one) and is_first_name(other) and distance(first, second) >= _OTHER_NAME


def _sexes(one: str, other: str) -> set[Sex | None]:
    return {known_sex(one), known_sex(other)}


def are_two_roots(one: str, other: str) -> bool:
    """The same of the keys of what surnames are made of: Маратов and Муратов."""
    return {one, other} <= _by_key().keys() and distance(one, other) >= _OTHER_NAME


def are_two_fathers(one: str, other: str) -> bool:
    """The same of what patronymics keep."""
    return {one, other} <= _by_father() and distance(one, other) >= _OTHER_NAME
