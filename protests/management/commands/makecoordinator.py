import sys
from getpass import getpass
from secrets import token_urlsafe

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from protests.actions import campaigns
from protests.enums import Role
from protests.models import Campaign
from protests.rules.contact import email_address
from protests.rules.faults import Refused


class Command(BaseCommand):
    help = "Make the first login: a coordinator of a campaign. Asks for a password, or makes one when nobody can type."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--campaign", required=True, metavar="SLUG")

    def handle(self, *, email: str, campaign: str, **options):
        found = Campaign.objects.filter(slug=campaign).first()
        if found is None:
            known = ", ".join(Campaign.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no campaign {campaign}. Known: {known}.")
        try:
            email = email_address(email)
        except Refused as refused:
            raise CommandError(str(refused.message)) from refused
        campaigns.join_team(campaign=found, email=email, role=Role.COORDINATOR, password=self._password())
        self.stdout.write(f"{email} coordinates {campaign}. Sign in at /moderate/.")

    def _password(self) -> str:
        if not sys.stdin.isatty():
            password = token_urlsafe(15)
            self.stdout.write(f"Password: {password}")
            return password
        password = getpass("Password (12 characters or more): ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
