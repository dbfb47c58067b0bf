"""Russian names by a network (natasha's slovnet, trained on news), which rules lack: foreign surnames, unlisted places.

The network wants large letters where written Russian has them, and recognizers write none: they are put back first, on
every word that the dictionary knows as a name or does not know at all (a network that sees «ерлан» sees no name).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from analysis.mentions.name_parts import NamePart, parts_of
from analysis.mentions.patterns import Found, Reading, Scene
from analysis.mentions.persons import name_of
from analysis.mentions.russian import readings
from analysis.mentions.tokens import Token
from models.mentions import MentionKind, Name, PersonName
from models.russian import is_known

_NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})
_KINDS = {"PER": MentionKind.PERSON, "LOC": MentionKind.PLACE, "ORG": MentionKind.ORGANISATION}


class NameRecognizer(Protocol):
    """Finds names in a text whose names begin with large letters."""

    def spans(self, text: str) -> Sequence[tuple[int, int, str]]:
        """Where they stand and what they are: PER, LOC, ORG."""
        ...


class SlovnetNames:
    """The network of the weights `slovnet-ner-ru`; half a second to load, 30 MB."""

    def __init__(self, folder: Path) -> None:
        from navec import Navec
        from slovnet import NER
        from threadpoolctl import ThreadpoolController

        words = Navec.load(folder / "navec_news_v1_1B_250K_300d_100q.tar")
        self._network = NER.load(folder / "slovnet_ner_news_v1.tar").navec(words)
        # A turn is so small that sharing its products among cores takes fifty times as long as computing them.
        self._cores = ThreadpoolController()

    def spans(self, text: str) -> Sequence[tuple[int, int, str]]:
        """Where names stand and what they are."""
        with self._cores.limit(limits=1, user_api="blas"):
            return [(span.start, span.stop, span.type) for span in self._network(text).spans]


def found(scene: Scene, recognizer: NameRecognizer) -> Iterator[Found]:
    """What the network names, where any word may be a name at all."""
    tokens = scene.tokens
    if not any(_may_be_name(tokens, at) for at in range(len(tokens))):
        return
    text, starts = restored(tokens)
    for start, stop, kind in recognizer.spans(text):
        inside = [at for at, place in enumerate(starts) if start <= place < stop]
        if not inside or kind not in _KINDS or any(tokens[at].kazakh for at in inside):
            continue  # the network knows no Kazakh
        value = _value(tokens[inside[0] : inside[-1] + 1], _KINDS[kind])
        if value is not None:
            yield Found(
                kind=_KINDS[kind], first=inside[0], last=inside[-1], reading=Reading(value=value), rule="network", weight=1
            )


def restored(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """The turn's text with large letters on what may be a name, and where each token begins in it."""
    text, starts = "", []
    for at, token in enumerate(tokens):
        text += token.gap
        starts.append(len(text))
        raised = _may_be_name(tokens, at) or at == 0 or token.ends_before
        text += token.text[:1].upper() + token.text[1:] if raised else token.text
    return text, starts


def _may_be_name(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    small = token.text.lower()
    if not small.isalpha() or len(small) < 3:
        return False
    if token.is_capital and at > 0 and not token.ends_before:
        return True
    if not is_known(small):
        return any(part.certain for part in parts_of(token))
    likeliest = readings(small)[0].tag
    return not _NAMES.isdisjoint(likeliest.grammemes)


def _value(tokens: Sequence[Token], kind: MentionKind) -> PersonName | Name | None:
    if kind is not MentionKind.PERSON:
        if not all(token.is_capital or not is_known(token.text.lower()) or _is_geographic(token) for token in tokens):
            return None
        words = [_nominative(token) if len(tokens) == 1 else token.text for token in tokens]
        text = " ".join(words)
        return Name(name=text[:1].upper() + text[1:])
    parts: list[NamePart] = []
    for token in tokens:
        free = [part for part in parts_of(token) if part.role not in {each.role for each in parts}]
        parts += free[:1]
    if parts and len(parts) == len(tokens):
        return name_of(parts)
    if not all(token.is_capital for token in tokens) or len(tokens) > 3:
        return None
    texts = [_nominative(token) for token in tokens]
    return PersonName(
        surname=texts[-1],
        name=texts[0] if len(texts) > 1 else None,
        patronymic=texts[1] if len(texts) > 2 else None,
    )


def _is_geographic(token: Token) -> bool:
    return any("Geox" in reading.tag for reading in readings(token.text.lower()))


def _nominative(token: Token) -> str:
    small = token.text.lower()
    for reading in readings(small) if is_known(small) else ():
        if not _NAMES.isdisjoint(reading.tag.grammemes):
            return str(reading.normal_form[:1].upper() + reading.normal_form[1:])
    return token.text
