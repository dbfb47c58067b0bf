"""A rule that exists as the text of a pack of its own, to change and try."""

from collections.abc import Mapping
from typing import Any

import yaml

from analysis.control.control import Control, Limit
from analysis.control.kinds import KINDS, field_of
from analysis.control.names import plain
from analysis.control.packs import Pack
from models.sentences import Sentence

NAME = "draft"


class _Plain(yaml.SafeDumper):
    """Packs have no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def draft_of(pack: Pack, control: Control) -> str:
    """YAML of a pack with this rule alone and the parameters that it reads; it asks what the rule asks, unconfirmed."""
    made = {
        "pack": NAME,
        "version": control.version,
        "title": _said(pack.title),
        "case_kinds": [each.value for each in control.case_kinds],
        "limits": {name: _limit(pack.limits[name]) for name in _limits(pack, control)},
        "controls": [_control(control)],
    }
    return yaml.dump(made, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


def _limits(pack: Pack, control: Control) -> list[str]:
    """Parameters that its conditions name, or that what they name is computed with."""
    kind = KINDS[control.watch]
    names = {plain(name) for name in control.names}
    found = {name.partition(".")[2] for name in names if name.startswith("limit.")}
    for name in names:
        field = field_of(kind, name)
        found.update(() if field is None else field.limits)
    if control.countdown is not None:
        found.add(control.countdown.warn)
    return [name for name in pack.limits if name in found]


def _control(control: Control) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": control.id,
        **{key: _said(getattr(control, key)) for key in ("title", "explanation", "ok_when")},
        "basis": [
            {"act": each.act, "article": each.article, "part": each.part, "source": each.source, "edition": each.edition,
             "certainty": each.certainty}
            for each in control.basis
        ],
        "in_force": _days(control.since, control.until),
        "watch": control.watch,
        "when": control.when.text,
        "must": control.must.text,
        "severity": control.severity.value,
        "evidence": [plain(name) for name in control.evidence],
    }  # fmt: skip
    if control.roles and control.watch != "interrogation":  # of those the condition tells it already
        made["roles"] = list(control.roles)
    if control.countdown is not None:
        left = control.countdown
        made["countdown"] = {"left": left.left.text, "until": left.until, "warn": left.warn}
    if control.to is not None:
        made["to"] = control.to
    if control.override is not None:
        made["override"] = {"role": control.override}
    return made


def _limit(limit: Limit) -> dict[str, Any]:
    return {
        "says": _said(limit.says),
        "source": limit.source,
        "values": [
            _days(each.since, each.until) | {"value": list(each.value) if isinstance(each.value, tuple) else each.value}
            for each in limit.values
        ],
    }


def _days(since: object, until: object) -> dict[str, str]:
    return {"from": str(since)} | ({} if until is None else {"to": str(until)})


def _said(sentence: Sentence) -> Mapping[str, str]:
    return {"ru": sentence.ru, "kk": sentence.kk, "en": sentence.en}
