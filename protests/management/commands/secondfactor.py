from django.core.management.base import BaseCommand, CommandError

from protests.actions import secondfactor
from protests.models import Person


class Command(BaseCommand):
    help = "Say the code of somebody's second factor, to try the site out without an app; or take it away after a loss."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--reset", action="store_true", help="take it away: the next sign-in sets it up anew")

    def handle(self, *, email: str, reset: bool, **options):
        person = Person.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {email}.")
        if not reset:
            self.stdout.write(secondfactor.tell_code(person=person))
            return
        secondfactor.take_away(person=person, by=None)
        self.stdout.write(f"{person} sets up a new second factor at the next sign-in.")
