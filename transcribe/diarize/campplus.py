"""The CAM++ network: an embedding of a voice from Mel features.

Written here from Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware
Masking", Interspeech 2023, and checked layer by layer against the authors' published code and weights (see
docs/why.md). Modules carry the names of the published state dict, so that it loads with `strict=True`.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

MEL_BINS = 80
EMBEDDING_SIZE = 192  # of the published zh-en weights
_GROWTH = 32
_BOTTLENECK = 4 * _GROWTH
_BLOCKS = ((12, 1), (24, 2), (16, 2))  # (layers, dilation) of the three dense blocks, kernel 3
_CONTEXT_FRAMES = 100  # the masking's local context: one second after the stride of two is two seconds of sound


class _Residual(nn.Module):
    """Two 3x3 convolutions with a shortcut; a stride thins the frequency axis only."""

    def __init__(self, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, stride=(stride, 1), padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        thinner = (nn.Conv2d(channels, channels, 1, stride=(stride, 1), bias=False), nn.BatchNorm2d(channels))
        self.shortcut = nn.Sequential(*(thinner if stride != 1 else ()))

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.bn1(self.conv1(x)))
        return functional.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class _Head(nn.Module):
    """Front end: residual 2-D convolutions that fold 80 Mel bins to 10, then into channels."""

    def __init__(self, channels: int = 32) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.layer1 = nn.Sequential(_Residual(channels, 2), _Residual(channels, 1))
        self.layer2 = nn.Sequential(_Residual(channels, 2), _Residual(channels, 1))
        self.conv2 = nn.Conv2d(channels, channels, 3, stride=(2, 1), padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.out_channels = channels * (MEL_BINS // 8)

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.bn1(self.conv1(x.unsqueeze(1))))  # (batch, channel, mel, frame)
        y = self.layer2(self.layer1(y))
        return functional.relu(self.bn2(self.conv2(y))).flatten(1, 2)  # (batch, channel * mel, frame)


def _normalised(channels: int, *, affine: bool = True) -> nn.Sequential:
    layers = nn.Sequential()
    layers.add_module("batchnorm", nn.BatchNorm1d(channels, affine=affine))
    if affine:
        layers.add_module("relu", nn.ReLU())
    return layers


class _Tdnn(nn.Module):
    """Convolution over time, then normalisation."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels_in, channels_out, 5, stride=2, padding=2, bias=False)
        self.nonlinear = _normalised(channels_out)

    def forward(self, x: Tensor) -> Tensor:
        return self.nonlinear(self.linear(x))  # type: ignore[no-any-return]  # nn.Module calls are untyped in torch


class _ContextAwareMask(nn.Module):
    """A dilated convolution, masked by what the whole stretch and its 100-frame surroundings say."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.linear_local = nn.Conv1d(_BOTTLENECK, _GROWTH, 3, padding=dilation, dilation=dilation, bias=False)
        self.linear1 = nn.Conv1d(_BOTTLENECK, _BOTTLENECK // 2, 1)
        self.linear2 = nn.Conv1d(_BOTTLENECK // 2, _GROWTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        frames = x.shape[-1]
        local = functional.avg_pool1d(x, _CONTEXT_FRAMES, _CONTEXT_FRAMES, ceil_mode=True)
        local = local.repeat_interleave(_CONTEXT_FRAMES, dim=-1)[..., :frames]
        context = x.mean(-1, keepdim=True) + local
        mask = torch.sigmoid(self.linear2(functional.relu(self.linear1(context))))
        return self.linear_local(x) * mask  # type: ignore[no-any-return]  # untyped in torch


class _DenseLayer(nn.Module):
    """Bottleneck and context-aware mask; gives `_GROWTH` new channels."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = _normalised(channels)
        self.linear1 = nn.Conv1d(channels, _BOTTLENECK, 1, bias=False)
        self.nonlinear2 = _normalised(_BOTTLENECK)
        self.cam_layer = _ContextAwareMask(dilation)

    def forward(self, x: Tensor) -> Tensor:
        return self.cam_layer(self.nonlinear2(self.linear1(self.nonlinear1(x))))  # type: ignore[no-any-return]  # untyped in torch


class _DenseBlock(nn.Module):
    """Densely connected layers: each sees all before it."""

    def __init__(self, layers: int, channels: int, dilation: int) -> None:
        super().__init__()
        for number in range(layers):
            self.add_module(f"tdnnd{number + 1}", _DenseLayer(channels + number * _GROWTH, dilation))

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.children():
            x = torch.cat([x, layer(x)], dim=1)
        return x


class _Transit(nn.Module):
    """Halves the channels between blocks."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.nonlinear = _normalised(channels)
        self.linear = nn.Conv1d(channels, channels // 2, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(self.nonlinear(x))  # type: ignore[no-any-return]  # untyped in torch


class _Statistics(nn.Module):
    """Mean and standard deviation over time."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x.mean(-1), x.std(-1, unbiased=True)], dim=-1)


class _Embedding(nn.Module):
    """The last linear layer with its fixed normalisation."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, EMBEDDING_SIZE, 1, bias=False)
        self.nonlinear = _normalised(EMBEDDING_SIZE, affine=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.nonlinear(self.linear(x.unsqueeze(-1)).squeeze(-1))  # type: ignore[no-any-return]  # untyped in torch


class CamPlusPlus(nn.Module):
    """Mel features (batch, frame, 80), mean-normalised over frames, to embeddings (batch, 192).

    At least 4 frames; equal lengths within a batch, since every layer looks at the mean over time and padding would
    change it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.head = _Head()
        channels = 128
        self.xvector = nn.Sequential()
        self.xvector.add_module("tdnn", _Tdnn(self.head.out_channels, channels))
        for number, (layers, dilation) in enumerate(_BLOCKS, start=1):
            self.xvector.add_module(f"block{number}", _DenseBlock(layers, channels, dilation))
            channels += layers * _GROWTH
            self.xvector.add_module(f"transit{number}", _Transit(channels))
            channels //= 2
        self.xvector.add_module("out_nonlinear", _normalised(channels))
        self.xvector.add_module("stats", _Statistics())
        self.xvector.add_module("dense", _Embedding(2 * channels))

    def forward(self, features: Tensor) -> Tensor:
        return self.xvector(self.head(features.transpose(1, 2)))  # type: ignore[no-any-return]  # untyped in torch
