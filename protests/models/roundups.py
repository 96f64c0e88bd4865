"""What a campaign says of its days, in its own words."""

from django.db import models

from protests.models.campaigns import ProtestDay
from protests.rules import roundup


class RoundUp(models.Model):
    """What became of a day, told once in each language; its figures are those of `as_of`, and stay. Public once
    published."""

    day = models.ForeignKey(ProtestDay, models.PROTECT, related_name="round_ups")
    language = models.CharField(max_length=12)
    # Markdown.
    text = models.TextField(max_length=roundup.LENGTH)
    as_of = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    revised_at = models.DateTimeField(null=True)
    # Names the text that somebody has before them.
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "language"], name="round_up_once_in_a_language")]
