"""Engines built on a device from verified weights, each with the record of what it is."""

import importlib.metadata
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from analysis import embed
from analysis.compare.judge import Judge, open_judge
from analysis.embed import SentenceEmbedder
from analysis.mentions.recognised_names import SlovnetNames
from gpu import checkpoints, fetch
from gpu.devices import Device, Load, usual_load
from gpu.weights_errors import WeightsMissingError
from models.errors import BadInputError
from models.sentences import Sentence
from models.settings import Settings
from models.transcript import Engine
from models.weights import identity
from models.weights_in_use import deciding
from transcribe.diarize import cluster, community, stages
from transcribe.diarize.campplus import CamPlusPlus
from transcribe.diarize.slot import Diarizer
from transcribe.pipeline import Engines
from transcribe.recognize import windows
from transcribe.recognize.slot import Recognizer
from transcribe.sound.decoder import Decoder
from transcribe.sound.errors import DecoderMissingError

_COMMUNITY_BATCH = 32  # of its two networks


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
    return Engines(
        decoder=decoder,
        decode_engine=decode_engine,
        diarizer=build_diarizer(settings, load),
        recognizers={name: _build_recognizer(name, settings, load) for name in sorted(names)},
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


def build_diarizer(settings: Settings, load: Load) -> Diarizer:
    """What the settings name, over verified weights."""
    return _community(settings, load) if settings.diarizer == "pyannote-community-1" else _stages(settings, load)


def _stages(settings: Settings, load: Load) -> Diarizer:
    """The default: segmentation-3.0 and CAM++ in our own order of stages."""
    segmentation = fetch.ready("segmentation-3.0", settings)
    embedding = fetch.ready("campplus", settings)
    on = torch.device(load.device.name)
    batches = (load.batch(stages.BATCHES[0]), load.batch(stages.BATCHES[1]))
    engine = Engine(
        task="diarize",
        name="hattama-stages",
        version=_torch_versions(),
        weights=(segmentation.record(), embedding.record()),
        settings=(("threshold", str(cluster.THRESHOLD)), *stages.SETTINGS, ("batches", f"{batches[0]},{batches[1]}")),
        device=load.device.name,
    )
    return stages.StagedDiarizer(
        load_segmentation(segmentation.path("pytorch_model.bin")).to(on),
        load_campplus(embedding).to(on),
        engine=engine,
        device=on,
        batches=batches,
    )


def _community(settings: Settings, load: Load) -> Diarizer:
    weights = fetch.ready("pyannote-community-1", settings)
    engine = Engine(
        task="diarize",
        name="pyannote-community-1",
        version=_torch_versions(),
        weights=(weights.record(),),
        settings=(*community.SETTINGS, ("batch", str(load.batch(_COMMUNITY_BATCH)))),
        device=load.device.name,
    )
    pipeline = load_community(weights.folder, batch=load.batch(_COMMUNITY_BATCH))
    return community.CommunityDiarizer(pipeline.to(torch.device(load.device.name)), engine=engine)


def load_community(folder: Path, *, batch: int = _COMMUNITY_BATCH) -> Any:  # pyannote.audio.pipelines.SpeakerDiarization
    """Pyannote's community-1 from verified files: networks built here and filled with numbers, no pickle run."""
    os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "0")  # the library reports its use over the network otherwise
    from pyannote.audio.core.plda import PLDA
    from pyannote.audio.models.embedding import WeSpeakerResNet34
    from pyannote.audio.pipelines import SpeakerDiarization

    embedding = WeSpeakerResNet34()
    embedding.load_state_dict(checkpoints.read_state_dict(folder / "embedding.bin"))
    pipeline = SpeakerDiarization(
        segmentation=load_segmentation(folder / "segmentation.bin"),
        embedding=embedding.eval(),
        plda=PLDA(folder / "xvec_transform.npz", folder / "plda.npz"),
        clustering="VBxClustering",
        embedding_exclude_overlap=True,
        segmentation_batch_size=batch,
        embedding_batch_size=batch,
    )
    return pipeline.instantiate(community.PARAMETERS)


def _torch_versions() -> str:
    return f"pyannote.audio {importlib.metadata.version('pyannote.audio')}, torch {torch.__version__}"


def load_segmentation(path: Path) -> torch.nn.Module:
    """pyannote/segmentation-3.0, built from its own description and filled with verified numbers."""
    os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "0")  # the library reports its use over the network otherwise
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.segmentation import PyanNet

    network = PyanNet(
        sincnet={"stride": 10},
        lstm={"hidden_size": 128, "num_layers": 4, "bidirectional": True, "monolithic": True, "dropout": 0.5},
        linear={"hidden_size": 128, "num_layers": 2},
    )
    network.specifications = Specifications(
        problem=Problem.MONO_LABEL_CLASSIFICATION,
        resolution=Resolution.FRAME,
        duration=10.0,
        classes=["speaker#1", "speaker#2", "speaker#3"],
        powerset_max_classes=2,
        permutation_invariant=True,
    )
    network.build()
    network.load_state_dict(checkpoints.read_state_dict(path))
    return network.eval()  # type: ignore[no-any-return]  # untyped library


def load_campplus(weights: fetch.WeightsFolder) -> torch.nn.Module:
    """CAM++, filled with verified numbers."""
    network = CamPlusPlus()
    network.load_state_dict(checkpoints.read_state_dict(weights.path("campplus_cn_en_common.pt")))
    return network.eval()


def _build_recognizer(name: str, settings: Settings, load: Load) -> Recognizer:
    weights = fetch.ready(name, settings)
    build_one: Callable[[fetch.WeightsFolder, Load], Recognizer]
    build_one = _whisper if any(file.name == "model.bin" for file in weights.row.files) else _onnx
    return build_one(weights, load)


def _whisper(weights: fetch.WeightsFolder, load: Load) -> Recognizer:
    from faster_whisper import WhisperModel

    from transcribe.recognize.whisper import BATCH, SETTINGS, WhisperRecognizer

    batch = load.batch(BATCH)
    model = WhisperModel(
        str(weights.folder),
        device=load.device.kind,
        device_index=load.device.index,
        compute_type=load.compute_type,
        cpu_threads=os.cpu_count() or 1,
        local_files_only=True,
    )
    engine = Engine(
        task="recognize",
        name="faster-whisper",
        version=_versions("faster-whisper", "ctranslate2"),
        weights=(weights.record(),),
        settings=(
            ("compute_type", load.compute_type),
            ("longest_window", str(windows.LONGEST)),
            ("ahead", str(windows.AHEAD)),
            ("batch", str(batch)),
            *SETTINGS,
        ),
        device=load.device.name,
    )
    return WhisperRecognizer(model, engine=engine, batch=batch)


def _onnx(weights: fetch.WeightsFolder, load: Load) -> Recognizer:
    from transcribe.recognize import onnx

    batch = load.batch(onnx.BATCH)
    engine = Engine(
        task="recognize",
        name="onnx-asr",
        version=_versions("onnx-asr", "onnxruntime"),
        weights=(weights.record(),),
        settings=(("longest_window", str(windows.LONGEST)), ("batch", str(batch))),
        device=load.device.name,
    )
    network = onnx.load(weights.folder, gpu=load.device.index if load.device.kind == "cuda" else None)
    return onnx.OnnxRecognizer(network, engine=engine, batch=batch)


def _versions(*packages: str) -> str:
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
