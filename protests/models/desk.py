"""What moderators leave beside a submission or a protest: questions, merges, what stood before; what visitors say."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q

from protests.enums import Status
from protests.models.base import Gathering, one_of
from protests.models.people import Person
from protests.models.protests import Protest
from protests.models.submissions import Submission
from protests.rules.concerning import ConcernKind


class Message(models.Model):
    """One word between moderators and an organiser, through us: neither learns who the other is."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    is_answer = models.BooleanField(default=False)
    # A moderator may leave, and be forgotten.
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # Of rules/asking.Question: said to each in their own language.
    question = models.CharField(max_length=20, blank=True)
    text = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(question="", text=""), name="message_says_something"),
            CheckConstraint(condition=Q(is_answer=False) | Q(by=None, question=""), name="message_of_one_side"),
        ]


class Before(Gathering):
    """What a protest was before a change that a moderator let stand, to take that back. `until`: when it became it."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="before")
    until = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status)
    status_reason = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_hash = models.CharField(max_length=64, blank=True)

    class Meta(Gathering.Meta):
        constraints = [
            *Gathering.Meta.constraints,
            CheckConstraint(condition=one_of("status", Status), name="before_status"),
        ]


class Merge(models.Model):
    """Two records of one protest became one: what moved from the loser to the winner, so that it can move back."""

    winner = models.ForeignKey(Protest, models.CASCADE, related_name="won")
    loser = models.ForeignKey(Protest, models.CASCADE, related_name="merges")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    # Whoever followed both stays where they were: they follow the winner already.
    followers = ArrayField(models.UUIDField(), default=list)
    # Protests that said "go there instead" of the loser.
    instead_of = ArrayField(models.BigIntegerField(), default=list)
    # What was reported of the turnout of the loser.
    reports = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loser"], condition=Q(undone_at=None), name="merge_one_at_a_time"),
        ]


class Concern(models.Model):
    """A visitor says that something is wrong with a listing. Nothing is known of them."""

    protest = models.ForeignKey(Protest, models.CASCADE, related_name="concerns")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=ConcernKind)
    text = models.TextField(max_length=1000, blank=True)
    is_spam = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=one_of("kind", ConcernKind), name="concern_kind"),
            CheckConstraint(condition=Q(closed_at__isnull=False) | Q(closed_by=None), name="concern_closed_at"),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(closed_at=None), name="concern_open")]


class Look(models.Model):
    """A moderator looks at a submission just now: rows that live for minutes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="looks")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "submission"], name="look_once")]
