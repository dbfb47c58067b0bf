"""The onnx-asr engine, loading a real (tiny) network that this test makes."""

import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from models.span import Span
from models.transcript import Engine
from transcribe.recognize.onnx import OnnxRecognizer, OnnxWeightsError, load
from transcribe.recognize.slot import SoundWindow

TOKENS = ("▁да", "▁не", "т", "<blk>")
SAID = (3, 0, 0, 3, 3, 1, 2, *[3] * 19)  # "да нет" and silence, a token each 80 ms of two seconds
ENGINE = Engine(task="recognize", name="onnx-asr", version="", weights=(), settings=(), device="cpu")


def tiny_network(folder):
    """A CTC network in NeMo's shape that hears the same two words in every sound."""
    table = np.full((1, len(SAID), len(TOKENS)), -9.0, np.float32)
    table[0, np.arange(len(SAID)), SAID] = -0.1
    nodes = [
        helper.make_node("Shape", ["audio_signal"], ["batch"], start=0, end=1),
        helper.make_node("Concat", ["batch", "rest"], ["shape"], axis=0),
        helper.make_node("Expand", ["table", "shape"], ["logprobs"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info("audio_signal", TensorProto.FLOAT, ["batch_size", 80, "frames"]),
            helper.make_tensor_value_info("length", TensorProto.INT64, ["batch_size"]),
        ],
        [helper.make_tensor_value_info("logprobs", TensorProto.FLOAT, ["batch_size", None, len(TOKENS)])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([len(SAID), len(TOKENS)], np.int64), "rest"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, folder / "model.onnx")
    (folder / "vocab.txt").write_text("".join(f"{token} {number}\n" for number, token in enumerate(TOKENS)), "utf-8")
    (folder / "config.json").write_text(json.dumps({"model_type": "nemo-conformer-ctc"}))


def window(start):
    return SoundWindow(span=Span(start=start, end=start + 2.0), samples=np.zeros(32_000, np.float32))


def test_words_get_their_times_on_the_recordings_clock(tmp_path):
    tiny_network(tmp_path)
    engine = OnnxRecognizer(load(tmp_path, gpu=None), engine=ENGINE)
    first, second = engine.recognize([window(0.0), window(10.0)], ("kk",), write=frozenset({"kk"}))
    assert [each.text for each in first.words] == ["да", "нет"]
    assert first.language == "kk"
    yes, no = second.words
    assert 10.0 <= yes.span.start < yes.span.end <= no.span.start < no.span.end <= 12.0
    assert no.span.start == pytest.approx(10.0 + 5 * 0.08, abs=0.05)
    assert all(0 < each.probability <= 1 for each in second.words)


def test_a_language_that_is_not_its_own_is_not_written(tmp_path):
    tiny_network(tmp_path)
    engine = OnnxRecognizer(load(tmp_path, gpu=None), engine=ENGINE)
    (heard,) = engine.recognize([window(0.0)], ("kk", "ru"), write=frozenset({"ru"}))
    assert heard.words is None


def test_a_folder_that_is_no_network_is_one_error(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(OnnxWeightsError):
        load(tmp_path, gpu=None)
