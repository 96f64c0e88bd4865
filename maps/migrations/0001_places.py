import django.contrib.gis.db.models.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
from django.contrib.postgres.operations import CreateExtension, TrigramExtension
from django.db import migrations, models

import maps.points


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateExtension("postgis"),
        TrigramExtension(),
        migrations.CreateModel(
            name="LoadedFile",
            fields=[
                (
                    "sha256",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("places", models.PositiveIntegerField()),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("region", models.CharField(blank=True, max_length=200)),
                ("country", models.CharField(max_length=2)),
                ("population", models.PositiveIntegerField()),
                ("timezone", models.CharField(max_length=64)),
                (
                    "point",
                    django.contrib.gis.db.models.fields.PointField(spatial_index=False, srid=4326),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        django.db.models.functions.comparison.Cast(
                            "point",
                            django.contrib.gis.db.models.fields.PointField(geography=True, srid=4326),
                        ),
                        name="place_geography",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=maps.points.OnEarth("point"), name="place_on_earth"),
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")),
                        name="place_country_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("key", models.TextField()),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="maps.place",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["key"],
                        name="place_name_trigrams",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        fields=["key"],
                        name="place_name_prefix",
                        opclasses=["text_pattern_ops"],
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("place", "key"), name="place_name_once")],
            },
        ),
    ]
