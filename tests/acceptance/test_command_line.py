"""The command line as its users meet it: real processes, their words and their exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import imageio_ffmpeg
import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "interrogation.ogg"
pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """The first seconds of the sample: what is asked here does not hang on length."""
    path = tmp_path_factory.mktemp("clip") / "clip.ogg"
    cut = ["-v", "error", "-i", str(SAMPLE), "-t", "8", "-c", "copy", str(path)]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *cut], check=True)
    return path


def hattama(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "hattama.main", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
        env={**os.environ, "HATTAMA_LANGUAGE": "en", "PYTHONWARNINGS": "ignore", **environment},
        check=False,
    )


def one_sentence(ended, code):
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    return ended.stderr


@pytest.fixture(scope="module")
def transcribed(tmp_path_factory, clip):
    """The clip under a hostile name, transcribed: the ended process and the folder of its results."""
    folder = tmp_path_factory.mktemp("transcribed")
    path = folder / "допрос \"1\" 'а' $(x).ogg"
    path.symlink_to(clip)
    ended = hattama("transcribe", path, "--formats", "json,txt,html,srt,vtt,rttm", "--out", folder / "out")
    return ended, folder / "out"


def test_a_recording_in_a_hostile_name_becomes_files(transcribed):
    ended, out = transcribed
    assert ended.returncode == 0, ended.stderr
    assert {made.suffix for made in out.iterdir()} == {".json", ".txt", ".html", ".srt", ".vtt", ".rttm"}
    assert "writing words: 100%" in ended.stderr


def test_a_missing_file_is_one_sentence(tmp_path):
    assert "no such file" in one_sentence(hattama("transcribe", tmp_path / "нет.wav", "--out", tmp_path), 2)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_errors_speak_the_users_language(tmp_path, language):
    (tmp_path / "x.wav").write_bytes(b"")
    said = one_sentence(hattama("transcribe", tmp_path / "x.wav", "--out", tmp_path, HATTAMA_LANGUAGE=language), 2)
    assert any("а" <= letter <= "я" for letter in said.lower())


def test_debug_shows_a_traceback(tmp_path):
    ended = hattama("--debug", "transcribe", tmp_path / "none.wav", "--out", tmp_path)
    assert ended.returncode == 2
    assert "Traceback" in ended.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [("--languages", "fr"), ("--device", "cuda:7"), ("--formats", "odt"), ("--min-voices", "0"), ("--recognizer", "no")],
)
def test_an_option_that_cannot_be_is_one_sentence(tmp_path, option, value):
    said = one_sentence(hattama("transcribe", SAMPLE, "--out", tmp_path / "out", option, value), 2)
    assert value in said


def test_a_folder_that_cannot_be_written_is_one_sentence():
    one_sentence(hattama("transcribe", SAMPLE, "--out", "/proc/hattama"), 2)


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path, transcribed):
    """A limit on the size of files stands for the disk's end: both refuse the write in mid-file."""
    (made,) = transcribed[1].glob("*.json")
    transcript = tmp_path / "sample.json"
    transcript.write_bytes(made.read_bytes())
    out = tmp_path / "full"
    ended = subprocess.run(
        ["prlimit", "--fsize=4096", sys.executable, "-m", "hattama.main", "draft", transcript, "--out", out],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        env={**os.environ, "HATTAMA_LANGUAGE": "en", "TMPDIR": str(tmp_path)},
        check=False,
    )
    one_sentence(ended, 2)
    assert not list(out.glob("*"))


def test_doctor_is_loud_about_missing_weights(tmp_path):
    ended = hattama("doctor", HATTAMA_WEIGHTS_DIR=str(tmp_path))
    assert ended.returncode == 1
    assert "weights: FAILED" in ended.stdout
    assert "decoder: OK" in ended.stdout
    assert "Traceback" not in ended.stderr


def test_doctor_passes_without_a_network():
    ended = hattama("doctor")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert [line.split(":")[0] for line in ended.stdout.splitlines()] == [
        "weights", "decoder", "database", "device", "clip",
    ]  # fmt: skip


def test_the_template_can_be_had_and_given_back(tmp_path):
    assert hattama("template", tmp_path / "form.docx").returncode == 0
    assert (tmp_path / "form.docx").read_bytes()[:2] == b"PK"


def test_the_version_is_told():
    assert hattama("--version").stdout.startswith("hattama, version ")


@pytest.mark.skipif(
    subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode != 0,
    reason="no file system of our own can be mounted here",
)
def test_a_really_full_file_system_is_one_sentence_and_leaves_nothing(tmp_path, clip):
    out = tmp_path / "out"
    out.mkdir()
    script = (
        'mount -t tmpfs -o size=4k tmpfs "$1" && "$2" -m hattama.main transcribe "$3" --out "$1"; c=$?; ls -A "$1"; exit $c'
    )
    ended = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", out, sys.executable, clip],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
        env={**os.environ, "HATTAMA_LANGUAGE": "en", "PYTHONWARNINGS": "ignore"},
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    assert "space" in ended.stderr.strip().splitlines()[-1]
    assert ended.stdout.strip() == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_one_sentence(tmp_path):
    tmp_path.chmod(0o500)
    assert str(tmp_path) in one_sentence(hattama("transcribe", SAMPLE, "--out", tmp_path), 2)
