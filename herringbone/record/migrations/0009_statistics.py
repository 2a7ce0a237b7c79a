"""Making the table of duties anew lost what SQLite knows of its rows, without which it takes the wrong index."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("record", "0008_in_time_kept")]

    operations = [migrations.RunSQL("ANALYZE record_duty", migrations.RunSQL.noop)]
