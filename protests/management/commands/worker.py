import os

from django.core.management import call_command
from django.core.management.base import BaseCommand

BEHIND_THE_SITE = 10


class Command(BaseCommand):
    help = "Run what happens in the background: mails, reminders, forgetting. Ends with Ctrl-C or SIGTERM."

    def handle(self, **options):
        # A mail may wait for seconds; who sends a form should not.
        os.nice(BEHIND_THE_SITE)
        # Several at once, or a slow mail server holds up the forgetting; done jobs may name an address's index.
        call_command("procrastinate", "worker", "--concurrency=4", "--delete-jobs=successful")
