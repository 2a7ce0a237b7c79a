from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField("wall", "lowered_because", models.CharField(blank=True, max_length=200)),
    ]
