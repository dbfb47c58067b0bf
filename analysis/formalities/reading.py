"""Reads rights, warnings, first question, leading questions and languages off a working transcript.

Patterns over the official's sentences, in Russian and Kazakh; the interrogated person's words tell the languages. Only
voices that a person has named count. What is found is a candidate with its second; nothing is made of what is not found.
"""

from collections.abc import Callable, Collection, Sequence

from analysis.formalities.articles import article_of
from analysis.formalities.languages import asks_language, spoken
from analysis.formalities.questions import is_on_the_matter, leads
from analysis.formalities.rights import gives_refusal, gives_rights
from analysis.formalities.said import Said, said_in
from analysis.formalities.warnings import tells_means, warns_of_liability, warns_of_use
from models.formalities import Formalities
from models.working_transcript import WorkingTurn

_GOES_ON = 2  # turns of the official after the one that begins the rights, in which their article may be named


def read(turns: Sequence[WorkingTurn], *, officials: Collection[str], interrogated: Collection[str]) -> Formalities:
    """What the turns show; nothing where no voice is named the official's.

    Args:
        turns: A recording's working transcript, in order.
        officials: The voices that a person named as whoever interrogates.
        interrogated: Those of the person whose protocol it is.
    """
    said = [said_in(turn) for turn in turns if turn.words and turn.voice in officials]
    return Formalities(
        rights=_first(said, gives_rights),
        rights_article=_article(said),
        refusal=_first(said, gives_refusal),
        use=_first(said, warns_of_use),
        liability=_first(said, warns_of_liability),
        means=_first(said, tells_means),
        language=_first(said, asks_language),
        first_question=_first(said, is_on_the_matter),
        leading=tuple(each.turn.start for each in said if leads(each)),
        languages=spoken([turn for turn in turns if turn.voice in interrogated]),
    )


def _first(said: Sequence[Said], holds: Callable[[Said], bool]) -> float | None:
    return next((each.turn.start for each in said if holds(each)), None)


def _article(said: Sequence[Said]) -> str | None:
    """That by which the rights are explained, from the turn that begins them or soon after."""
    begins = next((at for at, each in enumerate(said) if gives_rights(each)), None)
    if begins is None:
        return None
    named = (article_of(each.turn.words, begun=at > 0) for at, each in enumerate(said[begins : begins + 1 + _GOES_ON]))
    return next((article for article in named if article is not None), None)
