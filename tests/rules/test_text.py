"""What text is accepted (TRUST.md B01-B18): every script is, invisible tricks are not."""

import pytest

from protests.rules.faults import Refused
from protests.rules.text import mixes_scripts, several_lines, single_line

TITLE = {"least": 3, "most": 120}


def refusal(read, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        read(*args, **kwargs)
    return refused.value.code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),  # B01
        ("   ", "required"),  # B01
        (None, "required"),  # B01
        ("\u200b\u200b\u200b", "text.no_visible_text"),  # B02
        ("\u3164\u3164\u3164", "text.no_visible_text"),  # B02
        ("\u115f \u115f", "text.no_visible_text"),  # B02
        ("\u2800\u2800\u2800", "text.no_visible_text"),  # B02
        ("x" * 121, "text.too_long"),  # B03
        ("ab", "text.too_short"),
        ("March\x00", "text.control_character"),  # B04
        ("March\x1b[31m", "text.control_character"),  # B04
        ("March\x9b", "text.control_character"),  # B04
        ("March\ufffe", "text.control_character"),
        ("March\ufdd0", "text.control_character"),
        ("March\U0010ffff", "text.control_character"),
        ("March \u202egpj.exe", "text.direction_control"),  # B05
        ("March \u2066here", "text.direction_control"),  # B05
        ("\ufeffMarch", "text.direction_control"),  # B05
        ("Zalgo\u0300\u0301\u0302\u0303\u0304", "text.combining_marks"),  # B07
        ("March \ud800", "text.encoding"),  # B17
        (47, "text.type"),
        (["March"], "text.type"),
    ],
)
def test_what_a_title_may_not_be(typed, code):
    assert refusal(single_line, typed, **TITLE) == code


def test_b03_says_how_long_it_is_and_may_be():
    with pytest.raises(Refused) as refused:
        single_line("x" * 121, **TITLE)
    assert str(refused.value.message) == "121 of at most 120 characters."


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\t"])
def test_b06_breaks_in_one_line_become_one_space(line_break):
    assert single_line(f"March{line_break}for the 47", **TITLE) == "March for the 47"


@pytest.mark.parametrize(
    "typed",
    [
        "五月三十一日遊行集會",  # B08
        "مسيرة التضامن مع الـ47",  # B08
        "✊✊🏽✊🏿",  # B08
        "می‌خواهیم",  # B05: a zero-width non-joiner inside a word belongs to Persian
        "👩‍👩‍👧 march",  # B05: a zero-width joiner inside an emoji
        "צעדה למען ה־47",
        "བོད་ལ་རང་དབང་",
        "ชุมนุมวันที่ ๓๑",
        "<script>alert(1)</script>",  # B09: stored as text, inert where it is shown
        '"><img src=x onerror=alert(1)>',  # B09
        "{{7*7}} {% include 'x' %} %s%n ${jndi:ldap://x}",  # B10
        "=SUM(A1)",  # B11
        "-1+1",  # B11
        "@cmd",  # B11
    ],
)
def test_b08_to_b11_are_kept_as_they_are(typed):
    assert single_line(typed, **TITLE) == typed


def test_b08_composes_letters_so_that_equal_titles_are_equal():
    assert single_line("Zu\u0308rich", **TITLE) == "Zürich"


def test_a_line_is_trimmed():
    assert single_line("  March  ", **TITLE) == "March"


def test_an_optional_line_may_be_empty():
    assert single_line("", most=200) == single_line(None, most=200) == ""


def test_b12_tells_words_that_mix_alphabets_from_titles_in_two_languages():
    assert mixes_scripts("Hоng Kong")  # the first o is Cyrillic
    assert mixes_scripts("Αthens")  # the A is Greek
    assert not mixes_scripts("Марш за 47 - March for the 47")
    assert not mixes_scripts("香港 Kong 47")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("x" * 4001, "text.too_long"),  # B13
        (" ".join(["https://example.org"] * 4), "text.too_many_links"),  # B14
        ("http://a.example www.b.example HTTPS://c.example http://d.example", "text.too_many_links"),  # B14
        ("Bring\x00", "text.control_character"),  # B04
        ("\u200b\n\u200b", "text.no_visible_text"),
    ],
)
def test_what_a_description_may_not_be(typed, code):
    assert refusal(several_lines, typed, most=4000) == code


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_description_keeps_its_paragraphs_as_line_feeds(line_break):
    assert several_lines(f"Bring{line_break}water", most=4000) == "Bring\nwater"


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 4000,
        "https://a.example https://b.example https://c.example",  # B14: three are fine
        "[x](javascript:alert(1)) data:text/html,x vbscript:x",  # B15: text, never a link
        "<img src=//evil.test> <iframe> <style> ![](https://tracker.test)",  # B16
    ],
)
def test_b15_b16_a_description_is_kept_as_text(typed):
    assert several_lines(typed, most=4000) == typed


def test_a_description_loses_invisible_direction_marks():
    assert several_lines("Bring\u202e water", most=4000) == "Bring water"
