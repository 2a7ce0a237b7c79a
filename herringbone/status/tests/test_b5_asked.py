"""B5: lines asked of department members and of people outside, answered where they are asked, taken over or left."""

from datetime import timedelta

import pytest
from django.core import mail

from herringbone.clients.actions import add_contact, merge_contacts, place_contact, record_consent
from herringbone.clients.queries.merges import what_moves
from herringbone.core import clock
from herringbone.desk.models import Notification
from herringbone.desk.notices.collecting import collect
from herringbone.people.actions import arrange_cover, deactivate_person, hand_over
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Duty, Edition, Event
from herringbone.status.actions import (
    ask_again_for_lines,
    ask_for_lines,
    leave_line,
    propose_line,
    publish_status_report,
    take_over_line,
    withdraw_ask,
)
from herringbone.status.models import Ask, Proposal
from herringbone.status.tests.builders import a_freelancer, an_ask
from herringbone.work.actions import set_next_step, set_status_line
from herringbone.work.tests.builders import a_job, changed, days, many_jobs
from tests.world import DAY, HOUR, MONDAY


@pytest.fixture
def job(world):
    return a_job(world)


def owed(world):
    """The questions that Dee owes."""
    return Duty.objects.filter(kind="status_lines", owner=world.dept)


def said(world, ask, job, by=None, **words):
    line = ask.lines.get(job=job)
    return propose_line(by=by or world.dept, line=line, **{"status": "Two routes drawn", **words})


def test_b5_a_question_is_a_duty_of_whoever_is_asked_until_its_last_line_has_come(world, job):
    other = a_job(world)
    ask = an_ask(world, job, other)
    (duty,) = owed(world)
    assert (duty.started, duty.due, duty.done, duty.facts["jobs"]) == (ask.at, ask.until, None, 2)
    said(world, ask, job)
    assert owed(world).get().done is None
    with clock.clock_at(MONDAY + HOUR):
        last = said(world, ask, other)
        assert owed(world).get().done == last.at
    with clock.clock_at(MONDAY + 2 * HOUR):
        said(world, ask, other, status="Another word")
        assert owed(world).get().done == last.at, "what is said again does not make it late"


def test_b5_a_job_that_is_over_is_asked_about_no_longer(world, job):
    ask = an_ask(world, job)
    with clock.clock_at(MONDAY + HOUR):
        changed(job, world.ae_alder, stage="cancelled")
        assert owed(world).get().done == clock.now()
        with pytest.raises(Refused):
            said(world, ask, job)


def test_b5_an_answer_stands_beside_the_line_and_changes_nothing_until_it_is_taken_over(world, job):
    set_status_line(by=world.ae_alder, job=job, status="Concept")
    ask = an_ask(world, job)
    proposal = said(world, ask, job, step="Show both routes", on=days(2))
    job.refresh_from_db()
    assert job.status == "Concept"
    take_over_line(by=world.ae_alder, proposal=proposal, stamp=job.stamp)
    job.refresh_from_db()
    assert (job.status, job.next_step, job.next_person, job.next_on) == (
        "Two routes drawn", "Show both routes", world.dept, days(2),
    )  # fmt: skip
    assert (proposal.outcome, proposal.settled_by) == ("taken", world.ae_alder)
    with pytest.raises(Refused):
        take_over_line(by=world.ae_alder, proposal=proposal)


def test_b5_an_answer_is_taken_over_in_other_words_or_left(world, job):
    ask = an_ask(world, job)
    proposal = said(world, ask, job)
    take_over_line(
        by=world.ae_alder, proposal=proposal, status="Two routes are drawn", step="Choose", contact=world.pat
    )
    job.refresh_from_db()
    assert (job.status, job.next_contact, proposal.outcome) == ("Two routes are drawn", world.pat, "edited")
    later = said(world, ask, job, status="Three routes")
    leave_line(by=world.ae_alder, proposal=later)
    job.refresh_from_db()
    assert (job.status, later.outcome) == ("Two routes are drawn", "left")


def test_b5_what_an_answer_leaves_empty_stays(world, job):
    set_next_step(by=world.ae_alder, job=job, step="Ask Pat", contact=world.pat, on=days(1))
    take_over_line(by=world.ae_alder, proposal=said(world, an_ask(world, job), job))
    job.refresh_from_db()
    assert (job.status, job.next_step, job.next_contact) == ("Two routes drawn", "Ask Pat", world.pat)


@pytest.mark.parametrize("answered", [None, 1])
def test_b5_an_answer_without_a_day_leaves_the_day_of_the_next_step(world, job, enter, answered):
    set_next_step(by=world.ae_alder, job=job, step="Ask Pat", contact=world.pat, on=days(4))
    on = answered and days(answered)  # one that has passed by the time it is taken over is none either
    proposal = said(world, an_ask(world, job, until=MONDAY + 4 * DAY), job, step="Ask Pat and Lee", on=on)
    with clock.clock_at(MONDAY + 2 * DAY):
        prefilled = enter(world.ae_alder).get(f"/proposals/{proposal.pk}/").content.decode()
        take_over_line(by=world.ae_alder, proposal=proposal)
    job.refresh_from_db()
    assert (job.next_step, job.next_on) == ("Ask Pat and Lee", days(4))
    assert answered or 'value="6 Mar 2026"' in prefilled


def test_b5_an_answer_that_says_the_next_step_as_it_stands_changes_nothing_of_it(world, job):
    set_next_step(by=world.ae_alder, job=job, step="Ask Pat", contact=world.pat, on=days(4))
    take_over_line(by=world.ae_alder, proposal=said(world, an_ask(world, job), job, step="Ask Pat"))
    job.refresh_from_db()
    assert (job.next_step, job.next_contact, job.next_on) == ("Ask Pat", world.pat, days(4))
    assert Event.objects.filter(verb="next step set").count() == 1


def test_b5_only_what_an_answer_says_otherwise_is_marked(world, job, enter):
    set_status_line(by=world.ae_alder, job=job, status="Concept")
    set_next_step(by=world.ae_alder, job=job, step="Ask Pat", on=days(4))
    ask = an_ask(world, job)
    for words, row in (
        ({"status": "Concept", "step": "Ask Pat"}, "<p>Concept Next: Ask Pat<small>"),
        (
            {"status": "Layout", "step": "Ask Pat", "on": days(2)},
            "<p><ins>Layout</ins> Next: Ask Pat, <ins>Wed 4 Mar</ins>",
        ),
        ({"status": "Concept", "step": "Draw", "on": days(4)}, "<p>Concept Next: <ins>Draw</ins>, Fri 6 Mar<small>"),
    ):  # fmt: skip
        said(world, ask, job, **words)
        assert row in enter(world.ae_alder).get("/status-reports/ALD/").content.decode()


def test_b5_an_answer_for_a_closed_day_says_so_when_it_is_taken_over(world, job, enter):
    proposal = said(world, an_ask(world, job), job, step="Shoot", on=days(5))
    browser = enter(world.ae_alder)
    asked = browser.post(f"/proposals/{proposal.pk}/", {"status": "Ready", "step": "Shoot", "on": "7 mar"})
    assert asked.status_code == 422 and 'name="on-kept" value="2026-03-07"' in asked.content.decode()
    words = browser.post(f"/proposals/{proposal.pk}/taking/", follow=True).content.decode()
    assert "Kept as it is. Saturday 7 March is no working day in New York." in words


def test_b5_an_answer_for_a_closed_day_is_asked_about_while_it_is_typed(world, job, enter):
    line = an_ask(world, job).lines.get()
    browser, address = enter(world.dept), f"/asked-lines/{line.pk}/"
    typed = {"step": "Shoot at night", "on": "7 mar"}
    asked = browser.post(address, typed)
    words = asked.content.decode()
    assert asked.status_code == 422 and not Proposal.objects.exists()
    assert "Saturday 7 March is no working day in New York. Did you mean Friday 6 March or Monday 9 March?" in words
    assert 'value="Shoot at night"' in words and "Keep Saturday 7 March" in words
    assert browser.post(address, {**typed, "on-kept": "2026-03-07"}).status_code == 303
    assert Proposal.objects.get().on == days(5)


def test_b5_b52_an_answer_is_not_taken_over_a_line_that_somebody_has_written_since(world, job):
    proposal = said(world, an_ask(world, job), job)
    job.refresh_from_db()
    seen = job.stamp
    set_status_line(by=world.coord_alder, job=job, status="Stopped by the client")
    with pytest.raises(Refused):
        take_over_line(by=world.ae_alder, proposal=proposal, stamp=seen)
    job.refresh_from_db()
    assert job.status == "Stopped by the client"
    assert Proposal.objects.get().settled is None


def test_b5_of_several_answers_the_newest_stands_and_two_who_were_asked_stand_side_by_side(world, job, enter):
    ask, second = an_ask(world, job), an_ask(world, job, person=world.planner_alder)
    first = said(world, ask, job)
    said(world, ask, job, status="Three routes drawn")
    said(world, second, job, by=world.planner_alder, status="The research is in")
    first.refresh_from_db()
    assert first.outcome == "replaced"
    page = enter(world.ae_alder).get("/status-reports/ALD/").content.decode()
    assert "Three routes drawn" in page and "The research is in" in page
    assert "Two routes drawn" not in page
    assert page.count('data-key="t"') == 1, "the first is taken over by a key, then the next"


def test_b5_an_answer_after_the_report_has_gone_out_says_so(world, job, enter):
    ask = an_ask(world, job)
    with clock.clock_at(MONDAY + HOUR):
        publish_status_report(by=world.ae_alder, client=world.alder)
    with clock.clock_at(MONDAY + 2 * HOUR):
        said(world, ask, job)
        assert "Came after the last report." in enter(world.ae_alder).get("/status-reports/ALD/").content.decode()
        assert "for the next one" in enter(world.dept).get(f"/asks/{ask.pk}/").content.decode()
        assert publish_status_report(by=world.ae_alder, client=world.alder).number == 2


def test_b5_who_has_not_answered_stands_beside_the_line_with_the_age_of_the_question(world, job, enter):
    ask = an_ask(world, job)
    with clock.clock_at(MONDAY + 3 * DAY):
        page = enter(world.ae_alder).get("/status-reports/ALD/").content.decode()
    assert "Asked: Dee Dept, 3 days" in page
    assert f'href="/asks/{ask.pk}/"' in page
    assert 'id="asked-for"' in page


def test_b5_a_question_is_asked_again_and_withdrawn(world, job):
    ask = an_ask(world, job)
    with pytest.raises(Refused, match="four hours"):
        ask_again_for_lines(by=world.ae_alder, ask=ask)
    with clock.clock_at(MONDAY + DAY):
        ask_again_for_lines(by=world.ae_alder, ask=ask)
        collect()
        assert set(Notification.objects.filter(person=world.dept).values_list("why", flat=True)) >= {
            "lines asked for", "lines asked for again"[:20],
        }  # fmt: skip
        withdraw_ask(by=world.coord_alder, ask=ask)
        assert owed(world).get().done == clock.now()
        for deed in (
            lambda: said(world, ask, job),
            lambda: ask_again_for_lines(by=world.ae_alder, ask=ask),
            lambda: withdraw_ask(by=world.ae_alder, ask=ask),
        ):
            with pytest.raises(Refused):
                deed()


def test_b5_who_asked_is_told_of_an_answer(world, job):
    said(world, an_ask(world, job), job)
    collect()
    assert Notification.objects.filter(person=world.ae_alder, why="line proposed").count() == 1


def test_b5_s03_nobody_across_a_wall_or_off_the_team_is_asked_and_only_who_was_asked_answers(world, job):
    for person in (world.ae_birch, world.admin, world.exec):
        with pytest.raises(Refused):
            an_ask(world, job, person=person)
    with pytest.raises(Refused):
        an_ask(world, job, contact=world.rio)
    with pytest.raises(Refused):
        ask_for_lines(by=world.ae_alder, client=world.cedar, jobs=[job], until=clock.now() + DAY, person=world.director)
    ask = an_ask(world, job)
    for person in (world.planner_alder, world.ae_alder, world.ae_birch):
        with pytest.raises(Denied):
            said(world, ask, job, by=person)
    with pytest.raises(Denied):
        an_ask(world, job) and ask_for_lines(
            by=world.dept, client=world.alder, jobs=[job], until=clock.now() + DAY, person=world.planner_alder
        )
    with pytest.raises(Denied):
        take_over_line(by=world.dept, proposal=said(world, ask, job))


def test_b5_who_stands_in_answers_and_who_leaves_hands_it_over(world, job):
    ask = an_ask(world, job)
    arrange_cover(
        by=world.dept, person=world.dept, cover=world.planner_alder, begins=clock.now(), ends=clock.now() + DAY
    )
    with clock.clock_at(MONDAY + HOUR):
        assert said(world, ask, job, by=world.planner_alder).person == world.planner_alder
    second = an_ask(world, a_job(world))
    hand_over(by=world.head, person=world.dept, to=world.coord_alder)
    second.refresh_from_db()
    assert second.person == world.coord_alder


def test_b5_refusals_stand_beside_their_field(world, job):
    contact = a_freelancer(world)
    record_consent(by=world.ae_alder, contact=contact, channel="mail", allowed=False, source="by mail")
    for given, field in (
        ({"person": world.dept, "until": clock.now() - HOUR}, "until"),
        ({"person": world.dept, "until": clock.now() + timedelta(days=90)}, "until"),
        ({"person": world.dept, "contact": world.pat}, "whom"),
        ({"contact": contact}, "whom"),
    ):
        with pytest.raises(Refused) as refused:
            an_ask(world, job, **given)
        assert refused.value.field == field
    line = an_ask(world, job).lines.get()
    for words, field in (
        ({"status": " "}, "status"),
        ({"status": "x" * 301}, "status"),
        ({"status": "x", "on": days(1)}, "step"),
    ):
        with pytest.raises(Refused) as refused:
            propose_line(by=world.dept, line=line, **words)
        assert refused.value.field == field
    assert not Edition.objects.filter(kind="status_ask").exists()


def test_b5_asking_and_answering_in_the_browser(world, job, enter):
    other = a_job(world)
    ae, dee = enter(world.ae_alder), enter(world.dept)
    page = ae.get(f"/status-reports/ALD/asking/?job={job.pk}").content.decode()
    assert f'value="{job.pk}"' in page and page.count(" checked") == 1
    typed = {"whom": f"ours-{world.dept.pk}", "jobs": [str(job.pk), str(other.pk)], "until": "wed", "note": "Short"}
    assert ae.post("/status-reports/ALD/asking/", {**typed, "whom": ""}).status_code == 422
    assert ae.post("/status-reports/ALD/asking/", {**typed, "outside": "Nobody Known"}).status_code == 422
    done = ae.post("/status-reports/ALD/asking/", typed)
    assert (done.status_code, done.url) == (303, "/status-reports/ALD/#asked-for")
    ask = Ask.objects.get()
    assert (ask.person, ask.lines.count(), ask.until.astimezone().date()) == (world.dept, 2, days(2))
    desk = dee.get("/desk/").content.decode()
    assert f"/asks/{ask.pk}/" in desk
    page = dee.get(f"/asks/{ask.pk}/").content.decode()
    line = ask.lines.get(job=job)
    assert f'action="/asked-lines/{line.pk}/"' in page
    empty = dee.post(f"/asked-lines/{line.pk}/", {"status": "", "step": "Only on a day", "on": "nonsense"})
    assert empty.status_code == 422 and "Only on a day" in empty.content.decode()
    assert dee.post(f"/asked-lines/{line.pk}/", {"status": "Drawn"}).url == f"/asks/{ask.pk}/#line-{line.pk}"
    proposal = Proposal.objects.get()
    page = ae.get("/status-reports/ALD/").content.decode()
    assert f'action="/proposals/{proposal.pk}/taking/"' in page
    edited = ae.get(f"/proposals/{proposal.pk}/").content.decode()
    assert 'value="Drawn"' in edited
    job.refresh_from_db()
    done = ae.post(f"/proposals/{proposal.pk}/taking/", {"stamp": job.stamp})
    assert done.url == f"/status-reports/ALD/?job={job.pk}#job-{job.pk}"
    job.refresh_from_db()
    assert job.status == "Drawn"
    assert Event.objects.filter(verb="proposed line taken over").count() == 1


def test_b5_after_a_line_beyond_the_hundredth_job_one_comes_back_to_it(world, enter):
    many_jobs(world, 240)
    browser = enter(world.ae_alder)
    last = browser.get("/status-reports/ALD/?page=2").content.decode()
    number = last.split('class="number">')[-1].split("<")[0]
    done = browser.post(f"/status-reports/jobs/{number}/status/", browser_form(browser, number))
    assert done.status_code == 303
    assert ">Said<" in browser.get(done.url).content.decode().replace("\n", "")


def browser_form(browser, number):
    page = browser.get(f"/status-reports/jobs/{number}/status/").content.decode()
    original = page.split('name="original" value="')[1].split('"')[0]
    return {"original": original.replace("&quot;", '"'), "status": "Said"}


def test_b5_s07_a_question_of_somebody_who_has_left_says_who_reads_the_answer(world, job):
    an_ask(world, job, contact=a_freelancer(world))
    deactivate_person(by=world.head, person=world.ae_alder)
    mail.outbox.clear()
    send_due()
    (letter,) = mail.outbox
    assert letter.reply_to == ["Sam Super <sam@agency.example>"]


def test_b5_s03_nobody_who_was_asked_about_one_client_becomes_anothers_contact(world, job):
    """Else a question about Alder's jobs, and the link to it, would go to somebody at Birch, across the wall."""
    ask = an_ask(world, job, contact=a_freelancer(world))
    for kept, gone in ((world.rio, ask.contact), (ask.contact, world.rio)):
        with pytest.raises(Refused):
            merge_contacts(by=world.ae_birch, kept=kept, gone=gone)
    with pytest.raises(Refused) as told:
        place_contact(by=world.ae_birch, contact=ask.contact, client=world.birch)
    assert told.value.field == "client"
    twin = add_contact(by=world.ae_birch, client=None, name="F. Lance", company="Frida Lance")
    assert what_moves(ask.contact, standing(world.ae_birch)) == []
    assert what_moves(ask.contact, standing(world.ae_alder)) != []
    merge_contacts(by=world.ae_birch, kept=ask.contact, gone=twin)
    place_contact(by=world.ae_alder, contact=ask.contact, client=world.alder)
