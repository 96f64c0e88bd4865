"""What is alike: many copies of one text, whatever varies in them (L8)."""

import pytest

from protests.rules import likeness

TEXT = "Cheap watches for everybody who comes today"
ONE = likeness.key("Sale 1", TEXT, "https://shop.test/a")


@pytest.mark.parametrize(
    ("title", "description", "link"),
    [
        ("Sale 2", TEXT, "https://shop.test/b?x=1"),
        ("Another title", TEXT.upper() + "!!! 4711", "http://www.shop.test"),
        ("Sale", TEXT.replace("a", "а"), "https://shop.test/"),  # with a Cyrillic letter
        ("Sale", TEXT.replace("e", "é"), "https://shop.test/"),
    ],
)
def test_these_are_alike(title, description, link):
    assert likeness.key(title, description, link) == ONE


@pytest.mark.parametrize(
    ("description", "link"),
    [(TEXT, "https://other.test/"), (TEXT, ""), ("Cheap watches for nobody who comes today", "https://shop.test/a")],
)
def test_these_are_not(description, link):
    assert likeness.key("Sale 1", description, link) != ONE


def test_with_few_words_the_title_counts():
    assert likeness.key("Vigil in Suva", "Bring a sign.", "") != likeness.key("Vigil in Berlin", "Bring a sign.", "")


@pytest.mark.parametrize("nothing", ["", "47", "!!!"])
def test_what_says_nothing_is_like_nothing(nothing):
    assert likeness.key(nothing, "", "") == ""


def test_every_script_has_words():
    assert likeness.skeleton("為47人遊行, Марш!") == ["為", "人遊行", "mapш"]
