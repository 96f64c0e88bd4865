from django.core.management.base import CommandError

from protests.actions import hosts
from protests.management.commands import makecoordinator
from protests.rules.contact import email_address
from protests.rules.faults import Refused


class Command(makecoordinator.Command):
    help = "Let somebody look at the records at /host/. Asks for a password, or makes one when nobody can type."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--no-longer", action="store_true", help="take it away again")

    def handle(self, *, email: str, no_longer: bool, **options):
        try:
            email = email_address(email)
        except Refused as refused:
            raise CommandError(str(refused.message)) from refused
        if no_longer:
            hosts.dismiss(email=email)
            self.stdout.write(f"{email} does not see /host/ any more.")
            return
        hosts.appoint(email=email, password=self._password())
        self.stdout.write(f"{email} is a host. Sign in at /host/.")
