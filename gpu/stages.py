"""Carries out orders in the process that works: no database, no queue, only files and networks."""

import logging
import tempfile
from dataclasses import replace
from pathlib import Path

from analysis.claims.records import Statement
from analysis.compare.finding import inconsistencies
from analysis.compare.judge import Judge
from analysis.embed import SentenceEmbedder
from analysis.mentions.finding import mentions_in
from analysis.mentions.recognised_names import NameRecognizer
from analysis.suggestions import Exchange, suggestions
from gpu import devices, engines, self_test
from gpu.devices import Load
from gpu.orders import (
    PEAKS,
    PLAYBACK,
    Align,
    Compare,
    Compared,
    Draft,
    Drafted,
    Embed,
    Embedded,
    Made,
    MentionsRead,
    Order,
    Picture,
    Prepare,
    Read,
    SelfTest,
    Write,
)
from models.errors import FailureError
from models.progress import Progress
from models.protocol_document_values import values_of
from models.recording import Recording
from models.sentences import Sentence
from models.settings import Settings
from models.span import Span
from models.transcript import Transcript
from models.workers import SelfTestReport
from transcribe.diarize.slot import VoiceBounds
from transcribe.pipeline import Engines, Options, hear
from transcribe.protocol.docx import write_docx
from transcribe.protocol.draft import draft
from transcribe.protocol.form import form_of
from transcribe.protocol.pdf import write_pdf
from transcribe.realign import realign
from transcribe.sound import kept
from transcribe.sound.decode import decode
from transcribe.sound.picture import make_picture

LOG = logging.getLogger("hattama.engines")
_TEXTS_AT_ONCE = 16


class DeviceMemoryError(FailureError):
    """The device's memory does not suffice even for the smallest batches; `device`."""

    sentence = Sentence(
        ru="На устройстве {device} не хватает памяти даже для самых малых порций. Освободите её или укажите другое "
        "устройство: --device.",
        kk="{device} құрылғысында ең шағын бөліктерге де жад жетпейді. Оны босатыңыз немесе басқа құрылғыны көрсетіңіз: "
        "--device.",
        en="The device {device} has too little memory even for the smallest batches. Free some, or name another device: "
        "--device.",
    )


class StageHands:
    """Carries out orders on one device; networks stay loaded from one order to the next."""

    def __init__(self, settings: Settings, device: str, *, ease: float) -> None:
        """`device`: "auto", "cpu" or "cuda:N"; `ease`: the share of the usual batches that memory is believed to hold."""
        self._settings = settings
        self._wanted = device
        self._ease = ease
        self._load: Load | None = None  # decided when networks are loaded, eased when memory runs out
        self._embedder: SentenceEmbedder | None = None
        self._judge: Judge | None = None
        self._names: NameRecognizer | None = None
        self._loaded: tuple[tuple[tuple[str, ...], str | None], Engines] | None = None  # for which languages, by what

    def carry_out(self, order: Order, progress: Progress) -> Made:
        """What the order makes; errors of the product, or of the machine, as they come."""
        made: Made
        match order:
            case Prepare():
                made = self._prepare(order, progress)
            case Picture():
                made = self._picture(order, progress)
            case Write():
                made = self._write(order, progress)
            case Align():
                made = self._align(order, progress)
            case Draft():
                made = self._draft(order, progress)
            case Embed():
                made = self._embed(order, progress)
            case Read():
                made = self._read(order, progress)
            case Compare():
                made = self._compare(order, progress)
            case SelfTest():
                made = self._self_test(order, progress)
        return made

    def _prepare(self, order: Prepare, progress: Progress) -> Recording:
        decoder, _ = engines.build_decoder(self._settings)
        if order.longest is not None:
            decoder = replace(decoder, longest_hours=order.longest / 3600)
        order.folder.mkdir(parents=True, mode=0o700)
        decoded = decode(
            order.recording,
            order.folder,
            decoder,
            progress=progress,
            name=order.name,
            playback=order.folder / PLAYBACK if order.to_listen else None,
        )
        kept.keep(decoded)
        if order.to_listen:
            kept.write_peaks(decoded.pcm, order.folder / PEAKS)
        return decoded.recording

    def _picture(self, order: Picture, progress: Progress) -> int:
        decoder, _ = engines.build_decoder(self._settings)
        make_picture(order.recording, order.target, decoder, name=order.name, duration=order.duration, progress=progress)
        return order.target.stat().st_size

    def _write(self, order: Write, progress: Progress) -> Transcript:
        decoded = kept.read_kept(order.folder)
        options = Options(
            languages=order.languages,
            bounds=VoiceBounds(least=order.least_voices, most=order.most_voices),
            hattama_version=order.hattama_version,
        )
        while True:
            try:
                progress("load", 0, 1)
                loaded = self._engines(order.languages, order.recognizer)
                progress("load", 1, 1)
                return hear(decoded, loaded, options, progress=progress)
            except Exception as error:  # each library has its own kind for want of memory; all others pass
                if not devices.is_out_of_memory(error):
                    raise
                self._ease_off()

    def _align(self, order: Align, progress: Progress) -> dict[str, Span]:
        decoded = kept.read_kept(order.folder)
        loaded = self._engines(order.languages, None)
        found: dict[str, Span] = {}
        for number, turn in enumerate(order.turns):
            progress("align", number, len(order.turns))
            found |= realign(turn.words, turn.within, decoded.pcm, turn.channel, loaded)
        progress("align", len(order.turns), len(order.turns))
        return found

    def _self_test(self, order: SelfTest, progress: Progress) -> SelfTestReport:
        """With the very networks that this process works with; what it has not loaded is loaded."""
        subject = self_test.Subject(
            settings=replace(self._settings, offline=True),
            version=order.version,
            device=self._device,
            build=lambda: self._engines(self_test.LANGUAGES, None),
        )
        return self_test.run(subject, order.checks, progress)

    def _embed(self, order: Embed, progress: Progress) -> Embedded:
        progress("load", 0, 1)
        if self._embedder is None:
            self._embedder = engines.build_embedder(self._settings)
        made: list[bytes] = []
        for first in range(0, len(order.texts), _TEXTS_AT_ONCE):
            progress("embed", first, len(order.texts))
            found = self._embedder.passages(order.texts[first : first + _TEXTS_AT_ONCE])
            made += [row.astype("<f2").tobytes() for row in found]
        return Embedded(vectors=tuple(made), weights=self._embedder.weights)

    def _read(self, order: Read, progress: Progress) -> MentionsRead:
        if self._names is None:
            self._names = engines.build_name_recognizer(self._settings)
        made = []
        for number, turn in enumerate(order.turns):
            progress("read", number, len(order.turns))
            found = mentions_in(turn.words, said_on=turn.said_on, zone=turn.zone, known=order.known, recognizer=self._names)
            made.append(tuple(found))
        return MentionsRead(mentions=tuple(made))

    def _compare(self, order: Compare, progress: Progress) -> Compared:
        if self._judge is None:
            self._judge = engines.build_judge(self._settings)
        read: list[Statement] = []
        for number, each in enumerate(order.statements):
            progress("read", number, len(order.statements))
            found = mentions_in(each.words, said_on=each.said_on, zone=each.zone, known=order.known)
            read.append(replace(each, mentions=found))
        progress("compare", 0, 1)
        exchanges = [
            Exchange(
                key=each.key,
                who=each.who,
                asked_key=order.asked_keys.get(each.key),
                asked=each.asked or (),
                said=each.words,
                mentions=each.mentions or (),
            )
            for each in read
            if not each.is_protocol
        ]
        return Compared(
            inconsistencies=tuple(inconsistencies(read, judge=self._judge)),
            suggestions=tuple(suggestions(exchanges, order.participants)),
        )

    def _ease_off(self) -> None:
        """Let the networks go and take less at once; DeviceMemoryError where less cannot be."""
        used = self._load or devices.usual_load(self._device())
        self._loaded = None
        devices.release_cached_memory(used.device)
        easier = devices.after_out_of_memory(used, cpu_allowed=self._wanted == "auto")
        if easier is None:
            self._load = None
            raise DeviceMemoryError(device=used.device.name)
        LOG.warning(
            "%s ran out of memory: on %s with %g of the batches", used.device.name, easier.device.name, easier.batch_scale
        )
        self._load = easier

    def _engines(self, languages: tuple[str, ...], recognizer: str | None) -> Engines:
        routes = dict.fromkeys(languages, recognizer) if recognizer else {}
        settings = replace(self._settings, routes={**self._settings.routes, **routes})
        wanted = languages, recognizer
        if self._loaded is None or self._loaded[0] != wanted:
            self._loaded = None  # one set of networks in memory at a time
            if self._load is None:
                device = self._device()
                self._load = devices.load_for(device, devices.free_memory(device), ease=self._ease)
            made = engines.build(settings, languages, self._load.device, load=self._load)
            self._loaded = wanted, made
        return self._loaded[1]

    def _device(self) -> devices.Device:
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
            return Drafted(
                docx=docx.read_bytes(), pdf=pdf.read_bytes(), document=values_of(document), gaps=len(document.gaps())
            )
