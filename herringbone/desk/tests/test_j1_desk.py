"""J1: my desk. Each person's duties now, worst first; whose is whose; nothing across a wall."""

import re
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from herringbone.clients.actions import agree_rhythm, receive_message
from herringbone.core import clock
from herringbone.desk.actions import take_over
from herringbone.desk.queries import accounts
from herringbone.desk.queries.accounts import accounts_led
from herringbone.desk.queries.duties import counts_of, desk_duties
from herringbone.desk.queries.first_steps import FirstSteps, first_steps
from herringbone.desk.queries.margin import week_and_unstarted
from herringbone.desk.queries.page import desk_of, shape_of
from herringbone.desk.tests.builders import a_task, desk
from herringbone.meetings.actions import log_call, waive_kick_off
from herringbone.people.actions import arrange_cover, deactivate_person, end_role, give_role, set_head
from herringbone.people.models import Role
from herringbone.people.rules import standing
from herringbone.record.models import Duty
from herringbone.work.actions import finish_task, set_next_step, wait_on_client
from herringbone.work.panels import waiting_on_client
from herringbone.work.tests.builders import a_job
from tests.crawling import BACKEND, browser_of
from tests.world import DAY, HOUR, MONDAY, canary

Kind = Role.Kind


@pytest.fixture
def tasks(world):
    a_task(world, "Later", world.ae_alder, MONDAY + 3 * DAY)
    a_task(world, "Sooner", world.ae_alder, MONDAY + HOUR)
    a_task(world, "Rival", world.ae_birch, MONDAY + HOUR, world.birch, world.ae_birch)
    return world


def test_j1_the_worst_stands_first_and_only_ones_own_are_there(tasks):
    assert [title for title, _ in desk(tasks.ae_alder)] == ["Sooner", "Later"]
    assert desk(tasks.ae_birch) == [("Rival", "mine")]
    assert desk(tasks.bizdev) == []


def test_j1_what_is_done_is_gone(tasks):
    task = a_task(tasks, "Done soon", tasks.ae_alder, MONDAY + HOUR)
    finish_task(by=tasks.ae_alder, task=task)
    assert "Done soon" not in [title for title, _ in desk(tasks.ae_alder)]


def test_j1_whoever_owes_nothing_late_is_not_told_that_nothing_is(tasks):
    a_task(tasks, "Own", tasks.sup_alder, MONDAY + 3 * DAY)
    for at, said in ((MONDAY, "Nothing is late."), (MONDAY + 2 * HOUR, "Nothing of yours is late.")):
        with clock.clock_at(at):
            assert said in desk_of(tasks.sup_alder, standing(tasks.sup_alder), at).lead


def test_j1_a_task_says_from_whom_it_is_unless_it_is_ones_own(tasks):
    a_task(tasks, "Given", tasks.dept, MONDAY + HOUR)
    (given,) = desk_duties(standing(tasks.dept), MONDAY)
    (own, *_) = desk_duties(standing(tasks.ae_alder), MONDAY)
    assert (given.line.about, own.line.about) == ("From Ann Alder.", "")


def test_j3_late_climbs_to_the_supervisor_at_once_and_to_the_director_after_a_day(tasks):
    due = MONDAY + HOUR
    assert desk(tasks.sup_alder, due) == []
    assert desk(tasks.sup_alder, due + timedelta(seconds=1)) == [("Sooner", "climbed")]
    assert desk(tasks.director, due + DAY - timedelta(seconds=1)) == []
    assert desk(tasks.director, due + DAY) == [("Sooner", "climbed")]
    assert ("Sooner", "mine") in desk(tasks.ae_alder, due + DAY)  # it stays its owner's


def test_j3_a_client_without_director_climbs_to_the_head(tasks):
    due = MONDAY + HOUR
    assert [title for title, _ in desk(tasks.head, due + DAY)] == ["Rival"]


def test_j3_a_duty_that_climbed_says_whose_it_was_and_since_when(tasks):
    at = MONDAY + HOUR + DAY
    with clock.clock_at(at):
        (duty,) = (one for one in desk_duties(standing(tasks.director), at) if one.kind == "task")
    assert (duty.owner, duty.between, duty.yours_since) == ("Ann Alder", ("Sam",), at)


def test_j3_the_covers_desk_has_it_and_the_absent_ones_has_not(tasks):
    with clock.clock_at(MONDAY):
        arrange_cover(
            by=tasks.ae_alder, person=tasks.ae_alder, cover=tasks.planner_alder, begins=MONDAY, ends=MONDAY + 5 * DAY
        )
    assert [title for title, _ in desk(tasks.planner_alder)] == ["Sooner", "Later"]
    assert {reason for _, reason in desk(tasks.planner_alder)} == {"cover"}
    assert desk(tasks.ae_alder) == []


def test_a3_what_is_owed_by_role_is_resolved_when_it_is_read(world):
    """A client without point person: the duty to name one is the supervisor's, else the director's, else the head's."""
    end_role(by=world.head, role=Role.objects.get(client=world.alder, kind=Kind.POINT))

    def asked(person):
        at = MONDAY + HOUR
        with clock.clock_at(at):
            return [
                one.client for one in desk_duties(standing(person), at) if "point" in one.kind and one.reason == "mine"
            ]

    assert asked(world.sup_alder) == [canary("alder", "Alder")]
    assert asked(world.director) == []
    end_role(by=world.head, role=Role.objects.get(client=world.alder, kind=Kind.SUPERVISOR))
    assert asked(world.director) == [canary("alder", "Alder")]
    end_role(by=world.head, role=Role.objects.get(client=world.alder, kind=Kind.DIRECTOR))
    assert asked(world.head) == [canary("alder", "Alder")]
    give_role(by=world.head, person=world.ae_alder, client=world.alder, kind=Kind.POINT)


def test_j1_what_somebody_who_left_owed_falls_to_the_point_person(tasks):
    a_task(tasks, "Orphan", tasks.dept, MONDAY + HOUR)
    deactivate_person(by=tasks.head, person=tasks.dept)
    assert ("Orphan", "mine") in desk(tasks.ae_alder)
    duties = [one for one in desk_duties(standing(tasks.ae_alder), MONDAY) if "Orphan" in one.line.what]
    assert [(one.owner, one.owner_id) for one in duties] == [("Ann Alder", tasks.ae_alder.pk)]


def test_j1_what_somebody_took_over_before_leaving_is_its_owners_again(tasks):
    a_task(tasks, "Taken", tasks.ae_alder, MONDAY + HOUR)
    late = MONDAY + 2 * HOUR
    with clock.clock_at(late):
        take_over(by=tasks.sup_alder, duty=Duty.objects.get(kind="task", title="Taken"))
        assert "Taken" not in [title for title, _ in desk(tasks.ae_alder, late)]
        deactivate_person(by=tasks.head, person=tasks.sup_alder)
    assert ("Taken", "mine") in desk(tasks.ae_alder, late)


@pytest.mark.parametrize(
    ("who", "shape"),
    [
        ("ae_alder", "account"), ("coord_alder", "account"), ("sup_alder", "account"), ("director", "director"),
        ("head", "director"), ("exec", "director"), ("dept", "department"), ("traffic", "department"),
        ("finance", "department"),
    ],
)  # fmt: skip
def test_j1_each_role_has_the_desk_that_fits(world, who, shape):
    person = getattr(world, who)
    assert shape_of(person, standing(person)) == shape


def test_i5_no_desk_shows_a_word_from_across_a_wall(tasks):
    at = MONDAY + 2 * DAY
    for who in ("ae_alder", "coord_alder", "sup_alder", "director", "dept", "planner_alder"):
        person = getattr(tasks, who)
        with clock.clock_at(at):
            assert "birch" not in repr(desk_of(person, standing(person), at)).lower().replace("sue birch", "")


def test_j1_the_figure_beside_desk_counts_what_is_late(tasks):
    at = MONDAY + 2 * HOUR
    with clock.clock_at(at):
        assert counts_of(tasks.ae_alder, standing(tasks.ae_alder), at)[0] == 1
        assert counts_of(tasks.bizdev, standing(tasks.bizdev), at) == (0, 0)


def test_j1_what_others_owe_on_ones_account_is_shown_a_week_ahead_unless_all_is_asked_for(tasks):
    a_task(tasks, "In three weeks", tasks.ae_alder, MONDAY + timedelta(days=21))
    here = standing(tasks.coord_alder)

    def shown(most: int) -> tuple[set[str], bool]:
        found = desk_of(tasks.coord_alder, here, MONDAY, most)
        return {duty.line.what for group in found.groups for duty in group.duties}, found.more

    near, more = shown(60)
    assert "Sooner" in near and "In three weeks" not in near and more
    assert "In three weeks" in shown(500)[0]


def test_j1_a_second_contact_sees_what_the_account_owes(tasks):
    assert ("Sooner", "account") in desk(tasks.coord_alder)


def test_j1_the_ledger_says_who_covers_the_point_person(tasks):
    with clock.clock_at(MONDAY):
        for away in (tasks.planner_alder, tasks.ae_alder):  # so that no absence has its client's number by chance
            arrange_cover(by=away, person=away, cover=tasks.coord_alder, begins=MONDAY, ends=MONDAY + DAY)
        groups, _ = accounts_led(standing(tasks.director), MONDAY + HOUR)
        (group,) = (one for one in groups if one.point == "Ann Alder")
    assert group.cover == tasks.coord_alder.name


def test_j1_the_ledger_holds_what_is_worst_and_its_sums_are_of_all(tasks, monkeypatch):
    whole, sums = accounts_led(standing(tasks.head), MONDAY + 7 * DAY)
    every = [one for group in whole for one in group.accounts]
    assert len(every) == sums.accounts > 1 and sums.late == sum(one.late for one in every) > 0
    monkeypatch.setattr(accounts, "MOST", 1)
    accounts._worst._known.clear()
    ((group,), same) = accounts_led(standing(tasks.head), MONDAY + 7 * DAY)
    accounts._worst._known.clear()
    assert same == sums
    assert [one.late for one in group.accounts] == [max(one.late for one in every)]


def test_j1_the_ledger_counts_as_waiting_what_the_client_s_page_counts(tasks, client):
    step, waited = a_job(tasks), a_job(tasks)
    set_next_step(by=tasks.ae_alder, job=step, step="Sign it", contact=tasks.pat)
    (one,) = [one for one in ledger(tasks.director) if one.code == tasks.alder.code]
    assert (one.waiting, one.wait_for, one.step) == (1, "", "Sign it")
    wait_on_client(by=tasks.ae_alder, client=tasks.alder, job=waited, what="The copy")
    (one,) = [one for one in ledger(tasks.director) if one.code == tasks.alder.code]
    asks = SimpleNamespace(person=tasks.director, standing=standing(tasks.director))
    assert one.waiting == waiting_on_client(asks, tasks.alder)["number"] == 2
    client.force_login(tasks.director, backend=BACKEND)
    page = client.get(f"/clients/{tasks.alder.code}/duties/waiting/").content.decode()
    assert "Sign it" in page and "The copy" in page and tasks.pat.name in page


def ledger(person):
    groups, _totals = accounts_led(standing(person), clock.now())
    return [one for group in groups for one in group.accounts]


def test_j1_the_ledger_says_when_whoever_decides_was_spoken_to_and_not_anybody_of_theirs(tasks):
    assert [one.last_spoken for one in ledger(tasks.director) if one.code == tasks.alder.code] == [None]
    with clock.clock_at(MONDAY + HOUR):
        log_call(by=tasks.ae_alder, contact=tasks.pat, said="About the hall")
    with clock.clock_at(MONDAY + DAY):
        log_call(by=tasks.ae_alder, contact=tasks.quinn, said="About lunch")
        receive_message(by=tasks.ae_alder, contact=tasks.quinn, text="Thank you")
    with clock.clock_at(MONDAY + 3 * DAY):
        (one,) = [one for one in ledger(tasks.director) if one.code == tasks.alder.code]
    assert (one.decides, one.last_spoken, one.silent) == (tasks.pat.name, MONDAY + HOUR, 3)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (1, '<span class="state" data-state="done">Mon 2</span>'),
        (17, '<span class="state" data-state="open">Mon 2, 17 days of 21</span>'),
        (18, '<span class="state" data-state="soon">Mon 2, 18 days of 21</span>'),
        (21, '<span class="state" data-state="soon">Mon 2, 21 days of 21</span>'),
        (32, '<span class="state" data-state="late">2 Mar, 32 days of 21</span>'),
    ],
)
def test_j1_the_ledger_says_how_long_whoever_decides_may_go_without_a_word(tasks, client, day, said):
    with clock.clock_at(MONDAY + HOUR):
        agree_rhythm(by=tasks.ae_alder, contact=tasks.pat, every=21)
        agree_rhythm(by=tasks.ae_alder, contact=tasks.pat, every=30, person=tasks.ae_alder)
        agree_rhythm(by=tasks.ae_alder, contact=tasks.quinn, every=7)
        log_call(by=tasks.ae_alder, contact=tasks.pat, said="About the hall")
    client.force_login(tasks.director, backend=BACKEND)
    with clock.clock_at(MONDAY + 2 * HOUR + day * DAY):
        words = re.sub(r"</?time[^>]*>|<span>", "", client.get("/desk/").content.decode())
    assert said in re.findall(r"<td>(<span class=.state.[^>]*>[^<]*</span>)</span></td></tr>", words)


def test_b7_in_work_without_a_kick_off_stands_every_job_that_its_reader_sees(tasks):
    job = a_job(tasks, budget=Decimal(20_000))
    waive_kick_off(by=tasks.director, job=job, why="No time")
    for person, sees in ((tasks.head, True), (tasks.sup_alder, True), (tasks.sup_birch, False), (tasks.bizdev, False)):
        _week, found = week_and_unstarted(person, standing(person))
        assert [one.number for one in found] == ([job.number] if sees else []), person


def test_j1_each_figure_of_the_ledger_opens_as_many_lines_as_it_counts(tasks, client):
    for who in (tasks.head, tasks.director):
        with clock.clock_at(MONDAY + 7 * DAY):
            client.force_login(who, backend=BACKEND)
            shown = client.get("/desk/").context["desk"].accounts
            figures = [
                (one, which) for group in shown for one in group.accounts for which in ("late", "due", "waiting")
            ]
            assert any(one.late for one, _ in figures)
            for one, which in figures:
                address = {"late": "late", "due": "week", "waiting": "waiting"}[which]
                page = client.get(f"/clients/{one.code}/duties/{address}/").context
                lines = [*page["waits"], *page["steps"]] if which == "waiting" else page["duties"]
                assert len(lines) == getattr(one, which), (one.code, which)


def test_j1_the_first_steps_of_a_new_agency_hold_its_departments(world):
    here = standing(world.admin)
    assert not first_steps(here, MONDAY).departments, "none has a head yet"
    set_head(by=world.head, department=world.departments["creative"], head=world.dept)
    assert first_steps(here, MONDAY).departments
    assert first_steps(standing(world.head), MONDAY) is None


def test_j1_what_is_only_watched_is_parted_into_late_and_to_come(world):
    a_task(world, "Late", world.ae_alder, MONDAY + HOUR)
    a_task(world, "To come", world.ae_alder, MONDAY + 3 * DAY)
    with clock.clock_at(MONDAY + DAY):
        groups = desk_of(world.coord_alder, standing(world.coord_alder), clock.now()).groups
        assert [(one.key, [duty.title for duty in one.duties if duty.kind == "task"]) for one in groups] == [
            ("account_late", ["Late"]), ("account", ["To come"])
        ]  # fmt: skip
        assert ">Account, late</h3>" in browser_of(world.coord_alder).get("/desk/").content.decode()


def test_j1_a_new_agency_is_told_how_many_of_the_first_steps_are_left():
    done = dict.fromkeys(["people", "departments", "head", "clients", "contacts", "jobs"], False)
    ticked = [{}, {"people": True, "head": True, "clients": True}, dict.fromkeys(list(done)[1:], True)]
    assert [FirstSteps(**{**done, **some}).heading for some in ticked] == [
        "The agency is set up. Six things come first.",
        "The agency is set up. Three things are left to do.",
        "The agency is set up. One thing is left to do.",
    ]
    with override("it"):
        assert FirstSteps(**{**done, **ticked[1]}).heading == "L’agenzia è pronta. Restano da fare tre cose."


def test_j1_a_new_agency_is_not_told_that_nothing_is_asked_of_it_above_what_comes_first(world):
    page = browser_of(world.admin).get("/desk/").content.decode()
    assert "Enter your departments" in page
    assert "page-lead" not in page


def test_j1_the_first_steps_lead_to_the_departments(world, client):
    client.force_login(world.admin, backend=BACKEND)
    assert "Enter your departments" in client.get("/desk/").content.decode()
