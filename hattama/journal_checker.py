"""Checks a whole export of the journal or a case's extract. One file, only Python 3.9 or later, no package, no network.

    python3 journal_checker.py --key NAME+HASH+BASE64 [--checkpoint FILE]... [--language ru|kk|en] FILE

Ends with 0: proven; 1: a fault was found; 3: no fault was found, but something could not be proven; 2: wrong arguments.
What it verifies, byte for byte, stands in docs/journal.md. It shares no code with the program that wrote the journal.
Long for one module, and one on purpose: it is handed over as a single file, its sentences in three languages included.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import math
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

LARGEST = 2**53 - 1
DEPTH = 32
SHOWN = 20
EMPTY_ROOT = hashlib.sha256(b"").digest()
ENCODER = json.JSONEncoder(ensure_ascii=False)

# Sentences: weight (0 fault, 1 warning, 2 not proven) and name, then Russian, Kazakh, English -------------------------
LANGUAGES = ("ru", "kk", "en")
TABLE = """\
0 unreadable
Строка {line} не читается: она повреждена или не из журнала.
{line}-жол оқылмайды: ол бүлінген немесе журналдан емес.
Line {line} cannot be read: it is damaged or not of a journal.
0 missing
Записей № {first}–{last} нет на их месте.
№ {first}–{last} жазбалар өз орнында жоқ.
Entries {first} to {last} are not in their place.
0 out_of_place
Запись № {index} стоит второй раз или не на своём месте.
№ {index} жазба екінші рет немесе өз орнында емес тұр.
Entry {index} stands a second time or out of its place.
0 changed
Запись № {index} не совпадает с хешем, сохранённым рядом с ней: одно из двух изменено.
№ {index} жазба қасында сақталған хешке сәйкес келмейді: екеуінің бірі өзгертілген.
Entry {index} does not match the hash stored beside it: one of the two was changed.
0 details_changed
Подробности записи № {index} не совпадают с их хешем в записи: они изменены.
№ {index} жазбаның егжей-тегжейі жазбадағы хешіне сәйкес келмейді: ол өзгертілген.
The details of entry {index} do not match their hash in the entry: they were changed.
0 not_included
Запись № {index} не та, что в журнале под контрольной точкой: её доказательство не сходится.
№ {index} жазба бақылау нүктесіндегі журналда бұлай емес: оның дәлелі сәйкес келмейді.
Entry {index} is not what the journal holds under the checkpoint: its proof does not lead there.
0 other_case
Запись № {index} относится не к тому делу, о котором выписка.
№ {index} жазба үзінді жасалған іске қатысты емес.
Entry {index} is not of the case that the extract is about.
0 not_signed
Контрольная точка (записей: {size}, время: {at}) не подписана данным ключом: она поддельная.
Бақылау нүктесіне (жазбалар: {size}, уақыты: {at}) берілген кілтпен қол қойылмаған: ол жалған.
The checkpoint of {size} entries ({at}) is not signed with the given key: it is forged.
0 foreign_own
В файле лежит контрольная точка другого журнала: «{origin}».
Файлда басқа журналдың бақылау нүктесі жатыр: «{origin}».
The file holds a checkpoint of another journal: “{origin}”.
0 differs_held
Журнал не тот, что подписан отдельно хранимой контрольной точкой (записей: {size}, время: {at}): среди записей № \
{first}–{last} что-то изменено, удалено, переставлено или вставлено. Разошлось точек: {count}.
Журнал бөлек сақталған бақылау нүктесінде қол қойылғандай емес (жазбалар: {size}, уақыты: {at}): № {first}–{last} \
жазбалар арасында бірдеңе өзгертілген, жойылған, ауыстырылған немесе қосылған. Сәйкес келмеген нүктелер: {count}.
The journal is not what the checkpoint kept apart signed ({size} entries, {at}): among entries {first} to {last} \
something was changed, removed, swapped or inserted. Checkpoints that differ: {count}.
0 differs_own
Журнал не тот, что подписан его собственной контрольной точкой (записей: {size}, время: {at}): среди записей № \
{first}–{last} что-то изменено, удалено, переставлено или вставлено. Разошлось точек: {count}.
Журнал өзінің бақылау нүктесінде қол қойылғандай емес (жазбалар: {size}, уақыты: {at}): № {first}–{last} жазбалар \
арасында бірдеңе өзгертілген, жойылған, ауыстырылған немесе қосылған. Сәйкес келмеген нүктелер: {count}.
The journal is not what its own checkpoint signed ({size} entries, {at}): among entries {first} to {last} something \
was changed, removed, swapped or inserted. Checkpoints that differ: {count}.
0 two_histories
Одним ключом подписаны две разные истории: журнал переписан тем, у кого был ключ.
Бір кілтпен екі түрлі тарихқа қол қойылған: журналды кілті бар адам қайта жазған.
Two different histories are signed with one key: the journal was rewritten by somebody who had it.
0 cut
Журнал короче подписанного: в нём записей {count}, а контрольной точкой от {at} подписано {size}. Отрезан конец или \
удалены записи.
Журнал қол қойылғаннан қысқа: онда {count} жазба бар, ал {at} бақылау нүктесінде {size} жазбаға қол қойылған. Соңы \
кесілген немесе жазбалар жойылған.
The journal is shorter than what was signed: it has {count} entries, the checkpoint of {at} has {size}. Its end was \
cut off or entries were removed.
1 clock_back
Время записи № {index} ({at}) раньше времени предыдущей: часы переведены назад или дата подделана.
№ {index} жазбаның уақыты ({at}) алдыңғысынан ерте: сағат кері ауыстырылған немесе уақыты жалған.
Entry {index} ({at}) is dated before the entry before it: the clock was set back or the time is forged.
1 foreign_held
Данные контрольные точки других журналов не использованы: {count}.
Берілген басқа журналдардың бақылау нүктелері пайдаланылмады: {count}.
Given checkpoints of other journals that were left aside: {count}.
1 unreadable_held
Данные контрольные точки, которые не читаются: {count}.
Берілген, бірақ оқылмайтын бақылау нүктелері: {count}.
Given checkpoints that cannot be read: {count}.
2 no_checkpoint
Нет ни одной верной контрольной точки: любую запись могли изменить, удалить или вставить.
Бірде-бір жарамды бақылау нүктесі жоқ: кез келген жазбаны өзгертуі, жоюы немесе қосуы мүмкін еді.
There is no valid checkpoint: any entry may have been changed, removed or inserted.
2 none_held
Нет контрольной точки, хранимой отдельно от журнала: нельзя отличить журнал, переписанный или обрезанный и \
подписанный заново целиком.
Журналдан бөлек сақталған бақылау нүктесі жоқ: тұтас қайта жазылып не кесіліп, қайта қол қойылған журналды ажырату \
мүмкін емес.
No checkpoint kept apart from the journal is at hand: a journal rewritten or cut and signed again as a whole cannot \
be told.
2 after_held
Записи № {first}–{last} не подтверждены отдельно хранимыми контрольными точками: владелец ключа мог их переписать.
№ {first}–{last} жазбаларды бөлек сақталған бақылау нүктелері растамайды: кілт иесі оларды қайта жаза алар еді.
No checkpoint kept apart vouches for entries {first} to {last}: the key's holder may have changed them.
2 after_last
Записи № {first}–{last} не подтверждены ни одной контрольной точкой: их могли изменить или удалить.
№ {first}–{last} жазбаларды бірде-бір бақылау нүктесі растамайды: оларды өзгертуі не жоюы мүмкін еді.
No checkpoint vouches for entries {first} to {last}: any may have been changed or removed.
2 other_size
Среди отдельно хранимых контрольных точек нет точки на {size} записей: журнал, переписанный и подписанный заново, \
нельзя отличить.
Бөлек сақталған бақылау нүктелерінің арасында {size} жазбаға арналғаны жоқ: қайта жазылып, қайта қол қойылған \
журналды ажырату мүмкін емес.
None of the checkpoints kept apart is of {size} entries: a journal rewritten and signed again as a whole cannot be \
told.
2 completeness
Выписка доказывает каждую свою запись, но не то, что ни одна не пропущена: это покажет весь журнал.
Үзінді өзіндегі әр жазбаны дәлелдейді, бірақ ешбірі түсіп қалмағанын емес: оны бүкіл журнал көрсетеді.
An extract proves each of its entries, not that none was left out: the whole journal shows that.
1 more
И ещё таких же: {count}.
Және тағы сондай: {count}.
And more of the same: {count}.
1 counts
Записей: {entries}. Подробности стёрты: {erased}. Принято контрольных точек: {checkpoints}.
Жазбалар: {entries}. Егжей-тегжейі өшірілгені: {erased}. Қабылданған бақылау нүктелері: {checkpoints}.
Entries: {entries}. Details erased: {erased}. Checkpoints accepted: {checkpoints}.
1 proven
ИТОГ: доказано.
ҚОРЫТЫНДЫ: дәлелденді.
RESULT: proven.
1 faults
ИТОГ: найдены нарушения.
ҚОРЫТЫНДЫ: бұзушылықтар табылды.
RESULT: faults were found.
1 not_proven
ИТОГ: нарушений не найдено, но доказано не всё.
ҚОРЫТЫНДЫ: бұзушылық табылмады, бірақ бәрі дәлелденген жоқ.
RESULT: no fault was found, but not everything is proven.
1 fault
НАРУШЕНИЕ
БҰЗУШЫЛЫҚ
FAULT
1 warning
ВНИМАНИЕ
НАЗАР АУДАРЫҢЫЗ
WARNING
1 not_proven_label
НЕ ДОКАЗАНО
ДӘЛЕЛДЕНБЕДІ
NOT PROVEN
"""
ROWS = [TABLE.splitlines()[row : row + 4] for row in range(0, len(TABLE.splitlines()), 4)]
WEIGHTS = {row[0][2:]: int(row[0][0]) for row in ROWS}
SENTENCES = {row[0][2:]: {language: row[column] for column, language in enumerate(LANGUAGES, start=1)} for row in ROWS}

# Ed25519 (RFC 8032, 5.1 and 6), verification only. A point is (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z. -------------
Point = tuple[int, int, int, int]
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(first: Point, second: Point) -> Point:
    """The sum of two points."""
    a = (first[1] - first[0]) * (second[1] - second[0]) % P
    b = (first[1] + first[0]) * (second[1] + second[0]) % P
    c = 2 * first[3] * second[3] * D % P
    d = 2 * first[2] * second[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def table_of(point: Point) -> list[list[Point]]:
    """Row k holds 0 to 15 times 16^k times the point, so that multiplying is adding."""
    rows = []
    for _ in range(64):
        row = [NEUTRAL]
        while len(row) < 16:
            row.append(add(row[-1], point))
        rows.append(row)
        point = add(row[-1], point)
    return rows


def multiply(table: list[list[Point]], number: int) -> Point:
    """`number`, below 2^256, times the point of the table."""
    total = NEUTRAL
    for row in table:
        total = add(total, row[number & 15])
        number >>= 4
    return total


def decompress(data: bytes) -> Point:
    """The point of 32 bytes; ValueError where they are none."""
    number = int.from_bytes(data, "little")
    y, sign = number & (2**255 - 1), number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def compress(point: Point) -> bytes:
    """The 32 bytes of a point."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return int(y | (x & 1) << 255).to_bytes(32, "little")


BASE_TABLE = table_of(decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")))


class Key:
    """A journal's verifier key."""

    def __init__(self, name: str, public: bytes) -> None:
        self.name, self.public = name, public
        self.hash = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
        x, y, z, t = decompress(public)
        self._minus_table = table_of((P - x, y, z, P - t))

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made the signature: R = S B - k A, and S below L so that there is only one."""
        s = int.from_bytes(signature[32:], "little")
        if len(signature) != 64 or s >= L:
            return False
        k = int.from_bytes(hashlib.sha512(signature[:32] + self.public + message).digest(), "little") % L
        return compress(add(multiply(BASE_TABLE, s), multiply(self._minus_table, k))) == signature[:32]


def read_key(text: str) -> Key:
    """From NAME+HASH+BASE64; ValueError for any other text."""
    name, _, rest = text.strip().partition("+")
    key_hash, _, encoded = rest.partition("+")
    data = decode_base64(encoded)
    if data[:1] != b"\x01" or len(data) != 33 or not re.fullmatch(r"[!-*,-~]{1,200}", name):
        raise ValueError("not a verifier key")
    key = Key(name, data[1:])
    if key.hash.hex() != key_hash:
        raise ValueError("the hash is not that of the key")
    return key


# JSON as it is hashed (RFC 8785) and strictly read -----------------------------------------------------------------
def canonical(value: Any, depth: int = DEPTH) -> str:
    """The one way to write a value; ValueError where there is none."""
    if value is None or isinstance(value, (bool, str)):
        return ENCODER.encode(value)
    if isinstance(value, (int, float)):
        return canonical_number(value)
    if depth == 0:
        raise ValueError("nested too deep")
    if isinstance(value, list):
        return "[" + ",".join(canonical(each, depth - 1) for each in value) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(f"{canonical(key)}:{canonical(value[key], depth - 1)}" for key in keys) + "}"


def canonical_number(value: float) -> str:
    """A number as ECMAScript writes it; ValueError beyond 2^53 - 1."""
    if abs(value) > LARGEST or not math.isfinite(value):
        raise ValueError("too large a number")
    if value == int(value):
        return str(int(value))
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    text, minus = "".join(map(str, digits)), "-" if sign else ""
    point = len(digits) + int(exponent)
    if point > 0:
        return f"{minus}{text[:point]}.{text[point:]}"
    if point > -6:
        return f"{minus}0.{'0' * -point}{text}"
    return minus + text[0] + ("." + text[1:] if len(text) > 1 else "") + f"e{point - 1}"


def refuse(constant: str) -> None:
    """NaN and infinities are no JSON."""
    raise ValueError(constant)


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object without repeated keys."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key is repeated")
    return dict(pairs)


def read_object(line: bytes, keys: str) -> dict[str, Any]:
    """One line with exactly these keys; ValueError otherwise."""
    try:
        return exactly(json.loads(line.decode(), object_pairs_hook=unique, parse_constant=refuse), keys)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def exactly(value: Any, keys: str) -> dict[str, Any]:
    """The value, if it is an object with these keys."""
    if not isinstance(value, dict) or value.keys() != set(keys.split()):
        raise ValueError("not these keys")
    return value


def text_of(value: Any) -> str:
    """The value, if it is a text."""
    if isinstance(value, str) and value.encode() is not None:
        return value
    raise ValueError("not a text")


def list_of(value: Any) -> list[Any]:
    """The value, if it is a list."""
    if isinstance(value, list):
        return value
    raise ValueError("not a list")


def hash_of(value: Any) -> bytes:
    """32 bytes in hexadecimal."""
    if re.fullmatch(r"[0-9a-f]{64}", text_of(value)):
        return bytes.fromhex(value)
    raise ValueError("not 32 bytes in hexadecimal")


def instant_of(text: str) -> str:
    """A time in the one form that is used: such texts sort as their times do."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z", text):
        raise ValueError("not a UTC time with microseconds")
    datetime.fromisoformat(text[:-1])
    return text


def decode_base64(text: str) -> bytes:
    """Padded base64 of the standard alphabet."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not base64 as it is written here")
    return data


# Checkpoints (C2SP tlog-checkpoint in a C2SP signed note) ----------------------------------------------------------
class Checkpoint(NamedTuple):
    """A checkpoint with its signatures."""

    origin: str
    size: int
    root: bytes
    at: str
    text: str
    signatures: list[tuple[str, bytes]]  # name of the key; its 4-byte hash and the signature


def read_checkpoint(note: str) -> Checkpoint:
    """A signed note; ValueError for any other text."""
    text, _, below = note.partition("\n\n")
    origin, size, root_text, time = text.split("\n")
    root = decode_base64(root_text)
    good = re.fullmatch(r"[!-*,-~]{1,200}", origin) and re.fullmatch(r"0|[1-9][0-9]{0,15}", size)
    if not good or int(size) > LARGEST or len(root) != 32 or (size == "0" and root != EMPTY_ROOT):
        raise ValueError("not a checkpoint")
    if not time.startswith("time ") or not below.endswith("\n"):
        raise ValueError("not a checkpoint")
    signatures = [read_signature(line) for line in below[:-1].split("\n")]
    return Checkpoint(origin, int(size), root, instant_of(time[5:]), text + "\n", signatures)


def read_signature(line: str) -> tuple[str, bytes]:
    """One line below a note."""
    found = re.fullmatch(r"— ([^\s+]+) (.*)", line)
    data = decode_base64(found.group(2)) if found else b""
    if not found or len(data) <= 4:
        raise ValueError("not a signature line")
    return found.group(1), data


def attempt(read: Callable[[Any], Any], data: Any) -> Any:
    """What `read` gives, or None where it cannot."""
    try:
        return read(data)
    except ValueError:
        return None


def find_checkpoints(lines: Iterable[str]) -> Iterator[Checkpoint | None]:
    """Every note and one-line form in a witness's file; None for one that cannot be read."""
    before: deque[str] = deque(maxlen=5)
    signatures: list[str] = []
    for line in chain(lines, [""]):
        line = line.rstrip("\r\n")  # noqa: PLW2901
        if line.startswith("— "):
            signatures.append(line)
            continue
        if signatures:
            yield attempt(read_checkpoint, "\n".join([*before, *signatures, ""]))
            before.clear()
            signatures.clear()
        marked = re.search(r"hattama-checkpoint ([A-Za-z0-9+/]+={0,2})", line)
        if marked:
            yield attempt(lambda text: read_checkpoint(base64.b64decode(text, validate=True).decode()), marked.group(1))
        else:
            before.append(line)


# The Merkle tree (RFC 6962 and RFC 9162) ----------------------------------------------------------------------------
def hash_node(left: bytes, right: bytes) -> bytes:
    """Two nodes joined."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The perfect trees of the entries so far."""

    def __init__(self) -> None:
        self.size, self._hashes = 0, list[bytes]()

    def append(self, node: bytes) -> None:
        """One leaf more."""
        index, self.size = self.size, self.size + 1
        while index & 1:
            node, index = hash_node(self._hashes.pop(), node), index >> 1
        self._hashes.append(node)

    def root(self) -> bytes:
        """Joined from the right."""
        root = self._hashes[-1] if self._hashes else EMPTY_ROOT
        for each in self._hashes[-2::-1]:
            root = hash_node(each, root)
        return root


def includes(checkpoint: Checkpoint, index: int, leaf: bytes, proof: list[bytes]) -> bool:
    """RFC 9162, 2.1.3.2."""
    place, last, found = index, checkpoint.size - 1, leaf
    for node in proof:
        if last <= 0:
            return False
        if place & 1 or place == last:
            found = hash_node(node, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = hash_node(found, node)
        place, last = place >> 1, last >> 1
    return index < checkpoint.size and last == 0 and found == checkpoint.root


class Entry(NamedTuple):
    """An entry as the file has it."""

    number: int  # its index in the journal
    at: str
    case: str | None
    details_hash: bytes
    leaf: bytes  # computed from its fields
    stored_leaf: bytes | None
    details: tuple[bytes, dict[str, Any]] | None
    proof: list[bytes]  # in an extract


def read_details(value: Any) -> tuple[bytes, dict[str, Any]] | None:
    """Salt and values; None where they are erased."""
    if value is None:
        return None
    fields = exactly(value, "salt values")
    if isinstance(fields["values"], dict):
        return hash_of(fields["salt"]), fields["values"]
    raise ValueError("details are an object")


def read_entry(line: bytes, beside: str) -> Entry:
    """A line with an entry, its details and either "leaf" or "proof"; ValueError for any other."""
    fields = read_object(line, f"details entry {beside}")
    entry = exactly(fields["entry"], "account at case details_hash format index kind subject")
    subject = exactly(entry["subject"], "id kind")
    texts = [subject["id"], subject["kind"], *(each for each in (entry["account"], entry["case"]) if each is not None)]
    if not all(text_of(each) is not None for each in texts) or not re.fullmatch(
        "[a-z][a-z0-9_]{0,63}", text_of(entry["kind"])
    ):
        raise ValueError("not an entry")
    if type(entry["index"]) is not int or type(entry["format"]) is not int or entry["format"] != 1 or entry["index"] < 0:
        raise ValueError("not an entry")
    stored = fields.get("leaf")
    return Entry(
        number=entry["index"],
        at=instant_of(text_of(entry["at"])),
        case=entry["case"],
        details_hash=hash_of(entry["details_hash"]),
        leaf=hashlib.sha256(b"\x00" + canonical(entry).encode()).digest(),
        stored_leaf=None if stored is None else hash_of(stored),
        details=read_details(fields["details"]),
        proof=[hash_of(node) for node in list_of(fields.get("proof", []))],
    )


# Verification -------------------------------------------------------------------------------------------------------
class Remarks:
    """Sentences gathered by kind, at most `SHOWN` of each and a count of the rest."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._said: dict[str, list[str]] = {}
        self._more: dict[str, int] = {}

    def say(self, code: str, **data: Any) -> str:
        """A sentence in the reader's language."""
        return SENTENCES[code][self._language].format(**data)

    def add(self, code: str, **data: Any) -> None:
        """One remark."""
        said = self._said.setdefault(code, [])
        if len(said) < SHOWN:
            said.append(self.say(code, **data))
        else:
            self._more[code] = self._more.get(code, 0) + 1

    def report(self, entries: int, erased: int, checkpoints: int) -> tuple[int, list[str]]:
        """Exit code and lines."""
        lines = []
        for weight, label in enumerate(("fault", "warning", "not_proven_label")):
            for code, said in self._said.items():
                more = [self.say("more", count=self._more[code])] if code in self._more else []
                lines += [f"{self.say(label)}: {each}" for each in said + more if WEIGHTS[code] == weight]
        weights = {WEIGHTS[code] for code in self._said}
        outcome, exit_code = ("faults", 1) if 0 in weights else ("not_proven", 3) if 2 in weights else ("proven", 0)
        counts = self.say("counts", entries=entries, erased=erased, checkpoints=checkpoints)
        return exit_code, [*lines, counts, self.say(outcome)]


def accept(checkpoints: Iterable[Checkpoint], keys: list[Key], remarks: Remarks, own: bool) -> dict[tuple[int, bytes], str]:
    """Those that are rightly signed: each size and root with its first time."""
    accepted: dict[tuple[int, bytes], str] = {}
    foreign = 0
    for each in checkpoints:
        named = {key.hash: key for key in keys if key.name == each.origin}
        ours = [data for name, data in each.signatures if name == each.origin and data[:4] in named]
        if not named:
            foreign += 1
            if own:
                remarks.add("foreign_own", origin=each.origin)
        elif ours and all(named[data[:4]].verifies(each.text.encode(), data[4:]) for data in ours):
            place = (each.size, each.root)
            accepted[place] = min(each.at, accepted.get(place, each.at))
        else:
            remarks.add("not_signed", size=each.size, at=each.at)
    if foreign and not own:
        remarks.add("foreign_held", count=foreign)
    return accepted


def accept_held(held: list[Checkpoint | None], keys: list[Key], remarks: Remarks) -> dict[tuple[int, bytes], str]:
    """Those that were kept apart."""
    accepted = accept([each for each in held if each], keys, remarks, own=False)
    if None in held:
        remarks.add("unreadable_held", count=held.count(None))
    return accepted


class Trail:
    """Checkpoints of one source, compared in order of size."""

    def __init__(self, accepted: dict[tuple[int, bytes], str]) -> None:
        self.waiting = sorted(((size, at, root) for (size, root), at in accepted.items()), reverse=True)
        self.agreed, self.sound, self.reached, self.differ_count = -1, 0, 0, 0
        self.differs: tuple[int, str] | None = None

    def compare(self, tree: Tree) -> None:
        """The journal was read to here."""
        while self.waiting and self.waiting[-1][0] == tree.size:
            size, at, root = self.waiting.pop()
            self.reached = size
            if root == tree.root():
                self.agreed = size
                self.sound = self.sound if self.differs else size
            else:
                self.differs = self.differs or (size, at)
                self.differ_count += 1

    def tell(self, code: str, sound: int, remarks: Remarks) -> None:
        """Where the first change lies."""
        if self.differs:
            size, at = self.differs
            first = sound if sound < size else 0
            remarks.add(code, first=first, last=size - 1, size=size, at=at, count=self.differ_count)


def check_entry(entry: Entry, before: str, remarks: Remarks) -> None:
    """An entry's time and details."""
    if entry.at < before:
        remarks.add("clock_back", index=entry.number, at=entry.at)
    if entry.details:
        salt, values = entry.details
        text = attempt(lambda each: canonical(each).encode(), values)
        if text is None or hmac.new(salt, text, hashlib.sha256).digest() != entry.details_hash:
            remarks.add("details_changed", index=entry.number)


def check_journal(
    lines: Iterator[tuple[int, bytes]], held: list[Checkpoint | None], keys: list[Key], remarks: Remarks
) -> tuple[int, int, int]:
    """The lines after the header; gives the counts of entries, erased details and checkpoints."""
    own, unread, first = read_beginning(lines)
    held_accepted = accept_held(held, keys, remarks)
    own_accepted = accept(own, keys, remarks, own=True)
    trails = Trail(held_accepted), Trail(own_accepted)
    for number in unread:
        remarks.add("unreadable", line=number)
    tree, erased = read_entries(
        chain(first, ((number, attempt(read_kept, line)) for number, line in lines)), trails, remarks
    )
    checkpoints = len(held_accepted.keys() | own_accepted.keys())
    tell_faults(tree, trails, remarks)
    if checkpoints:
        tell_unproven(tree.size, trails, remarks, none_held=not held_accepted)
    else:
        remarks.add("no_checkpoint")
    return tree.size, erased, checkpoints


def read_kept(line: bytes) -> Entry:
    """An entry of a whole export."""
    return read_entry(line, "leaf")


def read_beginning(
    lines: Iterator[tuple[int, bytes]],
) -> tuple[list[Checkpoint], list[int], list[tuple[int, Entry | None]]]:
    """The journal's own checkpoints, lines that cannot be read, and the first entry."""
    own: list[Checkpoint] = []
    unread: list[int] = []
    for number, line in lines:
        signed = attempt(lambda line: read_checkpoint(text_of(read_object(line, "checkpoint")["checkpoint"])), line)
        entry = attempt(read_kept, line)
        if signed:
            own.append(signed)
        elif entry:
            return own, unread, [(number, entry)]
        else:
            unread.append(number)
    return own, unread, []


def read_entries(
    entries: Iterable[tuple[int, Entry | None]], trails: tuple[Trail, Trail], remarks: Remarks
) -> tuple[Tree, int]:
    """Every entry in order; gives the tree and the count of erased details."""
    tree, erased, expected, before = Tree(), 0, 0, ""
    for number, entry in chain([(0, None)], entries):
        if entry is None:
            if number:
                remarks.add("unreadable", line=number)
        else:
            expected = check_place(entry.number, expected, remarks)
            check_entry(entry, before, remarks)
            before, erased = entry.at, erased + (entry.details is None)
            if entry.stored_leaf not in {None, entry.leaf}:
                remarks.add("changed", index=entry.number)
            tree.append(entry.stored_leaf or entry.leaf)  # the stored one shows whether others were changed too
        for trail in trails:
            trail.compare(tree)
    return tree, erased


def check_place(index: int, expected: int, remarks: Remarks) -> int:
    """Gives the index that is expected next."""
    if index < expected:
        remarks.add("out_of_place", index=index)
        return expected
    if index > expected:
        remarks.add("missing", first=expected, last=index - 1)
    return index + 1


def tell_faults(tree: Tree, trails: tuple[Trail, Trail], remarks: Remarks) -> None:
    """What the checkpoints tell."""
    held, own = trails
    held.tell("differs_held", held.sound, remarks)
    own.tell("differs_own", max(own.sound, held.sound), remarks)
    differ_sizes = [trail.differs[0] for trail in trails if trail.differs]
    if differ_sizes and min(differ_sizes) <= max(held.agreed, own.agreed):
        remarks.add("two_histories")
    beyond = max((trail.waiting[0][:2] for trail in trails if trail.waiting), default=None)
    if beyond:
        remarks.add("cut", count=tree.size, size=beyond[0], at=beyond[1])


def tell_unproven(size: int, trails: tuple[Trail, Trail], remarks: Remarks, none_held: bool) -> None:
    """What no checkpoint reaches."""
    held, own = (trail.reached for trail in trails)
    if none_held:
        remarks.add("none_held")
    elif held < own:
        remarks.add("after_held", first=held, last=own - 1)
    if max(held, own) < size:
        remarks.add("after_last", first=max(held, own), last=size - 1)


class ExtractHeader(NamedTuple):
    """What an extract is of."""

    case: str
    checkpoint: Checkpoint


def read_extract_header(line: bytes) -> ExtractHeader:
    """The first line of an extract; ValueError for any other."""
    fields = read_object(line, "case checkpoint format format_version")
    if (fields["format"], fields["format_version"]) != ("hattama-journal-extract", 1):
        raise ValueError("not an extract")
    return ExtractHeader(text_of(fields["case"]), read_checkpoint(text_of(fields["checkpoint"])))


def is_journal_header(line: bytes) -> bool:
    """Whether a whole export begins so."""
    fields = attempt(lambda each: read_object(each, "format format_version"), line)
    return fields is not None and (fields["format"], fields["format_version"]) == ("hattama-journal", 1)


def check_extract(
    lines: Iterator[tuple[int, bytes]],
    held: list[Checkpoint | None],
    keys: list[Key],
    header: ExtractHeader,
    remarks: Remarks,
) -> tuple[int, int, int]:
    """The lines after the header; gives the counts of entries, erased details and checkpoints."""
    signed = header.checkpoint
    held_accepted = accept_held(held, keys, remarks)
    checkpoints = held_accepted.keys() | accept([signed], keys, remarks, own=True).keys()
    entries, erased = read_extract(lines, header, remarks)
    roots = {root for size, root in held_accepted if size == signed.size}
    if roots - {signed.root}:
        remarks.add("two_histories")
    if not held_accepted:
        remarks.add("none_held")
    elif not roots:
        remarks.add("other_size", size=signed.size)
    remarks.add("completeness")
    return entries, erased, len(checkpoints)


def read_extract(lines: Iterator[tuple[int, bytes]], header: ExtractHeader, remarks: Remarks) -> tuple[int, int]:
    """Every entry of the case; gives the counts of entries and erased details."""
    entries, erased, last, before = 0, 0, -1, ""
    for number, line in lines:
        entry = attempt(lambda each: read_entry(each, "proof"), line)
        if entry is None:
            remarks.add("unreadable", line=number)
            continue
        entries, erased = entries + 1, erased + (entry.details is None)
        if entry.case != header.case:
            remarks.add("other_case", index=entry.number)
        if entry.number <= last:
            remarks.add("out_of_place", index=entry.number)
        check_entry(entry, before, remarks)
        last, before = max(last, entry.number), entry.at
        if not includes(header.checkpoint, entry.number, entry.leaf, entry.proof):
            remarks.add("not_included", index=entry.number)
    return entries, erased


def check_file(
    file: Iterable[bytes], held: list[Checkpoint | None], keys: list[Key], language: str
) -> tuple[int, list[str]]:
    """Exit code and lines for people."""
    remarks, counts = Remarks(language), (0, 0, 0)
    lines = enumerate(file, start=1)
    _, first = next(lines, (1, b""))
    header = attempt(read_extract_header, first)
    if header:
        counts = check_extract(lines, held, keys, header, remarks)
    elif is_journal_header(first):
        counts = check_journal(lines, held, keys, remarks)
    else:
        remarks.add("unreadable", line=1)
    return remarks.report(*counts)


def main() -> int:
    """The command."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # Kazakh letters on any console
    parser = argparse.ArgumentParser(description="Check a journal's export or a case's extract.")
    parser.add_argument("--key", action="append", required=True, help="verifier key NAME+HASH+BASE64; may be repeated")
    parser.add_argument(
        "--checkpoint", action="append", default=[], help="a witness's file of checkpoints; may be repeated"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="ru")
    parser.add_argument("file", help="the export or extract")
    arguments = parser.parse_args()
    keys = [attempt(read_key, text) for text in arguments.key]
    if None in keys:
        parser.error("--key: not a verifier key")
    try:
        held = [each for path in arguments.checkpoint for each in find_checkpoints(read_lines(path))]
        with Path(arguments.file).open("rb") as file:
            exit_code, lines = check_file(file, held, keys, arguments.language)
    except OSError as error:
        parser.error(str(error))
    sys.stdout.write("\n".join(lines) + "\n")
    return exit_code


def read_lines(path: str) -> Iterator[str]:
    """A text file's lines; bytes that are no UTF-8 spoil only their line."""
    with Path(path).open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from file


if __name__ == "__main__":
    sys.exit(main())
