"""What was reported of a protest: who says how many came. Several claims stand side by side."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from protests.enums import Finding, Teller, Vague
from protests.models.base import one_of
from protests.models.people import Contact, Person
from protests.models.protests import Protest
from protests.rules import turnout

OPEN = (Finding.WAITING, Finding.SECOND)


class TurnoutReport(models.Model):
    """One claim. Nothing of it is public before it is accepted. One that was, and is corrected, stays readable under
    its correction."""

    protest = models.ForeignKey(Protest, models.CASCADE, related_name="reports")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="reports")
    at = models.DateTimeField()
    said_by = models.CharField(max_length=10, choices=Teller)
    low = models.PositiveIntegerField(null=True)
    high = models.PositiveIntegerField(null=True)
    vague = models.CharField(max_length=24, choices=Vague, blank=True)
    words = models.CharField(max_length=turnout.WORDS_LENGTH, blank=True)
    source = models.CharField(max_length=500, blank=True)
    sentence = models.CharField(max_length=turnout.SENTENCE_LENGTH, blank=True)
    measures = models.CharField(max_length=turnout.SENTENCE_LENGTH, blank=True)
    corrects = models.OneToOneField("self", models.CASCADE, null=True, related_name="correction")

    # Why it was not accepted: one of rules/reasons.Doubt.
    reason = models.CharField(max_length=20, blank=True)
    finding = models.CharField(max_length=10, choices=Finding, default=Finding.WAITING)
    # The first of two who look at a large figure.
    first_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("high"), high__lte=turnout.MOST),
                name="report_low_to_high",
            ),
            CheckConstraint(condition=Q(low=None) | Q(vague=""), name="report_figure_or_word"),
            CheckConstraint(condition=one_of("said_by", Teller), name="report_said_by"),
            CheckConstraint(condition=one_of("finding", Finding), name="report_finding"),
            CheckConstraint(condition=Q(vague="") | one_of("vague", Vague), name="report_vague"),
            CheckConstraint(
                condition=Q(finding__in=OPEN, decided_at=None) | (~Q(finding__in=OPEN) & Q(decided_at__isnull=False)),
                name="report_decided_at",
            ),
        ]
        indexes = [
            models.Index(fields=["protest", "at"], name="report_of_a_protest"),
            models.Index(fields=["at"], condition=Q(finding__in=["waiting", "second"]), name="report_undecided"),
        ]
