from django.db import migrations

from protests.migrations._rights import only_grows


class Migration(migrations.Migration):
    dependencies = [("protests", "0001_records")]
    operations = [only_grows("protests_auditevent")]
