"""Which slugs a campaign may have: none that shadows an address of the site."""

import re

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from protests.rules.faults import Refused

# The first words of our own addresses, those to come included. A test compares them with the URL configuration.
FIRST_WORDS = frozenset(
    "about api dev developers embed f g healthz host m maps moderate oembed offline p privacy s safety static"
    " subscribe".split()
)

# What stands below a day, or beside one, in an address.
DAY_WORDS = frozenset(
    "accent calendar changes embed follow groups materials new press protests round-up submit subscribe updates".split()
)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 40
TAKEN = _("This address is taken. Choose another.")


def reserved() -> frozenset[str]:
    return FIRST_WORDS | {code for code, _name in settings.LANGUAGES}


def campaign_slug(slug: str) -> str:
    """The slug itself. Raises Refused `slug.reserved`."""
    if slug in reserved():
        raise Refused("slug.reserved", _("This word is an address of the site. Choose another."))
    return slug


def new_campaign_slug(typed: object) -> str:
    """A slug for a new campaign. Raises Refused `slug.format`, `slug.reserved`."""
    return campaign_slug(_well_formed(typed))


def new_day_slug(typed: object) -> str:
    """A slug for a new day. Raises Refused `slug.format`, `slug.reserved`."""
    slug = _well_formed(typed)
    if slug in DAY_WORDS:
        raise Refused("slug.reserved", _("This word is an address of the site. Choose another."))
    return slug


def _well_formed(typed: object) -> str:
    slug = str(typed or "").strip()
    if len(slug) > LONGEST or not SLUG.fullmatch(slug):
        told = _("Use up to 40 small letters a to z, digits and single hyphens, such as may-31.")
        raise Refused("slug.format", told)
    return slug
