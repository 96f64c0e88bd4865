from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import F, Q

# What stands at this moment is no change to be told: it has its number, 0, already.
NUMBERED = "UPDATE protests_protest SET numbered_at = revised_at"
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Migration(migrations.Migration):
    dependencies = [
        ("protests", "0009_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField()),
            ],
        ),
        migrations.AddField("protest", "change_number", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("protest", "numbered_at", models.DateTimeField(default=BEGINNING)),
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.AddIndex(
            "protest",
            models.Index(fields=["change_number", "code"], name="protest_by_change"),
        ),
        migrations.AddIndex(
            "protest",
            models.Index(fields=["day"], condition=~Q(numbered_at=F("revised_at")), name="protest_unnumbered"),
        ),
        migrations.AddIndex(
            "protest",
            models.Index(fields=["reveal_at"], condition=Q(reveal_at__isnull=False), name="protest_by_reveal"),
        ),
    ]
