from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("protests", "0015_queue")]

    operations = [
        migrations.AddField(
            model_name="protestday",
            name="banner_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="protestday",
            name="banner_gone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        # Of one that stands nobody wrote down since when: not later than the last change of its day.
        migrations.RunSQL(
            "UPDATE protests_protestday SET banner_at = changed_at WHERE banner <> ''", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            model_name="protestday",
            constraint=models.CheckConstraint(
                condition=Q(banner="", banner_at=None, banner_gone_at=None)
                | Q(banner="", banner_at__isnull=False, banner_gone_at__isnull=False)
                & Q(banner_gone_at__gte=F("banner_at"))
                | Q(banner_at__isnull=False, banner_gone_at=None) & ~Q(banner=""),
                name="day_banner_stands_or_is_gone",
            ),
        ),
    ]
