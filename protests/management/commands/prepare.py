from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from maps.models import Place


class Command(BaseCommand):
    help = "Bring the database up to date: its tables, the places of the world and, once, the sample day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-sample", action="store_true", help="leave the sample day out")

    def handle(self, *, no_sample: bool, **options: object) -> None:
        call_command("migrate", interactive=False, verbosity=1)
        if not Place.objects.exists():
            call_command("load_places")
        if not no_sample:
            call_command("load_sample")
