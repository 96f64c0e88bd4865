"""How the people of a team prove who they are: the second factor, and the sessions in which it was proved."""

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import CheckConstraint, Q

from protests.models.people import Person


class SecondFactor(models.Model):
    """An authenticator app (RFC 6238). It counts once a code of it was typed; the secret is sealed."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="second_factor")
    sealed_secret = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)
    # The half minute of the last code that was taken: none is taken twice.
    last_step = models.PositiveBigIntegerField(default=0)


class RecoveryCode(models.Model):
    """One of those that stand in for the app, once. Only a keyed digest is here."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(unique=True)


class SignIn(models.Model):
    """A session in which password and second factor were proved: what kind of device and when, nothing more."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_ins")
    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    device = models.CharField(max_length=10)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(device__in=["phone", "tablet", "computer"]), name="sign_in_device"),
        ]
