"""The QR code of an address. Pure."""

import io

import segno

MEDIA_TYPE = "image/svg+xml"
QUIET = 4  # modules around it that stay empty: ISO/IEC 18004


def svg(url: str, quiet: int = QUIET) -> bytes:
    """Black on white, without a size of its own; a quarter of it may be dirty (error correction Q)."""
    drawn = io.BytesIO()
    segno.make(url, error="q", micro=False).save(
        drawn, kind="svg", border=quiet, light="#fff", title=url, omitsize=True, svgclass=None, lineclass=None
    )
    return drawn.getvalue()


def inline(text: str) -> str:
    """The same as a part of a page: without the head of a file, and without saying the text again."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn,
        kind="svg",
        border=QUIET,
        light="#fff",
        omitsize=True,
        xmldecl=False,
        svgns=False,
        svgclass="qr",
        nl=False,
    )
    return drawn.getvalue().decode()
