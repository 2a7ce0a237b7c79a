"""B5: the live view of a client's status report."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from herringbone.status.actions import begin_weekly_meeting, keep_out, publish_status_report, set_opening, show_again
from herringbone.status.documents.mail import mail_parts
from herringbone.status.documents.view import row
from herringbone.status.documents.xlsx import as_xlsx
from herringbone.status.models import Published
from herringbone.status.queries.report import live
from herringbone.status.queries.weekly import turns_of
from herringbone.status.searching import STATUS
from herringbone.work.actions import move_stage, plan_milestone, set_next_step, set_status_line, wait_on_client
from herringbone.work.models import Job
from herringbone.work.tests.builders import a_job, changed, days
from tests.world import DAY, MONDAY


def lines(world, person=None):
    """The live lines of Alder by the numbers of their jobs."""
    found = live(world.alder, standing(person or world.ae_alder))
    return {one.line["number"]: one for one in found.jobs}


def groups(world):
    return {number: one.line["group"] for number, one in lines(world).items()}


def deliver(world, job):
    move_stage(by=world.ae_alder, job=job, to="in work")
    move_stage(by=world.ae_alder, job=job, to="delivered")


def test_b5_each_job_stands_in_the_first_group_that_fits(world):
    waits, asked, delivered, known = (a_job(world) for _ in range(4))
    wait_on_client(by=world.ae_alder, client=world.alder, what="The copy", job=waits, contact=world.pat)
    set_next_step(by=world.ae_alder, job=asked, step="Sign it", contact=world.pat)
    deliver(world, delivered)
    publish_status_report(by=world.ae_alder, client=world.alder)
    new = a_job(world)
    assert groups(world) == {
        waits.number: "waiting", asked.number: "waiting", delivered.number: "billing", known.number: "open",
        new.number: "new",
    }  # fmt: skip


def test_b5_what_waits_on_the_client_and_is_delivered_is_said_once_as_waiting(world):
    job = a_job(world)
    deliver(world, job)
    wait_on_client(by=world.ae_alder, client=world.alder, what="The order number", job=job, contact=world.pat)
    assert groups(world) == {job.number: "waiting"}


def test_b5_what_finance_has_billed_is_no_longer_in_the_report(world):
    job = a_job(world)
    deliver(world, job)
    move_stage(by=world.finance, job=job, to="billed")
    assert groups(world) == {}


def test_b5_before_the_first_report_nothing_is_new(world):
    job = a_job(world)
    assert groups(world) == {job.number: "open"}


def test_b5_a_line_says_number_name_status_next_step_person_date_and_milestone(world):
    job = a_job(world, budget=Decimal(5000), currency="USD")
    set_status_line(by=world.ae_alder, job=job, status="Layout 2 in work")
    set_next_step(by=world.ae_alder, job=job, step="Show it", person=world.dept, on=days(3))
    plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(7))
    line = lines(world)[job.number].line
    assert (line["name"], line["status"], line["step"], line["who"]) == (
        job.name, "Layout 2 in work", "Show it", "Dee Dept",
    )  # fmt: skip
    assert (line["on"], line["milestone"], line["milestone_on"]) == (
        days(3).isoformat(), "Proof", days(7).isoformat(),
    )  # fmt: skip


def test_b5_what_the_client_owes_stands_as_the_next_step_with_who_owes_it(world):
    job = a_job(world)
    set_next_step(by=world.ae_alder, job=job, step="Ours", person=world.dept)
    wait_on_client(by=world.ae_alder, client=world.alder, what="The copy", job=job, contact=world.pat, due=days(2))
    line = lines(world)[job.number].line
    assert (line["step"], line["who"], line["on"]) == ("The copy", world.pat.name, days(2).isoformat())


def test_b5_a_status_line_older_than_the_delivery_is_not_told(world):
    job = a_job(world)
    set_status_line(by=world.ae_alder, job=job, status="Layout 2 in work")
    with clock.clock_at(MONDAY + DAY):
        deliver(world, job)
        assert lines(world)[job.number].line["status"] == ""
        set_status_line(by=world.ae_alder, job=job, status="Delivered in two parcels")
        assert lines(world)[job.number].line["status"] == "Delivered in two parcels"


def test_b5_a_line_nobody_wrote_for_a_week_is_stale_and_says_how_old_it_is(world, enter):
    job = a_job(world)
    set_status_line(by=world.ae_alder, job=job, status="In work")
    with clock.clock_at(MONDAY + 7 * DAY - timedelta(minutes=1)):
        assert not lines(world)[job.number].stale
    with clock.clock_at(MONDAY + 9 * DAY):
        assert lines(world)[job.number].stale
        page = enter(world.ae_alder).get("/status-reports/ALD/").content.decode()
        assert "9 days old" in page
        set_next_step(by=world.ae_alder, job=job, step="Show it", person=world.dept)
        assert not lines(world)[job.number].stale


def test_b5_a_job_kept_out_stays_on_our_page_and_leaves_the_clients(world, enter):
    shown, kept = a_job(world), a_job(world, name="SECRET-PLAN")
    keep_out(by=world.ae_alder, job=kept)
    assert lines(world)[kept.number].kept_out
    assert "not shown to the client" in enter(world.ae_alder).get("/status-reports/ALD/").content.decode()
    report = publish_status_report(by=world.ae_alder, client=world.alder)
    assert [line["number"] for line in report.edition.content["lines"]] == [shown.number]
    assert "SECRET-PLAN" not in report.edition.data
    with pytest.raises(Refused):
        keep_out(by=world.ae_alder, job=kept)
    show_again(by=world.ae_alder, job=kept)
    after = publish_status_report(by=world.ae_alder, client=world.alder).edition.content["lines"]
    assert {line["number"]: line["new"] for line in after} == {shown.number: False, kept.number: True}


def test_b5_whether_the_client_sees_a_job_is_the_account_teams(world):
    job = a_job(world)
    with pytest.raises(Denied):
        keep_out(by=world.dept, job=job)
    with pytest.raises(Denied):
        keep_out(by=world.ae_birch, job=job)


def test_b5_the_opening_is_computed_until_somebody_writes_their_own(world):
    a_job(world)
    computed = live(world.alder, standing(world.ae_alder))
    assert computed.opening == [["same", "The first report: one job."]]
    set_opening(by=world.ae_alder, client=world.alder, opening="A quiet week.")
    assert live(world.alder, standing(world.ae_alder)).opening == [["same", "A quiet week."]]
    set_opening(by=world.ae_alder, client=world.alder, opening="")
    assert live(world.alder, standing(world.ae_alder)).opening == computed.opening
    set_opening(by=world.ae_alder, client=world.alder, opening="A quiet week.")
    publish_status_report(by=world.ae_alder, client=world.alder)
    assert live(world.alder, standing(world.ae_alder)).typed == "", "it counts for one report alone"


def test_b5_the_opening_says_what_changed_and_what_waits(world):
    first, second = a_job(world), a_job(world)
    publish_status_report(by=world.ae_alder, client=world.alder)
    with clock.clock_at(MONDAY + 7 * DAY):
        a_job(world)
        set_status_line(by=world.ae_alder, job=first, status="Half done")
        deliver(world, second)
        wait_on_client(by=world.ae_alder, client=world.alder, what="The copy", job=first, contact=world.pat)
        said = "".join(text for _, text in live(world.alder, standing(world.ae_alder)).opening)
    assert said == (
        "Since number 1, a week ago: one job is new, two have changed, one was delivered. One thing waits for you."
    )


def test_b5_the_lines_are_edited_where_they_stand_and_lead_back(world, enter):
    job = a_job(world)
    browser = enter(world.dept)
    address = f"/status-reports/jobs/{job.number}/status/"
    page = browser.get("/status-reports/ALD/").content.decode()
    assert f'hx-get="{address}"' in page
    form = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in form
    sealed = form.split('name="original" value="')[1].split('"')[0]
    answer = browser.post(address, {"status": "Layout 2", "original": sealed})
    assert (answer.status_code, answer.url) == (303, f"/status-reports/ALD/?job={job.pk}#job-{job.pk}")
    job.refresh_from_db()
    assert job.status == "Layout 2"


IN_PLACE = {"HX-Request": "true", "X-In-Place": "yes"}


@pytest.mark.parametrize("of", ["/jobs/{}/next-step/", "/status-reports/jobs/{}/next-step/", "table"])
def test_b5_a_form_that_is_refused_comes_back_where_it_stood_with_what_was_typed(world, enter, of):
    job = a_job(world)
    browser, of_table = enter(world.sup_alder), of == "table"
    if of_table:
        turn = turns_of(begin_weekly_meeting(by=world.sup_alder), standing(world.sup_alder))[0]
    address = f"/turns/{turn.pk}/next-step/{job.number}/" if of_table else of.format(job.number)
    page = f"/turns/{turn.pk}/?job={job.pk}" if of_table else f"/status-reports/ALD/?job={job.pk}"
    here = {**IN_PLACE, "HX-Current-URL": f"http://localhost:8000{page}"}
    form = browser.get(address, headers=IN_PLACE).content.decode()
    assert f'hx-post="{address}"' in form
    sealed = {} if of_table else {"original": form.split('name="original" value="')[1].split('"')[0]}
    typed = {**sealed, "step": "Cast the bakers", "on": "some day", "once": "k1"}
    refused = browser.post(address, typed, headers=here)
    back = refused.content.decode()
    assert refused.status_code == 422
    assert "<html" not in back and 'value="Cast the bakers"' in back and 'value="some day"' in back
    assert 'id="id_on_error"' in back
    assert "<html" in browser.post(address, typed).content.decode(), "without scripts it is a page of its own"
    done = browser.post(address, {**typed, "on": "fri"}, headers=here)
    assert (done.status_code, "HX-Retarget" in done) == (204, False)
    assert done["HX-Redirect"].startswith("/jobs/" if of.startswith("/jobs/") else page)
    assert ("HX-Refresh" in done) == (not of.startswith("/jobs/")), "a browser would only scroll to the line"
    job.refresh_from_db()
    assert job.next_step == "Cast the bakers"


def test_b5_what_is_no_form_takes_the_place_of_the_page_and_shows_what_was_typed(world, enter):
    job = a_job(world)
    address = f"/jobs/{job.number}/status/"
    first, second = enter(world.ae_alder), enter(world.sup_alder)
    sealed = second.get(address).content.decode().split('name="original" value="')[1].split('"')[0]
    typed = {"status": "Layout of the sup", "original": sealed, "once": "k2"}
    assert first.post(address, {"status": "Layout of the AE", "original": sealed}).status_code == 303
    both = second.post(address, typed, headers=IN_PLACE)
    assert (both.status_code, both["HX-Retarget"], both["HX-Reselect"]) == (409, "main", "main")
    assert "<ins>AE</ins>" in both.content.decode() and "<ins>sup</ins>" in both.content.decode()
    second.logout()
    out = second.post(address, typed, headers=IN_PLACE)
    assert (out.status_code, out["HX-Retarget"]) == (409, "main")
    assert "Layout of the sup" in out.content.decode()


def test_b5_two_who_write_the_opening_at_once_are_asked(world, enter):
    a_job(world)
    first, second = enter(world.ae_alder), enter(world.sup_alder)
    address = "/status-reports/ALD/opening/"
    forms = [
        one.get(address).content.decode().split('name="original" value="')[1].split('"')[0] for one in (first, second)
    ]
    assert first.post(address, {"opening": "A quiet week.", "original": forms[0]}).status_code == 303
    asked = second.post(address, {"opening": "A loud week.", "original": forms[1]})
    assert asked.status_code == 409
    page = asked.content.decode()
    assert "<ins>quiet</ins>" in page
    assert "<ins>loud</ins>" in page


def test_b5_a_client_without_jobs_is_told_what_comes_first(world, enter):
    page = enter(world.ae_alder).get("/status-reports/CED/").content.decode()
    assert "/clients/CED/forms/new/" in page


def test_b5_across_a_wall_there_is_no_report(world, enter):
    a_job(world)
    assert enter(world.ae_birch).get("/status-reports/ALD/").status_code == 404
    assert "ALD" not in enter(world.ae_birch).get("/status-reports/?all=1").content.decode()


def test_b5_without_a_milestone_the_line_goes_towards_the_delivery(world):
    job = a_job(world, delivered_by=days(21))
    Client.objects.filter(pk=world.alder.pk).update(language="it")
    world.alder.refresh_from_db()
    with translation.override("en"):  # whoever looks or publishes: the client reads Italian
        line = lines(world)[job.number].line
        published = publish_status_report(by=world.ae_alder, client=world.alder)
    assert (line["milestone"], line["milestone_on"]) == ("Consegna", days(21).isoformat())
    frozen = published.edition.content
    assert frozen["lines"][0]["milestone_on"] == days(21).isoformat()
    sheets = load_workbook(io.BytesIO(as_xlsx(frozen)))
    assert "Consegna" in [cell.value for cell in list(sheets.active.rows)[1]]
    assert "Consegna" in mail_parts(frozen, "Pat", to_client=True).text
    plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(7))
    assert lines(world)[job.number].line["milestone"] == "Proof"
    assert Published.objects.get().edition.content == frozen
    other = a_job(world, delivered_by=days(21))
    deliver(world, other)
    assert lines(world)[other.number].line["milestone"] == ""  # it has been


def test_b5_a_job_on_hold_is_told_to_the_client_whatever_its_line_said_before(world):
    job = a_job(world)
    set_status_line(by=world.ae_alder, job=job, status="Kick-off due")
    publish_status_report(by=world.ae_alder, client=world.alder)
    with clock.clock_at(MONDAY + DAY):
        changed(job, world.ae_alder, stage="on hold")
        found = live(world.alder, standing(world.ae_alder))
        report = publish_status_report(by=world.ae_alder, client=world.alder)
    with translation.override("en"):
        shown = row(found.jobs[0].line, MONDAY + DAY)
    assert (shown.status.was, shown.status.now, shown.changed) == ("Kick-off due", "On hold", True)
    with clock.clock_at(MONDAY + 2 * DAY):
        set_status_line(by=world.ae_alder, job=Job.objects.get(), status="Held until the budget is there")
        assert lines(world)[job.number].line["status"] == "Held until the budget is there"
    (told,) = STATUS.texts(report)
    assert "On hold" in told.body and "Kick-off due" not in told.body
