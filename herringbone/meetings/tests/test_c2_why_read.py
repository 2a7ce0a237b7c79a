"""C2: why somebody gets a contact report is kept as a code, and said in the language of who reads it."""

from django.test import Client as Browser
from django.urls import reverse

from herringbone.meetings.actions import Written, issue_contact_report
from herringbone.meetings.models import Reader
from herringbone.meetings.queries.why_read import Reason, as_kept, phrase
from herringbone.meetings.tests.builders import a_draft
from herringbone.people.models import Department, Role
from herringbone.record.canonical import canonical
from herringbone.work.tests.builders import a_job
from tests.world import World


def test_c2_why_somebody_got_it_is_said_in_the_language_of_who_reads(world: World, client: Browser) -> None:
    creative = world.departments["creative"]
    Department.objects.filter(pk=creative.pk).update(head=world.dept)
    job = a_job(world, departments=[creative])
    report = a_draft(world, written=[Written("decision", "It is longer", job=job)])
    issue = issue_contact_report(by=world.ae_alder, report=report)
    frozen = canonical(issue.inside_edition.content)
    there = reverse("report", args=[report.pk])
    client.force_login(world.ae_alder)
    assert "Supervisor of the account" in client.get(there).content.decode()
    world.sup_alder.language = "it"
    world.sup_alder.save()
    client.force_login(world.sup_alder)
    page = client.get(there).content.decode()
    assert "Supervisor del cliente" in page and "Supervisor of the account" not in page
    assert "Presente alla riunione e responsabile: Creative" in page
    issue.inside_edition.refresh_from_db()
    assert canonical(issue.inside_edition.content) == frozen and "Supervisor of the account" in frozen
    Reader.objects.filter(issue=issue).update(reasons=[])
    assert "Supervisor of the account" in client.get(there).content.decode(), "a row from before"
    Reader.objects.filter(issue=issue).update(reasons=[["of a later version", 3]])
    assert "Supervisor of the account" in client.get(there).content.decode(), "and one from after"


def test_c2_every_reason_reads_alone_and_after_another() -> None:
    reasons = [
        Reason("attended"), Reason("director"), Reason("supervisor"), Reason(Role.Kind.POINT),
        Reason("head", ("Creative",)),
        Reason("maker", ("Media", "ALD-26-0001")), Reason("finance", ("Finance",)), Reason("added", ("Ann",)),
        Reason("got", (2,)), Reason("wrote"),
    ]  # fmt: skip
    assert [one.alone for one in reasons] == [
        "Attended", "Director of the account", "Supervisor of the account", "Point person", "Head of Creative",
        "Media of ALD-26-0001", "Finance, because of “Budget”", "Added by Ann", "Got version 2", "Wrote it",
    ]  # fmt: skip
    assert phrase([reasons[0], reasons[4], reasons[8], reasons[0]]) == "Attended, head of Creative, and got version 2"
    assert as_kept([reasons[0], reasons[5], reasons[0]]) == [["attended"], ["maker", "Media", "ALD-26-0001"]]


def test_c2_a_department_is_named_once_where_its_head_has_two_reasons() -> None:
    head, money = Reason("head", ("Finance",)), Reason("finance", ("Finance",))
    assert phrase([head, money]) == "Finance, because of “Budget”"
    assert phrase([Reason("attended"), head, money]) == "Attended, and Finance, because of “Budget”"
    assert phrase([Reason("head", ("Media",)), money]) == "Head of Media, and Finance, because of “Budget”"
    assert as_kept([head, money]) == [["head", "Finance"], ["finance", "Finance"]], "both are kept"
