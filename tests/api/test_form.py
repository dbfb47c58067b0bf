"""Multipart forms, read piece by piece."""

import pytest

from api.form import FormError, FormReader

FILE = bytes(range(256)) * 4 + b"\r\n--edge\r\n--x-\r\n"
TYPE = 'multipart/form-data; boundary="x"'


def part(name, value, *, filename=None):
    named = f'; filename="{filename}"' if filename is not None else ""
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + value + b"\r\n"


def body(*parts):
    return b"".join(parts) + b"--x--\r\n"


WHOLE = body(
    part("model", b"whisper-1"), part("file", FILE, filename="допрос.ogg"), part("a[]", b"1"), part("a[]", "ә".encode())
)


def read(content, size, content_type=TYPE):
    reader = FormReader(content_type, file="file")
    found = b"".join(reader.feed(content[at : at + size]) for at in range(0, len(content), size))
    return found, reader.end(), reader.filename


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000, 1 << 20])
def test_a_form_is_the_same_in_pieces_of_any_size(size):
    assert read(WHOLE, size) == (FILE, {"model": ["whisper-1"], "a[]": ["1", "ә"]}, "допрос.ogg")


def test_what_was_read_of_the_file_is_not_kept():
    reader = FormReader(TYPE, file="file")
    reader.feed(part("file", b"", filename="a")[:-2])
    assert [len(reader.feed(bytes(1 << 20))) for _ in range(20)] == [1 << 20] * 20


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (WHOLE, ""),
        (WHOLE, "application/json"),
        (WHOLE, "multipart/form-data"),
        (WHOLE, f"multipart/form-data; boundary={'x' * 3000}"),
        (b"", TYPE),
        (b"not a form", TYPE),
        (WHOLE[:-9], TYPE),
        (body(part("model", b"a")), TYPE),
        (body(part("file", b"a", filename="a"), part("file", b"b", filename="b")), TYPE),
        (body(part("other", b"a", filename="a")), TYPE),
        (body(part("", b"a")), TYPE),
        (body(part("model", b"\xff")), TYPE),
        (body(part("model", bytes((64 << 10) + 1))), TYPE),
        (body(*(part(f"f{number}", b"") for number in range(51))), TYPE),
        (body(*(part("f", b"") for _ in range(51))), TYPE),
    ],
)
def test_what_is_no_such_form_is_refused(content, content_type):
    with pytest.raises(FormError):
        read(content, 1 << 16, content_type)
