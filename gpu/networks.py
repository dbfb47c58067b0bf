"""The networks that hear a recording, built on a device from verified weights, each with the record of what it is.

Their libraries take many seconds to import: this module is imported where a recording is heard, and nowhere else.
"""

import importlib.metadata
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from gpu import checkpoints, devices, fetch
from gpu.devices import Load
from models.settings import Settings
from models.transcript import Engine
from transcribe.diarize import cluster, community, stages
from transcribe.diarize.campplus import CamPlusPlus
from transcribe.diarize.network import Network
from transcribe.diarize.pyannet import PyanNet
from transcribe.diarize.slot import Diarizer
from transcribe.recognize import windows
from transcribe.recognize.slot import Recognizer

_COMMUNITY_BATCH = 32  # of its two networks


def build_diarizer(settings: Settings, load: Load) -> Diarizer:
    """What the settings name, over verified weights."""
    return _community(settings, load) if settings.diarizer == "pyannote-community-1" else _stages(settings, load)


def _stages(settings: Settings, load: Load) -> Diarizer:
    """The default: segmentation-3.0 and CAM++ in our own order of stages."""
    segmentation = fetch.ready("segmentation-3.0", settings)
    embedding = fetch.ready("campplus", settings)
    on = torch.device(load.device.name)
    shares = devices.shares(load.device, os.cpu_count() or 1)
    batches = [shares.batch(load.batch(usual)) for usual in stages.BATCHES]
    if load.device.kind == "cpu":
        torch.set_num_threads(shares.threads)
    engine = Engine(
        task="diarize",
        name="hattama-stages",
        version=f"{_versions('asteroid-filterbanks')}, torch {torch.__version__}",
        weights=(segmentation.record(), embedding.record()),
        settings=(
            ("threshold", str(cluster.THRESHOLD)),
            *stages.SETTINGS,
            ("batches", f"{batches[0]},{batches[1]}"),
            ("side_by_side", str(shares.batches)),
        ),
        device=load.device.name,
    )
    segments, embeds = load_segmentation(segmentation.path("pytorch_model.bin")), load_campplus(embedding)
    return stages.StagedDiarizer(
        Network(module=segments.to(on), device=on, batch=batches[0], side_by_side=shares.batches),
        Network(module=embeds.to(on), device=on, batch=batches[1], side_by_side=shares.batches),
        engine=engine,
    )


def _community(settings: Settings, load: Load) -> Diarizer:
    weights = fetch.ready("pyannote-community-1", settings)
    engine = Engine(
        task="diarize",
        name="pyannote-community-1",
        version=f"{_versions('pyannote.audio')}, torch {torch.__version__}",
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
        segmentation=load_segmentation_of_pyannote(folder / "segmentation.bin"),
        embedding=embedding.eval(),
        plda=PLDA(folder / "xvec_transform.npz", folder / "plda.npz"),
        clustering="VBxClustering",
        embedding_exclude_overlap=True,
        segmentation_batch_size=batch,
        embedding_batch_size=batch,
    )
    return pipeline.instantiate(community.PARAMETERS)


def load_segmentation(path: Path) -> torch.nn.Module:
    """pyannote/segmentation-3.0, filled with verified numbers."""
    network = PyanNet()
    network.load_state_dict(checkpoints.read_state_dict(path))
    return network.eval()


def load_segmentation_of_pyannote(path: Path) -> torch.nn.Module:
    """The same as pyannote's pipelines want it: in their own class, built from its description."""
    os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "0")  # the library reports its use over the network otherwise
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.segmentation import PyanNet as Theirs

    network = Theirs(
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


def build_recognizer(name: str, settings: Settings, load: Load) -> Recognizer:
    """The weights of that name as what writes words; errors of weights."""
    weights = fetch.ready(name, settings)
    build_one: Callable[[fetch.WeightsFolder, Load], Recognizer]
    build_one = _whisper if any(file.name == "model.bin" for file in weights.row.files) else _onnx
    return build_one(weights, load)


def _whisper(weights: fetch.WeightsFolder, load: Load) -> Recognizer:
    from faster_whisper import WhisperModel

    from transcribe.recognize.whisper import BATCH, SETTINGS, WhisperRecognizer

    shares = devices.shares(load.device, os.cpu_count() or 1)
    batch = shares.batch(load.batch(BATCH))
    threads = torch.get_num_threads()
    model = WhisperModel(
        str(weights.folder),
        device=load.device.kind,
        device_index=load.device.index,
        compute_type=load.compute_type,
        cpu_threads=shares.threads,
        num_workers=shares.batches,
        local_files_only=True,
    )
    torch.set_num_threads(threads)  # where both share one OpenMP, the library has set it to its own
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
            ("side_by_side", str(shares.batches)),
            *SETTINGS,
        ),
        device=load.device.name,
    )
    return WhisperRecognizer(model, engine=engine, batch=batch, side_by_side=shares.batches)


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
