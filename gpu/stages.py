"""The work itself, as orders that a process of its own carries out: no database, no queue, only files and networks."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpu import devices, engines
from gpu.devices import Device
from models.progress import Progress
from models.recording import Recording
from models.settings import Settings
from models.transcript import Transcript
from transcribe.diarize.slot import VoiceBounds
from transcribe.pipeline import Engines, Options, hear
from transcribe.protocol.docx import write_docx
from transcribe.protocol.draft import draft
from transcribe.protocol.form import form_of
from transcribe.protocol.pdf import write_pdf
from transcribe.sound import kept
from transcribe.sound.decode import decode

PLAYBACK, PEAKS = "playback.ogg", "peaks.bin"
"""Names of what is derived from a recording, in its folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepare:
    """Decode a recording, once for engines and ears."""

    recording: Path  # the bytes as received
    name: str  # as given
    folder: Path  # for what is derived; made new


@dataclass(frozen=True, kw_only=True, slots=True)
class Write:
    """Transcribe decoded sound."""

    folder: Path  # of a `Prepare` that has been carried out
    languages: tuple[str, ...]
    least_voices: int
    most_voices: int | None
    hattama_version: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Draw up a protocol document."""

    transcripts: tuple[Transcript, ...]  # with people's revisions
    names: tuple[str, ...]  # what to call the recordings
    form: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A protocol document in both forms."""

    docx: bytes
    pdf: bytes
    gaps: int  # places that neither recording nor form filled


Order = Prepare | Write | Draft
Made = Recording | Transcript | Drafted


class Hands:
    """Carries out orders on one device; networks stay loaded from one order to the next."""

    def __init__(self, settings: Settings, device: str) -> None:
        self._settings = settings
        self._wanted = device
        self._loaded: tuple[tuple[str, ...], Engines] | None = None

    def carry_out(self, order: Order, progress: Progress) -> Made:
        """What the order makes; errors of the product, or of the machine, as they come."""
        match order:
            case Prepare():
                return self._prepare(order, progress)
            case Write():
                return self._write(order, progress)
            case Draft():
                return self._draft(order, progress)

    def _prepare(self, order: Prepare, progress: Progress) -> Recording:
        decoder, _ = engines.build_decoder(self._settings)
        making = order.folder.with_name(order.folder.name + ".making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True, mode=0o700)
        try:
            decoded = decode(
                order.recording, making, decoder, progress=progress, name=order.name, playback=making / PLAYBACK
            )
            kept.keep(decoded)
            kept.write_peaks(decoded.pcm, making / PEAKS)
            shutil.rmtree(order.folder, ignore_errors=True)
            making.rename(order.folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
        return decoded.recording

    def _write(self, order: Write, progress: Progress) -> Transcript:
        progress("load", 0, 1)
        loaded = self._engines(order.languages)
        progress("load", 1, 1)
        options = Options(
            languages=order.languages,
            bounds=VoiceBounds(least=order.least_voices, most=order.most_voices),
            hattama_version=order.hattama_version,
        )
        return hear(kept.read_kept(order.folder), loaded, options, progress=progress)

    def _engines(self, languages: tuple[str, ...]) -> Engines:
        if self._loaded is None or self._loaded[0] != languages:
            self._loaded = None  # one set of networks in memory at a time
            self._loaded = languages, engines.build(self._settings, languages, self._device())
        return self._loaded[1]

    def _device(self) -> Device:
        return devices.choose(self._wanted, devices.count_gpus())

    @staticmethod
    def _draft(order: Draft, progress: Progress) -> Drafted:
        document = draft(order.transcripts, form_of(order.form, name=Path("form")), recording_names=order.names)
        with tempfile.TemporaryDirectory(prefix="hattama-draft-") as folder:
            docx, pdf = Path(folder) / "protocol.docx", Path(folder) / "protocol.pdf"
            write_docx(document, docx, None)
            progress("write", 1, 2)
            write_pdf(document, pdf)
            progress("write", 2, 2)
            return Drafted(docx=docx.read_bytes(), pdf=pdf.read_bytes(), gaps=len(document.gaps()))
