"""C2: what a client chose as wrong while the choice was still kept in words of their language."""

from importlib import import_module

from django.apps import apps
from django.test import Client as Browser
from django.urls import reverse

from herringbone.meetings.actions import object_to_item
from herringbone.meetings.models import Objection
from herringbone.meetings.tests.builders import an_issue
from herringbone.portal.tests.test_c2_answer import came_in, key_of, objection_at
from herringbone.record.duties.keeping import differences
from herringbone.record.models import Duty, ThreadEntry
from tests.world import World

MENDED = import_module("herringbone.portal.migrations.0001_chosen_as_wrong")


def as_before(objection: Objection, reason: str) -> None:
    """An objection as it was kept while the choice stood in the reason, with the copies in the thread and the duty."""
    Objection.objects.filter(pk=objection.pk).update(wrong="", reason=reason)
    entry = ThreadEntry.objects.get(subject_label="meetings.Objection", subject_id=objection.pk)
    del entry.facts["wrong"]
    entry.facts["reason"] = reason
    entry.save()
    duty = Duty.objects.get(kind="objection_unanswered", subject=objection.pk)
    duty.facts |= {"wrong": "", "reason": reason}
    duty.save()


def test_c2_what_was_chosen_before_the_choice_was_kept_is_read_by_each_side_in_its_own_language(
    world: World, client: Browser
) -> None:
    world.alder.language = "it"
    world.alder.save()
    issue = an_issue(world)
    there = came_in(issue, client)
    sent = {
        "budget": {"why": "detail", "should": "7.500 euro"}, "decision": {"why": "missing"},
        "discussion": {"should": "Manca qualcosa di rosso"},
    }  # fmt: skip
    for kind, given in sent.items():
        client.post(f"{objection_at(issue, there, kind)}?lang=it", given)
    budget, decision, own_words = Objection.objects.order_by("pk")
    as_before(budget, "Un nome, una data o un importo è sbagliato: 7.500 euro")
    as_before(decision, "Something is missing")
    client.force_login(world.ae_alder)
    report = reverse("report", args=[issue.report_id])
    assert "Un nome, una data" in client.get(report).content.decode(), "as it was"
    MENDED.keep_the_choice(apps, None)
    told = list(Objection.objects.order_by("pk").values_list("wrong", "reason"))
    assert told == [("detail", "7.500 euro"), ("missing", ""), ("", "Manca qualcosa di rosso")]
    assert list(differences()) == []
    for address in (reverse("desk"), reverse("client", args=[world.alder.code]), report):
        read = client.get(address).content.decode()
        assert "A name, a date or an amount is wrong: 7.500 euro" in read and "Un nome, una data" not in read, address
    entry = ThreadEntry.objects.get(subject_label="meetings.Objection", subject_id=own_words.pk)
    assert entry.facts["reason"] == "Manca qualcosa di rosso"


def test_c2_what_one_of_ours_wrote_down_stays_word_for_word(world: World) -> None:
    issue = an_issue(world)
    noted = object_to_item(
        by=world.ae_alder, issue=issue, item_key=key_of(issue, "budget"), contact=world.pat,
        reason="Something is missing: the date", via="phone",
    )  # fmt: skip
    MENDED.keep_the_choice(apps, None)
    noted.refresh_from_db()
    assert (noted.wrong, noted.reason) == ("", "Something is missing: the date")
