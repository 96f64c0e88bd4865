"""Files to hand out, of each kind that is taken; and a photograph that tells who took it."""

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.7\n" + b"x" * 1_300_000


def picture(form="JPEG", size=(40, 20), mode="RGB", **tells):
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, form, **tells)
    return out.getvalue()


def tells():
    """What a camera and a program write about whoever used them, the picture lying on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010F] = 6, "Amina canary7", "Fairphone"
    exif.get_ifd(0x8825)[2] = (18.0, 8.0, 29.8)
    return {"exif": exif, "xmp": b"<x:xmpmeta>canary7</x:xmpmeta>", "comment": b"canary7"}


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return out.getvalue()


ODF = "application/vnd.oasis.opendocument."
GOOD = {
    "a.pdf": PDF,
    "a.png": picture("PNG"),
    "a.jpg": picture(),
    "a.webp": picture("WEBP"),
    "a.txt": "Free them. 放人\nالحرية\n".encode(),
    "a.odt": packed({"mimetype": ODF + "text", "content.xml": "<a/>"}),
    "a.ods": packed({"mimetype": ODF + "spreadsheet", "content.xml": "<a/>"}),
    "a.docx": packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
    "a.xlsx": packed({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}),
    "a.zip": packed({"posters/a3.svg": "<svg/>"}),
}
