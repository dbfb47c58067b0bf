"""Reads FORM.yaml into records. The file is hostile input: small, without aliases, every scalar read as plain text."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, cast, get_args

import yaml

from models.interrogation import (
    Attachment,
    Guilt,
    InterrogationForm,
    Moment,
    Official,
    Participant,
    ParticipantRole,
    PersonalData,
    ProtocolLanguage,
    ReadBy,
    Refusal,
    RefusalGround,
    Role,
    Sitting,
    Statements,
    TurnRuling,
    VoiceRuling,
    Withdrawal,
    WithdrawnQuestion,
)
from transcribe.protocol.errors import FormUnreadableError
from transcribe.protocol.fields import Field, Fields

MAX_FORM_BYTES = 256 * 1024
EMPTY_FORM = InterrogationForm()

_Choice = TypeVar("_Choice", bound=StrEnum)
_Record = TypeVar("_Record")

_PLAIN_TEXTS = (
    "case_number",
    "place",
    "articles",
    "defence_notification",
    "rights_text",
    "suspicion",
    "technical_means",
    "testimony_language",
    "relation_words",
    "remarks",
    "replayed",
)
_OTHER_KEYS = (
    *("language", "role", "additional", "date", "sittings", "official", "person", "participants", "voices"),
    *(
        "leave_out",
        "withdrawn_questions",
        "refusals",
        "guilt",
        "interpreter_needed",
        "attachments",
        "read_by",
        "statements",
    ),
)


class _PlainLoader(yaml.BaseLoader):
    """Only text, lists and mappings; no aliases (a few bytes could stand for gigabytes), no repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not allowed / ссылки (*имя) не допускаются")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str) or key in seen:
                raise yaml.YAMLError(f"the field «{key}» stands twice / поле «{key}» указано дважды")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_form(path: Path) -> InterrogationForm:
    """The form in the file; what it does not state stays unstated.

    Raises:
        FormUnreadableError: no such file, too large, no YAML, aliases.
        FormKeyError: a field nobody knows, with the nearest known one.
        FormValueError: a field that holds what it cannot hold.
    """
    return form_of(_load(path), name=path)


def form_of(document: object, *, name: Path) -> InterrogationForm:
    """The form of plain values, as YAML or JSON gives them; `name` is what errors call it. Raises as `read_form` does."""
    if document is None or document in ("", {}):
        return EMPTY_FORM
    return _form(Fields.of(Field(path=name, key="", value=document)))


def _load(path: Path) -> object:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FORM_BYTES + 1)
    except OSError as error:
        raise FormUnreadableError(path=path, detail=error.strerror or str(error)) from error
    if len(content) > MAX_FORM_BYTES:
        raise FormUnreadableError(path=path, detail=f"> {MAX_FORM_BYTES // 1024} KiB")
    try:
        loader = _PlainLoader(content.decode("utf-8-sig"))
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except UnicodeDecodeError as error:
        raise FormUnreadableError(path=path, detail="UTF-8?") from error
    except RecursionError as error:
        raise FormUnreadableError(path=path, detail="too deeply nested / слишком глубокая вложенность") from error
    except yaml.YAMLError as error:
        raise FormUnreadableError(path=path, detail=" ".join(str(error).split())) from error


def _form(form: Fields) -> InterrogationForm:
    form.refuse_unknown((*_PLAIN_TEXTS, *_OTHER_KEYS))
    role, day = _choice(form.get("role"), Role), form.get("date").day()
    return InterrogationForm(
        language=_language(form.get("language")),
        role=role,
        additional=form.get("additional").yes_or_no() or False,
        day=day,
        sittings=_sittings(form.get("sittings"), day),
        official=_texts(form.get("official"), Official),
        person=_person(form.get("person")),
        participants=_optional(form.get("participants"), _participant),
        voices=tuple(_voice(field, role) for field in form.get("voices").items()),
        leave_out=tuple(_turn(field) for field in form.get("leave_out").elements()),
        withdrawn_questions=tuple(_withdrawn(field) for field in form.get("withdrawn_questions").elements()),
        refusals=tuple(_refusal(field) for field in form.get("refusals").elements()),
        guilt=_choice(form.get("guilt"), Guilt),
        interpreter_needed=form.get("interpreter_needed").yes_or_no(),
        attachments=_optional(form.get("attachments"), _attachment),
        read_by=_choice(form.get("read_by"), ReadBy),
        statements=_statements(form.get("statements")),
        **{key: form.get(key).text() for key in _PLAIN_TEXTS},
    )


def _choice(field: Field, kind: type[_Choice]) -> _Choice | None:
    word = field.one_of(tuple(member.value for member in kind))
    return None if word is None else kind(word)


def _language(field: Field) -> ProtocolLanguage:
    return cast("ProtocolLanguage", field.one_of(get_args(ProtocolLanguage)) or "ru")


def _texts(field: Field, record: type[_Record]) -> _Record:
    """A record all of whose fields are plain text."""
    values = Fields.of(field)
    names = tuple(each.name for each in fields(record))  # type: ignore[arg-type]  # a dataclass, as callers promise
    values.refuse_unknown(names)
    return record(**{name: values.get(name).text() for name in names})


def _person(field: Field) -> PersonalData:
    values = Fields.of(field)
    names = tuple(each.name for each in fields(PersonalData))
    values.refuse_unknown(names)
    stated: Mapping[str, str | None] = {name: values.get(name).text() for name in names if name != "birth_date"}
    return PersonalData(birth_date=values.get("birth_date").day(), **stated)


def _statements(field: Field) -> Statements:
    values = Fields.of(field)
    names = tuple(each.name for each in fields(Statements))
    values.refuse_unknown(names)
    return Statements(**{name: values.get(name).yes_or_no() for name in names})


def _optional(field: Field, read: Callable[[Field], _Record]) -> tuple[_Record, ...] | None:
    """None where nothing is stated: an empty list states that there are none."""
    return None if field.absent else tuple(read(element) for element in field.elements())


def _participant(field: Field) -> Participant:
    values = Fields.of(field)
    values.refuse_unknown(("role", "name", "details"))
    role = _choice(values.get("role"), ParticipantRole)
    if role is None or role in (ParticipantRole.INVESTIGATOR, ParticipantRole.INTERROGATED):
        raise values.get("role").wrong(
            "defender, legal_representative, representative, pedagogue, psychologist, interpreter, ..."
        )
    return Participant(role=role, name=values.get("name").text(), details=values.get("details").text())


def _attachment(field: Field) -> Attachment:
    if isinstance(field.value, str):
        return Attachment(name=field.required_text())
    values = Fields.of(field)
    values.refuse_unknown(("name", "pages"))
    return Attachment(name=values.get("name").required_text(), pages=values.get("pages").text())


def _voice(field: Field, role: Role | None) -> VoiceRuling:
    """`VOICE_00: investigator`, `"2:VOICE_01": defender:2`; the role of the form stands for the interrogated."""
    recording, voice = _numbered(field)
    word, _, number = (field.text() or "").partition(":")
    if role is not None and word == role.value:
        word = ParticipantRole.INTERROGATED.value
    if number and not (number.isascii() and number.isdigit() and 0 < int(number) < 100):
        raise field.wrong("defender:2")
    chosen = _choice(Field(path=field.path, key=field.key, value=word), ParticipantRole)
    if chosen is None:
        raise field.wrong(", ".join(ParticipantRole))
    return VoiceRuling(recording=recording, voice=voice, role=chosen, number=int(number or 1))


def _turn(field: Field) -> TurnRuling:
    recording, turn = _numbered(Field(path=field.path, key=field.required_text(), value=field.value))
    return TurnRuling(recording=recording, turn=turn)


def _withdrawn(field: Field) -> WithdrawnQuestion:
    values = Fields.of(field)
    values.refuse_unknown(("turn", "how", "by", "reason"))
    ruled = _turn(values.get("turn"))
    return WithdrawnQuestion(
        recording=ruled.recording,
        turn=ruled.turn,
        how=_choice(values.get("how"), Withdrawal),
        by=values.get("by").text(),
        reason=values.get("reason").text(),
    )


def _refusal(field: Field) -> Refusal:
    values = Fields.of(field)
    values.refuse_unknown(("turn", "ground", "reason"))
    ruled = _turn(values.get("turn"))
    return Refusal(
        recording=ruled.recording,
        turn=ruled.turn,
        ground=_choice(values.get("ground"), RefusalGround),
        reason=values.get("reason").text(),
    )


def _numbered(field: Field) -> tuple[int | None, str]:
    """A field's name with or without the number of its recording."""
    last = field.key.removeprefix("voices.")
    number, colon, name = last.rpartition(":")
    if not colon:
        return None, last
    if not (number.isascii() and number.isdigit() and 0 < int(number[:6]) < 100_000 and name):
        raise field.wrong("1:VOICE_00")
    return int(number), name


def _sittings(field: Field, day: date | None) -> tuple[Sitting, ...]:
    sittings: list[Sitting] = []
    for element in field.elements():
        values = Fields.of(element)
        values.refuse_unknown(("start", "end"))
        previous = sittings[-1].end if sittings else None
        start = _moment(values.get("start"), after=previous, day=day)
        sittings.append(Sitting(start=start, end=_moment(values.get("end"), after=start or previous, day=day)))
    return tuple(sittings)


def _moment(field: Field, *, after: Moment | None, day: date | None) -> Moment | None:
    """A time, with its own date or else on the day it follows; earlier on the clock than what it follows: next day."""
    text = field.text()
    if text is None:
        return None
    stated_day, _, clock = text.replace("T", " ").rpartition(" ")
    moment_time = _clock(field, clock)
    if stated_day:
        own = Field(path=field.path, key=field.key, value=stated_day).day()
        if after and after.day and own and (own, moment_time) < (after.day, after.time):
            raise field.wrong("a time not before the one it follows / время не раньше предыдущего")
        return Moment(day=own, time=moment_time)
    follows = after.day if after and after.day else day
    if after and follows and moment_time < after.time:
        follows += timedelta(days=1)
    return Moment(day=follows, time=moment_time)


def _clock(field: Field, text: str) -> time:
    for pattern in ("%H:%M", "%H.%M"):
        try:
            return datetime.strptime(text, pattern).time()
        except ValueError:
            continue
    raise field.wrong("10:05, 2026-03-02 10:05, 02.03.2026 10:05")
