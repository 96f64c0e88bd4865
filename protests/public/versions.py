"""In which version something stands: what the short answers rest on (shortcut.py)."""

from django.db import connection

VERSION_OF_CAMPAIGN = "SELECT version FROM protests_campaign WHERE slug = %s"
VERSION_OF_DAY = """
    SELECT day.version FROM protests_protestday AS day JOIN protests_campaign AS campaign ON campaign.id = campaign_id
    WHERE campaign.slug = %s AND day.slug = %s
"""


def version_of(campaign: str, day: str | None = None) -> int | None:
    """The version of a campaign or a day, None where there is none (any more). One row of an index, in SQL: to write
    this for the ORM takes longer than to answer it."""
    with connection.cursor() as cursor:
        cursor.execute(*(VERSION_OF_DAY, [campaign, day]) if day else (VERSION_OF_CAMPAIGN, [campaign]))
        row = cursor.fetchone()
    return row[0] if row else None
