"""Who did what, when: only ever added to. The database role of the site may insert and read here, nothing else."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q

from protests.models.campaigns import Campaign
from protests.models.people import Person


class AuditEvent(models.Model):
    """One act. It names things by their public code or id and never holds what somebody typed about a person."""

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=40)
    actor = models.ForeignKey(Person, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    # Whose act it is to read about; none for what concerns the whole site.
    campaign = models.ForeignKey(Campaign, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    reason = models.CharField(max_length=20, blank=True)
    # How many of what, where an act is about many: {"contacts": 3}.
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "at"], name="audit_of_an_object")]


class Seal(models.Model):
    """A link of the chain (rules/chain.py): the rows of the log it stands for, by number, for they are committed out of
    order; and a digest of them and of the seal before. That none has two after it is held by `previous`."""

    at = models.DateTimeField(auto_now_add=True)
    rows = ArrayField(models.BigIntegerField())
    previous = models.BinaryField(unique=True)
    digest = models.BinaryField()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(rows=[]), name="seal_of_something")]
