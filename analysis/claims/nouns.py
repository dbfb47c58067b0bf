"""Things, places and people by meaning, so that «квартира» and «пәтер» are one; which places exclude one another."""

from collections.abc import Mapping

from analysis.claims.tables import word_table

PLACES = word_table("""
home: дома домой дом хата домик / үй
flat: квартира однушка двушка трёшка / пәтер
work: работа смена работе служба дежурство вахта / жұмыс кезекшілік вахта
yard: двор дворик / аула қора
street: улица тротуар наружу снаружи / көше дала сырт далада
entrance: подъезд крыльцо / кіреберіс подъезд
stairs: лестница лестничный площадка / баспалдақ саты
roof: крыша / шатыр
balcony: балкон лоджия
kitchen: кухня / асүй
hall: гостиный зал гостиная / қонақбөлме зал
bedroom: спальня / жатынбөлме
bathroom: ванный ванная ванна душ / жуынатын
toilet: туалет / дәретхана
corridor: коридор прихожая / дәліз
basement: подвал погреб / жертөле
attic: чердак
garage: гараж / гараж
shop: магазин магазинчик супермаркет ларёк киоск бутик минимаркет / дүкен
market: базар рынок барахолка ярмарка / базар
mall: трц молл
cafe: кафе кафешка ресторан столовая бар забегаловка чайхана шашлычная пивная кофейня / асхана мейрамхана дәмхана кафе
club: бильярдный клуб бильярдная бильярд караоке дискотека казино / бильярд клуб
bathhouse: баня сауна / монша
hotel: гостиница отель мотель хостел / қонақүй
hospital: роддом стоматология диспансер санчасть больница госпиталь поликлиника палата травмпункт больничка
 / аурухана емхана больница
school: урок лекция экзамен школа / мектеп
university: университет институт колледж техникум / университет
gym: тренажерный спортзал тренажёрка тренажёрный тренировка / спортзал жаттығу
dacha: дача / саяжай дача
village: село деревня аул посёлок / ауыл
town: город / қала
station: вокзал автовокзал автостанция / вокзал автобекет
airport: аэропорт / әуежай
bus_stop: остановка / аялдама
park: парк сквер / саябақ
river: река речка / өзен
lake: озеро водохранилище / көл
beach: пляж / жағажай
mosque: мечеть / мешіт
church: церковь
bank: банк / банк
office: офис контора кабинет / кеңсе кабинет
police: полиция участок отделение ровд опорный / полиция бөлімше
prison: тюрьма колония сизо / түрме
warehouse: склад / қойма
construction: стройка стройплощадка / құрылыс
factory: завод фабрика цех / зауыт фабрика
base: база
gas_station: заправка азс бензоколонка заправляться заправиться / жанармай
parking: стоянка парковка / тұрақ паркинг
carwash: мойка автомойка
workshop: автосервис мастерская / шеберхана
cemetery: кладбище / зират
cinema: кинотеатр кино / кинотеатр
theatre: театр / театр
stadium: стадион / стадион
road: дорога трасса перекрёсток проспект / жол
bridge: мост / көпір
mountains: гора горы ущелье / тау
garden: огород сад грядка / бақша бау
field: поле степь / дала
forest: лес роща лесополоса посадка лесополосе / орман
ditch: арык канава / арық
bin: мусорка контейнер урна помойка бак / контейнер
akimat: акимат / әкімдік
court: суд / сот
pharmacy: аптека / дәріхана
barber: парикмахерская салон / шаштараз
cupboard: шкаф тумбочка комод / шкаф
pocket: карман / қалта
fridge: холодильник / тоңазытқыш
drawer: ящик
floor: пол / еден
windowsill: подоконник
pasture: / жайлау
wedding: свадьба / той
funeral: похороны поминки / жерлеу
notary: нотариус / нотариус
pawnshop: ломбард / ломбард
crime_scene: место
gazebo: беседка
fishing: рыбалка / балық-аулау
hunt: охота
trip: командировка рейс отпуск / іссапар демалыс
concert: концерт / концерт
stable: конюшня / атқора
well: колодец скважина / құдық
wasteland: пустырь
veranda: веранда терраса / веранда
boiler_house: котельная кочегарка / қазандық
depot: депо / депо
farm: ферма коровник / ферма
quarry: карьер / карьер
dump: свалка полигон / қоқыс
shed: сарай сарайчик / сарай
dormitory: общежитие общага / жатақхана
library: библиотека / кітапхана
kindergarten: садик детсад / балабақша
sanatorium: санаторий профилакторий / шипажай
border: граница таможня / шекара кеден
subway: метро / метро
lift: лифт / лифт
hangar: ангар / ангар
pool: бассейн / бассейн
archive: архив / мұрағат
laboratory: лаборатория / зертхана
greenhouse: теплица / жылыжай
""")
ROOMS = frozenset({
    "kitchen", "hall", "bedroom", "bathroom", "toilet", "corridor", "balcony", "basement", "attic", "stairs",
})  # fmt: skip
CONTAINERS = frozenset({"cupboard", "pocket", "fridge", "drawer", "floor", "windowsill", "safe", "bag"})
SITES = frozenset({
    "home", "work", "dacha", "cafe", "club", "bathhouse", "hotel", "hospital", "school", "university", "gym", "market",
    "shop", "mall", "station", "airport", "lake", "river", "beach", "mosque", "church", "bank", "office", "police",
    "prison",
    "warehouse", "construction", "factory", "gas_station", "garage", "cinema", "theatre", "stadium", "park", "mountains",
    "carwash", "workshop", "akimat", "court", "pharmacy", "barber", "pasture", "cemetery", "wedding", "flat", "street",
    "village", "forest", "field", "bin", "ditch", "parking", "pawnshop", "well", "wasteland", "boiler_house", "depot",
    "farm", "quarry", "dump", "dormitory", "library", "kindergarten", "sanatorium", "border", "subway", "hangar", "pool",
    "archive", "laboratory", "greenhouse", "in_car", "fishing", "hunt", "trip", "concert", "stable",
})  # fmt: skip
WITHIN: Mapping[str, frozenset[str]] = {
    "work": frozenset({
        "shop", "market", "cafe", "club", "office", "warehouse", "construction", "factory", "gas_station", "carwash",
        "workshop", "school", "university", "hospital", "hotel", "bank", "akimat", "court", "police", "barber", "pharmacy",
        "garage", "parking", "station", "airport", "gym", "base", "mall", "street", "pawnshop", "boiler_house", "depot",
        "farm", "quarry", "dump", "library", "kindergarten", "sanatorium", "border", "subway", "hangar", "pool", "archive",
        "laboratory", "greenhouse", "in_car", "forest", "field",
    }),
    "home": frozenset({"flat", "village", "yard", "garage", "garden", "dormitory", "gazebo", "shed", "veranda"}),
    "in_car": frozenset({
        "street", "road", "parking", "yard", "gas_station", "market", "station", "field", "forest", "village", "mountains",
        "carwash", "garage", "bridge", "airport", "lake", "river", "wasteland", "border", "entrance", "workshop",
    }),
    "fishing": frozenset({"lake", "river", "mountains", "beach", "dacha", "village", "in_car"}),
    "hunt": frozenset({"forest", "mountains", "field", "lake", "river", "village", "in_car"}),
    "trip": frozenset({
        "hotel", "station", "airport", "road", "in_car", "work", "office", "lake", "mountains", "village", "sanatorium",
        "dacha", "home", "beach", "border", "cafe",
    }),
    "concert": frozenset({"club", "theatre", "stadium", "university", "park", "cafe"}),
    "wasteland": frozenset({"field", "dump", "construction", "street", "village"}),
    "well": frozenset({"village", "home", "field", "farm", "dacha"}),
    "farm": frozenset({"village", "field", "pasture", "base", "warehouse", "factory"}),
    "hangar": frozenset({"warehouse", "base", "garage", "factory", "airport"}),
    "depot": frozenset({"station", "garage", "base", "factory"}),
    "boiler_house": frozenset({"school", "hospital", "factory", "base", "basement"}),
    "pool": frozenset({"gym", "hotel", "bathhouse", "school", "sanatorium", "dacha"}),
    "sanatorium": frozenset({"hospital", "hotel", "mountains", "lake"}),
    "kindergarten": frozenset({"school", "garden"}),
    "dormitory": frozenset({"university", "hotel", "flat"}),
    "library": frozenset({"university", "school"}),
    "dump": frozenset({"bin", "field", "street"}),
    "greenhouse": frozenset({"garden", "dacha", "farm", "village"}),
    "flat": frozenset({"home", "village"}),
    "street": frozenset({"yard", "entrance", "road", "bus_stop", "park", "parking", "station", "market", "village",
    "bridge",
                         "ditch", "bin", "shop"}),
    "village": frozenset({"lake", "river", "field", "pasture", "shop", "school", "mosque", "mountains", "cemetery", "dacha",
                          "wedding", "hospital", "akimat", "forest", "warehouse", "garage", "bathhouse"}),
    "mall": frozenset({"shop", "market", "cafe", "cinema", "bank"}),
    "market": frozenset({"shop", "warehouse", "parking"}),
    "station": frozenset({"shop", "parking"}),
    "airport": frozenset({"cafe", "shop", "parking"}),
    "hotel": frozenset({"cafe", "club", "bathhouse", "parking"}),
    "wedding": frozenset({"cafe", "hotel", "club"}),
    "lake": frozenset({"beach", "mountains", "dacha", "hotel"}),
    "river": frozenset({"beach", "field", "forest", "mountains"}),
    "dacha": frozenset({"garden", "bathhouse", "mountains", "field", "river", "garage"}),
    "office": frozenset({"warehouse", "akimat", "court", "police", "bank", "factory", "construction"}),
    "workshop": frozenset({"garage"}),
    "club": frozenset({"cafe"}),
    "mountains": frozenset({"field", "forest", "hotel", "cafe"}),
    "forest": frozenset({"field"}),
    "school": frozenset({"university", "gym", "stadium"}),
    "stadium": frozenset({"gym", "park"}),
    "hospital": frozenset({"pharmacy"}),
    "garage": frozenset({"parking"}),
    "shop": frozenset({"parking", "warehouse", "cafe", "pharmacy"}),
    "park": frozenset({"cafe"}),
    "gas_station": frozenset({"shop", "cafe", "carwash", "road", "parking"}),
    "akimat": frozenset({"court"}),
    "field": frozenset({"pasture"}),
    "prison": frozenset({"police"}),
}  # fmt: skip
"""One may be in both: the one is, or may be, within or the kind of the other."""

THINGS = word_table("""
car: машина автомобиль автомашина тачка авто автомашина легковушка / көлік машина темір-тұлпар
taxi: такси таксист яндекс / такси
bus: автобус маршрутка / автобус
bicycle: велосипед велик / велосипед
motorcycle: мотоцикл мопед скутер / мотоцикл мопед
train: поезд электричка / пойыз
plane: самолёт / ұшақ
truck: грузовик фура камаз самосвал фургон эвакуатор бетономешалка бензовоз зерновоз / жүк-көлік
scooter: самокат электросамокат / самокат
quad: квадроцикл / квадроцикл
boat: лодка катер / қайық
tram: трамвай троллейбус / трамвай троллейбус
tractor: трактор / трактор
cart: телега тележка / арба
on_foot: пешком / жаяу
jeep: джип внедорожник паркетник кроссовер / жип
minivan: минивэн микроавтобус минивен / минивэн
sedan: седан
key: ключ / кілт
money: деньга деньги наличка наличные купюра бабки / ақша
phone: телефон сотовый мобильник айфон смартфон трубка сотка / телефон
knife: оружие нож ножик тесак финка кинжал / пышақ қанжар қару
gun: оружие пистолет ружьё обрез травмат травматика ствол винтовка травматический / тапанша мылтық травматика қару
stick: палка дубинка черенок / таяқ шоқпар
glass: стекло витрина / шыны әйнек
bat: бита битой биту
pipe: труба арматура / құбыр
hammer: молоток кувалда / балға
axe: топор / балта
crowbar: монтировка лом ломик монтажка фомка
belt: ремень / белдік
bottle: бутылка / бөтелке
stone: камень кирпич булыжник / тас
screwdriver: отвёртка / бұрауыш
fist: кулак / жұдырық
palm: ладонь ладошка пощёчина / алақан
foot: нога / аяқ
tape: скотч изолента
cuffs: наручник / кісен
rope: верёвка / арқан жіп
shovel: лопата / күрек
chair: стул табуретка табурет / орындық
awl: шило
spray: баллончик
shocker: шокер электрошокер
document: документ бумага / құжат қағаз
receipt: расписка / қолхат
contract: договор контракт / келісімшарт шарт
act_paper: акт / акт
letter: письмо заявление / хат арыз
passport: паспорт / паспорт
id_card: удостоверение / куәлік
bag: сумка рюкзак пакет мешок / сөмке пакет қап дорба
laptop: ноутбук ноут / ноутбук
computer: компьютер системный системник блок / компьютер
tv: телевизор / теледидар телевизор
camera: камера видеокамера / камера
gold: золото золотой / алтын
chain: цепочка цепь / шынжыр
ring: кольцо перстень / сақина жүзік
earrings: серьга серёжка / сырға
wallet: кошелёк барсетка портмоне / әмиян
coat: шуба пальто / тон
jacket: куртка пуховик ветровка джинсовка / күрте куртка
shirt: рубашка футболка майка / жейде футболка
hat: кепка шапка кепочка / кепка бөрік телпек қалпақ
mask: маска / маска бетперде
hood: капюшон
gloves: перчатка / қолғап
clothes: одежда вещь шмотка / киім
food: еда продукт / тамақ
bread: хлеб / нан
vodka: водка / арақ
beer: пиво / сыра
wine: вино коньяк
tea: чай / шай
cigarette: сигарета / темекі
drugs: наркотик анаша гашиш марихуана героин мефедрон закладка трава / есірткі наша
syringe: шприц / шприц
cattle: корова скот / сиыр мал
horse: лошадь кобыла / жылқы бие
sheep: баран овца / қой
goat: коза / ешкі
lump: кирпич / кірпіш
paint: краска / бояу
camel: / түйе
milk: молоко / сүт
salt: соль
matches: спички
bucket: ведро / шелек
chicken: курица / тауық
bicycle_part: колесо / дөңгелек
hand: рука / қол
dog: собака пёс / ит
door: дверь калитка / есік
gate: ворота / қақпа
window: окно форточка / терезе
lock: замок / құлып
light: свет лампа / шам жарық
water: вода / су
fire: пожар огонь / өрт
smoke_thing: дым / түтін
safe: сейф / сейф
fence: забор / қоршау дуал
repair_thing: ремонт / жөндеу
deposit: залог задаток / кепіл
salary: зарплата оклад получка / жалақы айлық
rent_money: аренда арендный квартплата / пәтерақы
loan: кредит заём / несие кредит
card: карта карточка / карта
sim: симка сим / симка сим
cash_desk: касса / касса
land: участок / учаске
debt: долг / қарыз борыш
bribe: взятка / пара
cement: цемент / цемент
fight_thing: драка / төбелес
blow: удар / соққы
shot: выстрел хлопок / атыс
ambulance: скорая / жедел-жәрдем жедел
police_thing: полиция полицейский патруль / полиция
firemen: пожарный / сөндіруші
signal: сигнализация
noise: шум шорох / шу дыбыс
table: стол / үстел
sofa: диван / диван
bed: кровать / төсек
trunk: багажник / жүксалғыш
number_plate: номер госномер / нөмір
party: день_рождения гулянка пикник / той отырыс
courier: курьер
invoice: накладная квитанция чек / квитанция
box: коробка ящик / қорап жәшік
tool: инструмент болгарка перфоратор дрель
painkiller: лекарство таблетка / дәрі
blood: кровь / қан
""")

PERSONS = word_table("""
father: отец папа батя папаша / әке көке
mother: мать мама мамаша / ана шеше мама
son: сын сынок сынишка / ұл
daughter: дочь дочка / қыз
child: ребёнок дети малыш / бала
brother: брат братишка братан / аға іні бауыр бауырым
sister: сестра сестрёнка / әпке сіңлі қарындас апа
cousin: двоюродный троюродный кузен / немере бөле жиен
uncle: дядя дядька / нағашы көке
aunt: тётя тётка / тәте
grandfather: дед дедушка / ата
grandmother: бабушка бабка / әже апа
nephew: племянник племянница / жиен
husband: муж супруг / күйеу
wife: жена супруга / әйел келіншек зайып жұбай
ex_wife: бывшая
in_law: зять тесть тёща свекровь свёкор шурин сноха невестка сват деверь / жезде балдыз құда келін жеңге қайын бажа құдаша
groom: жених невеста
relative: родственник родня родственница родственный родной кровный / туыс туысқан жақын
friend: друг подруга приятель дружба дружить товарищ кореш корефан братан дружбан / дос достық құрдас жолдас
enemy: враг враждовать вражда / жау дұшпан
neighbour: сосед соседка / көрші
classmate: одноклассник одноклассница однокурсник сокурсник однокашник / сыныптас курстас
colleague: коллега сотрудник сотрудница сослуживец напарник / әріптес
boss: начальник руководитель директор шеф бригадир хозяин босс / бастық басшы начальник
subordinate: подчинённый подчинение подчиненный / қарамағ қоластын
lover: любовник любовница сожитель сожительница / көңілдес
partner: партнёр компаньон / серіктес
guard: охранник сторож / күзетші
driver: водитель шофёр таксист / жүргізуші
victim: потерпевший потерпевшая пострадавший / жәбірленуші
seller: продавец продавщица / сатушы
cashier: кассир кассирша / кассир
passer: прохожий пешеход / жүргінші
stranger: незнакомец незнакомый неизвестный посторонний / бейтаныс бөтен
policeman: полицейский участковый мент / полицей
man: мужчина мужик парень пацан / ер еркек жігіт
woman: женщина девушка девочка баба тётка / әйел қыз келіншек
people: человек люди народ лицо / адам кісі
guest: гость / қонақ
customer: покупатель клиент / сатыпалушы
teacher: учитель учительница / мұғалім ұстаз
doctor: врач доктор / дәрігер
lawyer: адвокат / адвокат
investigator: следователь / тергеуші
master: мастер / шебер
debtor: должник / қарызгер
tenant: квартирант жилец / пәтерші
company: пацаны компания толпа / топ
""")

KIN = frozenset({
    "father", "mother", "son", "daughter", "brother", "sister", "cousin", "uncle", "aunt", "grandfather", "grandmother",
    "nephew", "husband", "wife", "in_law", "relative",
})  # fmt: skip
ACQUAINTANCES = KIN | frozenset({
    "friend", "neighbour", "classmate", "colleague", "boss", "subordinate", "lover", "partner", "ex_wife", "enemy",
    "teacher", "tenant", "debtor",
})  # fmt: skip
"""Who stands so to somebody, knows them."""
WEAPONS = frozenset({
    "knife", "gun", "stick", "bat", "pipe", "hammer", "axe", "crowbar", "belt", "bottle", "stone", "screwdriver", "fist",
    "palm", "foot", "rope", "tape", "cuffs", "shovel", "chair", "awl", "spray", "shocker",
})  # fmt: skip
CLOTHES = frozenset({"jacket", "shirt", "hat", "coat", "mask", "hood", "clothes", "bag"})
VEHICLES: Mapping[str, str] = {
    "car": "car", "taxi": "car", "bus": "bus", "bicycle": "bicycle", "motorcycle": "motorcycle", "train": "train",
    "plane": "plane", "truck": "truck", "tractor": "tractor", "cart": "cart", "on_foot": "on_foot", "jeep": "jeep",
    "scooter": "scooter", "quad": "quad", "boat": "boat", "tram": "tram",
    "ambulance": "ambulance", "minivan": "minivan", "sedan": "sedan", "horse": "horse",
}  # fmt: skip
"""What carries somebody, by its kind."""

DESCRIPTIONS = word_table("""
thin: худой тощий стройный худощавый / арық
fat: толстый полный плотный упитанный коренастый / толық семіз
tall: высокий рослый / ұзын
short: низкий невысокий коротышка низкорослый маленький / аласа қысқа
young: молодой / жас
old: старый пожилой старик взрослый / кәрі егде
bearded: бородатый борода / сақал сақалды
bald: лысый / таз
dark_haired: брюнет темноволосый черноволосый
fair_haired: блондин светловолосый белокурый рыжий
drunk: пьяный нетрезвый выпивший пьян поддатый бухой / мас
sober: трезвый / сау
alive: живой / тірі
dead: мёртвый труп / өлі
opened: открытый приоткрытый незапертый распахнутый / ашық
closed: закрытый запертый / жабық құлыптаулы
alone: один одна сам-один одинокий / жалғыз
light_state: светло освещён
dark_state: темно темень / қараңғы
""")
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("thin", "fat"), ("tall", "short"), ("young", "old"), ("drunk", "sober"), ("alive", "dead"), ("opened", "closed"),
    ("light_state", "dark_state"), ("dark_haired", "fair_haired"), ("bald", "dark_haired"),
)  # fmt: skip
OF_PERSONS = frozenset({"thin", "fat", "tall", "short", "young", "old", "bearded", "bald", "dark_haired", "fair_haired"})
"""What tells how somebody looks."""
COLOURS: Mapping[str, str] = {
    "белый": "white", "светлый": "light", "черный": "black", "темный": "dark", "серый": "grey", "серебристый": "silver",
    "красный": "red", "бордовый": "darkred", "вишневый": "darkred", "синий": "blue", "голубой": "lightblue",
    "зеленый": "green", "желтый": "yellow", "коричневый": "brown", "бежевый": "beige", "золотистый": "gold",
    "оранжевый": "orange", "ак": "white", "кара": "black", "сур": "grey", "кумис": "silver", "кызыл": "red", "кок": "blue",
    "жасыл": "green", "сары": "yellow", "конур": "brown", "кунгирт": "dark", "фиолетовый": "violet", "розовый": "pink",
    "темно-синий": "blue", "темно-зеленый": "green", "темно-серый": "grey", "светло-серый": "grey",
    "темно-красный": "darkred", "мокрый-асфальт": "grey",
}  # fmt: skip
NEAR_COLOURS: frozenset[frozenset[str]] = frozenset(
    frozenset(pair.split())
    for pair in (
        "white light", "white silver", "white beige", "grey silver", "light silver", "light beige", "light grey",
        "light yellow", "light gold", "light lightblue", "black dark", "dark blue", "dark green", "dark brown", "dark grey",
        "dark darkred", "red darkred", "blue lightblue", "beige gold", "yellow gold", "brown darkred", "orange red",
        "yellow orange", "beige brown", "dark violet", "blue green", "beige grey", "dark black", "beige yellow",
    )
)  # fmt: skip
"""Seen at night or told by another, they are one; Kazakh «көк» is blue and green."""
