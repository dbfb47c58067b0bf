"""Every rule that exists can be taken as a draft, and the draft asks what the rule asks."""

import pytest

from analysis.control.draft import NAME, draft_of
from analysis.control.names import plain
from analysis.control.packs import load

PACKS = load()


def asked(control):
    """All that a rule says but its name, under the names that its pack's author writes."""
    return (
        control.id, control.version, control.title, control.explanation, control.ok_when, control.basis, control.since,
        control.until, control.case_kinds, control.watch, control.when.text, control.must.text, control.severity,
        [plain(name) for name in control.evidence], control.to, control.override,
        control.countdown and (control.countdown.left.text, control.countdown.until, control.countdown.warn),
    )  # fmt: skip


@pytest.mark.parametrize("control", PACKS.controls, ids=lambda each: f"{each.pack}.{each.id}")
def test_a_rule_taken_as_a_draft_asks_the_same(control, tmp_path):
    pack = PACKS.by_name[control.pack]
    path = tmp_path / "draft.yaml"
    path.write_text(draft_of(pack, control), "utf-8")
    (made,) = load([path]).controls
    assert asked(made) == asked(control)
    assert (made.pack, made.confirmed) == (NAME, None)
    (read,) = load([path]).packs
    assert all(read.limits[name] == pack.limits[name] for name in read.limits)
