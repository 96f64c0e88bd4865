"""Fill the gazetteer from a derived GeoNames file (see maps/data/README.md)."""

import csv
import hashlib
import lzma
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from maps.gazetteer import name_key
from maps.models import LoadedFile, PlaceName

DATA = Path(__file__).parents[2] / "data" / "places.tsv.xz"
XZ = b"\xfd7zXZ"
COLUMNS = [
    "id",
    "name",
    "region",
    "country",
    "population",
    "timezone",
    "latitude",
    "longitude",
    "names",
]
STAGE = """
    CREATE TEMPORARY TABLE stage (id int, name text, region text, country text, population int, timezone text,
        latitude float8, longitude float8) ON COMMIT DROP
"""
UPSERT = """
    INSERT INTO maps_place (id, name, region, country, population, timezone, point)
    SELECT id, name, region, country, population, timezone, ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)
    FROM stage
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, region = excluded.region, country = excluded.country,
        population = excluded.population, timezone = excluded.timezone, point = excluded.point
"""


class Command(BaseCommand):
    help = "Fill the gazetteer. A file that is already loaded takes no time; places are never removed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=DATA,
            help="a .tsv or .tsv.xz file; default: the one in maps/data",
        )

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            packed = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        sha256 = hashlib.sha256(packed).hexdigest()
        if LoadedFile.objects.filter(sha256=sha256).exists():
            self.stdout.write("The gazetteer is loaded already.")
            return
        self.stdout.write("Loading the gazetteer ...")
        rows = list(_rows(packed, file))
        with transaction.atomic():
            _copy(rows)
            LoadedFile.objects.all().delete()
            LoadedFile.objects.create(sha256=sha256, places=len(rows))
        self.stdout.write(f"{len(rows)} places are loaded.")


def _rows(packed: bytes, file: Path) -> Iterator[dict[str, str]]:
    try:
        text = (lzma.decompress(packed) if packed.startswith(XZ) else packed).decode()
    except (lzma.LZMAError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} is not a text file, plain or xz-compressed.") from error
    reader = csv.DictReader(text.splitlines(), dialect="excel-tab", quoting=csv.QUOTE_NONE)
    if reader.fieldnames != COLUMNS:
        raise CommandError(f"{file} needs the columns {', '.join(COLUMNS)}.")
    return reader


def _copy(rows: list[dict[str, str]]) -> None:
    """Places over a staging table, so that known ids are updated; names anew, as nothing refers to them."""
    PlaceName.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy("COPY stage FROM STDIN") as copy:
            for row in rows:
                copy.write_row([row[column] for column in COLUMNS[:-1]])
        cursor.execute(UPSERT)
        with cursor.copy("COPY maps_placename (place_id, key) FROM STDIN") as copy:
            for row in rows:
                for key in {name_key(name) for name in [row["name"], *row["names"].split("|")]} - {""}:
                    copy.write_row([row["id"], key])
        cursor.execute("ANALYZE maps_place, maps_placename")
