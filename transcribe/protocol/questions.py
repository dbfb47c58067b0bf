"""Does a stretch of speech ask something? Decided by its words alone, in Russian and Kazakh."""

import re

_EDGE_WORDS = 10
"""Where the engine writes no punctuation, a question word counts only this near to the end of a turn or within
its first four words: the rights as read out hold "что" and "как" too, but in the middle."""
_FIRST_WORDS = 4

_ASKING = re.compile(
    r"\b(?:расскажите|поясните|уточните|опишите|назовите|ответьте|скажите|объясните|"
    r"айтыңыз(?:шы)?|айтып беріңіз(?:ші)?|баяндаңыз|баяндап беріңіз|түсіндіріңіз|түсіндіріп беріңіз|атаңыз|"
    r"сипаттаңыз|жауап беріңіз)\b",
    re.IGNORECASE,
)
_QUESTION_WORDS = re.compile(
    r"\b(?:кто|кого|кому|кем|что|чего|чему|чем|где|куда|откуда|когда|почему|зачем|сколько|"
    r"как|какой|какая|какое|какие|каким|какого|каком|какую|который|чей|чья|чьё|чьи|ли|"
    r"кім|кімнің|кімді|кімге|кіммен|не|нені|неге|немен|қайда|қайдан|қашан|қалай|қандай|қанша|неше|қай|қайсы|"
    r"ма|ме|ба|бе|па|пе)\b",
    re.IGNORECASE,
)
_KAZAKH_LETTERS = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_RUSSIAN_NOT = re.compile(r"\b(?:не|ме|ма)\b", re.IGNORECASE)


def asks(text: str, *, punctuated: bool) -> bool:
    """Whether the text asks or calls for an account.

    Args:
        text: A turn or a run of turns.
        punctuated: Whether question marks occur at all in this recording; if so, only they and calls for an account
            ("расскажите") count, since a subordinate clause holds the same words as a question.
    """
    if "?" in text or _ASKING.search(text):
        return True
    if punctuated:
        return False
    words = text.split()
    edges = [*words[:_FIRST_WORDS], *words[max(_FIRST_WORDS, len(words) - _EDGE_WORDS) :]]
    edge = " ".join(edges)
    if not _KAZAKH_LETTERS.search(text):
        edge = _RUSSIAN_NOT.sub("", edge)  # "не" asks "what" in Kazakh and denies in Russian
    return bool(_QUESTION_WORDS.search(edge))
