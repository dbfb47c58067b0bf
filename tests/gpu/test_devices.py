"""Which device computes, and how much it is given at once."""

import pytest

from gpu import devices
from gpu.devices import GIB, Device, Shares, after_out_of_memory, is_out_of_memory, load_for, shares, usual_load

CPU, GPU = Device(kind="cpu"), Device(kind="cuda", index=1)


def test_a_wish_for_an_absent_gpu_is_an_error():
    assert devices.choose("auto", 0).name == "cpu"
    assert devices.choose("cuda:1", 2).name == "cuda:1"
    with pytest.raises(devices.DeviceError):
        devices.choose("cuda:1", 1)


@pytest.mark.parametrize(
    ("free", "compute_type", "scale"),
    [
        (2, "int8_float16", 1.0),
        (9.9, "int8_float16", 1.0),
        (10, "float16", 2.0),
        (20, "float16", 4.0),
        (78, "float16", 8.0),
    ],
)
def test_more_free_memory_means_larger_numbers_and_batches(free, compute_type, scale):
    load = load_for(GPU, int(free * GIB))
    assert (load.device, load.compute_type, load.batch_scale) == (GPU, compute_type, scale)


def test_a_cpu_takes_the_usual_batches_whatever_is_free():
    assert load_for(CPU, None) == load_for(CPU, 500 * GIB) == usual_load(CPU)
    assert (usual_load(CPU).compute_type, usual_load(CPU).batch(4)) == ("int8", 4)


def test_what_ran_out_of_memory_before_gets_less_from_the_start():
    assert load_for(GPU, 20 * GIB, ease=0.25).batch_scale == 1.0
    assert load_for(CPU, None, ease=0.25).batch(8) == 2


def test_a_batch_is_never_empty():
    assert load_for(CPU, None, ease=1 / 8).batch(4) == 1


def tried(load, *, cpu_allowed):
    """Every load after one, each time memory ran out again."""
    found = []
    while (load := after_out_of_memory(load, cpu_allowed=cpu_allowed)) is not None:
        found.append(load)
        assert len(found) < 20
    return found


def test_out_of_memory_halves_the_batches_until_nothing_is_left():
    loads = tried(load_for(GPU, 20 * GIB), cpu_allowed=False)
    assert [each.batch_scale for each in loads] == [2.0, 1.0, 0.5, 0.25, 0.125]
    assert {(each.device, each.compute_type) for each in loads} == {(GPU, "float16")}


def test_in_the_end_the_cpu_is_tried_where_that_is_allowed():
    loads = tried(load_for(GPU, 2 * GIB), cpu_allowed=True)
    first_on_cpu = loads.index(usual_load(CPU))
    assert all(each.device == GPU for each in loads[:first_on_cpu])
    assert all(each.device == CPU for each in loads[first_on_cpu:])
    assert first_on_cpu > 0


def test_each_library_s_word_for_want_of_memory_is_known():
    import torch

    for error in (
        torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
        RuntimeError("CUDA failed with error out of memory"),  # CTranslate2
        RuntimeError("cuBLAS failed with status CUBLAS_STATUS_ALLOC_FAILED"),
        RuntimeError("[ONNXRuntimeError] : 6 : BFCArena::AllocateRawInternal Failed to allocate memory"),
    ):
        assert is_out_of_memory(error), error
    for error in (RuntimeError("CUDA error: an illegal memory access"), ValueError("out of memory"), FileNotFoundError()):
        assert not is_out_of_memory(error), error


@pytest.mark.parametrize(
    ("cores", "batches", "threads"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 4, 1), (8, 4, 2), (22, 4, 5), (64, 4, 16)]
)
def test_processors_are_shared_among_few_batches_side_by_side(cores, batches, threads):
    assert shares(CPU, cores) == Shares(batches=batches, threads=threads)


def test_batches_side_by_side_hold_no_more_than_one_did():
    assert [Shares(batches=batches, threads=1).batch(4) for batches in (1, 2, 3, 4, 8)] == [4, 2, 1, 1, 1]


def test_a_gpu_takes_one_batch_after_the_other():
    assert shares(GPU, 16) == Shares(batches=1, threads=16)
