"""PyanNet, the network of pyannote/segmentation-3.0: who of up to three local voices speaks in each frame.

Written here from pyannote.audio's own (MIT, CNRS; Bredin and Laurent, "End-to-end speaker segmentation for overlap-aware
resegmentation", Interspeech 2021) over the same filters, because importing that library takes longer than hearing a
minute of sound; a test holds that both give the same numbers. Modules carry the names of the published state dict.
"""

from itertools import pairwise

from asteroid_filterbanks import Encoder, ParamSincFB
from torch import Tensor, nn
from torch.nn import functional

from transcribe.sound.pcm import SAMPLE_RATE

SETS = 7  # of at most two voices out of three: none, each alone, each pair
_FILTERS, _STRIDE = (80, 251), 10  # (number, samples) of the band-pass filters, and their step in samples
_CHANNELS = (80, 60, 60)  # after each of the three layers
_HIDDEN = 128


class _SincNet(nn.Module):
    """Band-pass filters whose edges were learned, then two convolutions; each thinned by three and normalised."""

    def __init__(self) -> None:
        super().__init__()
        filters = ParamSincFB(*_FILTERS, stride=_STRIDE, sample_rate=SAMPLE_RATE, min_low_hz=50, min_band_hz=50)
        convolutions = (nn.Conv1d(first, second, 5) for first, second in pairwise(_CHANNELS))
        self.wav_norm1d = nn.InstanceNorm1d(1, affine=True)
        self.conv1d = nn.ModuleList([Encoder(filters), *convolutions])
        self.norm1d = nn.ModuleList(nn.InstanceNorm1d(channels, affine=True) for channels in _CHANNELS)

    def forward(self, sound: Tensor) -> Tensor:
        y = self.wav_norm1d(sound)
        for number, (convolution, norm) in enumerate(zip(self.conv1d, self.norm1d, strict=True)):
            y = convolution(y)
            if number == 0:
                y = y.abs()
            y = functional.leaky_relu(norm(functional.max_pool1d(y, 3)))
        return y  # type: ignore[no-any-return]  # nn.Module calls are untyped in torch


class PyanNet(nn.Module):
    """Sound (batch, 1, sample) to log-probabilities (batch, frame, `SETS`) of sets of voices."""

    def __init__(self) -> None:
        super().__init__()
        self.sincnet = _SincNet()
        self.lstm = nn.LSTM(_CHANNELS[-1], _HIDDEN, num_layers=4, batch_first=True, dropout=0.5, bidirectional=True)
        self.linear = nn.ModuleList([nn.Linear(2 * _HIDDEN, _HIDDEN), nn.Linear(_HIDDEN, _HIDDEN)])
        self.classifier = nn.Linear(_HIDDEN, SETS)

    def forward(self, sound: Tensor) -> Tensor:
        y, _ = self.lstm(self.sincnet(sound).transpose(1, 2))
        for layer in self.linear:
            y = functional.leaky_relu(layer(y))
        return functional.log_softmax(self.classifier(y), dim=-1)
