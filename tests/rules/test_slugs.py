"""B82: a campaign never shadows an address of the site."""

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver

from protests.actions import campaigns
from protests.rules.faults import Refused
from protests.rules.slugs import campaign_slug, reserved


def first_words(patterns=None):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        word = str(pattern.pattern).split("/")[0]
        if word:
            yield word
        elif isinstance(pattern, URLResolver):
            yield from first_words(pattern.url_patterns)


def test_every_first_word_of_an_address_is_reserved():
    words = {word for word in first_words() if "<" not in word and "." not in word}
    assert words <= reserved()
    assert {code for code, _name in settings.LANGUAGES} <= reserved()


@pytest.mark.parametrize("slug", ["api", "m", "ar", "zh-hant", "static"])
def test_a_reserved_word_is_refused(db, slug):
    with pytest.raises(Refused, match=r"slug\.reserved"):
        campaigns.start(slug=slug, name="Solidarity")


def test_any_other_word_is_taken():
    assert campaign_slug("sarchk") == "sarchk"
