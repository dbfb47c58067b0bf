"""Facts of a case from a register's extract: one JSON file, or a folder of CSV files, by the schema of `schema()`.

What an extract does not hold stays unknown; what it holds and cannot be read is an error that names line and field. A
moment must bear its offset from UTC: which of two hours was meant cannot be asked of a file.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from analysis.control import extract_faults, text_faults
from analysis.control.extract_faults import SHOWN, PlaceFaultError, Way, dotted, other_needed
from models.cases import CaseKind
from models.errors import BadInputError
from models.facts import Known, Source, SourceKind
from models.facts_case import RECORDS, CaseEvent, CaseFacts, Record
from models.facts_shape import FIRST_YEAR, KINDS, LAST_YEAR, REFERENCES, FieldShape, records, shape
from models.sentences import Sentence

FORMAT, FORMAT_VERSION = "hattama-facts", 1
MOST_BYTES = 50_000_000
HEAD = ("number", "kind", "zone")
"""What every extract says of its case."""
_TRUTHS = {"true": True, "false": False, "1": True, "0": False, "да": True, "нет": False, "иә": True, "жоқ": False}


class ExtractError(BadInputError):
    """An extract that cannot be taken; `path`, `line`, `field` and `reason`."""

    sentence = Sentence(
        ru="Выгрузка не принята: {path}, строка {line}, поле «{field}»: {reason}.",
        kk="Үзінді қабылданбады: {path}, {line}-жол, «{field}» өрісі: {reason}.",
        en="The extract is refused: {path}, line {line}, field “{field}”: {reason}.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A mapping of the extract and where it stands."""

    values: Mapping[str, Any]
    at: Way
    source: Source  # of what names no source of its own


def read_extract(path: Path) -> CaseFacts:
    """A case's facts from a JSON file or a folder of CSV files; ExtractError with line and field."""
    return _folder(path) if path.is_dir() else _file(path)


def facts_of(data: object) -> CaseFacts:
    """A case's facts from the extract as plain values; ValueError where they do not fit."""
    if not isinstance(data, Mapping):
        raise PlaceFaultError((), extract_faults.FIELDS_NEEDED)
    lists = RECORDS.keys()
    _only(data, (), {*HEAD, "format", "format_version", "source", "case", *lists})
    if data.get("format", FORMAT) != FORMAT or data.get("format_version", FORMAT_VERSION) != FORMAT_VERSION:
        raise PlaceFaultError(("format",), extract_faults.FORMAT_NEEDED, format=FORMAT, version=FORMAT_VERSION)
    source = _source(data.get("source", {"kind": "register", "where": "register"}), ("source",))
    kinds = tuple(CaseKind)
    if data.get("kind") not in kinds:
        raise PlaceFaultError(("kind",), extract_faults.ONE_OF_NEEDED, allowed=", ".join(kinds))
    found: dict[str, Any] = {"case": _record(CaseEvent, _Row(values=data.get("case") or {}, at=("case",), source=source))}
    for name in lists:
        rows = data.get(name) or []
        if not isinstance(rows, list):
            raise PlaceFaultError((name,), extract_faults.LIST_NEEDED)
        made = [_record(RECORDS[name], _Row(values=row, at=(name, n), source=source)) for n, row in enumerate(rows)]
        _distinct(name, made)
        found[name] = tuple(made)
    facts = CaseFacts(
        number=_text(data, "number"), kind=CaseKind(data["kind"]), zone=_zone(data.get("zone"), ("zone",)), **found
    )
    _referring(facts)
    return facts


def record_of(kind: str, values: Mapping[str, Any]) -> Record:
    """One record of that kind as plain values, as it stands in an extract; PlaceFaultError where they do not fit.

    Its source is that of `source`, of single fields that of `sources`; whom it refers to is not looked up.
    """
    record: Record = _record(
        KINDS[kind], _Row(values=values, at=(), source=Source(kind=SourceKind.REGISTER, where="register"))
    )
    return record


def plain(record: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a record that hold something as plain values, and the source of each that is a fact."""
    fields: dict[str, Any] = {}
    sources: dict[str, Any] = {}
    for each in shape(type(record)):
        value = getattr(record, each.name)
        if isinstance(value, Known):
            sources[each.name] = {name: told for name, told in asdict(value.source).items() if told is not None}
            value = value.value
        if value is None or (each.type is bool and not each.fact and value is False):
            continue
        fields[each.name] = value.isoformat() if isinstance(value, date) else list(value) if each.type is tuple else value
    return fields, sources


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value):
        raise PlaceFaultError((key,), extract_faults.TEXT_NEEDED)
    return str(value)


def _zone(value: object, at: Way) -> str:
    if value is None:
        raise PlaceFaultError(at, extract_faults.MISSING)
    try:
        ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PlaceFaultError(at, extract_faults.NO_ZONE, value=str(value)[:SHOWN]) from error
    return str(value)


def _only(values: Mapping[str, Any], at: Way, allowed: set[str]) -> None:
    for key in values:
        if key not in allowed:
            raise PlaceFaultError((*at, key), extract_faults.NO_FIELD, allowed=", ".join(sorted(allowed)))


def _source(value: object, at: Way) -> Source:
    if not isinstance(value, Mapping):
        raise PlaceFaultError(at, extract_faults.SOURCE_NEEDED)
    _only(value, at, {"kind", "where", "second", "by"})
    if value.get("kind") not in tuple(SourceKind):
        raise PlaceFaultError((*at, "kind"), extract_faults.ONE_OF_NEEDED, allowed=", ".join(SourceKind))
    second = value.get("second")
    if second is not None and (isinstance(second, bool) or not isinstance(second, int | float) or second < 0):
        raise PlaceFaultError((*at, "second"), extract_faults.SECONDS_NEEDED)
    by = value.get("by")
    return Source(
        kind=SourceKind(value["kind"]), where=str(value.get("where", "")), second=second, by=None if by is None else str(by)
    )


def _record(kind: type[Record], row: _Row) -> Any:
    if not isinstance(row.values, Mapping):
        raise PlaceFaultError(row.at, extract_faults.FIELDS_NEEDED)
    fields = {each.name: each for each in shape(kind)}
    _only(row.values, row.at, {"id", "source", "sources", *fields})
    source = _source(row.values["source"], (*row.at, "source")) if row.values.get("source") else row.source
    own = row.values.get("sources") or {}
    if not isinstance(own, Mapping):
        raise PlaceFaultError((*row.at, "sources"), extract_faults.FIELDS_NEEDED)
    _only(own, (*row.at, "sources"), set(fields))
    made: dict[str, Any] = {} if kind is CaseEvent else {"id": _id(row)}
    for name, field in fields.items():
        value, at = row.values.get(name), (*row.at, name)
        if value is None:
            if field.required:
                raise PlaceFaultError(at, extract_faults.MISSING)
            continue
        read = _listed(_value(value, field, at), field, at)
        if field.fact:
            made[name] = Known(value=read, source=_source(own[name], (*row.at, "sources", name)) if name in own else source)
        else:
            made[name] = read
    return kind(**made)


def _id(row: _Row) -> str:
    value = row.values.get("id")
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value):
        raise PlaceFaultError((*row.at, "id"), extract_faults.MISSING)
    return str(value)


def _listed(read: Any, field: FieldShape, at: Way) -> Any:
    """The value, where it is one of those that the field may have."""
    told = read if isinstance(read, tuple) else (read,)
    if field.codes and not set(told) <= set(field.codes):
        raise PlaceFaultError(at, extract_faults.ONE_OF_NEEDED, allowed=", ".join(field.codes))
    return read


def _value(value: object, field: FieldShape, at: Way) -> Any:
    """A value of the field's type, written as JSON has it or as a cell of CSV."""
    if field.name == "zone":
        return _zone(value, at)
    if field.type is bool:
        truth = _TRUTHS.get(str(value).casefold()) if isinstance(value, bool | str | int) else None
        if truth is None:
            raise other_needed(at, field.type, value)
        return truth
    if field.type is tuple:
        if not isinstance(value, list) or not all(isinstance(each, str | int) for each in value):
            raise other_needed(at, field.type, value)
        return tuple(str(each) for each in value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise other_needed(at, field.type, value)
    try:
        return _of_text(str(value), field)
    except ValueError as error:
        raise other_needed(at, field.type, value) from error


def _of_text(text: str, field: FieldShape) -> Any:
    if field.type is int:
        number = int(text)
        if not 0 <= number < 10**9:
            raise ValueError(text)
        return number
    if field.type is date:
        return _of_our_time(date.fromisoformat(text), text)
    if field.type is datetime:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(text)
        return _of_our_time(moment, text)
    return text


Moment = TypeVar("Moment", date, datetime)


def _of_our_time(found: Moment, text: str) -> Moment:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(text)
    return found


def _distinct(name: str, made: list[Any]) -> None:
    seen: set[str] = set()
    for number, each in enumerate(made):
        if each.id in seen:
            raise PlaceFaultError((name, number, "id"), extract_faults.TWICE, id=each.id)
        seen.add(each.id)


def _referring(facts: CaseFacts) -> None:
    """Every id that a record names must be there."""
    known = {(each.KIND, each.id) for each in records(facts)}
    about = {each.id for each in facts.inspections} | {each.id for each in facts.administratives}
    for name in RECORDS:
        for number, record in enumerate(getattr(facts, name)):
            for field, id_ in _named(record):
                there = id_ in about if field == "about" else (REFERENCES[field], id_) in known
                if not there:
                    raise PlaceFaultError((name, number, field), extract_faults.NOT_THERE, id=id_)


def _named(record: Record) -> Iterator[tuple[str, str]]:
    for field in shape(type(record)):
        if field.name not in REFERENCES and field.name != "about":
            continue
        value = getattr(record, field.name)
        if isinstance(value, Known):
            yield from ((field.name, each) for each in value.value)
        elif value is not None:
            yield field.name, value


# Files --------------------------------------------------------------------------------------------------------------


def _file(path: Path) -> CaseFacts:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _of_file(path, text_faults.TOO_LARGE.filled(most=MOST_BYTES))
        text = path.read_text("utf-8-sig")
        data = json.loads(text)
    except OSError as error:
        raise _of_file(path, text_faults.SYSTEM_SAYS.filled(told=error.strerror or error)) from error
    except json.JSONDecodeError as error:
        raise _of_file(path, text_faults.JSON_BROKEN.filled(told=error.msg), line=error.lineno) from error
    except UnicodeDecodeError as error:
        raise _of_file(path, text_faults.NOT_UTF8) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise _of_file(path, text_faults.NOT_JSON) from error
    try:
        return facts_of(data)
    except PlaceFaultError as error:
        raise ExtractError(path=path, line=_line(text, error.at), field=dotted(error.at), reason=error.says) from error


def _of_file(path: Path, reason: Sentence, *, line: int = 1) -> ExtractError:
    return ExtractError(path=path, line=line, field="", reason=reason)


def _line(text: str, at: Way) -> int:
    """On which line a place of a JSON text stands: JSON is YAML but for its tabs, and YAML knows its lines."""
    node = yaml.compose(text.replace("\t", " "), Loader=yaml.CSafeLoader)
    line = 1
    for key in at:
        line = node.start_mark.line + 1 if node is not None else line
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
        elif isinstance(node, yaml.MappingNode):
            pair = next((each for each in node.value if each[0].value == key), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        else:
            return line
    return max(line, node.start_mark.line + 1) if node is not None else line


def _folder(path: Path) -> CaseFacts:
    data: dict[str, Any] = {"source": {"kind": "register", "where": path.name}}
    lines: dict[tuple[str, int], int] = {}
    for name in ("case", *RECORDS):
        file = path / f"{name}.csv"
        if file.is_file():
            rows = _rows(file, name)
            lines |= {(name, number): line for number, (line, _) in enumerate(rows)}
            data[name] = [row for _, row in rows]
    cases = data.pop("case", [])
    if len(cases) != 1:
        raise _of_file(path / "case.csv", text_faults.ONE_ROW_NEEDED)
    data |= {key: cases[0].pop(key, None) for key in HEAD}
    data["case"] = cases[0]
    try:
        return facts_of(data)
    except PlaceFaultError as error:
        name = str(error.at[0]) if error.at and error.at[0] in RECORDS else "case"
        number = error.at[1] if len(error.at) > 1 and isinstance(error.at[1], int) else 0
        field = str(error.at[-1]) if error.at else ""
        where = {"path": path / f"{name}.csv", "line": lines.get((name, number), 1)}
        raise ExtractError(**where, field=field, reason=error.says) from error


def _rows(file: Path, name: str) -> list[tuple[int, dict[str, Any]]]:
    """Rows with their lines. An empty cell is not known, "-" is known to be empty, ";" stands between items of a list."""
    kind = CaseEvent if name == "case" else RECORDS[name]
    lists = {each.name for each in shape(kind) if each.type is tuple}
    found = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text, restkey="?", strict=True)
            for row in reader:
                if "?" in row or None in row.values():
                    raise _of_file(file, text_faults.CELLS_AND_COLUMNS, line=reader.line_num)
                found.append((reader.line_num, {key: _cell(cell, key in lists) for key, cell in row.items() if cell}))
    except OSError as error:
        raise _of_file(file, text_faults.SYSTEM_SAYS.filled(told=error.strerror or error)) from error
    except UnicodeDecodeError as error:
        raise _of_file(file, text_faults.NOT_UTF8) from error
    except csv.Error as error:
        raise _of_file(file, text_faults.CSV_BROKEN.filled(told=error)) from error
    return found


def _cell(cell: str, several: bool) -> Any:
    if several:
        return [] if cell == "-" else [each.strip() for each in cell.split(";") if each.strip()]
    return "" if cell == "-" else cell
