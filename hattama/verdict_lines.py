"""A control's verdict as lines for a terminal, in the words of the pages; facts keep their names, as rules call them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from api.web import control_words, lengths
from api.web.languages import words_in
from models.sentences import InterfaceLanguage, Sentence

if TYPE_CHECKING:
    from api.verdicts_shown import FactShown, VerdictShown

_ESTABLISH = Sentence(ru="установить: {what}", kk="анықтау керек: {what}", en="to establish: {what}")
_OK_WHEN = Sentence(ru="в порядке, если: {what}", kk="тәртіпте болады, егер: {what}", en="in order when: {what}")
_BASIS = Sentence(ru="основание: {what}", kk="негізі: {what}", en="basis: {what}")
_LEFT = Sentence(ru="осталось: {time}", kk="қалды: {time}", en="left: {time}")


def lines_of(verdict: "VerdictShown", language: InterfaceLanguage, *, zone: str) -> Iterator[str]:
    """What the rule says, of what, what is missing, what would be in order, on which law it rests, and every fact."""
    say = words_in(language).gettext
    state, severity = say(control_words.STATES[verdict.state]), say(control_words.SEVERITIES[verdict.severity])
    yield f"{verdict.control} {verdict.version}: {verdict.title.in_language(language)}: {state} ({severity})"
    if verdict.subject is not None:
        day = [] if verdict.subject.day is None else [f"{verdict.subject.day:%d.%m.%Y}"]
        about = "; ".join((*verdict.subject.of, *day))
        yield f"  {verdict.subject.says.in_language(language)}: {about} [{verdict.subject.id}]"
    if verdict.missing:
        what = "; ".join(f"{each.says.in_language(language)} ({each.of or each.fact})" for each in verdict.missing)
        yield "  " + _ESTABLISH.filled(what=what).in_language(language)
    if verdict.seconds_left is not None:
        yield "  " + _LEFT.filled(time=lengths.told(verdict.seconds_left, say)).in_language(language)
    yield "  " + _OK_WHEN.filled(what=verdict.ok_when.in_language(language)).in_language(language)
    rows = "; ".join(
        f"{each.act} {each.article} ({say(control_words.CERTAINTIES[each.certainty])}; "
        f"{control_words.source_told(each.source, say)})"
        for each in verdict.basis
    )
    yield "  " + _BASIS.filled(what=rows).in_language(language)
    for used in verdict.facts:
        yield f"  {used.says.in_language(language)}: {control_words.value_told(used.value, zone, say)} [{used.name}]"
        for fact in used.made_of:
            yield f"    {_sourced(fact, language, zone)}"


def _sourced(fact: "FactShown", language: InterfaceLanguage, zone: str) -> str:
    """A fact and where it comes from."""
    say = words_in(language).gettext
    source = {name: value for name, value in fact.source.items() if value is not None}
    where = source.get("where", "")
    place = control_words.PLACES.get(where)  # empty: its kind says it all
    second = str(timedelta(seconds=int(source["second"]))) if "second" in source else ""
    parts = (say(control_words.SOURCE_KINDS[source["kind"]]), where if place is None else place and say(place), second)
    told = "; ".join(filter(None, (*parts, source.get("by", ""))))
    whose = f" ({fact.of})" if fact.of else ""
    return f"{fact.says.in_language(language)}{whose}: {control_words.value_told(fact.value, zone, say)} <- {told}"
