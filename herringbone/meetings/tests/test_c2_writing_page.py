"""C2: the page where a report is written, with and without scripts."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from herringbone.core import clock
from herringbone.meetings.actions import (
    Written,
    begin_correction,
    issue_contact_report,
    mark_not_discussed,
    object_to_item,
    open_report,
    save_items,
    settle_objection,
)
from herringbone.meetings.models import ContactReport, Issue, Item, Objection
from herringbone.meetings.tests.builders import INTERNAL, a_draft, a_meeting, an_issue, items
from herringbone.work.tests.builders import a_job
from tests.world import HOUR, World, canary

ORIGINAL = re.compile(r'name="original" value="([^"]*)"')
KEYS = re.compile(r'<input type="hidden" name="item" value="([^"]*)">')


def address(meeting: Any, name: str = "contact_report") -> str:
    return reverse(name, args=[meeting.pk])


def filled(html: str) -> dict[str, Any]:
    """What the page's form holds of itself: the sealed values and the keys of its rows, without the template's."""
    shown = html.split("<template")[0]
    return {"original": ORIGINAL.search(shown)[1], "item": KEYS.findall(shown)}


def page(browser: Browser, meeting: Any) -> dict[str, Any]:
    return filled(browser.get(address(meeting)).content.decode())


def row(key: str, kind: str, text: str, **more: str) -> dict[str, str]:
    return {f"kind-{key}": kind, f"text-{key}": text, **{f"{name}-{key}": value for name, value in more.items()}}


def test_c2_each_new_item_is_about_the_meetings_job(world: World, client: Browser) -> None:
    job = a_job(world)
    meeting = a_meeting(world, job=job)
    client.force_login(world.ae_alder)
    form = page(client, meeting)
    (first,) = form["item"]
    added = client.post(address(meeting), {**form, **row(first, "decision", "It moves"), "add": "next_step"})
    chosen = f'<option value="{job.pk}" selected'
    written, template = added.content.decode().split("<template", 1)
    assert (written.count(chosen), template.count(chosen)) == (1, 1), "the one just added, and those that scripts add"
    left_empty = client.post(
        address(meeting), {**filled(written), **row(first, "decision", "It moves"), f"job-{first}": ""}
    )
    assert left_empty.status_code == 303
    assert [item.text for item in Item.objects.all()] == ["It moves"], "what was not written is no item"


def test_c2_a_report_is_written_and_issued_without_scripts(world: World, client: Browser) -> None:
    meeting = a_meeting(world, agenda=["Dates"])
    job = a_job(world)
    client.force_login(world.ae_alder)
    form = page(client, meeting)
    assert not ContactReport.objects.exists(), "looking begins nothing"
    (first,) = form["item"]
    added = client.post(address(meeting), {**form, **row(first, "decision", "It moves"), "add": "next_step"})
    assert added.status_code == 200
    form = filled(added.content.decode())
    assert Item.objects.get().text == "It moves"
    step = form["item"][-1]
    typed = row(step, "next_step", "Send it", owner=f"ours-{world.dept.pk}", due="fri 12:00", job=str(job.pk))
    issued = client.post(
        address(meeting, "contact_report_issue"), {**form, **row(first, "decision", "It moves"), **typed}
    )
    assert issued.status_code == 303
    issue = Issue.objects.get()
    assert issued["Location"] == reverse("report", args=[issue.report_id])
    made = Item.objects.get(kind="next_step")
    assert (made.owner, str(made.due), made.job) == (world.dept, "2026-03-06", job)
    assert made.due_at.isoformat() == "2026-03-06T17:00:00+00:00"


def test_c2_scripts_save_while_it_is_typed(world: World, client: Browser) -> None:
    meeting = a_meeting(world)
    client.force_login(world.ae_alder)
    form = page(client, meeting)
    key = form["item"][0]
    for text in ("It", "It moves", "It moves \n"):
        told = client.post(address(meeting), {**form, **row(key, "decision", text)}, headers={"X-Autosave": "1"}).json()
        assert told["saved"] == "09:00"
        form |= told["fields"]
    assert Item.objects.get().text == "It moves"
    before = ContactReport.objects.get().stamp
    client.post(address(meeting), {**form, **row(key, "decision", "It moves")}, headers={"X-Autosave": "1"})
    assert ContactReport.objects.get().stamp == before, "nothing new, nothing written"


def test_c2_a_date_that_can_mean_two_days_is_asked_and_nothing_typed_is_lost(world: World, client: Browser) -> None:
    meeting = a_meeting(world)
    client.force_login(world.ae_alder)
    form = page(client, meeting)
    key = form["item"][0]
    typed = {**form, **row(key, "next_step", "Send it", owner=f"theirs-{world.pat.pk}", due="someday")}
    told = client.post(address(meeting), typed, headers={"X-Autosave": "1"}).json()
    assert "someday" in told["notes"][key]["error"]
    back = client.post(address(meeting, "contact_report_issue"), typed)
    assert back.status_code == 422
    assert 'value="someday"' in back.content.decode() and not Issue.objects.exists()
    assert Item.objects.get().owner_contact == world.pat


def test_c2_a_date_that_can_mean_two_days_offers_both(world: World, client: Browser) -> None:
    meeting = a_meeting(world)
    client.force_login(world.ae_alder)
    form = page(client, meeting)
    key = form["item"][0]
    typed = {**form, **row(key, "next_step", "Send it", owner=f"theirs-{world.pat.pk}", due="3/12 10:00")}
    note = client.post(address(meeting), typed, headers={"X-Autosave": "1"}).json()["notes"][key]
    ways = [{"value": "2026-03-12 10:00", "label": "Thu 12 Mar 10:00"},
            {"value": "2026-12-03 10:00", "label": "Thu 3 Dec 10:00"}]  # fmt: skip
    assert all(way in note["ways"] for way in ways)
    assert "12 Mar" not in note["error"], "they are buttons, not words to be typed again"
    form = page(client, meeting)
    back = client.post(address(meeting), {**typed, **form}).content.decode()
    for way in ways:
        assert f'name="due-{key}" value="{way["value"]}">{way["label"]}</button>' in back
    chosen = {**typed, **form, f"due-{key}": ["3/12 10:00", "2026-12-03 10:00"]}  # the field, then the button
    assert client.post(address(meeting), chosen).status_code == 303
    assert Item.objects.get().due_at.isoformat() == "2026-12-03T15:00:00+00:00"


def test_c2_what_is_missing_is_told_at_its_item(world: World, client: Browser) -> None:
    meeting = a_meeting(world)
    client.force_login(world.ae_alder)
    form = page(client, meeting)
    key = form["item"][0]
    back = client.post(address(meeting, "contact_report_issue"), {**form, **row(key, "next_step", "Send it")})
    assert back.status_code == 422
    assert f'id="error-{key}" data-error>Next step 1: say who does it' in back.content.decode()


def test_b52_two_who_write_one_report_lose_nothing(world: World, client: Browser) -> None:
    report = a_draft(world, written=[Written("decision", "One"), Written("discussion", "Two")])
    meeting = report.meeting
    client.force_login(world.ae_alder)
    mine = page(client, meeting)
    one, two = mine["item"]
    seen = {item.key: item for item in report.items.all()}
    theirs = [
        Written("decision", "One, as Cody says", one), Written("discussion", "Two", two), Written("budget", "Three")
    ]  # fmt: skip
    save_items(by=world.coord_alder, report=report, items=theirs)
    typed = {**mine, **row(one, "decision", "One"), **row(two, "discussion", "Two, as Ann says")}
    assert client.post(address(meeting), typed).status_code == 303
    texts = list(report.items.order_by("position").values_list("text", flat=True))
    assert texts == ["One, as Cody says", "Two, as Ann says", "Three"]
    assert seen[one].text == "One"


def test_b52_in_two_windows_of_ones_own_the_other_is_no_stranger(world: World, client: Browser) -> None:
    report = a_draft(world, written=[Written("decision", "One")])
    client.force_login(world.ae_alder)
    mine = page(client, report.meeting)
    (key,) = mine["item"]
    save_items(by=world.ae_alder, report=report, items=[Written("decision", "Theirs", key)])
    typed = {**mine, **row(key, "decision", "Mine")}
    told = client.post(address(report.meeting), typed, headers={"X-Autosave": "1"}).json()
    assert told == {"message": "You changed the same item in another window.", "sends": "See both versions"}
    html = client.post(address(report.meeting), typed).content.decode()
    assert "You saved this at 09:00 in another window" in html and f"{world.ae_alder.name} saved" not in html


def test_b52_both_change_one_item_and_choose(world: World, client: Browser) -> None:
    report = a_draft(world, written=[Written("decision", "One")])
    meeting = report.meeting
    client.force_login(world.ae_alder)
    mine = page(client, meeting)
    (key,) = mine["item"]
    save_items(by=world.coord_alder, report=report, items=[Written("decision", "Theirs", key)])
    typed = {**mine, **row(key, "decision", "Mine")}
    auto = client.post(address(meeting), typed, headers={"X-Autosave": "1"})
    assert auto.status_code == 409 and world.coord_alder.name in auto.json()["message"]
    asked = client.post(address(meeting), typed)
    html = asked.content.decode()
    assert asked.status_code == 409 and "Theirs" in html and "Mine" in html
    assert report.items.get().text == "Theirs"
    sealed = ORIGINAL.search(html)[1]
    chosen = client.post(address(meeting), {**typed, "original": sealed, f"choose-{key}:text": "yours"})
    assert chosen.status_code == 303 and report.items.get().text == "Mine"


def test_b52_issued_meanwhile_is_told_and_what_was_typed_stays(world: World, client: Browser) -> None:
    report = a_draft(world, written=[Written("decision", "One")])
    client.force_login(world.ae_alder)
    form = page(client, report.meeting)
    issue_contact_report(by=world.coord_alder, report=report)
    back = client.post(address(report.meeting), {**form, **row(form["item"][0], "decision", "One, corrected")})
    assert back.status_code == 422
    html = back.content.decode()
    assert f"{world.coord_alder.name} issued this report today 09:00" in html and "One, corrected" in html


def test_s09_the_preview_holds_nothing_internal(world: World, client: Browser) -> None:
    report = a_draft(world)
    client.force_login(world.ae_alder)
    html = client.get(address(report.meeting, "contact_report_sheet")).content.decode()
    assert canary("alder", "decided") in html and INTERNAL not in html


def test_c2_readers_are_put_on_and_taken_off_on_the_page(world: World, client: Browser) -> None:
    meeting = a_meeting(world)
    client.force_login(world.ae_alder)
    readers = address(meeting, "contact_report_readers")
    assert client.post(readers, {"add": f"ours-{world.bizdev.pk}"}).status_code == 303
    assert client.post(readers, {"off": f"theirs-{world.quinn.pk}"}).status_code == 303
    html = client.get(address(meeting)).content.decode()
    assert "Added by Ann Alder" in html and "Taken off by Ann Alder" in html
    walled = client.post(readers, {"add": f"ours-{world.ae_birch.pk}"})
    assert walled.status_code == 422 and "A wall keeps Bob Birch" in walled.content.decode()


def test_c2_a_correction_is_written_on_the_same_page(world: World, client: Browser) -> None:
    issue = an_issue(world)
    client.force_login(world.ae_alder)
    assert client.get(address(issue.report.meeting)).status_code == 303, "an issued report is read, not written"
    begin_correction(by=world.ae_alder, report=issue.report, because="Pat called")
    html = client.get(address(issue.report.meeting)).content.decode()
    assert "A correction of version 1" in html and "Pat called" in html


def test_c2_a_correction_shows_the_open_objections_at_their_items(world: World, client: Browser) -> None:
    issue = an_issue(world)
    decision, budget = (issue.items.get(kind=kind).key for kind in ("decision", "budget"))
    for key, reason in ((decision, "It was on Tuesday"), (budget, "It was 7,500")):
        object_to_item(by=world.ae_alder, issue=issue, item_key=key, contact=world.pat, reason=reason, via="phone")
    settle_objection(by=world.ae_alder, objection=Objection.objects.get(item_key=budget), how="On the telephone")
    begin_correction(by=world.ae_alder, report=issue.report)
    client.force_login(world.ae_alder)
    html = client.get(address(issue.report.meeting)).content.decode()
    item = html.split(f'id="item-{decision}"')[1].split('<li data-kind="')[0]
    assert "It was on Tuesday" in item and "Changing this item settles it." in item and "CANARY-alder-pat" in item
    assert "7,500" not in html, "what is settled is over"
    form = filled(html)
    stale = client.post(address(issue.report.meeting, "contact_report_issue"), {**form, f"text-{decision}": ""})
    assert "It was on Tuesday" in stale.content.decode(), "it stays when the page comes back"


def test_s01_who_may_write_and_who_may_not_even_know(world: World, client: Browser) -> None:
    report = a_draft(world)
    for who, status in (
        ("sup_alder", 200), ("director", 200), ("head", 200), ("coord_alder", 200), ("dept", 403),
        ("finance", 403), ("exec", 403), ("traffic", 404), ("admin", 404), ("ae_birch", 404), ("sup_birch", 404),
        ("bizdev", 404),
    ):  # fmt: skip
        client.force_login(world.everyone[who])
        answer = client.get(address(report.meeting))
        if status == 403:  # who only reads the client is led to the meeting
            assert answer.headers["Location"] == f"/meetings/{report.meeting_id}/", who
        else:
            assert answer.status_code == status, who
        assert client.post(address(report.meeting, "contact_report_issue"), {}).status_code in (status, 400), who
    assert not Issue.objects.exists()


@pytest.mark.later
def test_c2_the_page_asks_as_many_questions_whatever_stands_in_it(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    counts = set()
    for number in (1, 30):
        meeting = a_meeting(world)
        written = [one for _ in range(number) for one in items(world)]
        report = open_report(by=world.ae_alder, meeting=meeting)
        save_items(by=world.ae_alder, report=report, items=written)
        client.get(address(meeting))
        with CaptureQueriesContext(connection) as counted:
            client.get(address(meeting))
        counts.add(len(counted))
    assert len(counts) == 1 and max(counts) <= 36


def test_c1_attendance_is_noted_beside_the_writing(world: World, client: Browser) -> None:
    with clock.clock_at(clock.now() + HOUR):
        meeting = a_meeting(world)
        client.force_login(world.ae_alder)
        quinn = meeting.attendees.get(contact=world.quinn)
        present = [str(one.pk) for one in meeting.attendees.exclude(pk=quinn.pk)]
        sent = {
            "present": present, f"note-{quinn.pk}": "sent word", "came": f"ours-{world.sup_alder.pk}",
            "next": address(meeting),
        }  # fmt: skip
        done = client.post(reverse("meeting_attendance", args=[meeting.pk]), sent)
        assert done["Location"] == address(meeting)
        quinn.refresh_from_db()
        assert (quinn.absent, quinn.note) == (True, "sent word")
        assert meeting.attendees.filter(person=world.sup_alder).exists()


def test_c2_what_the_client_will_read_has_its_dates_in_their_language(world: World, client: Browser) -> None:
    world.alder.language = "it"
    world.alder.save()
    report = a_draft(world)
    client.force_login(world.ae_alder)
    shown = client.get(reverse("contact_report_sheet", args=[report.meeting_id])).content.decode()
    assert re.search(r'<span class="tag"><time[^>]*>gio 5 mar|<span class="tag">gio 5 mar', shown)
    assert "Thu 5 Mar" not in shown


def test_c2_an_empty_item_says_what_goes_into_it_and_has_the_focus(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    shown = client.get(address(a_meeting(world))).content.decode().split("<template")[0]
    (field,) = re.findall(r"<textarea[^>]*item-text[^>]*>", shown)
    assert 'placeholder="Write what was said"' in field and " autofocus" in field


def heading(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)[1]).split())


def test_c2_two_drafts_of_a_client_do_not_pretend_to_have_one_number(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    first, second = a_draft(world), a_draft(world)
    for report in (first, second):
        html = client.get(address(report.meeting)).content.decode()
        assert heading(html) == "Contact report, draft, would be no. 1"
        assert re.search(r"<title>\s*Contact report, draft,", html)
        assert "Contact report 1" not in html
        preview = client.get(address(report.meeting, "contact_report_sheet")).content.decode()
        assert not re.search(r"Contact report \d", preview)
    listed = client.get(reverse("contact_reports")).content.decode()
    assert listed.count(">Draft</a>") == 2 and not re.search(r"Contact report \d", listed)


def test_c2_a_correction_keeps_its_number(world: World, client: Browser) -> None:
    issue = an_issue(world)
    client.force_login(world.ae_alder)
    begin_correction(by=world.ae_alder, report=issue.report)
    assert heading(client.get(address(issue.report.meeting)).content.decode()) == "Contact report 1, version 2"
    preview = client.get(address(issue.report.meeting, "contact_report_sheet")).content.decode()
    assert "Contact report 1, version 2" in preview and "The number is given" not in preview


def test_c2_the_preview_says_which_points_of_the_agenda_no_item_covers_and_holds_nothing_up(
    world: World, client: Browser
) -> None:
    meeting = a_meeting(world, agenda=["Storyboard", "Dates", "Budget", "Music"])
    storyboard, dates, budget, music = meeting.agenda.all()
    mark_not_discussed(by=world.ae_alder, point=music)
    written = [Written("decision", "It moves", agenda=storyboard), Written("internal", "x", agenda=dates)]
    a_draft(world, meeting, written)
    client.force_login(world.ae_alder)
    there = address(meeting, "contact_report_sheet")
    told = client.get(there).content.decode()
    assert "One point of the agenda has no item:</b> 3 Budget. It can be issued all the same." in told
    form = page(client, meeting)
    typed = [row(key, kind, "It moves", agenda=str(point.pk)) for key, kind, point in zip(
        form["item"], ("decision", "internal"), (storyboard, dates), strict=True)]  # fmt: skip
    sent = {**form, **typed[0], **typed[1]}
    assert client.post(address(meeting, "contact_report_issue"), sent).status_code == 303
    covered = a_meeting(world, agenda=["Storyboard"])
    a_draft(world, covered, [Written("decision", "It moves", agenda=covered.agenda.get())])
    assert "of the agenda" not in client.get(address(covered, "contact_report_sheet")).content.decode()
    assert budget.items.count() == 0
