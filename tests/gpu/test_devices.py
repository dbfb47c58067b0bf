"""Which device computes."""

import pytest

from gpu import devices


def test_a_wish_for_an_absent_gpu_is_an_error():
    assert devices.choose("auto", 0).name == "cpu"
    assert devices.choose("cuda:1", 2).name == "cuda:1"
    with pytest.raises(devices.DeviceError):
        devices.choose("cuda:1", 1)
