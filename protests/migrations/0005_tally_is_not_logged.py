from django.db import migrations


class Migration(migrations.Migration):
    """What lives an hour at most and may be lost need not be in the write-ahead log, nor in any copy of it."""

    dependencies = [("protests", "0004_organisers")]
    operations = [
        migrations.RunSQL("ALTER TABLE protests_tally SET UNLOGGED", "ALTER TABLE protests_tally SET LOGGED"),
    ]
