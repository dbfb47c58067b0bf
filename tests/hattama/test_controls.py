"""hattama controls check."""

from click.testing import CliRunner

from hattama.main import cli
from models.settings import read_settings


def run(*arguments):
    return CliRunner().invoke(
        cli, ["controls", "check", *map(str, arguments)], obj=read_settings({"HATTAMA_LANGUAGE": "en"})
    )


def test_our_own_packs_are_sound():
    result = run()
    assert result.exit_code == 0
    assert "criminal 2026.1: 70 rules" in result.output


def test_a_bad_pack_ends_as_bad_input(tmp_path):
    path = tmp_path / "pack.yaml"
    path.write_text("pack: x\ncontrols:\n  - id: Z\n", "utf-8")
    error = run(path).exception
    assert error.exit_code == 2
    assert f"{path}:3: Z: the key “watch” is missing" in error.say("en")
    assert "нет ключа «watch»" in error.say("ru")


def test_a_folder_without_a_pack_is_told(tmp_path):
    assert "there is no pack here" in run(tmp_path).exception.say("en")
