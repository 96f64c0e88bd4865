"""A file that a coordinator hands out. What is in it says what it is; its name must say the same."""

import re

from django.utils.translation import gettext_lazy as _

from protests.enums import FileForm
from protests.imports import packed, pictures
from protests.rules import filenames
from protests.rules.announcing import LARGEST_FILE, Handed
from protests.rules.faults import Refused

STARTS = {
    FileForm.PDF: re.compile(rb"%PDF-"),
    FileForm.PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    FileForm.JPEG: re.compile(rb"\xff\xd8\xff"),
    FileForm.WEBP: re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
ZIP = b"PK\x03\x04"
ENDINGS = {form: {form.value} for form in FileForm} | {FileForm.JPEG: {"jpg", "jpeg"}}
# A text that begins so is HTML, XML, SVG or a script.
ACTS = re.compile(r"\ufeff?\s*(<[a-z!?]|#!)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def read(name: str, content: bytes) -> Handed:
    """What is handed out of it: pictures without what they tell of who made them. Raises Refused, codes file.*."""
    if not content:
        raise Refused("file.empty", _("The file is empty. Save it again and choose it once more."))
    if len(content) > LARGEST_FILE:
        raise Refused("file.too_large", _("The file is larger than 10 MB. Send a smaller one."))
    form = _form(content)
    stem, ending = filenames.parts(name)
    if ending not in ENDINGS[form]:
        raise Refused("file.ending", _("The ending of its name does not fit what is in the file."))
    bare = pictures.bare(content, form) if form in pictures.NAMES else content
    return Handed(form=form.value, name=f"{stem}.{form.value}", content=bare)


def _form(content: bytes) -> FileForm:
    for form, start in STARTS.items():
        if start.match(content):
            return form
    if content.startswith(ZIP):
        return packed.form(content)
    if _is_text(content):
        return FileForm.TEXT
    told = _("Send a PDF, PNG, JPEG, WebP, ODT, ODS, DOCX, XLSX or ZIP, or plain text in UTF-8.")
    raise Refused("file.unknown", told)


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return not CONTROLS.search(text) and not ACTS.match(text)
