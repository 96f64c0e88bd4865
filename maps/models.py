"""The gazetteer: towns of the world and what people call them. Nothing about protests, ever.

Source: GeoNames (CC BY 4.0), see data/README.md. Filled by `load_places`, read through gazetteer.py.
"""

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models.functions import Cast

from maps.points import OnEarth


class Place(models.Model):
    """A town. Rows are added and updated, never removed: other tables may keep their ids."""

    id = models.PositiveIntegerField(primary_key=True)  # GeoNames' own
    name = models.CharField(max_length=200)
    region = models.CharField(max_length=200, blank=True)  # first-level division: state, province, Land
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2, and XK for Kosovo
    population = models.PositiveIntegerField()
    timezone = models.CharField(max_length=64)
    point = PointField(srid=4326, spatial_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="place_on_earth", condition=OnEarth("point")),
            models.CheckConstraint(
                name="place_country_code",
                condition=models.Q(country__regex=r"^[A-Z]{2}$"),
            ),
        ]
        # Nearest is asked in metres on the globe; degrees would stretch the north.
        indexes = [GistIndex(Cast("point", PointField(geography=True)), name="place_geography")]

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"


class PlaceName(models.Model):
    """One spelling of a town's name, in any script, as `gazetteer.name_key` writes it."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names", db_index=False)
    key = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "key"], name="place_name_once")]
        indexes = [
            GinIndex(fields=["key"], opclasses=["gin_trgm_ops"], name="place_name_trigrams"),
            models.Index(fields=["key"], opclasses=["text_pattern_ops"], name="place_name_prefix"),
        ]

    def __str__(self) -> str:
        return self.key


class LoadedFile(models.Model):
    """Which gazetteer file is in the tables, so that a second `load_places` has nothing to do."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    places = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256
