"""J2: every duty with its length and clock, for the agency and per client, from a day on; past ones stand."""

from datetime import UTC, datetime

import pytest
from django.test import Client as Browser

from herringbone.clients.actions import set_policy
from herringbone.clients.promises import promises
from herringbone.core import clock
from herringbone.meetings.tests.builders import a_meeting
from herringbone.ontime.queries.lengths import lengths_of, promised_by_date
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty, Event, Policy
from tests.world import DAY, HOUR, MONDAY

PAGE = "/record/lengths/contact_report/"
Unit = Policy.Unit


def enter(person):
    browser = Browser()
    browser.force_login(person)
    return browser


def due(meeting):
    return Duty.objects.get(kind="contact_report", subject=meeting.pk).due


def test_j2_every_duty_stands_on_the_page_with_its_length_or_by_its_date(world):
    text = enter(world.head).get("/record/lengths/").content.decode()
    for one in promises():
        assert str(one.label) in text
    settable = {one.kind for one in promises()}
    dated = [name for name in register if name not in settable]
    assert len(promised_by_date()) == len(dated) - 2  # two take another one's length
    assert "48 hours" in text and "1 working day" in text


def test_j2_what_begins_after_the_day_follows_it_and_what_began_before_stands(world):
    before = a_meeting(world, starts=MONDAY + DAY, ends=MONDAY + DAY + HOUR)
    after = a_meeting(world, starts=MONDAY + 3 * DAY, ends=MONDAY + 3 * DAY + HOUR)
    form = {"client": "", "amount": "24", "unit": "clock hours", "begins": "2026-03-04"}
    assert enter(world.head).post(PAGE, form).status_code == 303
    assert due(before) == MONDAY + DAY + 49 * HOUR
    assert due(after) == MONDAY + 3 * DAY + 25 * HOUR
    assert Policy.objects.get().begins == datetime(2026, 3, 4, 5, tzinfo=UTC)  # midnight in New York


def test_j2_a_supervisor_sets_it_for_an_account_of_theirs_alone(world):
    browser = enter(world.sup_alder)
    form = {"client": world.alder.pk, "amount": "2", "unit": "working days", "begins": ""}
    assert browser.post(PAGE, form).status_code == 303
    assert Policy.objects.get().client == world.alder
    for client in ("", world.cedar.pk, world.birch.pk):
        assert browser.post(PAGE, {**form, "client": client}).status_code == 422
    assert Policy.objects.count() == 1


def test_j2_the_administrator_sets_the_agency_s_and_no_client_s(world):
    form = {"client": "", "amount": "24", "unit": "clock hours", "begins": ""}
    assert enter(world.admin).post(PAGE, form).status_code == 303
    with pytest.raises(Denied):
        set_policy(by=world.admin, client=world.alder, kind="contact_report", amount=1, unit=Unit.WORKING_DAYS)


@pytest.mark.parametrize("who", ["ae_alder", "dept", "exec", "traffic"])
def test_j2_others_read_it_and_are_shown_no_form(world, who):
    browser = enter(getattr(world, who))
    assert "Set it anew" not in browser.get(PAGE).content.decode()
    form = {"client": "", "amount": "24", "unit": "clock hours", "begins": ""}
    assert browser.post(PAGE, form).status_code in (403, 422)
    assert not Policy.objects.exists()


def test_j2_a_day_that_has_passed_is_refused_at_its_field(world):
    form = {"client": "", "amount": "24", "unit": "clock hours", "begins": "2026-02-27"}
    answer = enter(world.head).post(PAGE, form)
    assert answer.status_code == 422
    assert "A promise already made stands" in answer.context["form"].errors["begins"][0]
    assert 'value="24"' in answer.content.decode()


def test_j2_today_is_from_now_on(world):
    form = {"client": "", "amount": "24", "unit": "clock hours", "begins": "2026-03-02"}
    assert enter(world.head).post(PAGE, form).status_code == 303
    assert Policy.objects.get().begins == MONDAY


def test_j2_what_counted_counts_and_will_count_is_told(world):
    for days, amount in ((0, 40), (1, 36), (9, 24)):
        with clock.clock_at(MONDAY + days * HOUR):
            begins = MONDAY + days * DAY if days > 1 else None
            set_policy(by=world.head, client=None, kind="contact_report", amount=amount, unit=Unit.CLOCK_HOURS,
                       begins=begins)  # fmt: skip
    with clock.clock_at(MONDAY + DAY):
        found = lengths_of(standing(world.head), "contact_report", clock.now())
    assert [(term.amount, term.coming, term.past) for term in found.agency] == [
        (24, True, False), (36, False, False), (40, False, True), (48, False, True)
    ]  # fmt: skip
    assert found.now.amount == 36
    assert found.coming.amount == 24


def test_s03_a_client_behind_a_wall_is_neither_shown_nor_offered(world):
    set_policy(by=world.sup_birch, client=world.birch, kind="contact_report", amount=7, unit=Unit.WORKING_DAYS)
    for who in (world.sup_alder, world.director, world.ae_alder):
        assert "birch" not in enter(who).get(PAGE).content.decode().lower()
    assert "birch" in enter(world.head).get(PAGE).content.decode().lower()


def test_j2_what_climbs_is_counted_by_the_clock_alone(world):
    with pytest.raises(Refused, match="counted"):
        set_policy(by=world.head, client=None, kind="climb", amount=2, unit=Unit.WORKING_DAYS)


def test_j2_a_length_that_nobody_declared_has_no_page(world):
    assert enter(world.head).get("/record/lengths/nothing/").status_code == 404


def test_j2_sent_twice_it_is_set_once(world):
    form = {"client": "", "amount": "24", "unit": "clock hours", "begins": "", "once": "a" * 32}
    browser = enter(world.head)
    assert [browser.post(PAGE, form).status_code for _ in range(2)] == [303, 303]
    assert Event.objects.filter(verb="policy set").count() == 1


def test_j2_the_moment_from_which_a_length_counts_names_its_clock(world):
    browser = enter(world.head)
    assert browser.post(PAGE, {"amount": "3", "unit": Unit.CLOCK_HOURS, "begins": "3 Mar"}).status_code == 303
    assert "tomorrow 00:00</time>, New York time" in browser.get(PAGE).content.decode()
