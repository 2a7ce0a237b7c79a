"""B1: nothing gets a job number without a form; each named person acknowledges it by click or by word."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from herringbone.core import clock
from herringbone.core.models import Agency, Counter
from herringbone.people.models import Department, Role
from herringbone.people.rules import may_see
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Duty, Event, ThreadEntry
from herringbone.work.actions import (
    acknowledge_by_word,
    acknowledge_form,
    begin_form,
    discard_form,
    ensure_job_kinds,
    nudge,
    reroute_form,
    save_form,
    submit_form,
)
from herringbone.work.models import Form, Job, Routing
from herringbone.work.queries.hindrances import hindrances
from herringbone.work.tests.builders import a_form, a_job, changed, routing_of
from tests.forms import forms_in
from tests.world import DAY, MONDAY, World

WRONG_PATTERNS = (
    "{client.__class__.__init__.__globals__}-{yy}-{number}",
    "{{ settings.SECRET_KEY }}",
    "%(x)s{client}{yy}{number}",
    "{client}-{number}",
    "{client}-{yy}",
    "{client!r}{yy}{number}",
    "{yy:4}{client}{number}",
    "{client}/{yy}/{number}",
    "{client}-{yy}-{number:99}",
    "{client}{client}{client}{client}{yy}{number}",
    "{",
)


def department(craft: str) -> Department:
    return Department.objects.get(craft=craft)


def test_b1_a_draft_has_no_number_and_asks_nobody(world: World):
    form = a_form(world)
    assert not Job.objects.exists() and not Routing.objects.exists()
    assert not Duty.objects.filter(kind="form_acknowledgement").exists()
    assert form.stamp == 1


def test_b1_submitting_gives_the_number_by_client_and_year(world: World):
    jobs = [a_job(world), a_job(world), a_job(world, world.birch)]
    assert [job.number for job in jobs] == ["ALD-26-0001", "ALD-26-0002", "BIR-26-0001"]
    job = jobs[0]
    assert (job.lead, job.stage, job.name) == (world.ae_alder, "submitted", "CANARY-alder-job")
    entry = ThreadEntry.objects.get(job=job)
    assert (entry.side, entry.facts["number"]) == ("agency", "ALD-26-0001")


def test_b1_a_new_year_by_the_office_s_clock_begins_a_new_series(world: World):
    a_job(world)
    with clock.clock_at(MONDAY.replace(year=2027, month=1, day=1, hour=4)):  # still 31 December in New York
        assert a_job(world, delivered_by=date(2027, 1, 14)).number == "ALD-26-0002"
    with clock.clock_at(MONDAY.replace(year=2027, month=1, day=1, hour=6)):
        assert a_job(world, delivered_by=date(2027, 1, 14)).number == "ALD-27-0001"


def test_b1_the_route_names_the_head_or_the_chosen_member(world: World):
    creative, production = department("creative"), department("production")
    form = a_form(world, departments=[creative, production])
    assert {routing.person for routing in submit_form(by=world.ae_alder, form=form).form.routings.all()} == {
        world.dept, world.traffic,
    }  # fmt: skip
    planning = department("planning")
    chosen = a_job(world, departments=[planning], route={str(planning.pk): world.planner_alder.pk})
    assert chosen.form.routings.get().person == world.planner_alder


def test_b1_an_empty_route_falls_to_the_point_person(world: World):
    routing = a_job(world).form.routings.get()
    assert (routing.person, routing.department) == (world.ae_alder, None)


def test_b1_a_department_without_head_needs_a_name(world: World):
    form = a_form(world, departments=[department("media")])
    with pytest.raises(Refused) as refused:
        submit_form(by=world.ae_alder, form=form)
    assert refused.value.field == "departments" and "has no head" in str(refused.value)


def test_b1_whoever_is_named_joins_the_team_to_open_it(world: World):
    creative = department("creative")
    newcomer = world.bizdev
    newcomer.department = creative
    newcomer.save()
    assert not may_see(newcomer, world.alder)
    a_job(world, departments=[creative], route={str(creative.pk): newcomer.pk})
    assert Role.objects.get(person=newcomer, client=world.alder).kind == Role.Kind.MEMBER
    assert may_see(newcomer, world.alder)


def test_b1_nobody_is_named_across_a_wall(world: World):
    creative = department("creative")
    form = a_form(world, departments=[creative], route={str(creative.pk): world.dept.pk})
    Department.objects.filter(pk=creative.pk).update(head=world.sup_birch)
    form.route = {}
    form.save()
    with pytest.raises(Refused) as refused:
        submit_form(by=world.ae_alder, form=form)
    assert refused.value.field == "departments"
    assert not Job.objects.exists() and not Counter.objects.filter(series__startswith="job:").exists()


def test_b1_a_broadcast_job_cannot_go_without_production(world: World):
    form = a_form(world, kind=ensure_job_kinds()["broadcast"], extra={"length": "30, 20"})
    with pytest.raises(Refused, match="A broadcast job cannot go without Production"):
        submit_form(by=world.ae_alder, form=form)
    save_form(by=world.ae_alder, form=form, values={"departments": [department("production").pk]})
    assert submit_form(by=world.ae_alder, form=form).kind.key == "broadcast"


def test_b1_all_that_keeps_a_form_here_is_said_at_once(world: World):
    kinds = ensure_job_kinds()
    form = begin_form(
        by=world.ae_alder, client=world.alder, name="Films", kind=kinds["broadcast"], delivered_by=date(2026, 11, 26),
        budget=Decimal(14000), currency="EUR",
    )  # fmt: skip
    assert [one.field for one in hindrances(form)] == ["delivered_by", "budget", "departments", "extra-length"]


def test_b1_a_holiday_is_refused_with_the_working_days_around_it(world: World):
    form = a_form(world, delivered_by=date(2026, 11, 26))  # Thanksgiving
    (found,) = hindrances(form)
    assert found.reason == (
        "New York is closed on 26 November. Did you mean Wednesday 25 November or Friday 27 November?"
    )
    assert [way.value for way in found.ways] == ["25 Nov 2026", "27 Nov 2026"]
    (weekend,) = hindrances(a_form(world, delivered_by=date(2026, 3, 14)))
    assert weekend.reason.startswith("Saturday 14 March is no working day in New York.")
    (begun,) = hindrances(a_form(world, begins=date(2026, 11, 26), delivered_by=date(2026, 12, 1)))
    assert (begun.field, begun.reason) == ("begins", found.reason)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": None}, "kind"),
        ({"delivered_by": None}, "delivered_by"),
        ({"delivered_by": date(2026, 2, 27)}, "delivered_by"),
        ({"delivered_by": date(2031, 2, 27)}, "delivered_by"),
        ({"begins": date(2026, 4, 1)}, "begins"),
    ],
)
def test_b1_what_is_missing_or_wrong_is_refused_at_its_field(world: World, values, field):
    form = a_form(world, **values)
    with pytest.raises(Refused) as refused:
        submit_form(by=world.ae_alder, form=form)
    assert refused.value.field == field


def test_b1_typed_extra_fields_are_asked_checked_and_kept(world: World):
    kind = ensure_job_kinds()["event"]
    production = [department("production")]
    form = a_form(world, kind=kind, departments=production, extra={"day": "soon", "guests": "many"})
    assert {one.field for one in hindrances(form)} == {"extra-day", "extra-guests"}
    save_form(by=world.ae_alder, form=form, values={"extra": {"day": "2026-05-01", "guests": "120", "secret": "x"}})
    assert submit_form(by=world.ae_alder, form=form).form.extra == {"day": "2026-05-01", "guests": "120"}


def test_b1_a_submitted_or_discarded_form_changes_no_more(world: World):
    job = a_job(world)
    draft = a_form(world)
    discard_form(by=world.ae_alder, form=draft)
    for form in (job.form, draft):
        for act, given in ((save_form, {"values": {"name": "other"}}), (submit_form, {}), (discard_form, {})):
            with pytest.raises(Refused):
                act(by=world.ae_alder, form=form, **given)


def test_b1_a_draft_takes_no_record_of_another_client(world: World):
    for values in ({"asked_by": world.rio}, {"brand": world.birch.brands.get()}, {"lead": world.ae_birch}):
        with pytest.raises(Refused):
            a_form(world, **values)
    with pytest.raises(TypeError):
        begin_form(by=world.ae_alder, client=world.alder, number="ALD-26-0009")


def test_b1_what_the_client_asked_for_stands_on_the_client_s_side(world: World):
    job = a_job(world, asked_by=world.pat, asked_how="by telephone")
    assert ThreadEntry.objects.get(job=job).side == "client"


def test_b1_a_click_by_the_named_person_acknowledges(world: World):
    job = a_job(world, departments=[department("creative")])
    routing = routing_of(job, world.dept)
    duty = Duty.objects.get(kind="form_acknowledgement", subject=routing.pk)
    assert (duty.owner, duty.due, duty.done) == (world.dept, MONDAY + DAY, None)
    with pytest.raises(Denied):
        acknowledge_form(by=world.ae_alder, routing=routing)
    with clock.clock_at(MONDAY + DAY / 24):
        given = acknowledge_form(by=world.dept, routing=routing)
    duty.refresh_from_db()
    assert duty.done == given.at and given.how == ""
    with pytest.raises(Refused, match="Dee Dept has acknowledged this form already"):
        acknowledge_form(by=world.dept, routing=routing)


def test_b1_a_cover_acknowledges_for_the_person_away(world: World):
    from herringbone.people.actions import arrange_cover

    job = a_job(world, departments=[department("creative")])
    arrange_cover(by=world.dept, person=world.dept, cover=world.planner_alder, begins=MONDAY, ends=MONDAY + 5 * DAY)
    given = acknowledge_form(by=world.planner_alder, routing=routing_of(job, world.dept))
    assert given.confirmed_by == world.planner_alder


def test_b1_by_word_says_who_confirmed_it_to_whom_and_how(world: World):
    job = a_job(world, departments=[department("creative")])
    routing = routing_of(job, world.dept)
    with pytest.raises(Refused) as refused:
        acknowledge_by_word(by=world.ae_alder, routing=routing, how=" ")
    assert refused.value.field == "how"
    with pytest.raises(Refused):
        acknowledge_by_word(by=world.dept, routing=routing, how="myself")
    with pytest.raises(Refused):
        acknowledge_by_word(by=world.ae_alder, routing=routing, how="told me", confirmed_by=world.planner_alder)
    given = acknowledge_by_word(by=world.ae_alder, routing=routing, how="on the telephone")
    assert (given.confirmed_by, given.noted_by, given.how) == (world.dept, world.ae_alder, "on the telephone")
    event = Event.objects.get(verb="form acknowledged by word")
    assert "telephone" not in str(event.particulars)  # no text of people in the chain
    assert Duty.objects.get(kind="form_acknowledgement", subject=routing.pk).done


def test_b1_a_reminder_stands_in_the_record_and_acknowledges_nothing(world: World):
    job = a_job(world, departments=[department("creative")])
    routing = routing_of(job, world.dept)
    nudge(by=world.ae_alder, routing=routing)
    assert Event.objects.get(verb="acknowledgement asked for").particulars["person"] == world.dept.pk
    assert Duty.objects.get(kind="form_acknowledgement", subject=routing.pk).done is None


def test_b1_pressing_nudge_twice_on_one_page_reminds_once(world: World, enter: Callable):
    routing = routing_of(a_job(world, departments=[department("creative")]), world.dept)
    browser = enter(world.ae_alder)
    page = browser.get(reverse("form", args=[routing.form_id])).content.decode()
    (reminding,) = (one for one in forms_in(page) if one.action == reverse("routing_reminder", args=[routing.pk]))
    for _twice in range(2):
        browser.post(reminding.action, reminding.filled())
    assert Event.objects.filter(verb="acknowledgement asked for").count() == 1


def test_b1_a_form_handed_on_is_owed_by_the_other(world: World):
    job = a_job(world, departments=[department("creative")])
    routing = routing_of(job, world.dept)
    reroute_form(by=world.ae_alder, routing=routing, to=world.planner_alder)
    assert Duty.objects.get(kind="form_acknowledgement", subject=routing.pk).owner == world.planner_alder


def test_b1_a_cancelled_job_asks_for_no_word(world: World):
    job = a_job(world, departments=[department("creative")])
    changed(job, world.ae_alder, "No money", stage="cancelled")
    assert Duty.objects.get(kind="form_acknowledgement", subject=routing_of(job, world.dept).pk).done


def test_b1_s39_a_form_submitted_twice_is_one_job(world: World):
    form = a_form(world)
    first = submit_form(by=world.ae_alder, form=form, once="k")
    again = submit_form(by=world.ae_alder, form=Form.objects.get(pk=form.pk), once="k")
    assert first == again and Job.objects.count() == 1 and Counter.objects.get(series="job:ALD:2026").last == 1


def test_b52_disjoint_saves_of_a_draft_both_stand_and_the_same_field_is_asked(world: World):
    from herringbone.core.merge import InConflict
    from herringbone.work.queries.forms import values_of

    form = a_form(world)
    was = values_of(form)
    save_form(by=world.sup_alder, form=form, values={**was, "scope": "x" * 2000}, original=was)
    save_form(by=world.ae_alder, form=form, values={**was, "name": "Films"}, original=was)
    form.refresh_from_db()
    assert (form.name, len(form.scope)) == ("Films", 2000)
    with pytest.raises(InConflict) as caught:
        save_form(by=world.sup_alder, form=form, values={**was, "name": "Clips", "asked_how": "by mail"}, original=was)
    assert [one.name for one in caught.value.merged.conflicts] == ["name"]
    form.refresh_from_db()
    assert (form.name, form.asked_how) == ("Films", "")  # nothing is saved until somebody chooses


def test_s02_a_stranger_is_denied_and_nothing_moves(world: World):
    form = a_form(world)
    for stranger in (world.ae_birch, world.exec, world.bizdev):
        with pytest.raises(Denied):
            begin_form(by=stranger, client=world.alder)
        for act, given in ((save_form, {"values": {"name": "x"}}), (submit_form, {}), (discard_form, {})):
            with pytest.raises(Denied):
                act(by=stranger, form=form, **given)
    form.refresh_from_db()
    assert form.name == "CANARY-alder-job" and not Job.objects.exists()
    assert not Counter.objects.filter(series__startswith="job:").exists()


def test_s30_the_number_s_pattern_takes_known_placeholders_only(world: World):
    from herringbone.work.actions import set_job_numbers

    for pattern in WRONG_PATTERNS:
        with pytest.raises(Refused) as refused:
            set_job_numbers(by=world.head, pattern=pattern)
        assert refused.value.field == "pattern"
    with pytest.raises(Denied):
        set_job_numbers(by=world.ae_alder, pattern="{client}{yyyy}{number}")
    set_job_numbers(by=world.admin, pattern="J{yyyy}.{client}_{number:3}")
    assert Agency.objects.get().job_number == "J{yyyy}.{client}_{number:3}"
    assert a_job(world).number == "J2026.ALD_001"


def test_s30_a_client_s_code_is_never_read_as_a_pattern():
    from herringbone.work.numbers import make_number

    assert make_number("{client}-{yy}-{number:4}", "{yyyy}", 2026, 7) == "{yyyy}-26-0007"
