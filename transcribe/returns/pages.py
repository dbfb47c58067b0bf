"""Pages of a scan, or of a version's PDF, as pictures. The files are hostile input: runs in the process with limits."""

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from models.protocol_returns import FileFormat
from transcribe.returns.errors import TooManyPagesError, UnreadableScanError

MOST_PAGES = 500
_WIDTH = 1240  # dots: an A4 page at 150 to the inch
_HEIGHT = 4 * _WIDTH
_MOST_DOTS = 80_000_000  # of a picture: A3 at 600 to the inch
_QUALITY = 80
_UNREADABLE = (
    *(pypdfium2.PdfiumError, UnidentifiedImageError, Image.DecompressionBombError),
    *(OSError, EOFError, ValueError, SyntaxError, IndexError, KeyError),
)
_FORMATS = {FileFormat.JPEG: "JPEG", FileFormat.PNG: "PNG", FileFormat.TIFF: "TIFF"}


def count_pages(path: Path, kind: FileFormat) -> int:
    """How many there are, each of which can be opened; UnreadableScanError, TooManyPagesError."""
    try:
        if kind is FileFormat.PDF:
            document = pypdfium2.PdfDocument(path)
            if len(document) > MOST_PAGES:
                raise TooManyPagesError(most=MOST_PAGES)
            for page in document:
                page.close()
            count = len(document)
            document.close()
        else:
            with _picture(path, kind) as picture:
                count = getattr(picture, "n_frames", 1)
                if count > MOST_PAGES:
                    raise TooManyPagesError(most=MOST_PAGES)
                for number in range(count):
                    picture.seek(number)
                    _refuse_huge(picture)
                picture.seek(0)
                picture.draft("L", (_WIDTH, _HEIGHT))
                picture.load()
    except _UNREADABLE as error:
        raise UnreadableScanError from error
    if not count:
        raise UnreadableScanError
    return count


def render(path: Path, kind: FileFormat, page: int) -> bytes:
    """A page, from 1, as JPEG; UnreadableScanError."""
    try:
        shown = _pdf_page(path, page) if kind is FileFormat.PDF else _picture_page(path, kind, page)
        made = io.BytesIO()
        shown.save(made, "JPEG", quality=_QUALITY)
    except _UNREADABLE as error:
        raise UnreadableScanError from error
    return made.getvalue()


def _pdf_page(path: Path, number: int) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1), _HEIGHT / max(height, 1))
    shown: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return shown.convert("RGB")


def _picture_page(path: Path, kind: FileFormat, number: int) -> Image.Image:
    with _picture(path, kind) as picture:
        picture.seek(number - 1)
        _refuse_huge(picture)
        picture.draft("RGB", (_WIDTH, _HEIGHT))
        picture.load()
        shown: Image.Image = ImageOps.exif_transpose(picture) or picture
        shown.thumbnail((_WIDTH, _HEIGHT))
        return _on_white(shown)


def _on_white(shown: Image.Image) -> Image.Image:
    """Where it can be seen through, paper shows."""
    if shown.mode in {"RGBA", "LA", "PA"} or "transparency" in shown.info:
        layer = shown.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    if shown.mode.startswith("I"):  # sixteen bits
        return shown.point(lambda dot: dot / 256).convert("L")
    return shown.convert("RGB")


def _picture(path: Path, kind: FileFormat) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = _MOST_DOTS
    return Image.open(path, formats=(_FORMATS[kind],))


def _refuse_huge(picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_DOTS:
        raise UnreadableScanError
