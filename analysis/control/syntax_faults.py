"""What can be wrong with a condition, in words."""

from models.sentences import Sentence

TOO_LONG = Sentence(ru="длиннее {most} знаков", kk="{most} таңбадан ұзын", en="longer than {most} letters")
TOO_MANY_PARTS = Sentence(ru="больше {most} частей", kk="{most} бөліктен көп", en="more than {most} parts")
TOO_DEEP = Sentence(
    ru="вложено глубже {most} уровней", kk="{most} деңгейден терең кірістірілген", en="nested deeper than {most}"
)
TOO_EARLY = Sentence(ru="выражение не закончено", kk="өрнек аяқталмаған", en="it ends too early")
UNEXPECTED = Sentence(ru="«{sign}» здесь не ожидается", kk="«{sign}» бұл жерде күтілмейді", en="unexpected “{sign}”")
SIGN_MISSING = Sentence(
    ru="перед «{next}» не хватает «{sign}»",
    kk="«{next}» алдында «{sign}» жетпейді",
    en="“{sign}” is missing before “{next}”",
)
SIGN_MISSING_AT_END = Sentence(
    ru="в конце не хватает «{sign}»", kk="соңында «{sign}» жетпейді", en="“{sign}” is missing at the end"
)
COMPARISONS_IN_A_ROW = Sentence(
    ru="сравнения не идут подряд: нужны скобки и &&",
    kk="салыстырулар қатар тұрмайды: жақшалар мен && керек",
    en="comparisons do not follow one another: use brackets and &&",
)
NUMBER_TOO_LARGE = Sentence(
    ru="число {number} слишком велико", kk="{number} саны тым үлкен", en="the number {number} is too large"
)
LIST_OF_OTHERS = Sentence(
    ru="в списке могут быть только числа и тексты",
    kk="тізімде тек сандар мен мәтіндер бола алады",
    en="a list holds numbers and texts alone",
)
FUNCTION_NOT_ALLOWED = Sentence(
    ru="функция «{name}» не допускается", kk="«{name}» функциясына рұқсат жоқ", en="the function “{name}” is not allowed"
)
LOOP_IN_LOOP = Sentence(ru="цикл внутри цикла", kk="цикл ішіндегі цикл", en="a loop inside a loop")
NO_VARIABLE = Sentence(
    ru="«{name}» не годится в имена элементов цикла",
    kk="«{name}» цикл элементтерінің аты бола алмайды",
    en="“{name}” is no name for the items of a loop",
)
NOT_UNDERSTOOD = Sentence(ru="непонятно: «{text}»", kk="түсініксіз: «{text}»", en="“{text}” is not understood")

# Its types -----------------------------------------------------------------------------------------------------------

NO_SUCH_NAME = Sentence(
    ru="нет ни факта, ни параметра «{name}»",
    kk="«{name}» деген факт та, параметр де жоқ",
    en="no fact or parameter is called “{name}”",
)
NAME_TAKEN = Sentence(ru="имя «{name}» уже занято", kk="«{name}» аты бос емес", en="“{name}” is already called something")
WRONG_TYPE = Sentence(
    ru="на этом месте {found}, а нужно: {wanted}",
    kk="бұл жерде {found} тұр, ал керегі: {wanted}",
    en="{found} stands where {wanted} is needed",
)
GIVES_OTHER = Sentence(
    ru="получается {found}, а нужно: {wanted}",
    kk="шығатыны: {found}, ал керегі: {wanted}",
    en="it gives {found}, and {wanted} is needed",
)
OR = Sentence(ru="{one} или {other}", kk="{one} немесе {other}", en="{one} or {other}")
NEVER = Sentence(
    ru="«{value}» не бывает; бывает: {allowed}",
    kk="«{value}» болмайды; болатындары: {allowed}",
    en="it is never “{value}”; it may be {allowed}",
)
