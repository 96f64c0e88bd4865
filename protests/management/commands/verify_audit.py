import re

from django.core.management.base import BaseCommand, CommandError

from protests.actions import chain


class Command(BaseCommand):
    help = "Compare the log with its seals. Says what was changed, removed or swapped, and then ends with 1."

    def add_arguments(self, parser):
        parser.add_argument("--head", default="", metavar="HEX", help="a head that was written down: it must be there")

    def handle(self, *, head: str, **options):
        if head and not re.fullmatch("[0-9a-f]{64}", head):
            raise CommandError("A head is 64 characters of 0-9 and a-f.")
        found = chain.verify(head=head)
        self.stdout.write(f"{found.seals} seals over {found.rows} rows; {found.unsealed} rows wait for the next seal.")
        if found.faults:
            raise CommandError("\n".join(found.faults))
        self.stdout.write(f"Nothing was touched. Head: {found.head or 'none yet'}")
