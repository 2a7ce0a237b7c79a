"""B5: a published status report, its files, its mails, and what changed since the last one."""

import io

import pypdfium2
import pytest
from django.core import mail
from openpyxl import load_workbook

from herringbone.clients.actions import record_consent
from herringbone.clients.models import Client, ContactRole
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.wording.dates import written
from herringbone.meetings.actions import waive_kick_off
from herringbone.people.actions import deactivate_person
from herringbone.record.action import Denied, Refused
from herringbone.record.editions import rendering
from herringbone.record.effects.sending import send_due
from herringbone.record.files import read
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import words_of
from herringbone.status.actions import keep_out, publish_status_report, set_opening
from herringbone.status.documents import wording
from herringbone.status.documents.difference import between
from herringbone.status.documents.pdf import as_pdf
from herringbone.status.documents.view import parts
from herringbone.status.models import Published
from herringbone.status.queries.report import report_of
from herringbone.status.queries.sheet import sheet
from herringbone.work.actions import (
    bring_in_job,
    move_stage,
    plan_milestone,
    set_next_step,
    set_status_line,
    wait_on_client,
)
from herringbone.work.brought import BroughtJob
from herringbone.work.models import Job, Stage
from herringbone.work.tests.builders import a_job, days, moved
from tests.world import DAY, HOUR, MONDAY


def publish(world, **more):
    return publish_status_report(by=world.ae_alder, client=world.alder, **more)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def rows(report):
    data = report_of(report)
    with wording.speaking(data):
        return {row.number: row for part in parts(data) for row in part.rows}


def test_b5_reports_are_numbered_for_each_client_and_never_change(world):
    a_job(world)
    a_job(world, world.birch, world.ae_birch)
    assert [publish(world).number, publish(world).number] == [1, 2]
    assert publish_status_report(by=world.ae_birch, client=world.birch).number == 1
    first = Published.objects.get(client=world.alder, number=1)
    before = first.edition.data
    job = first.client.jobs.get()
    set_status_line(by=world.ae_alder, job=job, status="Something else")
    first.edition.refresh_from_db()
    assert first.edition.data == before


def test_b5_what_changed_since_the_last_one_is_marked(world):
    job = a_job(world)
    set_status_line(by=world.ae_alder, job=job, status="Concept")
    set_next_step(by=world.ae_alder, job=job, step="Show it", person=world.dept, on=days(1))
    milestone = plan_milestone(by=world.ae_alder, job=job, name="shoot", on=days(7))
    untouched = a_job(world)
    publish(world)
    with clock.clock_at(MONDAY + DAY):
        set_status_line(by=world.ae_alder, job=job, status="Pre-production")
        set_next_step(by=world.ae_alder, job=job, step="Show it", person=world.dept, on=days(4))
        moved(milestone, world.ae_alder, to=days(10), why="The hall is taken")
        found = rows(publish(world))
    row = found[job.number]
    assert (row.status.now, row.status.was) == ("Pre-production", "Concept")
    assert (row.who.now, row.who.was) == ("Dee Dept, 7 Mar", "3 Mar"), "of who and when only what is otherwise"
    assert (row.day.now, row.day.was, row.milestone.now) == ("13 Mar", "9 Mar", "shoot")
    assert (row.milestone.changed, row.milestone_was) == (False, "9 Mar")
    assert row.changed and not row.new
    assert not found[untouched.number].changed


def test_b5_another_milestone_is_marked_with_its_name_not_as_if_it_had_moved(world, enter):
    job = a_job(world)
    delivery = written(job.delivered_by, "day")
    publish(world)
    plan_milestone(by=world.ae_alder, job=job, name="To print", on=days(7))
    live = enter(world.ae_alder).get("/status-reports/ALD/").content.decode()
    report = publish(world)
    row = rows(report)[job.number]
    assert (row.day.now, row.day.changed, row.milestone.now, row.milestone.changed) == (
        written(days(7), "day"), True, "To print", True,
    )  # fmt: skip
    before = f"{delivery} Delivery"
    assert row.milestone_was == before
    page = enter(world.ae_alder).get("/status-reports/ALD/2/").content.decode()
    for said in (live, page):
        assert f"<ins>{written(days(7), 'day')}</ins> <ins>To print</ins>" in said and f"<del>{before}</del>" in said
    assert before in " ".join(text_of(as_pdf(report.edition.content)).split())
    book = load_workbook(io.BytesIO(read(rendering(report.edition, "xlsx").file)))
    assert list(book.active.values)[1][12] == before


def test_b5_any_two_are_compared_whatever_lies_between(world):
    job = a_job(world)
    for words in ("One", "Two", "Three"):
        set_status_line(by=world.ae_alder, job=job, status=words)
        publish(world)
    one, three = (report_of(Published.objects.get(number=number)) for number in (1, 3))
    (line,) = between(one, three)["lines"]
    assert line["was"] == {"status": "One"}
    assert (between(three, three)["lines"][0])["was"] == {}


def test_b5_a_comparison_opens_with_what_changed_between_the_two_that_are_compared(world, enter):
    one, other = a_job(world), a_job(world)
    publish(world)
    with clock.clock_at(MONDAY + 7 * DAY):
        set_status_line(by=world.ae_alder, job=other, status="Layouts")
        publish(world)
        set_opening(by=world.ae_alder, client=world.alder, opening="A quiet morning.")
        set_status_line(by=world.ae_alder, job=one, status="Proof")
        publish(world)
        page = enter(world.ae_alder).get("/status-reports/ALD/comparison/?one=1&other=3").content.decode()
        newest = enter(world.ae_alder).get("/status-reports/ALD/3/").content.decode()
    assert "Since number 1, a week ago: <ins>two jobs have changed</ins>." in page
    assert "A quiet morning." in newest and "A quiet morning." not in page


def test_b5_to_be_billed_adds_up_by_currency(world):
    for amount, currency in ((6840, "EUR"), (11200, "EUR"), (300, "USD")):
        job = a_job(world, budget=amount, currency="USD")
        Job.objects.filter(pk=job.pk).update(currency=currency)  # as it was before the client changed its own
        if amount > 10_000:  # it would begin with a kick-off
            waive_kick_off(by=world.director, job=job, why="The same as last year")
        move_stage(by=world.ae_alder, job=job, to="in work")
        with clock.clock_at(MONDAY + HOUR):
            move_stage(by=world.ae_alder, job=job, to="delivered")
    data = report_of(publish(world))
    with wording.speaking(data):
        (billing,) = parts(data)
    assert billing.totals == ["€18,040.00", "$300.00"]
    assert billing.rows[0].status.now == "Delivered 2 Mar"


def test_b5_of_a_job_that_was_brought_in_as_delivered_no_day_is_said(world):
    job = bring_in_job(
        by=world.ae_alder, client=world.alder,
        brought=BroughtJob(name="Logo", evidence="jobs.csv, row 2", lead=world.ae_alder, stage=Stage.Key.DELIVERED),
    )  # fmt: skip
    assert rows(publish(world))[job.number].status.now == "Delivered"


def test_b5_where_nothing_has_changed_the_foot_speaks_of_no_marks(world):
    job = a_job(world)
    publish(world)
    assert sheet(report_of(publish(world))).end == f"Prepared by {world.ae_alder.name}."
    set_status_line(by=world.ae_alder, job=job, status="Concept")
    assert sheet(report_of(publish(world))).end.startswith("Marked words changed since number 2 of ")


def test_b5_the_pdf_says_what_the_report_says(world):
    job = a_job(world)
    wait_on_client(by=world.ae_alder, client=world.alder, what="The copy", job=job, contact=world.pat)
    edition = publish(world).edition
    said = text_of(as_pdf(edition.content))
    for words in ("Status report 1", "Waiting on you", job.number, "The copy", "One thing waits for you."):
        assert words in said
    assert as_pdf(edition.content) == as_pdf(edition.content)


def test_b5_the_foot_bears_the_company_of_the_clients_office(world):
    a_job(world)
    assert publish(world).edition.content["agency"]["legal"] == "Halden & Rossi Inc."
    Office.objects.update(legal_name="Halden & Rossi S.r.l.", tax_number="IT 12345678903")
    world.alder.refresh_from_db()
    edition = publish(world).edition
    assert edition.content["agency"]["legal"] == "Halden & Rossi S.r.l."
    assert "Halden & Rossi S.r.l." in text_of(as_pdf(edition.content))
    assert "tax no. IT 12345678903" in text_of(as_pdf(edition.content))


def test_b5_the_table_has_a_row_for_each_job_and_no_formula(world):
    job = a_job(world, name="=1+1")
    edition = publish(world).edition
    book = load_workbook(io.BytesIO(read(rendering(edition, "xlsx").file)))
    told = list(book.active.values)
    assert len(told) == 2
    assert told[1][1:3] == (job.number, "=1+1")
    assert book.active["C2"].data_type == "s"


def test_b5_the_table_says_what_stood_before_in_the_words_of_the_page(world):
    job = a_job(world)
    proof = plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(7))
    publish(world)
    move_stage(by=world.ae_alder, job=job, to="in work")
    set_status_line(by=world.ae_alder, job=job, status="Layouts in two colours")
    moved(proof, world.ae_alder, days(9))
    book = load_workbook(io.BytesIO(read(rendering(publish(world).edition, "xlsx").file)))
    before = list(book.active.values)[1][12]
    assert before == f"Submitted; {written(days(7), 'day')}"


def test_b5_it_goes_to_whom_the_preview_names_each_with_a_reason_and_a_mail(world):
    a_job(world)
    report = publish(world)
    told = {str(one.person or one.contact): one.why for one in report.readers.all()}
    assert told == {
        world.pat.name: "Decides", world.quinn.name: "Day to day", "Cody Coord": "Second contact",
        "Sam Super": "Supervisor of the account",
    }  # fmt: skip
    send_due()
    letters = {one.to[0].split("<")[1].strip(">"): one for one in mail.outbox}
    letter = letters["pat@alder.example"]
    assert letter.subject == f"Status report 1, {world.alder.name}"
    assert [name.rsplit(".", 1)[1] for name, *_ in letter.attachments] == ["pdf", "xlsx"]
    assert letter.reply_to[0].endswith("<ann@agency.example>")


def test_b5_the_mail_is_in_the_clients_language(world):
    Client.objects.filter(pk=world.alder.pk).update(language="it")
    world.alder.refresh_from_db()
    a_job(world)
    assert publish(world).edition.content["language"] == "it"


def test_b5_s07_an_answer_to_a_report_whose_publisher_has_left_reaches_who_answers_for_the_client(world):
    a_job(world)
    publish(world)
    deactivate_person(by=world.head, person=world.ae_alder)
    send_due()
    assert {one.reply_to[0] for one in mail.outbox} == {"Sam Super <sam@agency.example>"}


def test_b5_who_asked_for_no_mail_gets_none_and_is_named(world, enter):
    a_job(world)
    record_consent(by=world.ae_alder, contact=world.pat, channel="mail", allowed=False, source="by telephone")
    page = enter(world.ae_alder).get("/status-reports/ALD/publishing/").content.decode()
    assert "Asked not to be contacted" in page
    assert world.pat not in [one.contact for one in publish(world).readers.all()]


def test_b5_the_next_report_goes_to_who_got_the_last_one(world):
    a_job(world)
    publish(world, to=[f"theirs-{world.quinn.pk}"])
    told = {one.contact: one.why for one in publish(world).readers.all() if one.contact}
    assert told == {world.quinn: "Got number 1"}


def test_b5_a_report_goes_to_somebody_at_the_clients_or_is_not_published(world):
    a_job(world)
    with pytest.raises(Refused) as reason:
        publish(world, to=[f"ours-{world.sup_alder.pk}"])
    assert reason.value.field == "to"


def test_b5_nothing_to_report_is_no_report(world):
    with pytest.raises(Refused):
        publish(world)
    keep_out(by=world.ae_alder, job=a_job(world))
    with pytest.raises(Refused):
        publish(world)


def test_b5_what_is_published_is_what_was_looked_at(world, enter):
    job = a_job(world)
    browser = enter(world.ae_alder)
    page = browser.get("/status-reports/ALD/publishing/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    set_status_line(by=world.dept, job=job, status="Delayed by a week")
    back = browser.post("/status-reports/ALD/publishing/", {"seen": seen, "to": [f"theirs-{world.pat.pk}"]})
    assert back.status_code == 422
    shown = back.content.decode()
    assert "Something has changed since you looked" in shown
    assert "Delayed by a week" in shown
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    done = browser.post("/status-reports/ALD/publishing/", {"seen": seen, "to": [f"theirs-{world.pat.pk}"]})
    assert (done.status_code, done.url) == (303, "/status-reports/ALD/1/")


def test_s39_b5_a_double_click_publishes_once(world, enter):
    a_job(world)
    browser = enter(world.ae_alder)
    sent = {"once": "k", "to": [f"theirs-{world.pat.pk}"]}
    answers = [browser.post("/status-reports/ALD/publishing/", sent) for _ in range(2)]
    assert [one.url for one in answers] == ["/status-reports/ALD/1/"] * 2
    assert Published.objects.count() == 1


def test_b5_publishing_is_the_account_teams(world, enter):
    a_job(world)
    for person in (world.dept, world.ae_birch, world.exec, world.admin):
        with pytest.raises(Denied):
            publish_status_report(by=person, client=world.alder)
    assert enter(world.dept).get("/status-reports/ALD/publishing/").status_code == 403


def test_b5_the_thread_tells_of_the_report(world):
    a_job(world)
    publish(world)
    entry = ThreadEntry.objects.get(verb="status report published")
    words = words_of(entry)
    assert (words.title, words.body, words.url) == (
        "Status report 1",
        "1 job, sent to 2 people",
        "/status-reports/ALD/1/",
    )


def test_b5_the_page_of_a_report_leads_to_its_files_and_to_the_one_before(world, enter):
    a_job(world)
    publish(world)
    publish(world)
    browser = enter(world.dept)
    page = browser.get("/status-reports/ALD/2/").content.decode()
    assert "/status-reports/ALD/1/" in page
    for format in ("pdf", "xlsx"):
        answer = browser.get(f"/status-reports/ALD/2/{format}/")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment")
    assert browser.get("/status-reports/ALD/comparison/?one=1&other=2").status_code == 200
    assert browser.get("/status-reports/ALD/comparison/?one=1&other=7").status_code == 404
    assert enter(world.ae_birch).get("/status-reports/ALD/2/pdf/").status_code == 404


def test_b5_where_nobody_at_the_client_is_marked_the_page_says_so_and_how_to_mark_one(world, enter):
    a_job(world)
    told, address = "Nobody at the client is marked", "/status-reports/ALD/publishing/"
    assert told not in enter(world.ae_alder).get(address).content.decode()
    ContactRole.objects.filter(contact__client=world.alder).delete()
    page = enter(world.ae_alder).get(address).content.decode()
    assert told in page and 'href="/clients/ALD/people/"' in page
