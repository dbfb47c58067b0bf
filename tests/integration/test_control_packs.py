"""Packs as people meet them: shown with their law, a draft begun and tried, one rule's verdicts told to the operator."""

import html
import re
from dataclasses import replace

import pytest

from hattama.commands import controls
from models.settings import read_settings
from tests.integration.controlled import about, decide, offence, state
from tests.service import make_world

pytestmark = pytest.mark.integration

SETTINGS = read_settings({"HATTAMA_LANGUAGE": "en"})


@pytest.fixture
def world(service):
    return about(service, "УК 121 ч.3")


DRAFT = """
pack: draft
version: "1"
title: {ru: "Проба", kk: "Сынақ", en: "Draft"}
case_kinds: [criminal]
limits:
  words:
    says: {ru: "слов", kk: "сөз", en: "words"}
    source: "-"
    values: [{from: 2015-01-01, value: 1}]
controls:
  - id: X1
    title: {ru: "Место указано", kk: "Орын", en: "Place is stated"}
    explanation: {ru: "-", kk: "-", en: "-"}
    ok_when: {ru: "-", kk: "-", en: "-"}
    basis: [{act: "УПК", article: "1", part: null, source: "-", edition: null, certainty: "MEM low"}]
    in_force: {from: 2015-01-01}
    watch: episode
    must: 'episode.place != "" && limit.words == 1'
    severity: warning
    evidence: [episode.place]
    confirmed: null
"""


def test_a_draft_is_tried_over_the_cases_of_whoever_asks_and_a_hostile_one_is_refused(service, world):
    state(service, world, "episode", "e1", place="", articles=["121"])
    far = make_world(service, "stranger")
    reply = service.ask("investigator", "POST", "/api/controls/trial", json={"pack": DRAFT})
    assert reply.status_code == 200, reply.text
    found = [each for each in reply.json()["found"] if each["case_id"] == str(world.case_id)]
    assert [(each["verdict"]["control"], each["verdict"]["state"]) for each in found] == [("draft.X1", "violated")]
    assert str(far.case_id) not in reply.text
    assert "controls_trial" in [each["details"].get("what") for each in service.journal(world.case_id)]
    bomb = "a: &a [x]\nb: [*a, *a]\n" + DRAFT
    deep = DRAFT.replace('episode.place != ""', "(" * 60 + "true" + ")" * 60)
    code = DRAFT.replace('episode.place != ""', "__import__('os').system('id') == 0")
    for hostile in (bomb, deep, code, "[" * 5000, "\udcff" if False else "pack: ..", DRAFT * 2):
        refused = service.ask("investigator", "POST", "/api/controls/trial", json={"pack": hostile})
        assert (refused.status_code, refused.json()["code"]) == (422, "BadPackError"), hostile[:40]
        assert "/tmp" not in refused.text


def test_packs_are_shown_with_their_law_and_nobodys_confirmation(service):
    found = service.ask("head", "GET", "/api/controls").json()
    assert {each["name"] for each in found} == {"criminal", "administrative", "inspection"}
    rules = {each["id"]: each for pack in found if pack["name"] == "criminal" for each in pack["controls"]}
    assert (rules["B1"]["severity"], rules["B1"]["confirmed_by"], rules["B1"]["override_by"]) == ("block", None, None)
    assert all(each["basis"][0]["certainty"] for each in rules.values())


def test_the_operator_is_told_what_a_rule_says_of_a_case_and_the_journal_hears_of_it(service, world):
    offence(service, world)
    state_before = len(service.journal(world.case_id))
    lines = list(controls._explained(service.database, SETTINGS, world.number, "B1-O"))
    assert lines[0].startswith("criminal.B1-O")
    assert "nothing to judge" in lines[0]
    assert decide(service, world, articles=["УПК 35 ч.1 п.1"], text="").status_code == 201
    told = "\n".join(
        controls._explained(service.database, replace(SETTINGS, language="ru"), str(world.case_id), "criminal.B1-O")
    )
    assert "дата рождения" in told.lower()
    assert "01.05.2012" in told
    assert "материалы дела; дата рождения" in told
    assert not {"CODE", "COMM", "None", "True", "False"} & set(re.findall("[A-Za-z]+", told))
    kinds = [(each["kind"], each["account_id"]) for each in service.journal(world.case_id)[state_before:]]
    assert ("view", None) in kinds
    for wrong, error in ((("x", "B1"), controls.NoSuchCaseError), ((world.number, "Z"), controls.NoSuchRuleError)):
        with pytest.raises(error):
            list(controls._explained(service.database, replace(SETTINGS, language="kk"), *wrong))


def test_a_draft_begins_from_a_rule_that_exists(service):
    begun = service.ask("head", "GET", "/controls/trial", params={"rule": "criminal.T2"}).text
    text = html.unescape(re.search("<textarea[^>]*>(.*?)</textarea>", begun, re.DOTALL)[1])
    assert "id: T2" in text
    tried = service.ask("head", "POST", "/controls/trial", data={"pack": text})
    assert (tried.status_code, "What it would have found" in tried.text) == (200, True)
    empty = service.ask("head", "GET", "/controls/trial", params={"rule": "criminal.<b>"})
    assert (empty.status_code, "<b>" in empty.text, "id: " in empty.text) == (200, False, False)
