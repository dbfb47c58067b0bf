"""Things by meaning; which of them are weapons, clothes, or carry somebody."""

from collections.abc import Mapping

from analysis.claims.tables import word_table

THINGS = word_table("""
car: легковой машина автомобиль автомашина тачка авто автомашина легковушка / көлік машина темір-тұлпар
taxi: такси таксист яндекс / такси
bus: автобус маршрутка / автобус
bicycle: велосипед велик / велосипед
motorcycle: мотоцикл мопед скутер / мотоцикл мопед
train: поезд электричка / пойыз поез
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
cattle: скот скотина / мал
cow: корова / сиыр
horse: лошадь кобыла / жылқы бие атпен атқа
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
signal: сигнализация сигналка / дабыл
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
WIDER: Mapping[str, frozenset[str]] = {
    "cattle": frozenset({"cow", "sheep", "horse", "goat", "camel"}),
    "car": frozenset({"jeep", "sedan", "minivan", "taxi", "truck"}),
    "document": frozenset({"contract", "receipt", "passport", "letter", "act_paper", "invoice", "id_card"}),
    "clothes": CLOTHES, "gun": frozenset({"shot"}), "gold": frozenset({"ring", "chain", "earrings"}),
    "money": frozenset({"bribe", "salary", "deposit"}),
}  # fmt: skip
"""What may be called by a wider word."""
