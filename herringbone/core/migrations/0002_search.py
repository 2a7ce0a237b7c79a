"""Everything that is searched, and the index of its words. It is filled once all features' tables are there."""

from django.db import migrations, models

from herringbone.core.search.engines import drop_index, make_index


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('subject', models.PositiveBigIntegerField()),
                ('part', models.CharField(blank=True, max_length=40)),
                ('client', models.PositiveBigIntegerField(null=True)),
                ('shown', models.CharField(choices=[('team', 'Team'), ('name', 'Name'), ('agency', 'Agency')], max_length=10)),
                ('key', models.CharField(max_length=60)),
                ('title', models.TextField()),
                ('aside', models.CharField(blank=True, max_length=250)),
                ('at', models.DateTimeField(null=True)),
                ('body', models.TextField(blank=True)),
                ('names', models.TextField()),
                ('words', models.TextField()),
                ('keys', models.CharField(max_length=60)),
            ],
            options={
                'verbose_name_plural': 'search entries',
                'indexes': [models.Index(fields=['kind', 'id'], name='entries_of_a_kind'), models.Index(fields=['client', 'kind', 'id'], name='entries_of_a_client')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject', 'part'), name='one_entry_per_part')],
            },
        ),
        migrations.RunPython(
            lambda apps, editor: make_index(editor.connection), lambda apps, editor: drop_index(editor.connection)
        ),
    ]
