"""J4: why a duty was late, in the words of who is charged or of who leads the account; it changes no figure."""

import csv
import html
import io
import re
from urllib.parse import urlencode

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.meetings.actions import waive_kick_off
from herringbone.ontime.actions import give_reason
from herringbone.ontime.models import Reason
from herringbone.ontime.tests.builders import AFTER, DUE, MARCH, fell_due, seen_by
from herringbone.people.models import Person
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.holding import settle
from herringbone.record.duties.keeping import rebuild
from herringbone.record.models import Duty, Event
from herringbone.work.tests.builders import a_job
from tests.world import DAY, HOUR, World

pytestmark = pytest.mark.later

WHY = "The copy came from the client on the 7th"


@pytest.fixture
def month(world: World):
    """Ann: one late, one still open, one in time for Alder. Bob: one late for Birch."""
    fell_due(world, "Late", world.ae_alder, done=DUE + HOUR)
    fell_due(world, "Open", world.ae_alder)
    fell_due(world, "In time", world.ae_alder, done=DUE)
    fell_due(world, "Of Birch", world.ae_birch, done=DUE + HOUR, client=world.birch, by=world.ae_birch)
    with clock.clock_at(AFTER):
        settle()
        yield world


def the(title: str) -> Duty:
    return Duty.objects.select_related("client").get(title=title)


def enter(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def cases_of(person: Person, **asked: str) -> str:
    answer = enter(person).get("/record/", {"month": "2026-03", "show": "late", **asked})
    return " ".join(answer.content.decode().split())


def test_j4_a_reason_is_shown_with_who_gave_it_and_changes_no_figure(month: World):
    before = seen_by(month.head).total
    give_reason(by=month.ae_alder, duty=the("Late"), why=WHY)
    shown = cases_of(month.head)
    assert f"{WHY}<small>Ann Alder, " in shown
    assert seen_by(month.head).total == before
    assert "In time" not in str(Reason.objects.get().why)


def test_j4_the_newest_reason_is_shown_and_the_older_ones_are_kept(month: World):
    give_reason(by=month.ae_alder, duty=the("Late"), why="First")
    with clock.clock_at(AFTER + HOUR):
        give_reason(by=month.sup_alder, duty=the("Late"), why="Second")
        shown = cases_of(month.head)
    assert "Second<small>Sam Super, " in shown and "First<small>" not in shown
    assert Reason.objects.count() == 2


@pytest.mark.parametrize("who", ["ae_alder", "sup_alder", "director", "head"])
def test_j4_whoever_is_charged_and_whoever_leads_the_account_gives_it(month: World, who: str):
    person = getattr(month, who)
    assert "Say why" in cases_of(person)
    address = reverse("reason", args=[the("Late").pk])
    assert enter(person).get(address).status_code == 200
    done = enter(person).post(address, {"why": WHY, "once": "a"})
    assert done.status_code == 303 and done.url.startswith(f"{reverse('record')}?month=2026-03&client=ALD&show=late")
    assert Reason.objects.get().by == person


def test_j4_whoever_said_why_is_back_on_the_list_they_came_from(month: World):
    lists: tuple[dict[str, str], ...] = (
        {}, {"kind": the("Late").kind}, {"person": str(month.ae_alder.pk)}, {"client": "ALD"},
    )  # fmt: skip
    for number, list_ in enumerate(lists):
        cases = enter(month.head).get("/record/", {"month": "2026-03", "show": "late", **list_}).content.decode()
        address = html.unescape(re.search(r'href="(/record/duties/\d+/reason/[^"]*)"', cases)[1])
        form = enter(month.head).get(address).content.decode()
        wanted = f"{reverse('record')}?{urlencode({'month': '2026-03', **list_, 'show': 'late'})}#cases"
        assert html.escape(wanted) in form
        done = enter(month.head).post(address, {"why": WHY, "once": f"b{number}"})
        assert (done.status_code, done.url) == (303, wanted)


@pytest.mark.parametrize("who", ["coord_alder", "planner_alder", "dept", "exec"])
def test_j4_nobody_else_gives_it(month: World, who: str):
    with pytest.raises(Denied):
        give_reason(by=getattr(month, who), duty=the("Late"), why=WHY)
    assert enter(getattr(month, who)).post(reverse("reason", args=[the("Late").pk]), {"why": WHY}).status_code == 403
    assert "Say why" not in cases_of(getattr(month, who))


def test_s01_a_duty_of_a_client_that_one_does_not_see_is_not_found(month: World):
    assert enter(month.ae_birch).get(reverse("reason", args=[the("Late").pk])).status_code == 404
    with pytest.raises(Denied):
        give_reason(by=month.ae_birch, duty=the("Late"), why=WHY)


def test_j4_what_was_in_time_or_is_not_due_has_nothing_to_explain(month: World):
    with pytest.raises(Refused, match="nothing to explain"):
        give_reason(by=month.ae_alder, duty=the("In time"), why=WHY)
    fell_due(month, "To come", month.ae_alder, due=AFTER + DAY)
    with pytest.raises(Refused, match="not due yet"):
        give_reason(by=month.head, duty=the("To come"), why=WHY)
    for why, said in (("  ", "Say why"), ("x" * 301, "longer than 300")):
        with pytest.raises(Refused, match=said):
            give_reason(by=month.ae_alder, duty=the("Late"), why=why)
    kept = enter(month.ae_alder).post(reverse("reason", args=[the("Late").pk]), {"why": "", "once": "a"})
    assert kept.status_code == 422


def test_j4_a_reason_outlives_the_rebuilding_of_duties(month: World):
    give_reason(by=month.ae_alder, duty=the("Late"), why=WHY)
    was = the("Late").pk
    rebuild(AFTER)
    assert the("Late").pk != was and WHY in cases_of(month.head)


def test_j4_files_carry_the_reason_with_who_gave_it(month: World):
    give_reason(by=month.ae_alder, duty=the("Late"), why="=cmd|' /C calc'!A1")
    answer = enter(month.head).get("/record/table.csv", {"month": "2026-03", "show": "late"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    told = {row["Duty"]: (row["Reason given"], row["Given by"]) for row in rows}
    assert told["Late"] == ("'=cmd|' /C calc'!A1", "Ann Alder") and told["Open"] == ("", "")


def test_j4_the_event_names_the_duty_and_none_of_the_words(month: World):
    give_reason(by=month.sup_alder, duty=the("Late"), why=WHY)
    event = Event.objects.get(verb="reason given")
    assert event.particulars["held_by"] == month.ae_alder.pk and WHY not in str(event.particulars)


def test_b3_a_kick_off_that_was_let_go_stands_in_the_record_with_who_let_it_go_and_why(world: World):
    a_job(world, budget=10_000)
    job = Client.objects.get(pk=world.alder.pk).jobs.get()
    waive_kick_off(by=world.director, job=job, why="The client knows the team")
    with clock.clock_at(AFTER + 10 * DAY):
        settle()
        record = seen_by(world.head, MARCH, AFTER + 10 * DAY)
        assert next(line for line in record.kinds if line.key == "kick_off").figures.withdrawn == 1
        shown = cases_of(world.sup_alder, kind="kick_off", show="withdrawn")
    assert "The client knows the team<small>Dora Director, " in shown and job.number in shown
