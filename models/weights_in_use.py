"""Which rows of the catalogue the settings use, and whether their files lie here; nothing is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.settings import DIARIZERS, Settings
from models.weights import Weights, catalogue

STAGES_WEIGHTS = ("segmentation-3.0", "campplus")
"""What the default diarizer is made of."""
COMMUNITY_WEIGHTS = ("pyannote-community-1",)
_TELLS_LANGUAGES = "whisper-base"


class WeightsState(StrEnum):
    """What is known of a row's files on one host."""

    PRESENT = "present"  # of the right sizes; whether the bytes are right, a self-test says
    MISSING = "missing"
    DAMAGED = "damaged"  # of other sizes, or other bytes
    UNVERIFIED = "unverified"  # nobody verified the catalogue's hashes, so they are not loaded
    UNKNOWN = "unknown"  # the settings name what the catalogue does not have


@dataclass(frozen=True, kw_only=True, slots=True)
class WeightsUse:
    """What the settings use a row for."""

    name: str
    languages: tuple[str, ...] = ()  # that it writes
    tells_languages: bool = False  # it hears which language is spoken
    voices: bool = False  # it helps to tell voices apart
    meaning: bool = False  # it compares texts by meaning


def in_use(settings: Settings) -> tuple[WeightsUse, ...]:
    """Everything that a transcription may need, by name; in order of the work."""
    written = {
        name: tuple(sorted(language for language, of in settings.routes.items() if of == name))
        for name in dict.fromkeys(settings.routes.values())
    }
    decides = deciding(settings.routes)
    names = dict.fromkeys((*written, decides))
    recognizers = tuple(
        WeightsUse(name=name, languages=written.get(name, ()), tells_languages=name == decides) for name in names
    )
    voices = STAGES_WEIGHTS if settings.diarizer == DIARIZERS[0] else COMMUNITY_WEIGHTS
    return (
        *recognizers,
        *(WeightsUse(name=name, voices=True) for name in voices),
        WeightsUse(name=settings.embedder, meaning=True),
    )


def deciding(routes: Mapping[str, str]) -> str:
    """The weights that say which language is spoken: telling them apart is Whisper's, where several write."""
    names = list(routes.values())
    if len(set(names)) == 1:
        return names[0]
    return next((name for name in names if name.startswith("whisper")), _TELLS_LANGUAGES)


def look(name: str, settings: Settings) -> WeightsState:
    """Whether a row's files lie here, by their sizes; no byte of them is read."""
    row = catalogue(settings.weights_folder).get(name)
    return WeightsState.UNKNOWN if row is None else look_at(row, settings)


def look_at(row: Weights, settings: Settings) -> WeightsState:
    """As `look`, for a row that is at hand."""
    if not row.verified:
        return WeightsState.UNVERIFIED
    folder = settings.weights_folder / row.name
    for file in row.files:
        path = folder / file.name
        if not path.is_file():
            return WeightsState.MISSING
        if path.stat().st_size != file.size_bytes:
            return WeightsState.DAMAGED
    return WeightsState.PRESENT
