"""What can be checked of Dockerfile and compose.yaml without an engine."""

import re
from pathlib import Path

import click
import pytest
import yaml

from hattama.main import COMMANDS, cli

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
SERVICES = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
OURS = sorted(name for name in SERVICES if name != "postgres")


def test_every_target_ends_as_an_ordinary_user():
    stages = [each for each in re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE) if each.startswith("base AS ")]
    assert len(stages) == 2
    for stage in stages:
        told = [line for line in stage.splitlines() if line and not line.startswith("#")]
        assert told[-1] == "USER hattama"


def test_everything_copied_is_there():
    lines = re.findall(r"^COPY (?!--from=)(.*)$", DOCKERFILE, flags=re.MULTILINE)
    copied = [word for line in lines for word in line.split()[:-1]]
    assert copied
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.parametrize("name", OURS)
def test_each_service_runs_a_command_that_there_is(name):
    command, *arguments = SERVICES[name]["command"]
    assert command in COMMANDS
    context = click.Context(cli)
    found = cli.get_command(context, command)
    if isinstance(found, click.Group):
        assert arguments[0] in found.commands
        return
    known = {option for parameter in found.params for option in parameter.opts}
    assert {each for each in arguments if each.startswith("--")} <= known


@pytest.mark.parametrize("name", OURS)
def test_no_service_of_ours_has_rights_that_it_does_not_need(name):
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_no_password_stands_in_the_file():
    text = (ROOT / "compose.yaml").read_text("utf-8")
    assert re.findall(r"password=(?!\$\{)", text, flags=re.IGNORECASE) == []
