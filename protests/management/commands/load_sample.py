import csv
import io
from datetime import date, time, timedelta
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone as clock

from protests.actions import campaigns, protests
from protests.imports import sheet
from protests.models import Campaign, ProtestDay

SAMPLE = Path(__file__).parents[2] / "sample"
DAYS_AHEAD = 12


class Command(BaseCommand):
    help = "Load the sample campaign, once: a past day of 38 cities, and a coming day relative to today."

    def handle(self, **options):
        if Campaign.objects.filter(slug="sarchk").exists():
            self.stdout.write("The sample is loaded already.")
            return
        campaign = campaigns.start(
            slug="sarchk",
            name="Solidarity Against Repression in China and Hong Kong",
            about="Sample data. The campaign called international protests around 31 May 2021, the second hearing in"
            " the case of the 47 charged with “subversion” in Hong Kong.",
            accent="#FFD400",
        )
        self._load(self._past(campaign), (SAMPLE / "sarchk_38_cities.csv").read_bytes())
        coming = self._coming(campaign)
        self._load(coming, _dated((SAMPLE / "coming.csv").read_text(), coming.starts_on))

    def _past(self, campaign: Campaign) -> ProtestDay:
        return campaigns.call_day(
            campaign=campaign,
            slug="2021-05-31",
            title="Free the Hong Kong 47",
            tagline="International day of protest",
            starts_on=date(2021, 5, 31),
            submissions_open=False,
        )

    def _coming(self, campaign: Campaign) -> ProtestDay:
        return campaigns.call_day(
            campaign=campaign,
            slug="sample-day",
            title="Free the Hong Kong 47",
            tagline="Sample of a coming day of protest",
            starts_on=clock.now().date() + timedelta(days=DAYS_AHEAD),
            usual_start=time(18),
            is_sample=True,
        )

    def _load(self, day: ProtestDay, content: bytes) -> None:
        read = sheet.read(content, title=day.title, now=clock.now())
        for one in read.candidates:
            protests.archive(
                day=day,
                draft=one.draft,
                locality=one.locality,
                source=one.source,
                is_sample=one.is_sample,
                import_key=one.key,
            )
        self.stdout.write(f"{day}: {len(read.candidates)} protests.")


def _dated(text: str, day: date) -> bytes:
    """The same sheet with a column for the date."""
    rows = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.DictWriter(out, [*rows[0], "local_date"])
    writer.writeheader()
    writer.writerows(row | {"local_date": day.isoformat()} for row in rows)
    return out.getvalue().encode()
