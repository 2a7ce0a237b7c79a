"""C1, C2: calendar, meetings, the list of reports and one report as pages, and how much they ask of the database."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from herringbone.core import clock
from herringbone.meetings.actions import Written, log_call, note_attendance, object_to_item, withdraw_meeting
from herringbone.meetings.models import ContactReport, Issue, Meeting
from herringbone.meetings.tests.builders import INTERNAL, a_draft, a_meeting, an_issue
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Bounce, Edition, Effect, Link
from tests.forms import forms_in
from tests.world import DAY, HOUR, MONDAY, World, canary, make_world

SITE = ("meetings", "contact_reports")


def asked(browser: Browser, path: str) -> int:
    """How many queries a page needs, once a session is known."""
    browser.get(path)
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(path).status_code == 200
    return len(counted)


def many(world: World, number: int) -> None:
    """Meetings with issued reports past the actions: for counting queries only."""
    meetings = Meeting.objects.bulk_create(
        Meeting(
            client=world.alder, topic=f"Meeting {n}", starts=MONDAY - n * HOUR - HOUR, ends=MONDAY - n * HOUR,
            office=world.office, reporter=world.ae_alder, by=world.ae_alder,
        )
        for n in range(number)
    )  # fmt: skip
    reports = ContactReport.objects.bulk_create(ContactReport(meeting=one, begun_by=world.ae_alder) for one in meetings)
    editions = [
        Edition(
            client=world.alder, kind="contact_report", audience=audience, number=n + 1, version=1, data="{}",
            data_sha256="", by=world.ae_alder, at=MONDAY,
        )
        for n in range(number)
        for audience in ("client", "inside")
    ]  # fmt: skip
    made = Edition.objects.bulk_create(editions)
    Issue.objects.bulk_create(
        Issue(
            report=report, version=1, number=n + 1, by=world.ae_alder, at=MONDAY, closes=MONDAY + DAY,
            client_edition=made[2 * n], inside_edition=made[2 * n + 1],
        )
        for n, report in enumerate(reports)
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.thorough
def test_e_lists_ask_as_much_at_ten_as_at_a_thousand(client: Browser) -> None:
    with clock.clock_at(MONDAY):
        world = make_world()
        client.force_login(world.ae_alder)
        many(world, 10)
        few = [asked(client, reverse(name)) for name in SITE]
        many_more(world)
        assert [asked(client, reverse(name)) for name in SITE] == few
        assert few[1] <= 8
        for show in ("to-write", "objection", "window", "nobody"):
            assert asked(client, f"{reverse('contact_reports')}?show={show}") <= 8


def many_more(world: World) -> None:
    """As many meetings again as make a thousand; their reports are not issued."""
    Meeting.objects.bulk_create(
        Meeting(
            client=world.alder, topic=f"More {n}", starts=MONDAY - n * HOUR - HOUR, ends=MONDAY - n * HOUR,
            office=world.office, reporter=world.ae_alder, by=world.ae_alder,
        )
        for n in range(990)
    )  # fmt: skip


def test_c1_a_call_that_was_taken_back_is_called_withdrawn_and_counted_nowhere(world: World, client: Browser) -> None:
    mistaken = log_call(by=world.ae_alder, contact=world.pat, said="Meant for somebody else")
    a_meeting(world)
    withdraw_meeting(by=world.ae_alder, meeting=mistaken)
    client.force_login(world.ae_alder)
    html = client.get(reverse("meetings")).content.decode()
    assert "One meeting." in html and "Withdrawn" in html and "Called off" not in html


def test_c1_open_steps_are_seen_before_the_invitation_goes_and_can_be_taken_off(world: World, client: Browser) -> None:
    an_issue(world)
    client.force_login(world.ae_alder)
    address = f"{reverse('meeting_new')}?client={world.alder.code}"
    page = unescape(client.get(address).content.decode())
    steps = re.findall(r'name="steps" value="([^"]+)"[^>]*checked', page)
    assert len(steps) == 2 and "Open from earlier reports" in page
    for taken in ([steps[1]], []):
        given = {
            "topic": "Next", "kind": "meeting", "day": "2026-03-05", "starts": "10:00", "office": world.office.pk,
            "people": [world.ae_alder.pk], "reporter": world.ae_alder.pk, "agenda": "Dates", "steps": taken,
        }  # fmt: skip
        assert client.post(address, given).status_code == 303
        made = Meeting.objects.latest("pk")
        assert list(made.agenda.values_list("from_key", flat=True)) == [*taken, ""]


def test_c1_the_week_shows_each_meeting_with_its_one_state(world: World, client: Browser) -> None:
    a_meeting(world, topic="Held")
    a_meeting(world, topic="To come", starts=MONDAY + DAY, ends=MONDAY + DAY + HOUR, agenda=["Dates"])
    off = a_meeting(world, topic="Off", starts=MONDAY + 2 * DAY, ends=MONDAY + 2 * DAY + HOUR)
    withdraw_meeting(by=world.ae_alder, meeting=off)
    an_issue(world, a_meeting(world, topic="Reported"))
    client.force_login(world.ae_alder)
    html = client.get(reverse("meetings")).content.decode()
    for words in ("Report due", "Agenda written", "Called off", "Report issued", "Three meetings."):
        assert words in html, words
    assert client.get("/calendar/?week=2026-03-02")["Location"] == f"{reverse('meetings')}?week=2026-03-02"
    month = client.get(reverse("meetings"), {"month": "2026-03"}).content.decode()
    assert month.count(canary("alder", "Alder")) == 4
    for odd in ("?week=nonsense", "?month=9999-99", "?person=x", "?office=0"):
        assert client.get(reverse("meetings") + odd).status_code == 200


def counts_at_the_views(browser: Browser, path: str) -> dict[str, int]:
    """What stands beside each view of a list, and that it is what the view holds when it is opened."""
    html = browser.get(path).content.decode()
    views = re.search(r'<nav class="views".*?</nav>', html, re.S)[0]
    found = {}
    for url, label, count in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*?)\s*<span class="count">(\d+)</span>', views):
        opened = browser.get(f"{reverse('contact_reports')}{unescape(url)}").content.decode()
        assert opened.count('<th scope="row">') == int(count), label
        found[label] = int(count)
    assert views.count("<a ") == len(found)
    return found


@pytest.mark.thorough
def test_c2_each_view_of_the_reports_says_how_many_it_holds(world: World, client: Browser) -> None:
    an_issue(world, a_meeting(world, topic="Stands when its window is over"))
    send_due()
    a_meeting(world, topic="Not written")
    a_draft(world, a_meeting(world, topic="Draft", reporter=world.coord_alder))
    first = an_issue(world, a_meeting(world, topic="Objected to"))
    item = first.items.get(kind="decision")
    object_to_item(by=world.ae_alder, issue=first, item_key=item.key, contact=world.pat, reason="No", via="phone")
    an_issue(world, a_meeting(world, topic="Fresh"))
    an_issue(world, a_meeting(world, world.birch), [Written("decision", "Theirs")])  # nobody of Alder’s counts it
    client.force_login(world.ae_alder)
    everything = {"All": 5, "To be written": 2, "Objection open": 1, "Within the window": 2, "Reached nobody": 0}
    assert counts_at_the_views(client, reverse("contact_reports")) == everything
    with clock.clock_at(MONDAY + 10 * DAY):  # no mail went out about the fresh one
        client.force_login(world.ae_alder)
        later = {**everything, "Within the window": 0, "Reached nobody": 1}
        assert counts_at_the_views(client, reverse("contact_reports")) == later
    client.force_login(world.coord_alder)
    mine = counts_at_the_views(client, f"{reverse('contact_reports')}?mine=1&client=ALD")
    assert (mine["All"], mine["To be written"], mine["Objection open"]) == (1, 1, 0)


def test_s01_a_rivals_meetings_and_reports_are_not_there(world: World, client: Browser) -> None:
    meeting = a_meeting(world, world.birch)
    report = a_draft(world, meeting, [Written("decision", canary("birch", "decided"))])
    client.force_login(world.ae_alder)
    for name, pk in (("meeting", meeting.pk), ("contact_report", meeting.pk), ("report", report.pk)):
        assert client.get(reverse(name, args=[pk])).status_code == 404
    for path in (reverse("meetings"), reverse("contact_reports"), f"{reverse('meetings')}?month=2026-03"):
        assert "CANARY-birch" not in client.get(path).content.decode()


@pytest.mark.parametrize("who", ["ae_alder", "head"])
def test_c1_whoever_calls_a_meeting_sits_at_the_table(world: World, client: Browser, who: str) -> None:
    client.force_login(world.everyone[who])  # the head is on no team
    (form,) = (
        one
        for one in forms_in(client.get(f"{reverse('meeting_new')}?client=ALD").content.decode())
        if "topic" in one.fields
    )
    assert form.fields["people"].values == [str(world.everyone[who].pk)]


def test_c1_a_meeting_is_called_and_changed_on_pages(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    new = f"{reverse('meeting_new')}?client=ALD"
    assert client.get(new).status_code == 200
    form = {
        "topic": "Storyboard", "kind": "meeting", "day": "wed", "starts": "10:30", "office": world.office.pk,
        "contacts": [world.pat.pk], "people": [world.dept.pk], "reporter": world.ae_alder.pk, "agenda": "One\nTwo",
        "invite": "on",
    }  # fmt: skip
    assert client.post(new, {**form, "contacts": [world.rio.pk]}).status_code == 422, "a rival's contact is no choice"
    made = client.post(new, form)
    assert made.status_code == 303
    meeting = Meeting.objects.get()
    assert meeting.starts == MONDAY + 2 * DAY + timedelta(hours=1, minutes=30)
    assert list(meeting.agenda.values_list("text", flat=True)) == ["One", "Two"]
    edit = reverse("meeting_change", args=[meeting.pk])
    html = client.get(edit).content.decode()
    original = html.split('name="original" value="')[1].split('"')[0]
    sent = {**form, "original": original, "place": "Room 2", "day": "4 Mar 2026"}
    assert client.post(edit, sent).status_code == 303
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence) == ("Room 2", 1)


def test_c1_replies_and_agenda_on_the_meetings_page(world: World, client: Browser) -> None:
    meeting = a_meeting(world, starts=MONDAY + DAY, ends=MONDAY + DAY + HOUR)
    client.force_login(world.dept)
    own = meeting.attendees.get(person=world.dept)
    assert client.post(reverse("meeting_reply", args=[meeting.pk, own.pk]), {"reply": "accepted"}).status_code == 303
    own.refresh_from_db()
    assert own.reply == "accepted"
    client.post(reverse("meeting_agenda", args=[meeting.pk]), {"agenda": "One\n\nTwo\n"})
    assert list(meeting.agenda.values_list("text", flat=True)) == ["One", "Two"]
    assert asked(client, reverse("meeting", args=[meeting.pk])) <= 20


def test_c2_an_issued_report_shows_its_mails_and_what_came_back(world: World, client: Browser) -> None:
    meeting = a_meeting(world)
    note_attendance(by=world.ae_alder, meeting=meeting, absent={meeting.attendees.get(contact=world.quinn).pk: ""})
    issue = an_issue(world, meeting)
    effects = Effect.objects.filter(kind="contact_report")
    effects.update(state="sent", settled_at=MONDAY)
    client.force_login(world.ae_alder)
    there = reverse("report", args=[issue.report_id])
    html = client.get(there).content.decode()
    assert "Mail accepted" in html and INTERNAL in html and "The client can object until" in html
    Bounce.objects.create(effect=effects.get(contact=world.pat), code="5.1.1")
    assert "Mail came back (5.1.1)" in client.get(there).content.decode()
    outside = client.get(f"{there}?edition=client").content.decode()
    assert INTERNAL not in outside.split("<aside")[0]
    assert asked(client, there) <= 20


def test_c2_files_of_both_editions(world: World, client: Browser) -> None:
    issue = an_issue(world)
    client.force_login(world.ae_alder)
    for audience in ("client", "inside"):
        where = [issue.report_id, 1, audience]
        made = client.get(reverse("report_pdf", args=where))
        assert made["Content-Type"] == "application/pdf" and b"".join(made.streaming_content).startswith(b"%PDF")
        text = client.get(reverse("report_text", args=where)).content.decode()
        assert (INTERNAL in text) is (audience == "inside")
    assert client.get(reverse("report_pdf", args=[issue.report_id, 2, "client"])).status_code == 404
    assert client.get(reverse("report_pdf", args=[issue.report_id, 1, "rival"])).status_code == 404
    client.force_login(world.ae_birch)
    assert client.get(reverse("report_pdf", args=[issue.report_id, 1, "client"])).status_code == 404


def test_c2_answers_by_phone_and_their_settlement_on_pages(world: World, client: Browser) -> None:
    issue = an_issue(world)
    key = issue.items.get(kind="budget").key
    client.force_login(world.ae_alder)
    object_at = reverse("report_objection", args=[issue.report_id, key])
    assert client.get(object_at).status_code == 200
    said = {"contact": world.pat.pk, "via": "phone", "reason": "7,500, not more"}
    assert client.post(object_at, said).status_code == 303
    html = client.get(reverse("report", args=[issue.report_id])).content.decode()
    assert "by telephone, noted by Ann Alder" in html and "The client objects" in html
    objection = issue.objections.get()
    settle = reverse("objection_settlement", args=[objection.pk])
    assert client.post(settle, {"how": ""}).status_code == 422
    assert client.post(settle, {"how": "Pat agrees to 7,500"}).status_code == 303
    confirm = reverse("report_confirmation", args=[issue.report_id])
    assert client.post(confirm, {"contact": world.quinn.pk, "via": "mail"}).status_code == 303
    assert issue.confirmations.get().noted_by == world.ae_alder
    client.force_login(world.dept)
    assert client.post(object_at, said).status_code == 403


def test_s18_every_live_link_is_listed_and_can_be_shut(world: World, client: Browser) -> None:
    issue = an_issue(world)
    for contact in (world.pat, world.quinn):
        Link.objects.create(
            purpose="contact report", token_sha256=contact.name, client=world.alder, contact=contact,
            edition=issue.client_edition, expires=MONDAY + 30 * DAY,
        )  # fmt: skip
    client.force_login(world.ae_alder)
    there = reverse("report", args=[issue.report_id])
    html = client.get(there).content.decode()
    shut = [reverse("link_revocation", args=[link.pk]) for link in Link.objects.all()]
    assert all(address in html for address in shut)
    assert "Close a link" in client.get(shut[0]).content.decode()
    assert Link.objects.filter(revoked=None).count() == 2, "asked first"
    assert client.post(shut[0])["Location"] == f"{there}#links"
    assert Link.objects.filter(revoked=None).count() == 1
    assert shut[0] not in client.get(there).content.decode()
    client.force_login(world.ae_birch)
    assert client.post(shut[1]).status_code == 404
    client.force_login(world.dept)
    assert client.post(shut[1]).status_code == 403


def test_c1_client_and_job_pages_show_meetings_and_reports(world: World, client: Browser) -> None:
    issue = an_issue(world)
    client.force_login(world.ae_alder)
    tab = client.get(reverse("client_tab", args=["ALD", "reports"])).content.decode()
    assert reverse("report", args=[issue.report_id]) in tab
    tab = client.get(reverse("client_tab", args=["ALD", "meetings"])).content.decode()
    assert reverse("meeting", args=[issue.report.meeting_id]) in tab
