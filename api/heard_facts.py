"""What transcripts show of an interrogation, as facts, each with its second of sound; what the protocol states stays.

Where another article on rights was heard than the protocol names, it is unknown. A moment on the wall is known only where
the recording's place is. That something was not heard is no fact: it may have been said where nobody recorded. What counts
all of it (leading questions, first question, languages) is known only once every recording of the interrogation was read.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from models.case_records import InterrogationRecords
from models.cases import Placement
from models.facts import Known, Source, SourceKind
from models.facts_case import InterrogationFacts
from models.formalities import Formalities
from models.span import Seconds

Places = list[tuple[Placement, Formalities]]
Pick = Callable[[Formalities], Seconds | None]

_SAID: dict[str, Pick] = {
    "refusal_right_explained": lambda heard: heard.refusal,
    "use_warned": lambda heard: heard.use,
    "liability_warned": lambda heard: heard.liability,
    "means_announced": lambda heard: heard.means,
    "language_asked": lambda heard: heard.language,
}
"""Facts that are true where something was heard, and what."""
_WHEN: dict[str, Pick] = {
    "rights_at": lambda heard: heard.rights,
    "refusal_right_at": lambda heard: heard.refusal,
    "use_warned_at": lambda heard: heard.use,
}
"""Facts that tell when something was heard, and what."""


def with_heard(facts: InterrogationFacts, found: InterrogationRecords) -> InterrogationFacts:
    """The facts with what was heard in the interrogation's recordings."""
    places = [(each, found.heard[each.recording_id]) for each in found.placements if each.recording_id in found.heard]
    known: dict[str, Any] = {name: _true(places, pick) for name, pick in _SAID.items()}
    known |= {name: _moment(places, pick) for name, pick in _WHEN.items()}
    known["rights_article"] = _article(places)
    if places and len(places) == len(found.placements):
        known |= {
            "first_question_at": _moment(places, lambda heard: heard.first_question),
            "leading_questions": _leading(places),
            "spoken_languages": _languages(places),
        }
    said = {name: value for name, value in known.items() if getattr(facts, name) is None}
    if _differ(facts.rights_article, known["rights_article"]):
        said["rights_article"] = None  # the protocol names another article than was heard: somebody has to listen
    return replace(facts, **said)


def _differ(stated: Known[str] | None, heard: Known[str] | None) -> bool:
    return stated is not None and heard is not None and stated.value != heard.value


def _heard(places: Places, pick: Pick) -> Iterator[tuple[Placement, Seconds]]:
    for placement, heard in places:
        second = pick(heard)
        if second is not None and placement.span_start <= second < placement.span_end:
            yield placement, second


def _true(places: Places, pick: Pick) -> Known[bool] | None:
    for placement, second in _heard(places, pick):
        return Known(value=True, source=_source(placement, second))
    return None


def _moment(places: Places, pick: Pick) -> Known[datetime] | None:
    """The earliest; None where one of them has no time."""
    found = [(_at(placement, second), placement, second) for placement, second in _heard(places, pick)]
    if not found or any(at is None for at, _, _ in found):
        return None
    at, placement, second = min(found, key=lambda each: each[0] or datetime.max.replace(tzinfo=UTC))
    return None if at is None else Known(value=at, source=_source(placement, second))


def _at(placement: Placement, second: Seconds) -> datetime | None:
    if placement.wall_start is None:
        return None
    return placement.wall_start.astimezone(UTC) + timedelta(seconds=second - placement.span_start)


def _article(places: Places) -> Known[str] | None:
    for placement, heard in places:
        said = heard.rights is not None and placement.span_start <= heard.rights < placement.span_end
        if said and heard.rights is not None and heard.rights_article is not None:
            return Known(value=heard.rights_article, source=_source(placement, heard.rights))
    return None


def _leading(places: Places) -> Known[int] | None:
    found = [
        (placement, second)
        for placement, heard in places
        for second in heard.leading
        if placement.span_start <= second < placement.span_end
    ]
    first = found[0] if found else (places[0][0], places[0][0].span_start)
    return Known(value=len(found), source=_source(*first))


def _languages(places: Places) -> Known[tuple[str, ...]] | None:
    found = dict.fromkeys(name for _, heard in places for name in heard.languages)
    return Known(value=tuple(found), source=_source(places[0][0], places[0][0].span_start)) if found else None


def _source(placement: Placement, second: Seconds) -> Source:
    return Source(kind=SourceKind.SOUND, where=str(placement.recording_id), second=second)
