"""The catalogues are complete (L1, L3): every string of every page, in every language that the site offers.

After a change of a string: `python3 manage.py makemessages --all --no-obsolete --no-wrap --add-location file -i tests`,
translate, `python3 manage.py compilemessages`.
"""

import re
import shutil
from string import Formatter

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import to_locale

LOCALES = [to_locale(code) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PERCENT = re.compile(r"%\(\w+\)[sd]|%[sd]")


def catalogue(locale):
    return polib.pofile(f"protests/locale/{locale}/LC_MESSAGES/django.po")


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text):
    braces = {name for _text, name, _spec, _conversion in Formatter().parse(PERCENT.sub("", text)) if name}
    return set(PERCENT.findall(text)) | braces


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_missing_or_in_doubt(locale):
    unsure = [entry.msgid for entry in catalogue(locale) if entry.fuzzy or not all(texts(entry))]
    assert unsure == []


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_are_the_same(locale):
    """A plural form may leave the number out ("one protest"), never name another."""
    for entry in catalogue(locale):
        allowed = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
        for text in texts(entry):
            assert placeholders(text) <= allowed, entry.msgid
            assert entry.msgid_plural or placeholders(text) == allowed, entry.msgid


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_served_was_compiled_from_it(locale):
    compiled = polib.mofile(f"protests/locale/{locale}/LC_MESSAGES/django.mo")
    assert {(entry.msgctxt, entry.msgid): texts(entry) for entry in compiled} == {
        (entry.msgctxt, entry.msgid): texts(entry) for entry in catalogue(locale)
    }


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The strings as they stand in the sources now."""
    copy = tmp_path_factory.mktemp("sources")
    for folder in ("protests", "maps", "templates"):
        shutil.copytree(folder, copy / folder, ignore=shutil.ignore_patterns("*.mo", "vendor", "*.xz"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        patch.setattr(settings, "LOCALE_PATHS", [str(copy / "protests/locale")])  # else it would write into our own
        call_command("makemessages", locale=["de"], no_obsolete=True, verbosity=0)
    return {
        (entry.msgctxt, entry.msgid) for entry in polib.pofile(str(copy / "protests/locale/de/LC_MESSAGES/django.po"))
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_string_of_the_sources_is_in_it(extracted, locale):
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue(locale)}
    assert sorted(map(str, extracted - known)) == []
