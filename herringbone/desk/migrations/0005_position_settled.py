from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Greatest


def step_back(apps, schema_editor):
    """Readers looked two hundred events back so far, and some stood as far beyond the end: now none does."""
    positions = apps.get_model("desk", "StreamPosition").objects
    positions.update(last_event=Greatest(F("last_event"), Value(200)) - 200)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_chats"),
    ]

    operations = [
        migrations.AddField(
            model_name="streamposition",
            name="before",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="streamposition",
            name="end_seen",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.RunPython(step_back, migrations.RunPython.noop),
    ]
