"""The one-file checker: a real process without our packages says what the program says."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hattama import journal_checker
from models.journal.canonical import canonical
from models.journal.checkpoint import read_checkpoints
from models.journal.export import verify_file, write_export
from models.journal.extract import ExtractHeader, write_extract
from models.journal.merkle import Nodes
from models.journal.remarks import COUNTS, MORE, OUTCOMES, REMARKS, WEIGHTS
from models.sentences import INTERFACE_LANGUAGES
from tests.models.journal.journals import KEY, TAMPERINGS, checkpoint, journal, kept, recomputed, signing_key
from tests.models.journal.test_canonical import VALUES

ENTRIES = journal(20)
OWN = [checkpoint(ENTRIES, 8), checkpoint(ENTRIES)]
NODES = Nodes(each.entry.leaf_hash for each in ENTRIES)

CHECKER_KEY = journal_checker.read_key(KEY.verifier.text)

RFC_8032_VECTORS = (  # public key, message, signature: section 7.1, tests 1 to 3
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)


def write(path, lines):
    path.write_bytes(b"".join(lines))
    return path


def run(path, *more):
    """The checker as a stranger would run it: no environment, no site packages."""
    command = [sys.executable, "-I", "-S", journal_checker.__file__, "--key", KEY.verifier.text, *more, path]
    return subprocess.run(command, capture_output=True, timeout=60, encoding="utf-8", check=False)


def both(path, witness=None, language="en"):
    """What the checker says, which is held to be what the program says; and the exit code."""
    checked = run(path, "--language", language, *(["--checkpoint", witness] if witness else []))
    with path.open("rb") as lines:
        held = read_checkpoints(witness.read_text("utf-8").splitlines() if witness else [])
        report = verify_file(lines, keys=[KEY.verifier], held=held)
    assert checked.stdout.splitlines() == report.lines(language), checked.stderr
    assert checked.returncode == report.exit_code
    return checked.returncode, checked.stdout


@pytest.fixture
def witness(tmp_path):
    """A witness's file with a checkpoint of before and of now."""
    path = tmp_path / "witness"
    path.write_text("".join(f"\n{each.text}" for each in OWN), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_whole_export_is_proven(tmp_path, witness, language):
    exit_code, said = both(write(tmp_path / "export", write_export(ENTRIES, OWN)), witness, language)
    assert exit_code == 0
    assert "20" in said


@pytest.mark.parametrize("tampering", TAMPERINGS.values())
def test_every_tampering_is_found(tmp_path, witness, tampering):
    exit_code, _ = both(write(tmp_path / "export", write_export(tampering(ENTRIES), OWN)), witness)
    assert exit_code == 1


def test_a_recomputed_and_signed_journal_is_told_only_by_an_earlier_checkpoint(tmp_path, witness):
    forged = recomputed(ENTRIES)
    path = write(tmp_path / "export", write_export(forged, [checkpoint(forged, 9), checkpoint(forged)]))
    exit_code, said = both(path)
    assert exit_code == 3
    assert "rewritten" in said
    exit_code, said = both(path, witness)
    assert exit_code == 1
    assert "Two different histories" in said


def test_rows_out_of_order_spoilt_lines_and_bad_signatures_are_told_alike(tmp_path):
    changed = replace(ENTRIES[3], details=replace(ENTRIES[3].details, values={"page": [1e-7, True]}))
    entries = [*ENTRIES[:3], changed, *ENTRIES[5:7], ENTRIES[5], kept(9, "ruling", stored=False), *ENTRIES[10:]]
    own = [OWN[0], checkpoint(ENTRIES, key=signing_key(2)), checkpoint(ENTRIES, key=signing_key(name="other"))]
    header, *lines = write_export(
        [replace(each, details=None) if each.entry.index == 12 else each for each in entries], own
    )
    path = write(tmp_path / "export", [header, b"\xff\n", *lines, b"{}\n"] + [b"\n"] * 30)
    held = tmp_path / "witness"
    torn = OWN[0].text.replace("time", "then")
    held.write_text(f"{OWN[1].one_line}\n{torn}\n{own[2].text}noise\n", encoding="utf-8")
    exit_code, _ = both(path, held)
    assert exit_code == 1


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"[" * 100_000])
def test_a_file_of_something_else_is_a_fault(tmp_path, content):
    assert both(write(tmp_path / "export", [content]))[0] == 1


def test_an_extract_is_checked(tmp_path, witness):
    header = ExtractHeader(case_id="case-1", checkpoint=OWN[1])
    first, *lines = write_extract(header, [each for each in ENTRIES if each.entry.case_id == "case-1"], NODES)
    assert both(write(tmp_path / "whole", [first, *lines]), witness)[0] == 3
    assert both(write(tmp_path / "alone", [first, *lines]))[0] == 3
    entry = {**json.loads(lines[1])["entry"], "case": "case-2"}
    spoilt = json.dumps({**json.loads(lines[1]), "entry": entry}).encode() + b"\n"
    assert both(write(tmp_path / "spoilt", [first, lines[0], spoilt, lines[0], b"{\n"]), witness)[0] == 1


WRONG_VALUES = (None, True, 0, 1.0, -1, 2**60, 1e-7, "", "x", "\ud800", [], ["00" * 32], {}, {"a": 1}, "00" * 32)


def spoil(line, rng):
    """One value somewhere in a line of JSON put in another's place."""
    whole = part = json.loads(line)
    while True:
        key = rng.choice(list(part) if isinstance(part, dict) else range(len(part)))
        if not isinstance(part[key], dict | list) or not part[key] or rng.random() < 0.3:
            part[key] = rng.choice(WRONG_VALUES)
            return json.dumps(whole).encode() + b"\n"
        part = part[key]


@given(st.randoms(use_true_random=False), st.booleans())
def test_whatever_is_done_to_a_file_both_say_the_same(rng, of_case):
    if of_case:
        of_one = [each for each in ENTRIES if each.entry.case_id == "case-1"]
        lines = list(write_extract(ExtractHeader(case_id="case-1", checkpoint=OWN[1]), of_one, NODES))
    else:
        lines = list(write_export(ENTRIES, OWN))
    whole = list(lines)
    for _ in range(rng.randint(0, 3)):
        place, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[place] = rng.choice([lines[place], lines[other], spoil(whole[place], rng), whole[place][:40], b"\n"])
        lines.insert(other, lines.pop(place))
    checkpoints = [OWN[0].text, OWN[1].text][: rng.randint(0, 2)]
    note_lines = "\n".join(checkpoints).split("\n")
    report = verify_file(lines, keys=[KEY.verifier], held=read_checkpoints(note_lines))
    theirs = list(journal_checker.find_checkpoints(note_lines))
    assert journal_checker.check_file(lines, theirs, [CHECKER_KEY], "en") == (report.exit_code, report.lines("en"))


def test_a_wrong_key_or_a_missing_file_is_a_wrong_argument(tmp_path):
    assert run(tmp_path / "nowhere").returncode == 2
    path = write(tmp_path / "export", write_export(ENTRIES, OWN))
    assert run(path, "--key", "no+key").returncode == 2


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032_VECTORS)
def test_signatures_of_the_rfc_verify_and_no_other(public, message, signature):
    key = journal_checker.Key("k", bytes.fromhex(public))
    message, signature = bytes.fromhex(message), bytes.fromhex(signature)
    assert key.verifies(message, signature)
    assert not key.verifies(message + b"x", signature)
    for place in (0, 31, 32, 63):
        assert not key.verifies(message, signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :])
    assert not key.verifies(message, signature[:63])


def test_a_signature_with_s_beyond_the_order_is_refused():
    public, message, signature = (bytes.fromhex(each) for each in RFC_8032_VECTORS[1])
    s = int.from_bytes(signature[32:], "little") + journal_checker.L
    assert not journal_checker.Key("k", public).verifies(message, signature[:32] + s.to_bytes(32, "little"))


def test_bytes_that_are_no_point_are_no_key():
    for data in (b"\x02" + bytes(31), b"\xff" * 32, b"\x01" + bytes(30) + b"\x80"):
        with pytest.raises(ValueError, match="not a point"):
            journal_checker.Key("k", data)


@given(VALUES | st.dictionaries(st.text(), st.integers()))
def test_values_are_written_alike(value):
    assert journal_checker.attempt(lambda each: journal_checker.canonical(each).encode(), value) == journal_checker.attempt(
        canonical, value
    )


def test_sentences_are_the_programs():
    ours = {code.value: sentence for code, (_, sentence) in REMARKS.items()} | {
        "more": MORE,
        "counts": COUNTS,
        "proven": OUTCOMES["proven"],
        "faults": OUTCOMES["fault"],
        "not_proven": OUTCOMES["not_proven"],
        "fault": WEIGHTS["fault"],
        "warning": WEIGHTS["warning"],
        "not_proven_label": WEIGHTS["not_proven"],
    }
    theirs = {
        name: {language: sentence.in_language(language) for language in INTERFACE_LANGUAGES}
        for name, sentence in ours.items()
    }
    assert theirs == journal_checker.SENTENCES
    assert [journal_checker.WEIGHTS[code] for code in REMARKS] == [
        list(WEIGHTS).index(weight) for weight, _ in REMARKS.values()
    ]


def test_the_checker_imports_nothing_of_ours():
    source = Path(journal_checker.__file__).read_text("utf-8")
    assert not any(
        f"{word} {ours}" in source for word in ("import", "from") for ours in ("models", "hattama", "cryptography")
    )
