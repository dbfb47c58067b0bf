"""Engines built on a device from verified weights, each with the record of what it is."""

import re
import subprocess
from pathlib import Path

from analysis import embed
from analysis.compare.judge import Judge, open_judge
from analysis.embed import SentenceEmbedder
from analysis.mentions.recognised_names import SlovnetNames
from gpu import fetch
from gpu.devices import Device, Load, usual_load
from gpu.weights_errors import WeightsMissingError
from models.errors import BadInputError
from models.sentences import Sentence
from models.settings import Settings
from models.transcript import Engine
from models.weights import identity
from models.weights_in_use import deciding
from transcribe.pipeline import Engines
from transcribe.sound.decoder import Decoder
from transcribe.sound.errors import DecoderMissingError


class NotARecognizerError(BadInputError):
    """Weights that do not recognize speech, or a language that no weights are routed for; `name` and `language`."""

    sentence = Sentence(
        ru="Для языка «{language}» указаны веса «{name}», но они его не распознают. Задайте --recognizer или "
        "HATTAMA_RECOGNIZERS; список: «hattama weights list».",
        kk="«{language}» тілі үшін «{name}» салмақтары көрсетілген, бірақ олар оны танымайды. --recognizer немесе "
        "HATTAMA_RECOGNIZERS беріңіз; тізім: «hattama weights list».",
        en="The weights “{name}” are set for the language “{language}” but do not recognize it. Set --recognizer or "
        "HATTAMA_RECOGNIZERS; see “hattama weights list”.",
    )


def build(settings: Settings, languages: tuple[str, ...], device: Device, *, load: Load | None = None) -> Engines:
    """Load everything that a transcription in these languages needs; `load`: how much of the device it may take.

    Weights are verified first: WeightsMissingError or WeightsDamagedError. NotARecognizerError where a language is
    routed to weights that do not write it.
    """
    routes = check_routes(settings, languages)
    decides = deciding(routes)
    names = {*routes.values(), decides}
    load = load or usual_load(device)
    decoder, decode_engine = build_decoder(settings)
    from gpu import networks  # a mistake is told before it

    return Engines(
        decoder=decoder,
        decode_engine=decode_engine,
        diarizer=networks.build_diarizer(settings, load),
        recognizers={name: networks.build_recognizer(name, settings, load) for name in sorted(names)},
        routes=routes,
        decides=decides,
    )


def check_routes(settings: Settings, languages: tuple[str, ...]) -> dict[str, str]:
    """Which weights write each language: UnknownWeightsError, or NotARecognizerError where they do not write it."""
    routes = {language: settings.routes.get(language, settings.routes["ru"]) for language in languages}
    for language, name in routes.items():
        row = fetch.row_of(name, settings)
        if row.task != "recognize" or language not in row.languages:
            raise NotARecognizerError(name=name, language=language)
    return routes


def build_judge(settings: Settings) -> Judge | None:
    """The network that holds sentences against each other, where its weights are installed: it adds, and is not needed."""
    try:
        weights = fetch.ready("nli-multilingual", settings)
    except WeightsMissingError:
        return None
    return open_judge(weights.folder, weights=identity(weights.row), device="cpu")


def build_name_recognizer(settings: Settings) -> SlovnetNames:
    """The network for Russian names; weights errors where it is not installed."""
    return SlovnetNames(fetch.ready("slovnet-ner-ru", settings).folder)


def build_embedder(settings: Settings) -> SentenceEmbedder:
    """What texts become vectors by, as the settings name it; errors of weights."""
    weights = fetch.ready(settings.embedder, settings)
    made_by = identity(weights.row)
    if [file.name for file in weights.row.files] == ["e5-small-q4.bin"]:
        return embed.open_nano_e5(weights.path("e5-small-q4.bin"), weights=made_by)
    return embed.open_folder(weights.folder, weights=made_by, device="cpu")


def build_decoder(settings: Settings) -> tuple[Decoder, Engine]:
    """The decoder that the settings name, or the one installed with the program; DecoderMissingError."""
    import imageio_ffmpeg

    binary = settings.ffmpeg or Path(imageio_ffmpeg.get_ffmpeg_exe())
    try:
        said = subprocess.run([binary, "-version"], capture_output=True, text=True, timeout=30, check=True).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise DecoderMissingError(path=binary, reason=error) from error
    found = re.match(r"ffmpeg version (\S+)", said)
    if found is None:
        raise DecoderMissingError(path=binary, reason=said.splitlines()[0] if said else "")
    engine = Engine(
        task="decode",
        name="ffmpeg",
        version=found[1],
        weights=(),
        settings=(("sample_rate", "16000"), ("filter", "aresample=async=1:first_pts=0")),
        device="cpu",
    )
    return Decoder(binary=binary.resolve()), engine
