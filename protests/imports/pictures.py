"""A picture with nothing but what is seen: no place, no time, no camera, no author, no smaller picture of the whole."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from protests.enums import FileForm
from protests.rules.faults import Refused

NAMES = {FileForm.PNG: "PNG", FileForm.JPEG: "JPEG", FileForm.WEBP: "WEBP"}
# A sheet of 30 x 42 cm at 300 dpi has 17 million. To write 25 million anew takes seconds, and 300 MB of memory.
MOST_PIXELS = 25_000_000
# Colours and the size in print depend on them.
KEPT = ("icc_profile", "transparency", "dpi")
# RFC 9649 2.7: the parts of a WebP that are drawn, and in the first of them the bits that announce Exif and XMP.
DRAWN = (b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L")
ANNOUNCED = 0b1100


def bare(content: bytes, form: FileForm) -> bytes:
    """The same picture in the same format; photographs and PNGs upright. Raises Refused."""
    try:
        with Image.open(io.BytesIO(content), formats=[NAMES[form]]) as picture:
            _check(picture)
            picture.load()
            return _drawn_parts(content) if form == FileForm.WEBP else _anew(picture, NAMES[form])
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception as error:  # whatever Pillow stumbles over in a damaged file
        raise Refused("file.damaged", _("The file cannot be opened. Save it anew and send that.")) from error


def _check(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    # The second picture of a photograph is a preview or its depths: it does not move, and goes.
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise Refused("file.moves", _("The picture moves. Send one that stands still."))


def _anew(picture: Image.Image, name: str) -> bytes:
    ImageOps.exif_transpose(picture, in_place=True)
    kept = {key: picture.info[key] for key in KEPT if key in picture.info}
    picture.info = {}
    written = io.BytesIO()
    picture.save(written, name, quality="keep" if picture.format == "JPEG" else 90, **kept)
    return written.getvalue()


def _drawn_parts(webp: bytes) -> bytes:
    """Not written anew: nobody could tell how good it was before."""
    parts = b"".join(part for part in _parts(webp) if part.startswith(DRAWN))
    return b"RIFF" + (len(parts) + 4).to_bytes(4, "little") + b"WEBP" + parts


def _parts(webp: bytes) -> Iterator[bytes]:
    """RFC 9649 2.3: a name, a size, and so many bytes, made even."""
    at = 12
    while at < len(webp):
        size = int.from_bytes(webp[at + 4 : at + 8], "little")
        part, at = webp[at : at + 8 + size + size % 2], at + 8 + size + size % 2
        yield part[:8] + bytes([part[8] & ~ANNOUNCED]) + part[9:] if part.startswith(b"VP8X") else part


def _too_large() -> Refused:
    return Refused("file.pixels", _("The picture has more than 25 million pixels. Send a smaller one."))
