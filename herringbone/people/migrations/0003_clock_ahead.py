from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_people_are_searched'),
        ('people', '0002_company_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClockAhead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('zone', models.CharField(max_length=40)),
                ('country', models.CharField(max_length=2)),
                ('region', models.CharField(blank=True, max_length=10)),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='clock_ahead', to='core.office')),
            ],
            options={
                'verbose_name_plural': 'clocks ahead',
                'constraints': [models.CheckConstraint(condition=models.Q(('opens__lt', models.F('closes'))), name='clock_ahead_opens_first')],
            },
        ),
    ]
