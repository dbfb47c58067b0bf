"""pyannote's pipeline in the diarizer's slot: over real networks, and loaded from files shaped like community-1's."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from bench.pipeline_of_pyannote import build
from gpu import engines, fetch, networks
from models.progress import silent
from models.settings import read_settings
from models.span import Span
from models.transcript import Engine
from tests.integration.recordings import SAMPLES
from transcribe.diarize import segmentation
from transcribe.diarize.community import CommunityDiarizer
from transcribe.diarize.slot import VoiceBounds
from transcribe.sound.decode import decode
from transcribe.sound.pcm import SAMPLE_RATE

pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("default"), pytest.mark.filterwarnings("ignore:std")]
ENGINE = Engine(task="diarize", name="test", version="1", weights=(), settings=(), device="cpu")


@pytest.fixture(scope="module")
def pcm(tmp_path_factory):
    decoder, _ = engines.build_decoder(read_settings())
    whole = decode(SAMPLES / "interrogation.ogg", tmp_path_factory.mktemp("pcm"), decoder, progress=silent).pcm
    return replace(whole, samples=20 * SAMPLE_RATE)  # both voices are in it; the pipeline is slow


def test_the_samples_voices_are_found_and_every_step_is_reported(pcm, monkeypatch):
    from pyannote.audio.pipelines import speaker_diarization

    for name in ("PretrainedSpeakerEmbedding", "get_plda"):
        monkeypatch.setattr(speaker_diarization, name, getattr(speaker_diarization, name))  # put back afterwards
    steps = set()
    diarizer = CommunityDiarizer(build(read_settings()), engine=ENGINE)
    found = diarizer.diarize(pcm, None, bounds=VoiceBounds(), progress=lambda step, *_: steps.add(step))
    assert len(found.voices) == 2
    assert steps == {"segment", "voices"}
    assert found.voices[0][0].start < found.voices[1][0].start
    spoken = sum(span.duration for spans in found.voices for span in spans)
    heard = (found.activity.probability >= 0.5).sum() * found.activity.frame
    assert heard == pytest.approx(spoken, rel=0.1)
    (one,) = diarizer.detect(pcm, None, progress=silent).voices
    assert sum(span.duration for span in one) == pytest.approx(heard, rel=0.05)


def test_the_segmentation_network_written_here_gives_the_very_numbers_of_pyannotes_own(pcm):
    from pyannote.audio.utils.powerset import Powerset

    weights = fetch.ready("segmentation-3.0", read_settings()).path("pytorch_model.bin")
    sound = torch.from_numpy(pcm.read(Span(start=0, end=20))).reshape(2, 1, -1)
    ours, theirs = networks.load_segmentation(weights), networks.load_segmentation_of_pyannote(weights)
    with torch.inference_mode():
        scores = ours(sound)
        assert torch.equal(scores, theirs(sound))
    assert torch.equal(segmentation.VOICES_OF_SETS[scores.argmax(dim=-1)].float(), Powerset(3, 2).to_multilabel(scores))


def test_files_shaped_like_community_1_are_loaded_without_running_a_pickle(pcm, tmp_path):
    from pyannote.audio.models.embedding import WeSpeakerResNet34

    weights = fetch.ready("segmentation-3.0", read_settings()).path("pytorch_model.bin")
    (tmp_path / "segmentation.bin").write_bytes(weights.read_bytes())
    torch.manual_seed(1)
    torch.save({"state_dict": WeSpeakerResNet34().state_dict()}, tmp_path / "embedding.bin")
    rng = np.random.default_rng(1)
    np.savez(tmp_path / "xvec_transform.npz", mean1=rng.normal(size=256), mean2=rng.normal(size=128), lda=np.eye(256, 128))
    np.savez(tmp_path / "plda.npz", mu=np.zeros(128), tr=np.eye(128), psi=np.linspace(2, 1, 128))
    diarizer = CommunityDiarizer(networks.load_community(tmp_path), engine=ENGINE)
    one_window = replace(pcm, samples=10 * SAMPLE_RATE)
    (voice,) = diarizer.diarize(one_window, None, bounds=VoiceBounds(most=1), progress=silent).voices
    assert voice
