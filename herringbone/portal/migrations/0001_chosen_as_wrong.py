"""What a client chose as wrong before the choice was kept as one stands in the reason, in the client's language: each
of these words becomes the choice again, so that both sides read it in their own.

The labels are those that the form had then, in both its languages.
"""

from typing import Any

from django.db import migrations

LABELS = {
    "This was not agreed": "not-agreed",
    "Non eravamo d’accordo così": "not-agreed",
    "Something is missing": "missing",
    "Manca qualcosa": "missing",
    "A name, a date or an amount is wrong": "detail",
    "Un nome, una data o un importo è sbagliato": "detail",
}


def taken_apart(reason: str) -> tuple[str, str]:
    """The choice that a reason begins with, and the client's own words; no choice where there is none."""
    for label, choice in LABELS.items():
        if reason == label:
            return choice, ""
        if reason.startswith(f"{label}: "):
            return choice, reason.removeprefix(f"{label}: ")
    return "", reason


def keep_the_choice(apps: Any, editor: Any) -> None:
    """In the objection, in the thread and in the duty to answer it. What one of ours wrote down stays as it is."""
    entries, duties = apps.get_model("record", "ThreadEntry"), apps.get_model("record", "Duty")
    for objection in apps.get_model("meetings", "Objection").objects.filter(via="link", wrong=""):
        wrong, reason = taken_apart(objection.reason)
        if not wrong:
            continue
        objection.wrong, objection.reason = wrong, reason
        objection.save(update_fields=["wrong", "reason"])
        told = [
            *entries.objects.filter(subject_label="meetings.Objection", subject_id=objection.pk),
            *duties.objects.filter(kind="objection_unanswered", subject=objection.pk),
        ]
        for one in told:
            one.facts = {**one.facts, "wrong": wrong, "reason": reason}
            one.save(update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_wrong"), ("record", "0004_done_by_client")]

    operations = [migrations.RunPython(keep_the_choice, migrations.RunPython.noop)]
