"""What was changed about a protest after it was accepted, with what stood there before; how many acts there were."""

from django.db import models
from django.db.models import CheckConstraint, Q

from protests.enums import Change, Status
from protests.models.base import one_of
from protests.models.protests import Protest


class ChangeCounter(models.Model):
    """The one row that holds the number of the latest act of the whole site; who acts keeps it locked until the end,
    so that numbers are seen in their order."""

    number = models.PositiveBigIntegerField()


class ProtestChange(models.Model):
    """One change. Only the columns of its kind are filled, with the values from before."""

    protest = models.ForeignKey(Protest, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    what = models.CharField(max_length=10, choices=Change)

    local_date = models.DateField(null=True)
    local_start = models.TimeField(null=True)
    local_end = models.TimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    timezone = models.CharField(max_length=40, blank=True)

    venue = models.CharField(max_length=200, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    # Whether the world could read the old place: if not, it never will.
    was_revealed = models.BooleanField(default=False)

    status = models.CharField(max_length=10, choices=Status, blank=True)
    status_reason = models.CharField(max_length=200, blank=True)
    going_ahead = models.BooleanField(default=False)
    instead = models.ForeignKey(Protest, models.SET_NULL, null=True, related_name="+")
    # Taken back, or itself the taking back: neither can be undone any more.
    is_undone = models.BooleanField(default=False)

    OLD_TIME = ("local_date", "local_start", "local_end", "starts_at", "timezone")
    OLD_PLACE = ("venue", "locality")
    OLD_STATUS = ("status", "status_reason", "going_ahead", "instead_id")

    class Meta:
        constraints = [
            CheckConstraint(condition=one_of("what", Change), name="change_what"),
            CheckConstraint(condition=~Q(what=Change.TIME) | Q(local_date__isnull=False), name="change_of_time"),
            CheckConstraint(condition=~Q(what=Change.STATUS) | ~Q(status=""), name="change_of_status"),
        ]
        indexes = [models.Index(fields=["protest", "at"], name="change_of_a_protest")]
