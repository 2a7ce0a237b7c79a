"""An office says itself which zone it goes over to, as far as somebody had said so before."""

from django.db import migrations
from django.db.models import F


def note_zones(apps, _schema):
    ahead = apps.get_model("people", "ClockAhead").objects.exclude(zone=F("office__zone"))
    for one in ahead.select_related("office"):
        one.office.next_zone, one.office.next_since = one.zone, one.since
        one.office.save(update_fields=["next_zone", "next_since"])


class Migration(migrations.Migration):
    dependencies = [("people", "0004_second_looks"), ("core", "0006_zones_ahead")]

    operations = [migrations.RunPython(note_zones, migrations.RunPython.noop, elidable=True)]
