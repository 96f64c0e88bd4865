"""The campaign's team, and the contacts of organisers: apart from everything that is public."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from protests.enums import Role
from protests.models.campaigns import Campaign


class PersonManager(BaseUserManager):
    """Finds a person for the login form, whatever the case of the typed address."""

    def get_by_natural_key(self, username: str) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in: a moderator or coordinator. Organisers and visitors have no account."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    # Runs the machine: may look at the records in Django's admin (admin.py).
    is_host = models.BooleanField(default=False)
    # Since when on no team any more: some weeks later the person is forgotten.
    left_at = models.DateTimeField(null=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.email


class Membership(models.Model):
    """What a person may do in a campaign. Countries and languages both limit a moderator; none of them means all."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="team")
    role = models.CharField(max_length=12, choices=Role)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "campaign"], name="one_membership_in_a_campaign"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role"),
        ]


class Reachable(models.Model):
    """How to reach somebody who has no account: sealed with a key that is not in the database.

    `email_index` is a blind index: it finds the rows of a typed address and gives none away. `handle` and `generation`
    make the links in mails (rules/tokens.py); a new generation revokes the old links.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    sealed_email = models.BinaryField(null=True)
    email_index = models.BinaryField(null=True, db_index=True)
    language = models.CharField(max_length=12)
    handle = models.CharField(max_length=22, unique=True)
    generation = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Contact(Reachable):
    """The organiser of what was sent in one go: one or several entries."""

    has_receipt = models.BooleanField(default=False)
    # For urgent questions on the day; gone two days after it.
    sealed_phone = models.BinaryField(null=True)
    # Digest of the form that asked for the present link, so that asking twice gives the same one.
    renewal_key = models.BinaryField(null=True)
    # Whose entries this address is to take over, once it says yes.
    succeeds = models.OneToOneField("self", models.CASCADE, null=True, related_name="heir")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(has_receipt=True, sealed_email=None, email_index=None)
                | Q(has_receipt=False, sealed_email__isnull=False, email_index__isnull=False),
                name="contact_by_mail_or_receipt",
            ),
        ]


class Invitation(models.Model):
    """Somebody is asked to moderate. The address is a contact's; so is the handle of the link (rules/tokens.py)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="invitations")
    contact = models.OneToOneField(Contact, models.CASCADE, related_name="invitation")
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
