"""What the client chose as wrong with an item is kept as the choice, and no longer as words in their language."""

from typing import Any

from django.db import migrations, models


def tell_the_duties(apps: Any, editor: Any) -> None:
    """The duties to answer what was received before: nothing had been chosen then that is not in its words."""
    duty = apps.get_model("record", "Duty")
    for one in duty.objects.filter(kind="objection_unanswered").iterator(chunk_size=500):
        one.facts = {"wrong": "", **one.facts}
        one.save(update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("record", "0004_done_by_client")]

    operations = [
        migrations.AddField(
            model_name="objection",
            name="wrong",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not-agreed", "This was not agreed"),
                    ("missing", "Something is missing"),
                    ("detail", "A name, a date or an amount is wrong"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AlterField(model_name="objection", name="reason", field=models.TextField(blank=True)),
        migrations.RunPython(tell_the_duties, migrations.RunPython.noop),
    ]
