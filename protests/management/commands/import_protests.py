from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone as clock

from protests.actions import protests
from protests.imports import sheet
from protests.models import ProtestDay


class Command(BaseCommand):
    help = "Take the protests of a CSV file into a past or coming day. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--day", required=True, metavar="CAMPAIGN/DAY", help="for example sarchk/2021-05-31")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, file: Path, day: str, dry_run: bool, **options):
        found = self._day(day)
        read = sheet.read(self._content(file), title=found.title, now=clock.now())
        for fault in read.faults:
            self.stderr.write(f"row {fault.row}, {fault.column or 'file'}: {fault.message} ({fault.code})")
        new = 0
        for one in read.candidates:
            new += self._take(found, one, dry_run)
        faulty = len({fault.row for fault in read.faults})
        verb = "would be imported" if dry_run else "imported"
        self.stdout.write(f"{new} {verb}, {len(read.candidates) - new} there already, {faulty} faulty rows left out.")

    def _take(self, day: ProtestDay, one: sheet.Candidate, dry_run: bool) -> bool:
        if dry_run:
            return not protests.is_archived(day=day, import_key=one.key)
        return protests.archive(
            day=day,
            draft=one.draft,
            locality=one.locality,
            source=one.source,
            is_sample=one.is_sample,
            import_key=one.key,
        )

    def _day(self, key: str) -> ProtestDay:
        campaign, _slash, slug = key.partition("/")
        found = ProtestDay.objects.filter(campaign__slug=campaign, slug=slug).first()
        if found is None:
            raise CommandError(f"There is no protest day {key}. Write --day CAMPAIGN/DAY, such as sarchk/2021-05-31.")
        return found

    def _content(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
