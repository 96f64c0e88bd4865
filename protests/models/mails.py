"""Mails that wait to be sent: what to say and to whom by reference, rendered when they are sent."""

from django.db import models
from django.db.models import CheckConstraint, Q

from protests.models.campaigns import Campaign
from protests.models.followers import Follower
from protests.models.notices import Notice
from protests.models.people import Contact, Person
from protests.models.press import PressMessage
from protests.models.protests import Protest
from protests.models.submissions import Submission
from protests.querysets.mailing import OutboxQuerySet


class OutboxMail(models.Model):
    """One mail, written in the transaction of the act it tells of; the text is made when it is sent."""

    template = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, related_name="mails")
    follower = models.ForeignKey(Follower, models.CASCADE, null=True, related_name="mails")
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="mails")
    # To somebody of the team, about their campaign.
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="mails")
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, related_name="mails")
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="mails")
    press = models.ForeignKey(PressMessage, models.CASCADE, null=True, related_name="mails")
    protest = models.ForeignKey(Protest, models.CASCADE, null=True, related_name="mails")
    # It tells what was changed, or came, since this moment.
    act_at = models.DateTimeField(null=True)
    # Whether a stranger can make us send it: those are capped for each address and day.
    by_stranger = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(contact=None, follower__isnull=False, person=None)
                | Q(contact__isnull=False, follower=None, person=None)
                | Q(contact=None, follower=None, person__isnull=False),
                name="mail_to_one",
            ),
            models.UniqueConstraint(fields=["notice", "contact"], name="mail_of_a_notice_once"),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(sent_at=None), name="mail_to_send"),
        ]
