"""What this feature shows and does elsewhere: lines of duties, words of the thread, the client page, heirs, `check`."""

from collections.abc import Callable

from django.urls import resolve, reverse
from django.utils.translation import override

from herringbone.core import clock
from herringbone.core.models import Counter
from herringbone.people.actions import hand_over
from herringbone.people.models import Department
from herringbone.record.check import findings
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty, ThreadEntry
from herringbone.record.wording import words_of
from herringbone.work.actions import (
    ask_again,
    end_waiting,
    make_task,
    move_stage,
    plan_milestone,
    reach_milestone,
    set_next_step,
    wait_on_client,
)
from herringbone.work.duties import ALL
from herringbone.work.models import Job, Milestone, Stage, StepGap, Task
from herringbone.work.tests.builders import a_job, changed, days, heads, routing_of
from tests.world import DAY, MONDAY, World


def something_of_everything(world: World) -> Job:
    heads(world)
    ae = world.ae_alder
    job = a_job(world, departments=[Department.objects.get(craft="creative")])
    plan_milestone(by=ae, job=job, name="Proof", on=days(1))
    moved = plan_milestone(by=ae, job=job, name="Shoot", on=days(3))
    make_task(by=ae, client=world.alder, job=job, title="Draw", owner=world.dept, due=days(1))
    wait_on_client(by=ae, client=world.alder, job=job, contact=world.pat, what="Copy", effect="Print moves")
    ended = wait_on_client(by=ae, client=world.alder, what="A list")
    end_waiting(by=ae, waiting=ended)
    ask_again(by=ae, waiting=wait_on_client(by=ae, client=world.alder, job=job, what="The list again"))
    changed(job, ae, "Permits", milestones={str(moved.pk): days(4)})
    reach_milestone(by=ae, milestone=moved)
    move_stage(by=ae, job=job, to="in work")
    return job


def test_every_duty_says_what_is_owed_and_leads_to_where_it_is_done(world: World, enter: Callable):
    something_of_everything(world)
    lines = {}
    for moment in (MONDAY, MONDAY + 3 * DAY):
        with clock.clock_at(moment):
            for duty in Duty.objects.filter(kind__in=[kind.name for kind in ALL]).order_by("due", "pk"):
                line = register[duty.kind].line(duty)
                lines.setdefault((duty.kind, moment), line)
                assert line.what and line.about and line.do
                assert enter(world.dept).get(line.url.split("#")[0]).status_code == 200
                assert not line.post or resolve(line.post)
                with override("it"):
                    register[duty.kind].line(duty)
    assert {kind for kind, _moment in lines} == {kind.name for kind in ALL}
    assert lines["form_acknowledgement", MONDAY].what == "Acknowledge CANARY-alder-job"
    assert lines["milestone", MONDAY + 3 * DAY].what == "Move the milestone or meet it"
    assert lines["waiting_too_long", MONDAY].what == "Ask CANARY-alder-pat again"
    assert lines["chased_too_long", MONDAY].about.startswith("The list again, last asked for on Mon 2 Mar.")
    assert lines["job_next_step", MONDAY].what == "Write the next step"


def test_every_event_of_the_thread_has_its_words(world: World):
    job = something_of_everything(world)
    words = {entry.verb: words_of(entry) for entry in ThreadEntry.objects.filter(client=world.alder)}
    assert words["form submitted"].title == "New job: CANARY-alder-job"
    assert words["milestone moved"].title == "Shoot moved to Fri 6 Mar"
    assert words["milestone moved"].body == "Was Thu 5 Mar. Permits"
    assert words["stage moved"].title == "Work began: CANARY-alder-job"
    waited = {words_of(entry).title for entry in ThreadEntry.objects.filter(verb="client waited for")}
    assert waited == {"Asked CANARY-alder-pat: Copy", "Asked for: A list", "Asked for: The list again"}
    assert words["waiting ended"].title == "Came in: A list"
    assert words["client asked again"].title == "Asked again for: The list again"
    assert words["form submitted"].url == reverse("job", args=[job.number])


def test_the_client_s_page_has_its_jobs(world: World, enter: Callable):
    job = something_of_everything(world)
    a_job(world, world.birch)
    page = enter(world.ae_alder).get(reverse("client_tab", args=["ALD", "jobs"])).content.decode()
    assert job.number in page and "BIR-26" not in page and reverse("form_new", args=["ALD"]) in page
    listed = enter(world.ae_alder).get(reverse("clients")).content.decode()
    assert "Open jobs" in listed


def test_b49_people_talk_on_a_job(world: World, enter: Callable):
    job = something_of_everything(world)
    page = enter(world.ae_alder).get(reverse("job", args=[job.number])).content.decode()
    assert "Seen by the team alone" in page


def test_what_somebody_holds_goes_to_the_heir(world: World):
    job = something_of_everything(world)
    set_next_step(by=world.ae_alder, job=job, step="Print", person=world.dept)
    hand_over(by=world.head, person=world.dept, to=world.coord_alder)
    hand_over(by=world.head, person=world.ae_alder, to=world.sup_alder)
    job.refresh_from_db()
    assert (job.lead, job.next_person) == (world.sup_alder, world.coord_alder)
    assert Task.objects.get().owner == world.coord_alder
    assert routing_of(job, world.coord_alder)


def test_check_finds_what_was_written_past_the_actions(world: World):
    job = something_of_everything(world)
    for damage, repair, said in (
        ({"stage": "billed"}, {"stage": "in work"}, "says billed, its newest stage in work"),
        ({"milestone": None}, {"milestone": Milestone.objects.get(name="Proof")}, "another milestone than its next"),
        ({"waiting_since": None}, {"waiting_since": MONDAY}, "since when it waits"),
        ({"next_step": "x"}, {"next_step": ""}, "has a next step, or needs none, and one is owed"),
    ):
        Job.objects.update(**damage)
        assert any(said in one for one in findings()), said
        Job.objects.update(**repair)
    gap = StepGap.objects.get()
    StepGap.objects.all().delete()
    assert any("nobody owes one" in one for one in findings())
    gap.save()
    Counter.objects.filter(series="job:ALD:2026").update(last=2)
    assert "job:ALD:2026: the numbers have a gap" in list(findings())
    Counter.objects.filter(series="job:ALD:2026").update(last=1)
    assert Stage.objects.filter(job=job).count() == 2


def test_b4_the_clients_page_shows_its_open_jobs_and_what_we_wait_for(world: World, enter: Callable):
    job = something_of_everything(world)
    wait_on_client(by=world.ae_alder, client=world.alder, what="The logo")
    with clock.clock_at(MONDAY + 3 * DAY):
        page = enter(world.ae_alder).get("/clients/ALD/").content.decode()
    assert job.number in page and "Open jobs" in page
    assert "Copy, 3 days" in page  # the longest of three that are open
    assert "<dd>3<p>" in page
    assert job.number not in enter(world.head).get("/clients/CED/").content.decode()
