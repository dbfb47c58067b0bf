"""Questions: the first on the matter, beside those of form, and those that look leading."""

from analysis.claims.folding import folded_pattern
from analysis.formalities.formal_words import is_formal
from analysis.formalities.languages import asks_language
from analysis.formalities.rights import gives_refusal, gives_rights
from analysis.formalities.said import Said, is_question
from analysis.formalities.warnings import tells_means, warns_of_liability, warns_of_use

_CALL = folded_pattern(
    r"\b(?:расскажи|рассказывай|опиши|поясни|уточни|объясни|изложи|перечисли|охарактеризуй|вспомни)(?:те)?\b|"
    r"\bслуша(?:ю|ем) (?:вас|тебя)"
)
_KAZAKH_CALL = folded_pattern(
    r"\b(?:айтып бер(?!ей|ем|мек)\w*|айтыңыз\w*|айтшы\w*|айта (?:ғой|бер(?!ей)\w*)|тыңдап (?:отыр|тұр)\w*|баянда(?:ңыз|"
    r"п бер)\w*|сипатта(?:ңыз|п бер)\w*|"
    r"түсіндір(?:іңіз|"
    r"ші)\w*|әңгімеле\w*)"
)
_NO_CALL = folded_pattern(r"шындық\w*|\bправду\b|о себе|өзіңіз туралы|өзің туралы")
_ASKED = folded_pattern(
    r"\b(?:кто|кого|кому|кем|чей|чья|чьё|чьи|что|чего|чем|где|куда|откуда|когда|почему|зачем|как(?:ой|ая|ое|ие|им|ого|"
    r"ую|их|ими)|"
    r"сколько|скольких|который|кімдікі|кім(?:мен|ді|ге|нен|нің)?|нені|неге|неден|немен|қайда\w*|қашан|қалай|қандай|"
    r"қанша\w*|неше|қай|"
    r"нешінші|қайсы\w*)\b|\bкак (?:вы|ты|он|она|это|было|всё|вам|долго|часто|далеко)\b|"
    r"\bне (?:болды|болған|істе\w*|деді\w*|айтты\w*|көрд\w+|қыл\w+|дейсі\w*)"
)
_ASKED_SHORTLY = folded_pattern(r"\bли\b|\bили\b|\w (?:ма|ме|ба|бе|па|пе)\b")
_KNOWN = folded_pattern(
    r"\bзнаком|\bзна(?:ете|ешь)\b|помни(?:те|шь)|узна[её](?:те|шь)|принадлежит|опозна|тани(?:сы|йсы)|білес|есіңізде|"
    r"есіңде"
)
_KAZAKH_PAST = folded_pattern(
    r"\w{2,}[дт][ыі](?:ң|қ|к)\w*|\w{2,}(?<![ае])[дт][ыі] (?:ма|ме|ба|бе|па|пе)\b|\w{3,}[ае]н\w{0,3} (?:ма|ме|ба|бе|па|"
    r"пе)\b|\bеді\b"
)
_PAST = folded_pattern(
    r"\b(?:вы|ты|он|она|они|вас|вам|тебе|тебя|у вас|у тебя)\b[^.?!]{0,60}\b\w{2,}(?:л|ла|ли|лся|лась|лись)\b"
)
"""Speech without marks asks by its melody: what is said to the person of deeds in the past is taken for a question."""
_GUILT = folded_pattern(
    r"\bвин[уы]\b|\bподтвержда(?:ете|ешь)\b|подозрением соглас|соглас\w+ с (?:подозрени|обвинени)|растайсы|"
    r"күдікпен келіс|\bвиновн\w*|призна(?:ёте|ешь)\b|отношение к (?:подозрени|обвинени)\w*|\bкінә\w*|мойында(?:йсы|"
    r"йс)\w*|"
    r"айыпты (?:деп|екен)"
)
_PAST_DEED = folded_pattern(
    r"\b(?!если\b|или\b|числ|начал|сначала|мал[оа]\b|дел[ао]?\b)\w{2,}(?:л|ла|ли|ло|лся|лась|лись)\b|"
    r"\w{2,}[дт][ыі](?:[ңм]|ңыз\w*|ңіз\w*)?\b"
)
_PAST_AT_ITS_END = folded_pattern(r"\b(?!или|если)\w{3,}(?:ли|лись)$")
_ASKED_IN_A_STATEMENT = folded_pattern(
    r"^\W*(?:(?:а|и|ну|так|хорошо|ладно|значит)\W+)?"
    r"(?:где|кто|кого|кому|с кем|куда|откуда|почему|зачем|сколько|чей|чья|чьё|чьи|какой|какая|какое|какие|во сколько)\b|"
    r"\w (?:ма|ме|ба|бе|па|пе)\W*$"
)
"""A question that a recogniser ended with a full stop."""
_ASKING = (_ASKED, _ASKED_SHORTLY, _PAST, _PAST_AT_ITS_END)
_ON_DEEDS = (_ASKED, _PAST_DEED, _KAZAKH_PAST, _KNOWN)
"""What makes a question one on the matter: it asks for a who, where or why, or whether something was done or is known."""
_FEWEST_WORDS = 3  # of a question on the matter; shorter ones ask again
_FORMALITIES = (gives_rights, gives_refusal, warns_of_use, warns_of_liability, tells_means, asks_language)


def is_on_the_matter(said: Said) -> bool:
    """Whether it asks or invites to tell about the matter: no question of form, of the person or of readiness."""
    return any(_is_on_the_matter(sentence, said) for sentence in said.sentences)


def _is_on_the_matter(sentence: str, said: Said) -> bool:
    if _GUILT.search(sentence) or _calls(sentence):
        return True
    fewest = _FEWEST_WORDS - bool(_ASKED.search(sentence) and _PAST_DEED.search(sentence))
    asking = _ASKING if not said.is_punctuated else (_ASKED_IN_A_STATEMENT,)
    asks = is_question(sentence) or any(each.search(sentence) for each in asking)
    if not asks or len(sentence.split()) < fewest or not any(each.search(sentence) for each in _ON_DEEDS):
        return False
    return not _is_of_form(sentence, said)


def _calls(sentence: str) -> bool:
    """Whether it calls to tell; what is to be told stands behind the call in Russian, before it in Kazakh."""
    call, kazakh_call = _CALL.search(sentence), _KAZAKH_CALL.search(sentence)
    about = sentence[call.start() :] if call else sentence if kazakh_call else None
    return about is not None and not is_formal(about) and not _NO_CALL.search(about)


def _is_of_form(sentence: str, said: Said) -> bool:
    return is_formal(sentence) or any(tells(said.alone(sentence)) for tells in _FORMALITIES)


_TAG = (
    r"(?:не так ли|не правда ли|так ведь|да ведь|ведь так|ведь|верно|правильно|правда|(?<!\bне )так|да|согласны|"
    r"я (?:вас )?правильно понимаю|"
    r"(?:солай|дұрыс|рас|иә|ия)(?: (?:ма|па|ғой|қой|емес пе))?|емес пе|[ғқ]ой(?: (?:солай|дұрыс|рас|иә|ия|ә|"
    r"да)(?: (?:ма|па))?)?|ә)"
)
_ASKED_TAG = folded_pattern(rf"[\s,—-]{_TAG}\W*\?\W*$")
_SAID_TAG = folded_pattern(rf"\s{_TAG}$|, {_TAG}\.$")
_INSISTS = folded_pattern(
    r"\b(?:вы|ты|он|она|они) ведь\b|\bведь (?:вы|ты|он|она|они)\b|\bразве\b|не так ли|\b(?:вы|ты) же\b|\bже (?:вы|ты)\b|"
    r"ғой,? (?:солай|дұрыс|рас|иә|ия)\b|ғой[^.?!]{0,25}\?|[дт][ыі](?:ң|ңыз|ңіз) ғой\b"
)
_ALONE = folded_pattern(rf"^\W*{_TAG}\W*\?\W*$")
_REPEATS = folded_pattern(
    r"\b(?:вы|ты) (?:\w+ )?(?:сказал|говорил|говорит|указал|пояснил|показал)\w*|вс[её] (?:верно|правильно|так)\b|"
    r"деп айт\w*|айтты[ңн]\w* ғой,? \w|дедіңіз|дедің|айтқансы\w*|"
    r"запис(?:ал|ыва)|запиш|\bпишу\b|отметил|в протоколе|құжатта|жаздым|жазып қойд"
)
"""Quotes of the person's own words, and checks of what was noted."""
_EITHER = folded_pattern(r"\b(?:айта|бере|отыра) ғой\b|\bили\b|\bлибо\b|әлде|немесе")
_BEING_SOMEBODY = folded_pattern(
    r"(?:сіз|вы),? (?:да|иә|ғой)\W*$|бола(?:сыз|сың)\b|(?<![аеёиіыын])с[ыі][зң] ғой\b|"
    r"^\W*(?:вы|ты) (?!\w+(?:л|ла|ли)\b)\w+,? (?:да|верно|так|правильно|иә)\W*$"
)
_LEADS_FROM = 3  # words: "Да?" alone leads nobody


def leads(said: Said) -> bool:
    """Whether it asks for no more than a yes to what it says itself; facts that it only presumes are not looked for."""
    before = ""
    for sentence in said.sentences:
        whole = f"{before} {sentence}" if _ALONE.search(sentence) and _PAST_DEED.search(before) else sentence
        if _leads(whole, said):
            return True
        before = sentence
    return False


def _leads(sentence: str, said: Said) -> bool:
    tagged = _ASKED_TAG.search(sentence) or (not is_question(sentence) and _SAID_TAG.search(sentence))
    if not (tagged or _INSISTS.search(sentence)) or len(sentence.split()) < _LEADS_FROM:
        return False
    return not any(pattern.search(sentence) for pattern in (_REPEATS, _EITHER, _BEING_SOMEBODY)) and not _is_of_form(
        sentence, said
    )
