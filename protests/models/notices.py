"""What coordinators write to organisers."""

from uuid import uuid4

from django.db import models

from protests.models.campaigns import ProtestDay
from protests.models.people import Contact


class Notice(models.Model):
    """One message to a part of a day's organisers: who has no e-mail reads it on the manage page."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    day = models.ForeignKey(ProtestDay, models.CASCADE, related_name="notices")
    # By language; `language` is that of whoever has no text of their own.
    texts = models.JSONField()
    language = models.CharField(max_length=12)
    receivers = models.ManyToManyField(Contact, related_name="notices")
    # The key of the form, so that sending twice is sending once.
    request_key = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)


class Alert(models.Model):
    """That the coordinators of a campaign were told that something waits for too long: at most once a day."""

    campaign = models.OneToOneField("protests.Campaign", models.CASCADE, related_name="alert")
    at = models.DateTimeField()
