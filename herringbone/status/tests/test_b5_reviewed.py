"""B5: who looked a status report over before it went out, and until when that counts."""

import io
import re
from datetime import timedelta

import pytest
from django.core import mail
from openpyxl import load_workbook

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.desk.models import Notification
from herringbone.desk.notices.collecting import collect
from herringbone.desk.notices.words import place_of
from herringbone.people.actions import arrange_cover, give_role
from herringbone.people.models import Role
from herringbone.record.action import Denied, Refused
from herringbone.record.editions import rendering
from herringbone.record.effects.sending import send_due
from herringbone.record.files import read
from herringbone.record.models import Denial, Event, ThreadEntry
from herringbone.record.wording import words_of
from herringbone.status.actions import keep_out, publish_status_report, review_status_report, set_opening
from herringbone.status.documents.pdf import as_pdf
from herringbone.status.models import Published, Review
from herringbone.status.tests.test_b5_publish import text_of
from herringbone.work.actions import set_next_step, set_status_line
from herringbone.work.tests.builders import a_job, days
from tests.world import DAY, HOUR, MONDAY

PAGE = "/status-reports/ALD/publishing/"


def review(world, by=None, **more):
    return review_status_report(by=by or world.sup_alder, client=world.alder, **more)


def publish(world, by=None, **more):
    return publish_status_report(by=by or world.ae_alder, client=world.alder, **more)


def reviewed(published: Published) -> str:
    """Who stands in the foot of a report as having reviewed it."""
    return published.edition.content.get("reviewed", {}).get("name", "")


def test_b5_the_foot_names_who_reviewed_it_and_when(world):
    a_job(world)
    review(world)
    with clock.clock_at(MONDAY + DAY):
        published = publish(world)
    assert published.edition.content["reviewed"] == {"name": "Sam Super", "at": MONDAY.isoformat()}
    assert "Prepared by Ann Alder. Reviewed by Sam Super on 2 March." in text_of(as_pdf(published.edition.content))


def test_b5_a_report_that_nobody_reviewed_names_nobody(world):
    a_job(world)
    published = publish(world)
    assert "reviewed" not in published.edition.content
    assert "Reviewed" not in text_of(as_pdf(published.edition.content))


def test_b5_the_review_stands_in_the_mail_and_below_the_table_too(world):
    a_job(world)
    review(world)
    published = publish(world)
    send_due()
    letter = next(one for one in mail.outbox if "pat@alder.example" in one.to[0])
    assert "Reviewed by Sam Super on 2 March." in letter.body
    assert "Reviewed by Sam Super on 2 March." in letter.alternatives[0][0]
    told = list(load_workbook(io.BytesIO(read(rendering(published.edition, "xlsx").file))).active.values)
    assert [row[0] for row in told[1:]] == ["Open", None, "Reviewed by Sam Super on 2 March."]


def test_b5_the_foot_is_in_the_clients_language(world):
    Client.objects.filter(pk=world.alder.pk).update(language="it")
    world.alder.refresh_from_db()
    a_job(world)
    review(world)
    assert "Verificato da Sam Super, 2 marzo." in text_of(as_pdf(publish(world).edition.content))


@pytest.mark.parametrize("who", ["head", "director", "sup_alder", "ae_alder"])
def test_b5_who_leads_the_account_and_its_point_person_review(world, who):
    a_job(world)
    assert review(world, getattr(world, who)).by == getattr(world, who)


@pytest.mark.parametrize(
    "who",
    ["coord_alder", "planner_alder", "bizdev", "traffic", "dept", "finance", "exec", "admin", "ae_birch", "sup_birch"],
)
def test_b5_nobody_else_reviews(world, enter, who):
    a_job(world)
    with pytest.raises(Denied):
        review(world, getattr(world, who))
    assert Denial.objects.filter(verb="status report reviewed", by=getattr(world, who)).exists()
    assert enter(getattr(world, who)).post("/status-reports/ALD/review/").status_code in (403, 404)
    assert not Review.objects.exists()


def test_b5_whoever_covers_the_supervisor_reviews_in_their_place(world):
    a_job(world)
    cover = world.planner_alder
    arrange_cover(
        by=world.sup_alder, person=world.sup_alder, cover=cover, begins=clock.now() + HOUR, ends=clock.now() + 2 * DAY
    )
    with clock.clock_at(MONDAY + DAY):
        assert review(world, cover).by == cover


def test_b5_one_does_not_review_what_one_publishes_oneself(world):
    a_job(world)
    review(world, world.ae_alder)
    assert reviewed(publish(world)) == ""
    review(world, world.sup_alder)
    review(world, world.ae_alder)
    assert reviewed(publish(world)) == "Sam Super"
    review(world, world.ae_alder)
    assert reviewed(publish(world, world.sup_alder)) == "Ann Alder"


@pytest.mark.parametrize("change", ["status", "next step", "opening", "another job", "kept out"])
def test_b5_what_is_changed_after_the_review_ends_it(world, change):
    job, other = a_job(world), a_job(world)
    review(world)
    {
        "status": lambda: set_status_line(by=world.dept, job=job, status="Delayed"),
        "next step": lambda: set_next_step(by=world.dept, job=job, step="Ask", person=world.dept, on=days(1)),
        "opening": lambda: set_opening(by=world.ae_alder, client=world.alder, opening="All is well"),
        "another job": lambda: a_job(world),
        "kept out": lambda: keep_out(by=world.ae_alder, job=other),
    }[change]()
    assert reviewed(publish(world)) == ""


def test_b5_a_night_alone_does_not_end_a_review(world):
    a_job(world)
    publish(world)
    review(world)
    with clock.clock_at(MONDAY + 3 * DAY):
        assert reviewed(publish(world)) == "Sam Super"


def test_b5_a_review_is_of_one_report_and_not_of_the_next(world):
    a_job(world)
    review(world)
    assert reviewed(publish(world)) == "Sam Super"
    assert reviewed(publish(world)) == ""


def test_b5_the_newest_review_that_counts_is_named(world):
    job = a_job(world)
    review(world, world.director)
    set_status_line(by=world.dept, job=job, status="Delayed")
    review(world, world.sup_alder)
    assert reviewed(publish(world)) == "Sam Super"


def test_b5_the_same_report_is_reviewed_once_by_each_and_there_must_be_one(world):
    with pytest.raises(Refused):
        review(world)
    job = a_job(world)
    review(world)
    with pytest.raises(Refused):
        review(world)
    set_status_line(by=world.dept, job=job, status="Delayed")
    review(world)
    assert Review.objects.count() == 2


def test_b5_a_review_is_an_event_and_stands_in_the_thread(world):
    a_job(world)
    made = review(world)
    event = Event.objects.get(verb="status report reviewed")
    assert (event.by, event.client, event.particulars) == (world.sup_alder, world.alder, {"number": 1, "jobs": 1})
    words = words_of(ThreadEntry.objects.get(subject_label="status.Review", subject_id=made.pk))
    assert (words.title, words.url) == ("Status report 1 reviewed", "/status-reports/ALD/")


def test_b5_the_preview_has_a_button_for_who_may_and_says_who_did(world, enter):
    job = a_job(world)
    supervisor, executive, second = enter(world.sup_alder), enter(world.ae_alder), enter(world.coord_alder)
    assert "Nobody yet." in supervisor.get(PAGE).content.decode()
    assert 'action="/status-reports/ALD/review/"' not in second.get(PAGE).content.decode()
    page = supervisor.get(PAGE).content.decode()
    seen = page.split('name="review-seen" value="')[1].split('"')[0]
    done = supervisor.post("/status-reports/ALD/review/", {"review-seen": seen})
    assert (done.status_code, done.url) == (303, f"{PAGE}?ticked=#review")
    mine = supervisor.get(PAGE).content.decode()
    assert 'action="/status-reports/ALD/review/"' not in mine
    assert "Not in the foot if you publish it yourself." in mine
    theirs = executive.get(PAGE).content.decode()
    assert "Prepared by Ann Alder. Reviewed by Sam Super on 2 March." in theirs
    set_status_line(by=world.dept, job=job, status="Delayed")
    changed = executive.get(PAGE).content.decode()
    assert "Something has changed since: that review counts no longer" in changed
    assert "Reviewed by Sam Super" not in changed


def test_b5_what_is_reviewed_is_what_was_looked_at(world, enter):
    job = a_job(world)
    browser = enter(world.sup_alder)
    page = browser.get(PAGE).content.decode()
    seen = page.split('name="review-seen" value="')[1].split('"')[0]
    set_status_line(by=world.dept, job=job, status="Delayed by a week")
    back = browser.post("/status-reports/ALD/review/", {"review-seen": seen})
    assert back.status_code == 422
    said = back.content.decode()
    assert "Something has changed since you looked" in said and "Delayed by a week" in said
    assert not Review.objects.exists()


def test_b5_reviewing_leaves_the_ticks_at_the_readers_as_they_are(world, enter):
    job = a_job(world)
    browser = enter(world.sup_alder)
    page = browser.get(PAGE).content.decode()
    assert 'form="publish" formaction="/status-reports/ALD/review/"' in page

    def ticked(words):
        return re.findall(r'name="to" value="([^"]+)"[^>]* checked', words)

    chosen = [f"ours-{world.ae_alder.pk}"]
    seen = page.split('name="review-seen" value="')[1].split('"')[0]
    done = browser.post("/status-reports/ALD/review/", {"review-seen": seen, "to": chosen})
    assert ticked(page) != chosen
    assert ticked(browser.get(done.url.partition("#")[0]).content.decode()) == chosen
    set_status_line(by=world.dept, job=job, status="Delayed by a week")
    stale = browser.post("/status-reports/ALD/review/", {"review-seen": seen, "to": chosen})
    assert stale.status_code == 422 and ticked(stale.content.decode()) == chosen


def test_b5_c7_whoever_answers_for_the_client_is_told_that_the_report_was_reviewed(world, enter):
    a_job(world)
    review(world)
    collect()
    notice = Notification.objects.get(why="status report review")
    assert notice.person == world.ae_alder
    words = enter(world.ae_alder).get("/notifications/").content.decode()
    assert "Sam Super reviewed the status report to" in words
    assert place_of(notice.event) == f"{PAGE}#review"
    review(world, world.ae_alder)
    collect()
    assert Notification.objects.filter(why="status report review").count() == 1, "nobody is told of what they did"


def test_b5_a_review_that_comes_in_meanwhile_does_not_hold_up_the_publishing(world, enter):
    a_job(world)
    browser = enter(world.ae_alder)
    page = browser.get(PAGE).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    review(world)
    done = browser.post(PAGE, {"seen": seen, "to": [f"theirs-{world.pat.pk}"]})
    assert (done.status_code, done.url) == (303, "/status-reports/ALD/1/")
    assert reviewed(Published.objects.get()) == "Sam Super"


def test_b5_a_point_person_who_is_given_the_account_anew_reviews(world):
    a_job(world)
    with clock.clock_at(MONDAY + HOUR):
        give_role(by=world.head, person=world.coord_alder, client=world.alder, kind=Role.Kind.POINT)
    with clock.clock_at(MONDAY + timedelta(days=2)):
        assert review(world, world.coord_alder).by == world.coord_alder
