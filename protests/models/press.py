"""What journalists write to the coordinators of a campaign, until it is sent on."""

from uuid import uuid4

from django.db import models

from protests.models.campaigns import ProtestDay


class PressMessage(models.Model):
    """One message from the press page, sealed as a whole; it goes when its mails do (rules/retention.py)."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    day = models.ForeignKey(ProtestDay, models.CASCADE, related_name="press_messages")
    sealed = models.BinaryField()
    # Of all that was typed, with a key: the same twice is sent once.
    digest = models.BinaryField(unique=True)
    is_doubtful = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
