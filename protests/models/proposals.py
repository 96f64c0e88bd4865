"""What one person of a team asks for and another has to agree to."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import MD5, Cast

from protests.enums import Agreement
from protests.models.base import one_of
from protests.models.campaigns import Campaign
from protests.models.people import Person


class Proposal(models.Model):
    """An act that waits: `arguments` are those of the verb's action (actions/proposals.py), ids and codes only."""

    verb = models.CharField(max_length=40)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="proposals")
    arguments = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # Nobody, for what was decided on the command line.
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Agreement, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(outcome="") | one_of("outcome", Agreement), name="proposal_outcome"),
            CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="proposal_decided_at",
            ),
            # Pressed twice it is asked for once.
            models.UniqueConstraint(
                "campaign",
                "verb",
                MD5(Cast("arguments", models.TextField())),
                condition=Q(outcome=""),
                name="proposal_once_at_a_time",
            ),
        ]
