"""The key of a form remembers what the form said."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0002_freeze")]
    operations = [
        migrations.AddField(
            model_name="once",
            name="content",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
