"""Times for words that a person wrote: heard in the recording, between the words that were heard there before."""

from collections.abc import Sequence

from models.placed_words import PlacedWord, held_in_place, stretches
from models.span import Span
from transcribe.pipeline import Engines
from transcribe.recognize.slot import SoundWindow
from transcribe.sound.pcm import Pcm


def realign(words: Sequence[PlacedWord], within: Span, pcm: Pcm, channel: int | None, engines: Engines) -> dict[str, Span]:
    """When the estimated words of a turn are said, by id; those that no engine could place are left out.

    `channel` None: the mix of all. Known words keep their times and hold the others in place.
    """
    found: dict[str, Span] = {}
    for stretch in stretches(words, within=within):
        language = next(word.language for word in stretch.words if word.estimated)
        name = engines.routes.get(language)
        recognizer = engines.recognizers.get(name) if name else None
        if recognizer is None or stretch.span.duration == 0:
            continue
        window = SoundWindow(span=stretch.span, samples=pcm.read(stretch.span, channel))
        heard = recognizer.align(window, [word.text for word in stretch.words], language)
        if heard is not None:
            found |= held_in_place(stretch.words, heard)
    return found
