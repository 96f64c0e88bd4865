"""Where to go instead: what people paste."""

import pytest

from protests.rules.faults import Refused
from protests.rules.instead import code_of

SITE = "https://standpoint.example"


@pytest.mark.parametrize(
    "typed",
    [
        "ABCD2345", "abcd2345", " ABCD2345\n", "/p/ABCD2345/", "/de/p/ABCD2345/", "/p/ABCD2345.ics", "/p/ABCD2345",
        f"{SITE}/p/ABCD2345/", f"{SITE}/zh-hant/p/abcd2345/?tz=Asia/Tokyo#share", "standpoint.example/p/ABCD2345/",
        "HTTPS://Standpoint.example/p/ABCD2345/",
    ],
)  # fmt: skip
def test_an_address_or_a_code_of_this_site(typed):
    assert code_of(typed, SITE) == "ABCD2345"


@pytest.mark.parametrize("typed", ["", " ", None])
def test_nothing_is_nothing(typed):
    assert code_of(typed, SITE) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "https://evil.test/p/ABCD2345/", "https://standpoint.example.evil.test/p/ABCD2345/", "ABCD234", "ABCD23450",
        "/p/ABCD234O/", "/q/ABCD2345/", "javascript:/p/ABCD2345/", "Albert Park", "a\x00b", 5,
    ],
)  # fmt: skip
def test_anything_else_is_refused(typed):
    with pytest.raises(Refused):
        code_of(typed, SITE)
