"""A5: a client that asks for it is told each working day what happened, by mail or by a call that is on record."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from herringbone.clients.actions import (
    add_contact,
    change_client,
    merge_contacts,
    note_departure,
    record_consent,
    set_policy,
)
from herringbone.core import clock
from herringbone.meetings.actions import log_call
from herringbone.people.actions import close_office, deactivate_person, open_office
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from herringbone.record.duties import keeping
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Duty, Effect, Event, Policy
from herringbone.record.tasks import count_anew
from herringbone.status.actions import give_update_by_call, keep_out, send_update, set_daily_updates
from herringbone.status.models import Update
from herringbone.status.queries.daily import day_of, oldest_owed
from herringbone.work.actions import move_stage, plan_milestone, reach_milestone, wait_on_client
from herringbone.work.tests.builders import a_job, days, moved
from tests.world import DAY, HOUR, MONDAY

TODAY = date(2026, 3, 2)
BEFORE_NINE = MONDAY.replace(hour=13)


@pytest.fixture
def wanted(world):
    """Asked for before Monday's opening."""
    with clock.clock_at(BEFORE_NINE):
        set_daily_updates(by=world.ae_alder, client=world.alder, wanted=True)


def owed(world):
    rows = Duty.objects.filter(kind="daily_update", client=world.alder).order_by("started")
    return [(one.started.astimezone(ZoneInfo("America/New_York")).date(), one.done) for one in rows]


def test_a5_a_day_that_opens_in_a_closed_month_is_owed(world, wanted):
    first, last = date(2026, 3, 3), date(2026, 4, 3)
    close_office(by=world.admin, office=world.office, first=first, last=last, why="Moving")
    count_anew.call(world.office.pk)
    assert [day for day, _done in owed(world)] == [TODAY]
    with clock.clock_at(MONDAY + DAY):  # what was owed is past: nothing ahead names the client any more
        open_office(by=world.admin, office=world.office, on=date(2026, 3, 6))
        count_anew.call(world.office.pk)
        assert [day for day, _done in owed(world)] == [TODAY, date(2026, 3, 6)]
        assert list(keeping.differences()) == []


def draft(world, day=TODAY):
    return day_of(world.alder, day, standing(world.ae_alder)).text


def sent(world, day=TODAY, text="- All well", **more):
    return send_update(by=world.ae_alder, client=world.alder, day=day, text=text, to=[world.pat], **more)


def test_a5_it_is_owed_each_working_day_from_the_opening_for_its_length(world, wanted):
    assert [day for day, _done in owed(world)][:6] == [date(2026, 3, day) for day in (2, 3, 4, 5, 6, 9)]
    first = Duty.objects.filter(kind="daily_update").earliest("started")
    assert (first.due - first.started).total_seconds() == 8 * 3600
    set_policy(by=world.sup_alder, client=world.alder, kind="daily_update", amount=4, unit=Policy.Unit.WORKING_HOURS)
    later = Duty.objects.filter(kind="daily_update").latest("started")
    assert (later.due - later.started).total_seconds() == 4 * 3600


def test_a5_it_is_owed_from_a_day_on_and_until_it_is_not(world):
    set_daily_updates(by=world.ae_alder, client=world.alder, wanted=True, begins=date(2026, 3, 4))
    assert owed(world)[0][0] == date(2026, 3, 4)
    with clock.clock_at(MONDAY + HOUR):
        set_daily_updates(by=world.ae_alder, client=world.alder, wanted=False, begins=date(2026, 3, 6))
    assert [day for day, _done in owed(world)] == [date(2026, 3, 4), date(2026, 3, 5)]
    assert not Duty.objects.filter(kind="daily_update").exclude(client=world.alder).exists()


def test_a5_the_update_of_a_day_answers_it_and_the_days_before_that_were_missed(world, wanted):
    with clock.clock_at(MONDAY + DAY):
        update = sent(world, TODAY)
        assert [done for _day, done in owed(world)][:2] == [update.at, None]
    with clock.clock_at(MONDAY + 3 * DAY):
        assert oldest_owed(world.alder, date(2026, 3, 5)) == date(2026, 3, 3)
        update = sent(world, date(2026, 3, 5))
        assert [done for _day, done in owed(world)][1:5] == [update.at, update.at, update.at, None]
        with pytest.raises(Refused):
            sent(world, date(2026, 3, 4))


def test_a5_the_draft_says_what_was_delivered_approved_and_moved_and_what_comes_next(world, wanted):
    job = a_job(world, name="Winter posters")
    proof = plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(3))
    shoot = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(7))
    reach_milestone(by=world.ae_alder, milestone=proof)
    moved(shoot, world.ae_alder, to=days(8), why="The client dithers")
    wait_on_client(by=world.ae_alder, client=world.alder, what="The list of shops", job=job, contact=world.pat)
    move_stage(by=world.ae_alder, job=job, to="in work")
    assert draft(world).splitlines() == [
        "- Winter posters: begun", "- Winter posters: Proof done", "- Winter posters: Shoot moved to Tue 10 Mar",
        "- Asked of you: The list of shops", "- Winter posters: work has begun", "", "Next:",
        "- Winter posters: Shoot, Tue 10 Mar",
    ]  # fmt: skip


def test_a5_s09_nothing_internal_and_nothing_of_a_job_kept_from_the_client(world, wanted):
    job = a_job(world, name="Secret pitch")
    milestone = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(7))
    moved(milestone, world.ae_alder, to=days(8), why="The client dithers")
    assert "dithers" not in draft(world)
    keep_out(by=world.ae_alder, job=job)
    wait_on_client(by=world.ae_alder, client=world.alder, what="Their secret", job=job, contact=world.pat)
    assert "ecret" not in draft(world)


def test_a5_a_day_on_which_nothing_happened_says_so(world, wanted):
    assert draft(world) == "Nothing was delivered, approved or moved today."


def test_a5_the_draft_goes_on_where_the_last_update_ended(world, wanted):
    first = a_job(world, name="First")
    sent(world)
    with clock.clock_at(MONDAY + HOUR):
        a_job(world, name="Second")
    with clock.clock_at(MONDAY + DAY):
        a_job(world, name="Third")
        said = draft(world, date(2026, 3, 3))
    assert first.name not in said.split("Next:")[0]
    assert "Second: begun" in said and "Third: begun" in said


def test_a5_it_goes_by_mail_in_the_clients_language_and_is_frozen(world, wanted):
    change_client(by=world.sup_alder, client=world.alder, values={"language": "it"})
    world.alder.refresh_from_db()
    update = sent(world, text="- I manifesti: consegnati")
    send_due()
    (letter,) = [one for one in mail.outbox if "pat@alder.example" in one.to[0]]
    assert "I manifesti: consegnati" in letter.body
    assert "Cordiali saluti" in letter.body
    assert update.edition.content["text"] == "- I manifesti: consegnati"
    assert update.edition.kind == "daily_update"


def test_a5_given_by_a_call_it_is_the_call_that_answers(world, wanted):
    log_call(by=world.ae_birch, contact=world.rio, said="Birch's own")
    log_call(by=world.ae_alder, contact=world.pat, said="All well")
    call = Event.objects.get(verb="call logged", client=world.alder)
    theirs = Event.objects.get(verb="call logged", client=world.birch)
    silent = Event.objects.filter(client=world.alder, at__gte=call.at).exclude(verb="call logged").first()
    for no_call_with_alder in (theirs, silent):
        with pytest.raises(Refused):
            give_update_by_call(by=world.ae_alder, client=world.alder, day=TODAY, call=no_call_with_alder)
    update = give_update_by_call(by=world.ae_alder, client=world.alder, day=TODAY, call=call)
    assert owed(world)[0][1] == update.at
    assert not Effect.objects.filter(kind="daily_update").exists()
    other = Event.objects.filter(client=world.alder).exclude(verb="call logged").first()
    with clock.clock_at(MONDAY + DAY), pytest.raises(Refused):
        give_update_by_call(by=world.ae_alder, client=world.alder, day=date(2026, 3, 3), call=other)
    with clock.clock_at(MONDAY + DAY), pytest.raises(Refused):
        give_update_by_call(by=world.ae_alder, client=world.alder, day=date(2026, 3, 3), call=call)


def test_a5_refusals(world, wanted):
    for given, field in (
        ({"text": "  "}, "text"), ({"day": date(2026, 3, 1)}, ""), ({"day": date(2026, 3, 3)}, ""),
        ({"to": [world.rio]}, "to"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            send_update(
                **{"by": world.ae_alder, "client": world.alder, "day": TODAY, "text": "x", "to": [world.pat], **given}
            )
        assert refused.value.field == field
    with pytest.raises(Refused):
        send_update(by=world.ae_alder, client=world.cedar, day=TODAY, text="x", to=[world.pat])
    for person in (world.dept, world.ae_birch, world.exec, world.admin):
        with pytest.raises(Denied):
            set_daily_updates(by=person, client=world.alder, wanted=False)


def test_a5_s07_who_asked_for_no_mail_or_left_gets_none(world, wanted):
    record_consent(by=world.ae_alder, contact=world.pat, channel="mail", allowed=False, source="by mail")
    with pytest.raises(Refused):
        sent(world)
    send_update(by=world.ae_alder, client=world.alder, day=TODAY, text="x", to=[world.quinn])
    note_departure(by=world.ae_alder, contact=world.quinn, on=TODAY)
    send_due()
    assert Effect.objects.get(kind="daily_update").state == "dropped"


def test_a5_s07_an_update_that_waits_for_two_who_are_one_goes_once_and_its_answer_to_who_is_there(world, wanted):
    twin = add_contact(by=world.ae_alder, client=world.alder, name="Patricia", email="patricia@alder.example")
    send_update(by=world.ae_alder, client=world.alder, day=TODAY, text="- All well", to=[world.pat, twin])
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    deactivate_person(by=world.head, person=world.ae_alder)
    send_due()
    (letter,) = mail.outbox
    assert "pat@alder.example" in letter.to[0]
    assert letter.reply_to == ["Sam Super <sam@agency.example>"]


def test_a5_in_the_browser(world, wanted, enter):
    a_job(world, name="Winter posters")
    log_call(by=world.ae_alder, contact=world.pat, said="About the posters")
    browser = enter(world.ae_alder)
    assert "/status-reports/ALD/updates/2026-03-02/" in browser.get("/desk/").content.decode()
    there = browser.get("/status-reports/ALD/updates/")
    assert there["Location"] == "/status-reports/ALD/updates/2026-03-02/"
    page = browser.get(there["Location"]).content.decode()
    assert "Winter posters: begun" in page and "About the posters" in page
    nobody = browser.post(there["Location"], {"text": "Typed with care"})
    assert nobody.status_code == 422 and "Typed with care" in nobody.content.decode()
    done = browser.post(there["Location"], {"text": "- All well", "to": [str(world.pat.pk)]})
    assert done.status_code == 303
    told = browser.get(done.url).content.decode()
    assert "All well" in told and f"By mail: {world.pat.name}" in told
    assert Update.objects.get().edition
    assert browser.get("/status-reports/ALD/updates/2026-13-40/").status_code == 404
    set_it = browser.post("/status-reports/ALD/daily/", {"wanted": "no", "begins": ""})
    assert set_it.status_code == 303


def test_a5_a_client_without_it_is_offered_it_once_and_by_those_who_may(world, enter):
    there, offer = f"/status-reports/{world.alder.code}/updates/{TODAY}/", f"/status-reports/{world.alder.code}/daily/"
    assert enter(world.ae_alder).get(there).content.decode().count(offer) == 1
    assert offer not in enter(world.dept).get(there).content.decode()


def test_a5_a_day_of_which_the_calendar_knows_nothing_has_no_page(world, wanted, enter):
    page = enter(world.ae_alder)
    days = {"1990-01-01": 404, "0001-01-01": 404, TODAY.isoformat(): 200}
    for day, status in days.items():
        assert page.get(f"/status-reports/{world.alder.code}/updates/{day}/").status_code == status
