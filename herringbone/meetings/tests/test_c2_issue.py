"""C2, C3: what issuing a contact report freezes, whom it tells, and what it sets in motion."""

import json

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.meetings.actions import (
    Written,
    begin_correction,
    change_distribution,
    issue_contact_report,
    note_attendance,
    object_to_item,
    save_items,
)
from herringbone.meetings.documents.pdf import as_pdf
from herringbone.meetings.models import Issue, IssuedItem, Reader
from herringbone.meetings.queries.walls import behind_wall
from herringbone.meetings.rules import may_write_report
from herringbone.meetings.tests.builders import INTERNAL, a_draft, a_meeting, again, an_issue, items
from herringbone.meetings.tests.test_c2_document import words
from herringbone.people.actions import arrange_cover
from herringbone.people.models import Department
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Duty, Edition, Effect, Event, ThreadEntry
from herringbone.work.models import Task, Waiting
from herringbone.work.tests.builders import a_job
from tests.world import DAY, HOUR, MONDAY, World, canary


def test_c2_issuing_freezes_two_editions_with_one_number(world: World) -> None:
    issue = an_issue(world)
    client, inside = issue.client_edition, issue.inside_edition
    assert {(one.kind, one.number, one.version) for one in (client, inside)} == {("contact_report", 1, 1)}
    assert (client.audience, inside.audience) == ("client", "inside")
    assert an_issue(world, a_meeting(world)).number == 2


def test_c2_both_editions_bear_the_company_of_the_clients_office(world: World) -> None:
    Office.objects.update(legal_name="Halden & Rossi S.r.l.")
    issue = an_issue(world, a_meeting(world))
    told = [one.content["agency"]["legal"] for one in (issue.client_edition, issue.inside_edition)]
    assert told == ["Halden & Rossi S.r.l."] * 2


def test_c2_the_foot_says_the_tax_number_of_the_company_and_old_editions_stay_as_they_are(world: World) -> None:
    before = an_issue(world).client_edition
    frozen, printed = dict(before.content), words(as_pdf(before.content))
    assert "tax no." not in printed
    Office.objects.update(legal_name="Halden & Rossi S.r.l.", tax_number="IT 12345678903")
    world.alder.office.refresh_from_db()
    issue = an_issue(world, a_meeting(world))
    for edition in (issue.client_edition, issue.inside_edition):
        assert edition.content["agency"]["tax"] == "IT 12345678903"
        assert "tax no. IT 12345678903" in words(as_pdf(edition.content))
    before.refresh_from_db()
    assert before.content == frozen and words(as_pdf(before.content)) == printed
    without = {**before.content, "agency": {k: v for k, v in before.content["agency"].items() if k != "tax"}}
    assert words(as_pdf(without)) == printed, "one from before it was kept"
    assert "P. IVA IT 12345678903" in words(as_pdf({**issue.client_edition.content, "language": "it"}))


def test_c2_no_trace_of_what_is_internal_in_the_clients_edition(world: World) -> None:
    issue = an_issue(world)
    assert INTERNAL in issue.inside_edition.data
    assert INTERNAL not in issue.client_edition.data
    told = issue.client_edition.content
    assert [item["position"] for item in told["items"]] == [1, 2, 3, 4, 5]
    assert {one["why"] for one in told["distribution"]} == {""}
    assert not IssuedItem.objects.filter(issue=issue, kind="internal").exists()


def test_c2_an_item_that_becomes_internal_is_told_as_removed(world: World) -> None:
    issue = an_issue(world)
    begin_correction(by=world.ae_alder, report=issue.report)
    written = [
        Written("internal", INTERNAL + "2", one.key) if one.kind == "discussion" else one for one in again(issue)
    ]
    save_items(by=world.ae_alder, report=issue.report, items=written)
    second = issue_contact_report(by=world.ae_alder, report=issue.report)
    assert INTERNAL not in second.client_edition.data
    told = {item["change"] for item in second.client_edition.content["items"]}
    assert told == {None, "removed"}


def test_c3_our_next_step_becomes_a_task_and_theirs_a_waiting(world: World) -> None:
    an_issue(world)
    task = Task.objects.get(client=world.alder)
    assert (task.owner, task.title) == (world.ae_alder, canary("alder", "ours"))
    waiting = Waiting.objects.get(client=world.alder)
    assert (waiting.contact, waiting.what) == (world.pat, canary("alder", "theirs"))


def test_c2_one_mail_for_each_reader_and_an_entry_in_the_thread(world: World) -> None:
    issue = an_issue(world)
    readers = Reader.objects.filter(issue=issue)
    told = set(readers.values_list("person__name", "contact__name"))
    assert (None, world.pat.name) in told and (world.finance.name, None) not in told
    effects = Effect.objects.filter(kind="contact_report")
    assert set(effects.values_list("subject_id", flat=True)) == set(readers.values_list("pk", flat=True))
    assert ThreadEntry.objects.filter(client=world.alder, verb="contact report issued", side="agency").count() == 1


def test_c2_the_duty_is_done_by_the_first_issue(world: World) -> None:
    meeting = a_meeting(world)
    duty = Duty.objects.get(kind="contact_report", subject=meeting.pk)
    assert (duty.owner, duty.started, duty.due, duty.done) == (world.ae_alder, MONDAY, MONDAY + 2 * DAY, None)
    issue = an_issue(world, meeting)
    duty.refresh_from_db()
    assert duty.done == issue.at


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (Written("next_step", "Send it"), "owner"),
        (Written("next_step", "", owner=None), "items"),
    ],
)
def test_c2_what_is_incomplete_is_not_issued(world: World, broken: Written, field: str) -> None:
    report = a_draft(world, written=[broken])
    with pytest.raises(Refused) as refused:
        issue_contact_report(by=world.ae_alder, report=report)
    assert refused.value.field.rpartition(":")[2] == field
    assert not Edition.objects.exists() and not Effect.objects.filter(kind="contact_report").exists()


def test_c2_a_next_step_needs_a_date(world: World) -> None:
    report = a_draft(world, written=[Written("next_step", "Send it", owner=world.ae_alder)])
    with pytest.raises(Refused, match="until when") as refused:
        issue_contact_report(by=world.ae_alder, report=report)
    assert refused.value.field.endswith(":due")


def test_c2_a_second_issue_needs_a_correction(world: World) -> None:
    issue = an_issue(world)
    with pytest.raises(Refused, match="begin a correction"):
        issue_contact_report(by=world.ae_alder, report=issue.report)
    with pytest.raises(Refused, match="begin a correction"):
        save_items(by=world.ae_alder, report=issue.report, items=[])
    begin_correction(by=world.ae_alder, report=issue.report)
    with pytest.raises(Refused, match="Nothing has changed"):
        issue_contact_report(by=world.ae_alder, report=issue.report)


def test_c2_a_correction_names_what_changed_and_opens_the_window_for_that_alone(world: World) -> None:
    first = an_issue(world)
    with clock.clock_at(MONDAY + DAY):
        begin_correction(by=world.ae_alder, report=first.report, because="own")
        save_items(by=world.ae_alder, report=first.report, items=again(first, decision="Two days, not three"))
        second = issue_contact_report(by=world.ae_alder, report=first.report)
    assert (second.number, second.version) == (first.number, 2)
    assert second.client_edition.replaces == first.client_edition
    told = {item["kind"]: item for item in second.client_edition.content["items"]}
    assert (told["decision"]["change"], told["decision"]["was"]) == ("changed", canary("alder", "decided"))
    assert told["discussion"]["change"] is None
    since = dict(IssuedItem.objects.filter(issue=second).values_list("kind", "since"))
    assert (since["decision"], since["discussion"]) == (second.pk, first.pk)
    assert second.closes == MONDAY + 3 * DAY and first.closes == MONDAY + 2 * DAY


def test_c3_a_correction_updates_what_came_of_a_step_and_doubles_nothing(world: World) -> None:
    first = an_issue(world)
    begin_correction(by=world.ae_alder, report=first.report)
    save_items(by=world.ae_alder, report=first.report, items=again(first, decision="Other"))
    issue_contact_report(by=world.ae_alder, report=first.report)
    assert Task.objects.filter(dropped=None).count() == Waiting.objects.filter(ended=None).count() == 1
    begin_correction(by=world.ae_alder, report=first.report)
    later = [
        Written("next_step", one.text, one.key, owner=world.pat, due=one.due) if one.owner == world.ae_alder else one
        for one in again(first)
        if one.owner != world.pat
    ]
    save_items(by=world.ae_alder, report=first.report, items=later)
    issue_contact_report(by=world.ae_alder, report=first.report)
    assert not Task.objects.filter(dropped=None).exists()
    assert Waiting.objects.get(ended=None).what == canary("alder", "ours")


def test_c2_a_correction_settles_the_objection_to_what_it_changed(world: World) -> None:
    first = an_issue(world)
    decision = IssuedItem.objects.get(issue=first, kind="decision")
    budget = IssuedItem.objects.get(issue=first, kind="budget")
    mine, other = (
        object_to_item(by=world.ae_alder, issue=first, item_key=one.key, contact=world.pat, reason="No", via="phone")
        for one in (decision, budget)
    )
    assert Duty.objects.filter(kind="objection_unanswered", done=None).count() == 2
    begin_correction(by=world.ae_alder, report=first.report)
    save_items(by=world.ae_alder, report=first.report, items=again(first, decision="As Pat says"))
    second = issue_contact_report(by=world.ae_alder, report=first.report)
    mine.refresh_from_db()
    assert mine.settlement.issue == second
    assert not hasattr(other, "settlement")
    assert Duty.objects.get(kind="objection_unanswered", done=None).subject == other.pk


def test_c2_what_was_corrected_can_be_objected_to_again(world: World, client: Browser) -> None:
    first = an_issue(world)
    decision = IssuedItem.objects.get(issue=first, kind="decision")
    object_to_item(by=world.ae_alder, issue=first, item_key=decision.key, contact=world.pat, reason="No", via="phone")
    page = reverse("report", args=[first.report_id])
    button = reverse("report_objection", args=[first.report_id, decision.key])
    client.force_login(world.ae_alder)
    assert button not in client.get(page).content.decode()  # one is open
    begin_correction(by=world.ae_alder, report=first.report)
    save_items(by=world.ae_alder, report=first.report, items=again(first, decision="As Pat says"))
    issue_contact_report(by=world.ae_alder, report=first.report)
    assert button in client.get(page).content.decode()


def test_c2_issued_twice_by_the_same_form_is_issued_once(world: World) -> None:
    report = a_draft(world)
    first = issue_contact_report(by=world.ae_alder, report=report, once="form-1")
    assert issue_contact_report(by=world.ae_alder, report=report, once="form-1") == first
    assert Issue.objects.count() == 1 and Event.objects.filter(verb="contact report issued").count() == 1


def test_c2_only_the_account_team_issues(world: World) -> None:
    report = a_draft(world)
    for who in ("dept", "traffic", "bizdev", "finance", "exec", "admin", "ae_birch", "sup_birch"):
        with pytest.raises(Denied):
            issue_contact_report(by=world.everyone[who], report=report)
    assert not Issue.objects.exists()
    for who in ("head", "director", "sup_alder", "coord_alder", "planner_alder"):
        assert may_write_report(by=world.everyone[who], report=report), who
    assert issue_contact_report(by=world.coord_alder, report=report).by == world.coord_alder


def test_c2_distribution_names_the_reason_for_each(world: World) -> None:
    Department.objects.filter(craft="finance").update(head=world.finance)
    job = a_job(world, departments=[world.departments["creative"]])
    Department.objects.filter(craft="creative").update(head=world.traffic)
    report = a_draft(world, written=[Written("budget", "Costs more", job=job)])
    issue = issue_contact_report(by=world.ae_alder, report=report)
    why = {str(one): one.why for one in Reader.objects.filter(issue=issue)}
    assert why[world.pat.name] == "Attended"
    assert why[world.dept.name] == f"Attended, and Creative of {job.number}"
    assert world.traffic.name not in why, "a wall stands between, and Theo is not named on it"
    assert why[world.sup_alder.name] == "Supervisor of the account"
    assert why[world.director.name] == "Director of the account"
    assert why[world.finance.name] == "Finance, because of “Budget”"
    assert why[world.ae_alder.name] == "Wrote it"


def test_c2_nobody_across_a_wall_and_nobody_who_was_absent_gets_it(world: World) -> None:
    Department.objects.filter(craft="finance").update(head=world.ae_birch)
    meeting = a_meeting(world)
    quinn = meeting.attendees.get(contact=world.quinn)
    note_attendance(by=world.ae_alder, meeting=meeting, absent={quinn.pk: "sent word"})
    issue = an_issue(world, meeting)
    names = {str(one) for one in Reader.objects.filter(issue=issue)}
    assert not names & {world.ae_birch.name, world.quinn.name}
    assert issue.client_edition.content["absent"] == [{"name": world.quinn.name, "side": "client", "note": "sent word"}]


def test_c2_somebody_is_put_on_and_taken_off(world: World) -> None:
    report = a_draft(world)
    change_distribution(by=world.ae_alder, report=report, person=world.bizdev, added=True)
    change_distribution(by=world.ae_alder, report=report, person=world.sup_alder, added=False)
    with pytest.raises(Refused):
        change_distribution(by=world.ae_alder, report=report, person=world.ae_birch, added=True)
    with pytest.raises(Refused):
        change_distribution(by=world.ae_alder, report=report, contact=world.rio, added=True)
    issue = issue_contact_report(by=world.ae_alder, report=report)
    names = {str(one): one.why for one in Reader.objects.filter(issue=issue)}
    assert names[world.bizdev.name] == f"Added by {world.ae_alder.name}"
    assert world.sup_alder.name not in names


def test_c2_an_internal_planning_meeting_has_a_report_that_stays_in_the_house(world: World) -> None:
    meeting = a_meeting(world, internal=True, planning=True, contacts=[])
    issue = an_issue(world, meeting, [Written("decision", "We pitch")])
    assert issue.client_edition is None and issue.closes is None
    assert not Reader.objects.filter(issue=issue, contact__isnull=False).exists()
    assert not ThreadEntry.objects.filter(verb="contact report issued").exists()


def test_c2_the_next_meeting_is_told(world: World) -> None:
    meeting = a_meeting(world)
    following = a_meeting(world, starts=MONDAY + 7 * DAY, ends=MONDAY + 7 * DAY + HOUR, topic="Storyboard 3")
    data = an_issue(world, meeting).client_edition.content
    assert data["next_meeting"] == {"topic": "Storyboard 3", "starts": following.starts.isoformat()}


def test_c2_an_items_job_must_be_the_clients(world: World) -> None:
    meeting = a_meeting(world)
    job = a_job(world, world.birch)
    with pytest.raises(Refused):
        a_draft(world, meeting, [Written("decision", "x", job=job)])


def test_c2_frozen_data_is_what_the_documents_expect(world: World) -> None:
    from herringbone.meetings.documents.contract import checked
    from herringbone.meetings.documents.text import as_text

    issue = an_issue(world, written=items(world))
    text = as_text(checked(json.loads(issue.client_edition.data)))
    assert canary("alder", "decided") in text and INTERNAL not in text


def test_s01_asked_for_many_at_once_walls_hide_what_they_hide_from_each(world: World) -> None:
    Department.objects.filter(craft="production").update(head=world.dept)
    Department.objects.filter(craft="media").update(head=world.ae_birch)
    now = clock.now()
    arrange_cover(by=world.head, person=world.ae_alder, cover=world.bizdev, begins=now - DAY, ends=now + DAY)
    everyone = list(world.everyone.values())
    for client in (world.alder, world.birch, world.cedar):
        hidden = {one.pk for one in everyone if client.pk in standing(one).walled}
        assert {one.pk for one in behind_wall(everyone, client)} == hidden
