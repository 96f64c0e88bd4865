"""What a ZIP holds: the parts of an office file, or a folder of files. Nothing of it is unpacked."""

import io
import re
import zipfile

from django.utils.translation import gettext_lazy as _

from protests.enums import FileForm
from protests.rules.faults import Refused

# OpenDocument 1.3, part 2, 3.3: the part "mimetype" says it.
DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": FileForm.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileForm.ODS,
}
MAIN_PARTS = {"word/document.xml": FileForm.DOCX, "xl/workbook.xml": FileForm.XLSX}
PROGRAM = re.compile(
    r"\.(apk|app|bat|class|cmd|com|cpl|dex|dll|dmg|exe|hta|jar|jse?|lnk|msi|pif|ps1|scr|sh|vb[es]?|wsf)$|vbaproject\.bin$",
    re.IGNORECASE,
)


def form(content: bytes) -> FileForm:
    """Raises Refused for what can't be opened, and for programs and macros."""
    names, said = _parts(content)
    if any(PROGRAM.search(name) for name in names):
        raise Refused("file.program", _("There is a program or a macro in the file. Take it out first."))
    if said in DOCUMENTS:
        return DOCUMENTS[said]
    return next((form for part, form in MAIN_PARTS.items() if part in names), FileForm.ZIP)


def _parts(content: bytes) -> tuple[set[str], bytes]:
    """The names of its parts, and what it says that it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            names = set(folder.namelist())
            return names, folder.open("mimetype").read(100).strip() if "mimetype" in names else b""
    except Exception as error:  # whatever zipfile stumbles over in a file that somebody damaged or sealed
        raise Refused("file.damaged", _("The file cannot be opened. Save it anew and send that.")) from error
