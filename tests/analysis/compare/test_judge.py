"""The slot for a network: its labels, its folder, what it may add and what it may not take away."""

from pathlib import Path

import pytest
import torch

from analysis.compare.finding import inconsistencies
from analysis.compare.judge import Judge, NoContradictionLabelError, open_judge
from models.inconsistencies import Strength
from tests.analysis.claims.said import statement

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "дом", "нож", "да", "нет"]
LABELS = {0: "entailment", 1: "neutral", 2: "contradiction"}


def tiny(folder: Path, labels=LABELS) -> Path:
    # takes five seconds to import, which every process of the tests would wait for
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    (folder / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8,
        max_position_embeddings=32, id2label=labels, label2id={label: number for number, label in labels.items()},
    )  # fmt: skip
    network = BertForSequenceClassification(config)
    with torch.no_grad():
        network.classifier.weight.zero_()
        network.classifier.bias.copy_(torch.arange(len(labels), dtype=torch.float32))
    network.save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


class Sure(Judge):
    """Of one probability for every pair."""

    weights = "0" * 64

    def __init__(self, probability):
        self.probability, self.asked = probability, []

    def contradiction(self, pairs):
        self.asked += pairs
        return [self.probability] * len(pairs)


def test_a_network_of_a_folder_weighs_pairs_by_its_own_label(tmp_path):
    judge = open_judge(tiny(tmp_path), weights="ab" * 32, device="cpu")
    scores = judge.contradiction([("дом", "нож"), ("да", "нет")])
    expected = float(torch.softmax(torch.arange(3, dtype=torch.float32), 0)[2])
    assert scores == pytest.approx([expected, expected])
    assert judge.contradiction([]) == []
    assert judge.weights == "ab" * 32


def test_the_label_is_found_wherever_it_stands(tmp_path):
    judge = open_judge(tiny(tmp_path, {0: "CONTRADICTION", 1: "neutral", 2: "entailment"}), weights="", device="cpu")
    assert judge.contradiction([("дом", "нож")]) == pytest.approx([float(torch.softmax(torch.arange(3.0), 0)[0])])


def test_a_network_of_other_labels_is_refused(tmp_path):
    with pytest.raises(NoContradictionLabelError):
        open_judge(tiny(tmp_path, {0: "positive", 1: "negative", 2: "neutral"}), weights="", device="cpu")


def test_weights_that_are_no_safetensors_are_refused(tmp_path):
    tiny(tmp_path)
    (tmp_path / "model.safetensors").rename(tmp_path / "pytorch_model.bin")
    with pytest.raises(OSError, match="safetensors"):
        open_judge(tmp_path, weights="", device="cpu")


SAID = [
    statement("Марат принёс ключи от склада в пятницу.", key="a"),
    statement("Марат принёс ключи от склада без бирки.", key="b"),
    statement("Домой я пришёл в девять вечера.", key="c"), statement("Домой я пришёл в час ночи.", key="d"),
]  # fmt: skip


def test_a_judge_adds_possible_findings_of_one_topic_and_takes_none_away():
    without = inconsistencies(SAID)
    sure = Sure(0.99)
    made = inconsistencies(SAID, judge=sure)
    assert [each for each in made if each.rule != "judge"] == without != []
    [added] = [each for each in made if each.rule == "judge"]
    assert added.strength is Strength.POSSIBLE
    assert {added.first.statement, added.second.statement} == {"a", "b"}
    assert all("Домой" not in one for one, _ in sure.asked)


def test_a_judge_in_doubt_adds_nothing():
    assert inconsistencies(SAID, judge=Sure(0.5)) == inconsistencies(SAID)
