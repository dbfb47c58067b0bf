"""A multipart form read while it arrives: its fields are kept, and the bytes of its files go on to whoever asked."""

from collections.abc import Mapping

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from models.errors import BadInputError
from models.sentences import Sentence

_MOST_FIELDS = 50
_FIELD_BYTES = 64 << 10


class FormError(BadInputError):
    """A body that is no such form; `what`."""

    sentence = Sentence(
        ru="Форма не читается: {what}. Ожидается multipart/form-data с одним файлом «file».",
        kk="Форма оқылмайды: {what}. Бір «file» файлы бар multipart/form-data күтіледі.",
        en="The form cannot be read: {what}. Expected: multipart/form-data with one file “file”.",
    )


class FormReader:
    """Give it the body piece by piece. Memory does not grow with the file."""

    def __init__(self, content_type: str, *, file: str, most_files: int = 1) -> None:
        """`file` is the name of the field that holds the files; FormError where the body is no such form."""
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise FormError(what="Content-Type")
        self.fields: dict[str, list[str]] = {}  # by name, in order
        self.filenames: list[str] = []  # of the files that have begun; empty where the sender names none
        self._file = file
        self._most_files = most_files
        self._part: bytearray | None = None  # of a field; None: of the file
        self._name = ""
        self._header = b""
        self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._pieces: list[tuple[int, bytes]] = []
        self._whole = False
        try:
            self._parser = MultipartParser(
                options[b"boundary"],
                {
                    "on_part_begin": self._headers.clear,
                    "on_part_data": self._on_data,
                    "on_part_end": self._on_part_end,
                    "on_header_field": self._on_header_field,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers_finished,
                    "on_end": self._on_end,
                },
            )
        except FormParserError as error:
            raise FormError(what="boundary") from error

    @property
    def filename(self) -> str | None:
        """Of the one file, once it has begun; empty where its sender names none."""
        return self.filenames[0] if self.filenames else None

    def feed(self, piece: bytes) -> bytes:
        """The file's bytes among these; FormError."""
        return b"".join(each for _, each in self.feed_files(piece))

    def feed_files(self, piece: bytes) -> list[tuple[int, bytes]]:
        """The bytes of files among these, each with the file's place in `filenames`; FormError."""
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise FormError(what=type(error).__name__) from error
        found, self._pieces = self._pieces, []
        return found

    def end(self) -> Mapping[str, list[str]]:
        """The fields; FormError where the form is not whole or holds no file."""
        if not self._whole:
            raise FormError(what="end")
        if not self.filenames:
            raise FormError(what=self._file)
        return self.fields

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._part is None:
            self._pieces.append((len(self.filenames) - 1, data[start:end]))
            return
        if len(self._part) + end - start > _FIELD_BYTES:
            raise FormError(what=self._name)
        self._part += memoryview(data)[start:end]

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = _text(options.get(b"name", b""), "name")
        if self._name == self._file:
            if len(self.filenames) >= self._most_files:
                raise FormError(what=self._name)
            self.filenames.append(options.get(b"filename", b"").decode("utf-8", "replace"))
            self._part = None
        elif not self._name or b"filename" in options or len(self.fields) >= _MOST_FIELDS:
            raise FormError(what=self._name or "name")
        else:
            self._part = bytearray()

    def _on_part_end(self) -> None:
        if self._part is not None:
            values = self.fields.setdefault(self._name, [])
            values.append(_text(bytes(self._part), self._name))
            if len(values) > _MOST_FIELDS:
                raise FormError(what=self._name)

    def _on_end(self) -> None:
        self._whole = True


def _text(value: bytes, what: str) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormError(what=what) from error
