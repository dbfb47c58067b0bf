"""Why the text of a file is not taken, in words: of packs and of extracts. What a library says of it stands in quotes."""

from models.sentences import Sentence

SYSTEM_SAYS = Sentence(ru="ответ системы: «{told}»", kk="жүйенің жауабы: «{told}»", en="the system says: “{told}”")
TOO_LARGE = Sentence(ru="файл больше {most} байт", kk="файл {most} байттан үлкен", en="larger than {most} bytes")
NOT_UTF8 = Sentence(ru="текст не в UTF-8", kk="мәтін UTF-8 кодында емес", en="not UTF-8")

# YAML ----------------------------------------------------------------------------------------------------------------

NOT_YAML = Sentence(ru="это не YAML", kk="бұл YAML емес", en="not YAML")
YAML_BROKEN = Sentence(ru="не YAML: «{told}»", kk="YAML емес: «{told}»", en="not YAML: “{told}”")
ANCHORS = Sentence(
    ru="якоря и ссылки на них («&», «*») не допускаются",
    kk="якорьлер мен оларға сілтемелерге («&», «*») рұқсат жоқ",
    en="anchors and aliases are not allowed",
)
TAGS = Sentence(ru="метки типов («!») не допускаются", kk="тип белгілеріне («!») рұқсат жоқ", en="tags are not allowed")
TOO_DEEP = Sentence(
    ru="списки и ключи вложены глубже {most} уровней",
    kk="тізімдер мен кілттер {most} деңгейден терең кірістірілген",
    en="lists and keys are nested deeper than {most}",
)
KEY_NOT_A_WORD = Sentence(ru="ключ должен быть словом", kk="кілт сөз болуы керек", en="a key must be a word")
KEY_TWICE = Sentence(ru="ключ «{key}» дан дважды", kk="«{key}» кілті екі рет берілген", en="the key “{key}” is given twice")

# JSON and CSV --------------------------------------------------------------------------------------------------------

NOT_JSON = Sentence(
    ru="это не JSON, или он слишком велик", kk="бұл JSON емес не тым үлкен", en="not JSON, or too large a one"
)
JSON_BROKEN = Sentence(ru="не JSON: «{told}»", kk="JSON емес: «{told}»", en="not JSON: “{told}”")
CSV_BROKEN = Sentence(ru="не CSV: «{told}»", kk="CSV емес: «{told}»", en="not CSV: “{told}”")
ONE_ROW_NEEDED = Sentence(ru="нужна ровно одна строка", kk="дәл бір жол керек", en="exactly one row is needed")
CELLS_AND_COLUMNS = Sentence(
    ru="ячеек и столбцов не поровну", kk="ұяшықтар мен бағандар саны тең емес", en="cells and columns differ in number"
)
