"""Kinds of persons by meaning; which of them are kin, and who knows whom."""

from analysis.claims.tables import word_table

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
in_law: зять тесть тёща свекровь свёкор шурин сноха невестка сват деверь / жезде балдыз құда келін жеңге қайын бажа
 құдаша
groom: жених невеста
relative: родственник родня родственница родственный родной кровный / туыс туысқан жақын
friend: друг подруга приятель дружба дружить товарищ кореш корефан братан дружбан / дос достық құрдас жолдас
enemy: враг враждовать вражда / жау дұшпан
neighbour: сосед соседка / көрші көршім көршіміз
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
MEANINGS = frozenset().union(*PERSONS.russian.values())
"""Every kind of person that the tables have."""
