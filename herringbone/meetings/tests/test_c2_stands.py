"""C2: the client's window, objections, confirmations, and whether a report stands."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F
from django.urls import reverse

from herringbone.clients.actions import set_policy
from herringbone.core import clock
from herringbone.meetings.actions import (
    begin_correction,
    confirm_report,
    issue_contact_report,
    object_to_item,
    save_items,
    send_report_again,
    settle_objection,
)
from herringbone.meetings.models import Issue, IssuedItem, Objection
from herringbone.meetings.queries.stands import State, latest_issues, state_filter, state_of, with_standing
from herringbone.meetings.queries.window import window
from herringbone.meetings.tests.builders import a_draft, a_meeting, again, an_issue
from herringbone.record.action import Denied, Refused
from herringbone.record.actor import ByLink
from herringbone.record.duties.due import with_due
from herringbone.record.duties.keeping import differences
from herringbone.record.links import make_link
from herringbone.record.models import Bounce, Duty, Effect, Policy, ThreadEntry
from tests.world import DAY, HOUR, MONDAY, World

WEDNESDAY = MONDAY + 2 * DAY
A_SECOND = timedelta(seconds=1)


def accepted(issue: Issue, at: datetime | None = None) -> None:
    """All mails of an issue were taken by the mail server."""
    ids = list(issue.readers.values_list("pk", flat=True))
    sent = Effect.objects.filter(subject_label="meetings.Reader", subject_id__in=ids)
    sent.update(state="sent", settled_at=at or issue.at)


def standing(issue: Issue) -> Issue:
    return with_standing(Issue.objects.filter(pk=issue.pk)).get()


def key(issue: Issue, kind: str) -> str:
    return IssuedItem.objects.get(issue=issue, kind=kind).key


def by_link(issue: Issue, contact: Any) -> ByLink:
    assert issue.client_edition
    link, _token = make_link(
        purpose="contact report", contact=contact, edition=issue.client_edition, expires=clock.now() + 30 * DAY
    )
    return ByLink(contact, link)


def test_c2_stands_when_nobody_objects_within_two_working_days(world: World) -> None:
    issue = an_issue(world)
    accepted(issue)
    found = standing(issue)
    assert issue.closes == found.stands_from == WEDNESDAY
    assert state_of(found, WEDNESDAY - A_SECOND) == State.WINDOW
    assert state_of(found, WEDNESDAY) == State.STANDS


def test_c2_the_window_counts_working_days_over_a_weekend_and_a_holiday(world: World) -> None:
    friday = datetime(2026, 5, 22, 15, 0, tzinfo=UTC)  # Memorial Day is Monday 25 May
    assert window(world.alder, friday).closes == datetime(2026, 5, 27, 15, 0, tzinfo=UTC)


def test_c2_the_window_keeps_the_wall_clock_over_the_change_of_the_clocks(world: World) -> None:
    friday = datetime(2026, 3, 6, 21, 0, tzinfo=UTC)  # 16:00 in New York, where summer time begins on Sunday
    assert window(world.alder, friday).closes == datetime(2026, 3, 10, 20, 0, tzinfo=UTC)


def test_c2_the_clients_own_setting_counts_for_what_is_issued_after_it(world: World) -> None:
    before = an_issue(world)
    with clock.clock_at(MONDAY + HOUR):
        set_policy(by=world.sup_alder, client=world.alder, kind="objection", amount=3, unit=Policy.Unit.WORKING_DAYS)
        after = an_issue(world, a_meeting(world))
        assert before.closes == WEDNESDAY and after.closes == MONDAY + HOUR + 3 * DAY
        assert after.client_edition.content["window"]["days"] == 3
        set_policy(
            by=world.sup_alder, client=world.alder, kind="contact_report", amount=2, unit=Policy.Unit.WORKING_DAYS
        )
    with clock.clock_at(MONDAY + 4 * DAY):
        meeting = a_meeting(world)
    assert Duty.objects.get(kind="contact_report", subject=meeting.pk).due == MONDAY + 8 * DAY - HOUR


@pytest.mark.thorough
def test_c2_what_an_edition_promises_is_what_sql_counts(world: World) -> None:
    begins = MONDAY
    for amount, unit in ((2, "working days"), (36, "clock hours"), (20, "working hours")):
        Policy.objects.create(client=world.alder, kind="objection", amount=amount, unit=unit, begins=begins)
        for hours in (0, 7, 20, 75, 110, 150, 175):
            at = begins + timedelta(hours=hours, minutes=11)
            with clock.clock_at(at):
                issue = an_issue(world, a_meeting(world))
            row = Issue.objects.filter(pk=issue.pk).annotate(client_id=F("report__meeting__client"), started=F("at"))
            counted = with_due(
                row, kind="objection", amount=2, unit=Policy.Unit.WORKING_DAYS, office="report__meeting__client__office"
            )
            assert counted.get().due == issue.closes
        begins += 10 * DAY


def test_c2_with_no_mail_accepted_it_does_not_stand(world: World) -> None:
    issue = an_issue(world)
    assert standing(issue).stands_from is None
    assert state_of(standing(issue), WEDNESDAY) == State.NOBODY
    accepted(issue, WEDNESDAY + HOUR)  # it came too late to be answered in time
    assert state_of(standing(issue), WEDNESDAY + DAY) == State.NOBODY


def test_c2_a_mail_that_comes_back_reached_nobody(world: World) -> None:
    issue = an_issue(world)
    accepted(issue)
    for effect in Effect.objects.filter(contact__isnull=False, kind="contact_report"):
        assert standing(issue).reached
        Bounce.objects.create(effect=effect, code="5.1.1")
    assert not standing(issue).reached


def test_c2_a_confirmation_ends_nobodys_window(world: World) -> None:
    issue = an_issue(world)
    accepted(issue)
    with clock.clock_at(MONDAY + HOUR):
        confirm_report(by=by_link(issue, world.pat), issue=issue, contact=world.pat, name="Pat", address="203.0.113.24")
        with pytest.raises(Refused, match="confirmed already"):
            confirm_report(by=by_link(issue, world.pat), issue=issue, contact=world.pat, name="Pat")
    assert standing(issue).stands_from == WEDNESDAY
    assert state_of(standing(issue), WEDNESDAY - A_SECOND) == State.WINDOW
    with clock.clock_at(MONDAY + 2 * HOUR):
        object_to_item(
            by=by_link(issue, world.quinn), issue=issue, item_key=key(issue, "budget"), contact=world.quinn, reason="x"
        )
    assert state_of(standing(issue), MONDAY + 2 * HOUR) == State.OBJECTION
    assert ThreadEntry.objects.filter(verb="report confirmed", side="client").count() == 1


@pytest.mark.parametrize(("after", "from_then"), [(HOUR, WEDNESDAY), (3 * DAY, MONDAY + 3 * DAY)])
def test_c2_where_no_mail_got_through_a_confirmation_shows_that_it_was_read(
    world: World, after: timedelta, from_then: datetime
) -> None:
    issue = an_issue(world)
    with clock.clock_at(MONDAY + after):
        confirm_report(by=world.ae_alder, issue=issue, contact=world.pat, via="phone")
    assert standing(issue).stands_from == from_then
    assert state_of(standing(issue), from_then) == State.STANDS


def page_of(world: World, browser: Any, issue: Issue, at: datetime) -> str:
    browser.force_login(world.ae_alder)
    with clock.clock_at(at):
        html = browser.get(reverse("report", args=[issue.report_id])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_c2_the_page_says_who_confirmed_and_until_when_others_may_object(world: World, client: Any) -> None:
    issue = an_issue(world)
    accepted(issue)
    with clock.clock_at(MONDAY + HOUR):
        confirm_report(by=world.ae_alder, issue=issue, contact=world.pat, via="phone")
    said = page_of(world, client, issue, MONDAY + 2 * HOUR)
    assert f"Confirmed by {world.pat}. The client can object until Wed 4 Mar" in said
    with clock.clock_at(MONDAY + 2 * HOUR):
        listed = re.sub(r"<[^>]+>", "", client.get(reverse("contact_reports")).content.decode())
    assert "confirmed, open until Wed 4 Mar" in listed


def test_c2_the_page_says_that_an_objection_leaves_only_its_item_open(world: World, client: Any) -> None:
    issue = an_issue(world)
    accepted(issue)
    with clock.clock_at(MONDAY + HOUR):
        object_to_item(
            by=by_link(issue, world.pat), issue=issue, item_key=key(issue, "budget"), contact=world.pat, reason="Less"
        )
    said = page_of(world, client, issue, MONDAY + 2 * HOUR)
    assert "The client objects to one item, which stays open until that is settled." in said
    assert "The client can object to the others until Wed 4 Mar" in said
    assert "The others stand since Wed 4 Mar" in page_of(world, client, issue, WEDNESDAY + 3 * DAY)


def test_c2_an_objection_in_time_leaves_it_open_until_it_is_settled(world: World) -> None:
    issue = an_issue(world)
    accepted(issue)
    with clock.clock_at(MONDAY + HOUR):
        objection = object_to_item(
            by=by_link(issue, world.pat), issue=issue, item_key=key(issue, "budget"), contact=world.pat, reason="Less"
        )
    assert state_of(standing(issue), WEDNESDAY + DAY) == State.OBJECTION
    duty = Duty.objects.get(kind="objection_unanswered")
    assert (duty.owner, duty.due, duty.done) == (world.ae_alder, MONDAY + HOUR + DAY, None)
    with clock.clock_at(WEDNESDAY + HOUR):
        settle_objection(by=world.ae_alder, objection=objection, how="7,500 it is; Pat agrees")
    assert standing(issue).stands_from == WEDNESDAY + HOUR
    assert Duty.objects.get(kind="objection_unanswered").done == WEDNESDAY + HOUR


def test_c2_a_late_objection_is_on_record_and_does_not_unmake_what_stood(world: World) -> None:
    issue = an_issue(world)
    accepted(issue)
    with clock.clock_at(WEDNESDAY + A_SECOND):
        object_to_item(
            by=world.ae_alder, issue=issue, item_key=key(issue, "budget"), contact=world.pat, reason="Less", via="phone"
        )
    assert standing(issue).stands_from == WEDNESDAY
    assert ThreadEntry.objects.get(verb="objection received").facts["late"] is True
    assert Duty.objects.filter(kind="objection_unanswered", done=None).exists()


def test_c2_a_correction_opens_only_the_window_of_what_changed(world: World) -> None:
    first = an_issue(world)
    accepted(first)
    with clock.clock_at(WEDNESDAY + HOUR):
        begin_correction(by=world.ae_alder, report=first.report)
        save_items(by=world.ae_alder, report=first.report, items=again(first, decision="Corrected"))
        second = issue_contact_report(by=world.ae_alder, report=first.report)
        accepted(second)
    with clock.clock_at(WEDNESDAY + 2 * HOUR):
        with pytest.raises(Refused, match="Version 2 replaces"):
            object_to_item(
                by=by_link(first, world.pat), issue=first, item_key=key(first, "budget"), contact=world.pat, reason="x"
            )
        late = object_to_item(
            by=world.ae_alder, issue=second, item_key=key(second, "budget"), contact=world.pat, reason="x", via="mail"
        )
    assert standing(second).stands_from == second.closes == WEDNESDAY + HOUR + 2 * DAY
    assert late.noted_by == world.ae_alder
    with clock.clock_at(WEDNESDAY + 3 * HOUR):
        object_to_item(
            by=by_link(second, world.pat), issue=second, item_key=key(second, "decision"), contact=world.pat, reason="y"
        )
    assert state_of(standing(second), WEDNESDAY + 5 * DAY) == State.OBJECTION
    assert latest_issues().get() == second


@pytest.mark.thorough
def test_c2_each_state_is_found_by_its_filter(world: World) -> None:
    for number in range(4):
        issue = an_issue(world, a_meeting(world))
        if number:
            accepted(issue)
        if number == 2:
            with clock.clock_at(MONDAY + HOUR):
                confirm_report(by=world.ae_alder, issue=issue, contact=world.pat, via="phone")
        if number == 3:
            object_to_item(
                by=world.ae_alder, issue=issue, item_key=key(issue, "budget"), contact=world.pat, reason="x", via="mail"
            )
    an_issue(world, a_meeting(world, internal=True, planning=True, contacts=[]))
    for at in (MONDAY, MONDAY + 2 * HOUR, WEDNESDAY, WEDNESDAY + DAY):
        for state in State:
            found = set(with_standing(latest_issues()).filter(state_filter(state, at)).values_list("pk", flat=True))
            assert found == {one.pk for one in with_standing(latest_issues()) if state_of(one, at) == state}, (
                at,
                state,
            )


def test_c2_only_the_contact_of_the_link_and_the_account_team_answer(world: World) -> None:
    issue = an_issue(world)
    other = an_issue(world, a_meeting(world))
    given = {"issue": issue, "item_key": key(issue, "budget"), "contact": world.pat, "reason": "x"}
    for by in (by_link(issue, world.quinn), by_link(other, world.pat)):
        with pytest.raises(Denied):
            object_to_item(by=by, **given)
    for who in ("dept", "exec", "admin", "finance", "ae_birch"):
        with pytest.raises(Denied):
            object_to_item(by=world.everyone[who], via="phone", **given)
    revoked = by_link(issue, world.pat)
    revoked.link.revoked = clock.now()
    revoked.link.save()
    with pytest.raises(Denied):
        object_to_item(by=revoked, **given)
    with pytest.raises(Refused, match="by phone or by mail"):
        object_to_item(by=world.ae_alder, **given)
    assert not Objection.objects.exists()


def test_b32_48_hours_are_elapsed_time_over_the_change_of_the_clocks(world: World) -> None:
    friday = datetime(2026, 3, 6, 21, 0, tzinfo=UTC)  # 16:00 in New York
    with clock.clock_at(friday):
        meeting = a_meeting(world)
    duty = Duty.objects.get(kind="contact_report", subject=meeting.pk)
    assert duty.due == datetime(2026, 3, 8, 21, 0, tzinfo=UTC)  # Sunday 17:00 there
    with clock.clock_at(duty.due):
        issue = an_issue(world, meeting)
    duty.refresh_from_db()
    assert duty.done == issue.at == duty.due


def test_c2_one_query_answers_for_any_number_of_reports(world: World, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        an_issue(world, a_meeting(world))
    with django_assert_num_queries(1):
        assert len([state_of(one, WEDNESDAY) for one in with_standing(latest_issues())]) == 3
    assert a_draft(world, a_meeting(world)).pk


def test_c2_a_mail_that_did_not_arrive_is_sent_again_and_counts_then(world: World) -> None:
    issue = an_issue(world)
    accepted(issue)
    reader = issue.readers.get(contact=world.pat)
    with pytest.raises(Refused, match="on its way, or arrived"):
        send_report_again(by=world.ae_alder, reader=reader)
    for effect in Effect.objects.filter(contact__isnull=False, kind="contact_report"):
        Bounce.objects.create(effect=effect, code="5.1.1")
    with clock.clock_at(MONDAY + DAY):
        send_report_again(by=world.ae_alder, reader=reader)
        with pytest.raises(Refused):
            send_report_again(by=world.ae_alder, reader=reader)
        with pytest.raises(Denied):
            send_report_again(by=world.dept, reader=reader)
    again = Effect.objects.filter(subject_id=reader.pk, kind="contact_report").latest("pk")
    Effect.objects.filter(pk=again.pk).update(state="sent", settled_at=MONDAY + DAY)
    assert standing(issue).reached and standing(issue).stands_from == WEDNESDAY


def test_c2_an_objection_from_before_the_choice_was_kept_is_still_a_sound_duty(world: World) -> None:
    issue = an_issue(world)
    object_to_item(
        by=by_link(issue, world.pat), issue=issue, item_key=key(issue, "budget"), contact=world.pat, reason="Less"
    )
    duty = Duty.objects.get(kind="objection_unanswered")
    del duty.facts["wrong"]
    duty.save()
    assert list(differences())
    import_module("herringbone.meetings.migrations.0002_wrong").tell_the_duties(apps, None)
    assert list(differences()) == []
