"""PostgreSQL keeps the short beginnings of words too: its two columns of words are computed anew."""

from django.db import migrations

from herringbone.core.search.engines import drop_index, make_index


def anew(apps, editor):
    if editor.connection.vendor == 'postgresql':
        drop_index(editor.connection)
        make_index(editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_zones_ahead'),
    ]

    operations = [
        migrations.RunPython(anew, migrations.RunPython.noop),
    ]
