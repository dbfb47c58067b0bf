"""Places by meaning, so that «квартира» and «пәтер» are one; which of them exclude one another."""

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
atm: банкомат / банкомат
yurt: юрта / юрта
clinic: клиника / клиника
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
    "archive", "laboratory", "greenhouse", "in_car", "atm", "yurt",
    "clinic", "fishing", "hunt", "trip", "concert", "stable",
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
    "hospital": frozenset({"pharmacy", "clinic"}),
    "atm": frozenset({"bank", "shop", "mall", "street", "market", "station", "gas_station", "airport"}),
    "yurt": frozenset({"pasture", "village", "mountains", "field", "home", "farm"}),
    "garage": frozenset({"parking"}),
    "shop": frozenset({"parking", "warehouse", "cafe", "pharmacy"}),
    "park": frozenset({"cafe"}),
    "gas_station": frozenset({"shop", "cafe", "carwash", "road", "parking"}),
    "akimat": frozenset({"court"}),
    "field": frozenset({"pasture"}),
    "prison": frozenset({"police"}),
}  # fmt: skip
"""One may be in both: the one is, or may be, within or the kind of the other."""
