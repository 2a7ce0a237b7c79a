from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def by_their_offices(apps, schema_editor):
    """Until now a series went by whatever clock its office had."""
    zones = apps.get_model("core", "Office").objects.filter(pk=OuterRef("office")).values("zone")
    apps.get_model("meetings", "Series").objects.update(zone=Subquery(zones[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_search'),
        ('meetings', '0005_series'),
        ('people', '0003_clock_ahead'),
    ]

    operations = [
        migrations.AddField(
            model_name='series',
            name='zone',
            field=models.CharField(default='', max_length=40),
            preserve_default=False,
        ),
        migrations.RunPython(by_their_offices, migrations.RunPython.noop),
    ]
