"""Whether each duty was in time, beside its moments: a year's record is counted from it."""

from django.db import migrations, models
from django.db.models import F


def fill_in(apps, schema_editor):
    """What the actions write from now on, for the duties that are there."""
    done = apps.get_model("record", "Duty").objects.using(schema_editor.connection.alias).filter(done__isnull=False)
    done.filter(done__lte=F("due")).update(in_time=True)
    done.filter(done__gt=F("due")).update(in_time=False)


class Migration(migrations.Migration):

    dependencies = [("record", "0006_record_by_kind")]

    operations = [
        migrations.AddField("duty", "in_time", models.BooleanField(null=True)),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
