"""What can be wrong with a pack, in words."""

from models.sentences import Sentence

UNREADABLE = Sentence(
    ru="файл не читается: {reason}", kk="файл оқылмайды: {reason}", en="the file cannot be read: {reason}"
)
NO_PACK = Sentence(
    ru="здесь нет пакета правил (файла с ключом «pack»)",
    kk="мұнда ережелер пакеті жоқ («pack» кілті бар файл)",
    en="there is no pack here (a file with the key “pack”)",
)
TWICE = Sentence(
    ru="«{name}» уже есть в другом месте", kk="«{name}» басқа жерде бар", en="“{name}” stands elsewhere already"
)
UNKNOWN_KEY = Sentence(
    ru="неизвестный ключ «{key}»; допускаются: {allowed}",
    kk="белгісіз кілт «{key}»; рұқсат етілгендері: {allowed}",
    en="unknown key “{key}”; allowed are: {allowed}",
)
MISSING_KEY = Sentence(ru="нет ключа «{key}»", kk="«{key}» кілті жоқ", en="the key “{key}” is missing")
NOT_A = Sentence(
    ru="«{key}» должно быть: {wanted}", kk="«{key}» мынадай болуы керек: {wanted}", en="“{key}” must be: {wanted}"
)
A_TEXT = Sentence(ru="непустой текст", kk="бос емес мәтін", en="a text")
TEXTS = Sentence(ru="список текстов [а, б, в]", kk="мәтіндер тізімі [а, ә, б]", en="a list of texts [a, b, c]")
A_MAPPING = Sentence(ru="набор ключей", kk="кілттер жиыны", en="a mapping of keys")
MAPPINGS = Sentence(ru="список наборов ключей", kk="кілттер жиындарының тізімі", en="a list of mappings of keys")
A_DAY = Sentence(ru="дата (2026-01-31)", kk="күні (2026-01-31)", en="a day (2026-01-31)")
A_NAME = Sentence(
    ru="имя из букв, цифр и «_», не с цифры (instruction_12)",
    kk="әріптерден, цифрлардан және «_» таңбасынан тұратын, цифрдан басталмайтын ат (instruction_12)",
    en="a name of letters, digits and “_” that begins with no digit (instruction_12)",
)
A_VALUE = Sentence(
    ru="целое число, текст или список текстов",
    kk="бүтін сан, мәтін немесе мәтіндер тізімі",
    en="a whole number, a text or a list of texts",
)
NOT_ONE_OF = Sentence(
    ru="«{key}» — одно из: {wanted}; дано «{value}»",
    kk="«{key}» — мыналардың бірі: {wanted}; берілгені «{value}»",
    en="“{key}” is one of: {wanted}; given is “{value}”",
)
NO_TRANSLATION = Sentence(
    ru="в «{key}» нет перевода: {language}",
    kk="«{key}» аудармасы жоқ: {language}",
    en="“{key}” is not translated: {language}",
)
BAD_DATES = Sentence(
    ru="в «{key}» даты идут не по порядку или пересекаются",
    kk="«{key}» ішінде күндер ретсіз немесе қабаттасады",
    en="in “{key}” dates are out of order or overlap",
)
MIXED_VALUES = Sentence(
    ru="у параметра «{key}» значения разных видов",
    kk="«{key}» параметрінің мәндері әртүрлі",
    en="values of the parameter “{key}” are of different types",
)
BAD_CONDITION = Sentence(
    ru="«{key}» не выражение этого языка: {reason}",
    kk="«{key}» осы тілдегі өрнек емес: {reason}",
    en="“{key}” is no expression of this language: {reason}",
)
NEEDS_LIMIT = Sentence(
    ru="«{field}» требует параметра «{limit}», которого в пакете нет",
    kk="«{field}» үшін пакетте жоқ «{limit}» параметрі керек",
    en="“{field}” needs the parameter “{limit}”, which the pack does not have",
)
READS_NOTHING = Sentence(
    ru="«{key}» не читает ни одного факта о том, что проверяется",
    kk="«{key}» тексерілетін нәрсе туралы бірде-бір фактіні оқымайды",
    en="“{key}” reads no fact of what is judged",
)
UNUSED_LIMIT = Sentence(
    ru="параметр «{name}» никто не читает",
    kk="«{name}» параметрін ешкім оқымайды",
    en="nobody reads the parameter “{name}”",
)
NO_CASES = Sentence(
    ru="рядом с правилом нет примера с итогом «{state}»",
    kk="ереженің жанында «{state}» нәтижелі мысал жоқ",
    en="no example with the result “{state}” stands beside the rule",
)
CASE_DIFFERS = Sentence(
    ru="пример «{case}»: ожидалось «{wanted}», получено «{found}»",
    kk="«{case}» мысалы: күтілгені «{wanted}», шыққаны «{found}»",
    en="example “{case}”: expected “{wanted}”, found “{found}”",
)
CASE_UNREADABLE = Sentence(
    ru="пример «{case}» не читается: {reason}",
    kk="«{case}» мысалы оқылмайды: {reason}",
    en="example “{case}” cannot be read: {reason}",
)
NO_RULE = Sentence(
    ru="примеры даны правилу «{name}», которого нет",
    kk="мысалдар жоқ «{name}» ережесіне берілген",
    en="examples are given for “{name}”, and there is no such rule",
)
