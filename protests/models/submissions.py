"""What local groups send."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q

from protests.enums import Decision
from protests.models.base import SHARED, Gathering, one_of
from protests.models.campaigns import ProtestDay
from protests.models.people import Contact, Person
from protests.rules import versions

UNDECIDED = (Decision.UNCONFIRMED, Decision.WAITING, Decision.ASKED)
BY_A_MODERATOR = (Decision.APPROVED, Decision.REJECTED)


class Submission(Gathering):
    """A new protest, or a change to the one it names in `protest`. Never public."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    day = models.ForeignKey(ProtestDay, models.PROTECT, related_name="submissions")
    protest = models.ForeignKey("protests.Protest", models.PROTECT, null=True, related_name="submissions")
    # A change to `protest`, made from what it was at `base_at`; else `protest` is what became of it.
    is_change = models.BooleanField(default=False)
    base_at = models.DateTimeField(null=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="submissions")
    language = models.CharField(max_length=12)
    # What a moderator should look at: "mixed_scripts", "link", "no_email", ...
    flags = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    # What comes in many copies has one key (rules/likeness.py); a change to a protest has none.
    likeness = models.CharField(max_length=24, blank=True)
    # Likely spam lies apart from the queue, and is not lost.
    is_spam = models.BooleanField(default=False)
    # Who of the team takes care of it.
    assigned_to = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # The key of the rendered form or the client's Idempotency-Key, and a digest of what came with it.
    request_key = models.CharField(max_length=80, null=True, unique=True)
    request_digest = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    decision = models.CharField(max_length=12, choices=Decision, default=Decision.UNCONFIRMED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=20, blank=True)
    note = models.TextField(max_length=1000, blank=True)

    @property
    def version(self) -> str:
        """Another one once this, or the protest that it is to change, is another."""
        return versions.version(self, SHARED, self.protest.revised_at if self.is_change else None)

    @property
    def is_overtaken(self) -> bool:
        """Whether the protest that it is to change is not any more what it was made from."""
        return self.is_change and self.protest.revised_at != self.base_at

    class Meta(Gathering.Meta):
        constraints = [
            *Gathering.Meta.constraints,
            CheckConstraint(condition=one_of("decision", Decision), name="submission_decision"),
            CheckConstraint(
                condition=Q(decision__in=UNDECIDED, decided_at=None)
                | (~Q(decision__in=UNDECIDED) & Q(decided_at__isnull=False)),
                name="submission_decided_at",
            ),
            # Not the other way round: a moderator may leave, and be forgotten.
            CheckConstraint(
                condition=Q(decided_by=None) | Q(decision__in=BY_A_MODERATOR), name="submission_decided_by"
            ),
            CheckConstraint(condition=~Q(decision=Decision.APPROVED, protest=None), name="submission_approved_protest"),
            CheckConstraint(condition=~Q(decision=Decision.REJECTED, reason=""), name="submission_rejected_reason"),
            CheckConstraint(
                condition=Q(is_change=False, base_at=None)
                | Q(is_change=True, base_at__isnull=False, protest__isnull=False),
                name="submission_change_of",
            ),
            models.UniqueConstraint(
                fields=["protest"],
                condition=Q(is_change=True, decision__in=UNDECIDED),
                name="submission_one_change_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["is_spam", "created_at"], condition=Q(decision=Decision.WAITING), name="submission_queue"
            ),
            # What the tabs and the countries of the desk count is read from here alone.
            models.Index(fields=["day", "decision", "is_spam", "country"], name="submission_counts"),
            models.Index(
                fields=["day", "likeness", "created_at"],
                include=["is_spam"],
                condition=Q(decision=Decision.WAITING),
                name="submission_alike",
            ),
        ]
