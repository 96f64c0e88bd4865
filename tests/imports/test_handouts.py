"""What is made of a file before it is handed out: of pictures what is seen, of names the letters."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from protests.imports import handouts
from protests.rules import filenames
from protests.rules.faults import Refused
from tests.handed_out import GOOD, picture, tells


@pytest.mark.parametrize(
    ("form", "ending", "size"), [("JPEG", "jpg", (20, 40)), ("PNG", "png", (20, 40)), ("WEBP", "webp", (40, 20))]
)
def test_pictures_tell_nothing_of_who_made_them_and_stand_upright(form, ending, size):
    made = picture(form, **tells())
    assert b"canary7" in made
    kept = handouts.read(f"a.{ending}", made).content
    assert b"canary7" not in kept
    assert b"Fairphone" not in kept
    with Image.open(io.BytesIO(kept)) as found:
        assert (found.format, found.size, dict(found.getexif())) == (form, size, {})


def test_nor_does_what_a_phone_puts_beside_a_photograph():
    out = io.BytesIO()
    small = Image.new("RGB", (9, 9), "blue")
    Image.new("RGB", (40, 20), "red").save(out, "MPO", save_all=True, append_images=[small], **tells())
    kept = handouts.read("a.jpeg", out.getvalue() + b"canary7 film").content
    assert b"canary7" not in kept
    with Image.open(io.BytesIO(kept)) as found:
        assert (found.format, found.size) == ("JPEG", (20, 40))


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_photographs_keep_what_print_needs(mode):
    made = picture(mode=mode, dpi=(300, 300), icc_profile=b"icc", quality=77)
    with Image.open(io.BytesIO(made)) as before:
        tables = before.quantization
    with Image.open(io.BytesIO(handouts.read("a.jpg", made).content)) as found:
        assert (found.mode, found.info["dpi"], found.info["icc_profile"]) == (mode, (300, 300), b"icc")
        assert found.quantization == tables


@pytest.mark.parametrize("how", [{"lossless": True}, {"quality": 40}])
def test_a_webp_stays_as_good_as_it_was(how):
    seen = Image.radial_gradient("L").convert("RGBA")
    seen.putalpha(Image.linear_gradient("L"))
    out = io.BytesIO()
    seen.save(out, "WEBP", icc_profile=b"icc", **how, **tells())
    kept = handouts.read("a.webp", out.getvalue() + b"canary7").content
    assert b"canary7" not in kept
    with Image.open(out) as before, Image.open(io.BytesIO(kept)) as found:
        assert found.tobytes() == before.tobytes()
        assert sorted(found.info.keys() & {"exif", "icc_profile", "xmp"}) == ["icc_profile"]


def test_pictures_keep_what_is_seen_through():
    for mode, seen in (("P", {"transparency": 0}), ("RGBA", {}), ("L", {"transparency": 76})):
        kept = handouts.read("a.png", picture("PNG", mode=mode, **seen)).content
        with Image.open(io.BytesIO(kept)) as found:
            assert found.mode == mode
            assert found.info.get("transparency") == seen.get("transparency")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        (r"C:\Users\Amina\poster.pdf", ("poster", "pdf")),
        ("../../etc/pass wd.PDF ", ("pass-wd", "pdf")),
        ("a\u202efdp.exe.pdf", ("a-fdp.exe", "pdf")),
        ("a\x00\r\n\u200b\ufeffb.pdf", ("a-b", "pdf")),
        ("हिन्दी पोस्टर.pdf", ("हिन्दी-पोस्टर", "pdf")),
        ("می\u200cخواهیم.pdf", ("می\u200cخواهیم", "pdf")),
        ("ملصق 1.pdf", ("ملصق-1", "pdf")),
        ("e\u0301t\u00e9.txt", ("été", "txt")),
        ('<b>"x";y.pdf', ("b-x-y", "pdf")),
        ("…….pdf", ("file", "pdf")),
        ("..pdf", ("file", "pdf")),
        ("x" * 300 + ".pdf", ("x" * 95, "pdf")),
    ],
)
def test_a_name_keeps_its_letters_and_nothing_else(name, clean):
    assert filenames.parts(name) == clean


@given(st.text(max_size=30), st.sampled_from(sorted(GOOD)), st.binary(max_size=20), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_whatever_is_sent_is_taken_or_refused(stem, name, damage, at):
    content = GOOD[name][:2000]
    try:
        kept = handouts.read(stem + name, content[:at] + damage + content[at + len(damage) :])
    except Refused:
        return
    assert re.fullmatch(r"[^/\\\x00-\x1f]{1,95}\.[a-z]{3,4}", kept.name)
