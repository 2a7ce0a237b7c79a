"""What somebody finds who opens the demo: the desks of the mock-ups, made by actions, at this date or another."""

import re
import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from herringbone.clients.models import Client, Contact, Import
from herringbone.clients.queries.alike_contacts import alike_contacts
from herringbone.core import clock
from herringbone.demo import agency, build, people_lines
from herringbone.demo.by_actions import play
from herringbone.demo.door import offers
from herringbone.demo.moments import Hours, Moments, morning_of
from herringbone.demo.story import story
from herringbone.demo.tests.conftest import NOW
from herringbone.desk.models import Notification
from herringbone.desk.queries.duties import counts_of
from herringbone.desk.queries.page import Desk, desk_of
from herringbone.meetings.models import Attendee, Meeting
from herringbone.meetings.queries.distribution import distribution
from herringbone.meetings.queries.relations import relation_map
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.record.check import findings
from herringbone.record.duties import keeping
from herringbone.record.models import Duty
from herringbone.work.models import Job, Milestone
from tests import snapshot

pytestmark = [pytest.mark.thorough, pytest.mark.once]


def tell(now: datetime) -> Moments:
    """The story alone, without the eighteen months before it."""
    with clock.clock_at(now), keeping.put_off():
        players = agency.found(now - build.EIGHTEEN_MONTHS, now)
        offices = {name: Hours(office) for name, office in players.offices.items()}
        moments = Moments(morning_of(now, players.offices["New York"]), offices)
        for _step in play(story(moments), players):
            pass
    with clock.clock_at(now):
        keeping.rebuild(now + timedelta(days=14))
    return moments


def desk(name: str, now: datetime) -> Desk:
    person = Person.objects.select_related("office", "department").get(name=name)
    return desk_of(person, standing(person), now)


_kept: list[tuple[snapshot.Snapshot, Path]] = []


@pytest.fixture
def told(db, settings, tmp_path_factory):
    """The story, told once and laid down again for each test, with its files."""
    if _kept:
        rows, files = _kept[0]
        snapshot.lay_down(rows)
        shutil.copytree(files, settings.FILES_ROOT, dirs_exist_ok=True)
    else:
        rows, files = snapshot.take(tell(NOW)), tmp_path_factory.mktemp("told") / "files"
        shutil.copytree(settings.FILES_ROOT, files)
        _kept.append((rows, files))
    with clock.clock_at(NOW):
        yield


def lines(found: Desk, key: str) -> list[tuple[str, str]]:
    group = next((group for group in found.groups if group.key == key), None)
    return [(duty.line.what, duty.client) for duty in group.duties] if group else []


def test_the_account_executives_desk_is_that_of_the_mock_up(told):
    found = desk("Nora Whitfield", NOW)
    assert found.lead == "Eleven things are owed. Two are late; Northway Ferries has waited longest."
    assert lines(found, "late") == [
        ("Issue the contact report", "Northway Ferries"),
        ("Move the milestone or meet it", "Pellworth Coffee"),
    ]
    late = next(group for group in found.groups if group.key == "late").duties
    assert NOW - late[0].due == timedelta(days=1, hours=17, minutes=40)
    assert NOW - late[1].due == timedelta(hours=15, minutes=10)
    assert "Ingrid Solheim and six others wait for it" in late[0].line.about
    today = next(group for group in found.groups if group.key == "today").duties
    assert {(duty.kind, duty.client, duty.line.do) for duty in today} == {
        ("daily_update", "Tessler Savings", "Look over and send"),
        ("status_report", "Maison Brume", "Look over and publish"),
        ("status_report", "Northway Ferries", "Look over and publish"),
        ("task", "Quillan Foods", "Open task"),
    }
    assert f"{today[0].due.astimezone(NOW.tzinfo):%H:%M}" == "12:00", "the daily update is due before noon"
    watched = next(group for group in found.groups if group.key == "account").duties
    assert ("form_acknowledgement", "Trail map", "Owen Castle") in [
        (duty.kind, duty.title, duty.owner) for duty in watched
    ]
    report = next(duty for group in found.groups for duty in group.duties if duty.client == "Orsatti Vermouth")
    assert report.due == datetime.fromisoformat("2026-11-25T11:50-05:00")
    assert [(wait.client, wait.days) for wait in found.waiting] == [
        ("Quillan Foods", 9), ("Tessler Savings", 6), ("Orsatti Vermouth", 3), ("Pellworth Coffee", 1),
    ]  # fmt: skip
    assert [one.person.name for one in found.covering] == ["Tommaso Bellini"]
    assert found.week and (found.week.done, found.week.in_time) == (9, 8)
    ahead = [one.topic for one in found.meetings if one.starts > NOW]
    assert ahead == ["Traffic", "Winter cups, second proof", "QBR rehearsal", "Weekly status meeting"]


def test_what_climbed_to_the_director_says_through_whom(told):
    found = desk("Lucia Rossi", NOW)
    assert found.lead == (
        "Three things have climbed to you; Orsatti Vermouth has been the longest on its way. Four things are yours."
    )
    climbed = next(group for group in found.groups if group.key == "climbed").duties
    assert [duty.passed for duty in climbed] == [
        ("Jonah Weiss", "Grace Adeyemi"), ("Nora Whitfield", "Grace Adeyemi"), ("Owen Castle", "Grace Adeyemi"),
    ]  # fmt: skip
    spoken = {one.name: one.last_spoken for group in found.accounts for one in group.accounts}
    assert len(spoken) == 8
    assert (NOW - spoken["Corvo Tyres"]).days == 32, "whoever decides there, though others were met this morning"
    assert (NOW - spoken["Quillan Foods"]).days == 17


def test_the_head_of_creative_has_three_forms_to_acknowledge(told):
    found = desk("Marta Galli", NOW)
    assert found.lead == "One thing of your department is late. Three forms wait for your word."
    marta = Person.objects.get(name="Marta Galli")
    assert counts_of(marta, standing(marta), NOW)[0] == 1
    left = [(duty.line.what, duty.due - NOW) for duty in found.forms]
    assert left == [
        ("Acknowledge Christmas gift boxes", timedelta(hours=1, minutes=50)),
        ("Acknowledge Trail map", timedelta(hours=3, minutes=20)),
        ("Acknowledge Timetable, winter", timedelta(days=1, hours=3)),
    ]
    assert found.groups[0].duties[0].line.what == "Send the second proof"
    asked = [(duty.line.what, duty.client, duty.due - NOW) for duty in found.asked]
    assert asked == [
        ("Say how Timetable, winter stands", "Northway Ferries", timedelta(hours=7, minutes=50)),
        ("Say how Winter cups stands", "Pellworth Coffee", timedelta(days=3, hours=2, minutes=50)),
    ]


def test_milans_client_reads_how_its_jobs_stand_in_its_own_language(told):
    """Names of jobs are as the client calls them; what the agency says of them stands in its report."""
    jobs = Job.objects.filter(client__code="ORS").exclude(status="")
    english = re.compile(r"\b(on plan|the|to|by|due|with|signed|delivered|waiting|proof|artwork)\b", re.IGNORECASE)
    said = [text for job in jobs for text in (job.status, job.next_step)]
    said += Milestone.objects.filter(job__in=jobs).values_list("name", flat=True)
    assert len(said) > 20 and [text for text in said if english.search(text)] == []


def test_the_draft_of_the_pre_production_report_has_six_items_and_goes_to_nine(told):
    meeting = Meeting.objects.get(topic="Aperitivo film, pre-production")
    assert [item.kind for item in meeting.report.items.all()] == [
        "discussion", "decision", "approval", "budget", "internal", "next_step",
    ]  # fmt: skip
    goes_to = distribution(meeting.report)
    assert {one.who.name for one in goes_to.readers} == {
        "Paolo Brandi", "Chiara Fumagalli", "Lucia Rossi", "Marta Galli", "Grace Adeyemi", "Priya Raman", "Jonah Weiss",
        "Sam Okafor", "Nora Whitfield",
    }  # fmt: skip
    assert goes_to.outside == 2
    assert Attendee.objects.get(meeting=meeting, absent=True).contact.name == "Giulia Orsatti"


def test_the_corrected_report_settled_the_objection(told):
    report = Meeting.objects.get(topic="Etichetta Rosso, ultima prova").report
    first, second = report.issues.order_by("version")
    assert first.objections.get().settlement.issue == second
    assert "non è approvato" in second.client_edition.data
    assert "internal" not in second.client_edition.data


def test_there_is_a_line_and_a_door_for_every_role(told, settings):
    lines = [line.split(maxsplit=4) for line in people_lines()]
    assert [role for _person, role, *_rest in lines] == [f"R{number}" for number in range(1, 13)]
    for _person, role, email, key, name in lines:
        if role == "R10":  # a client's contact has a link and no password
            assert key.startswith("http") and name == "Paolo Brandi"
        else:
            assert Person.objects.get(email=email).check_password(key)
    assert [one.name for one in offers()] == [name for *_told, name in lines]
    links = [key.removeprefix(settings.BASE_URL) for *_told, key, _name in lines if key.startswith("http")]
    assert [one.url for one in offers() if one.url] == links


def test_the_record_of_the_story_is_sound(told):
    assert list(findings()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "iso",
    [
        "2027-03-03T15:30+00:00",  # a Wednesday
        "2026-08-16T20:00+00:00",  # a Sunday in the holidays
        "2027-01-02T09:00+00:00",  # after New Year
        "2026-04-07T08:00-04:00",  # after Easter Monday, before the office opens
        "2026-11-30T13:00+00:00",  # after a Thanksgiving that Milan did not have
        "2026-12-28T13:00-05:00",  # after a St Stephen’s Day that New York did not have
    ],
)
def test_at_another_date_the_same_things_have_just_happened(db, iso):
    now = datetime.fromisoformat(iso)
    moments = tell(now)
    assert timedelta() <= now - moments.morning < timedelta(days=4)
    with clock.clock_at(now):
        found = desk("Nora Whitfield", now)
        assert ("Issue the contact report", "Northway Ferries") in lines(found, "late")
        assert ("Move the milestone or meet it", "Pellworth Coffee") in lines(found, "late")
        assert found.waiting[0].client == "Quillan Foods"
        assert list(findings()) == []
    promised = Milestone.objects.filter(dropped=None).values_list("on", flat=True)
    assert [f"{day:%A}" for day in promised if day.isoweekday() > 5 and day != now.date()] == []


@pytest.mark.slow
def test_the_whole_demo_is_built_once_and_found_again(db, settings):
    """Eighteen months for sixteen clients; the numbers are those of the mock-ups; a second call changes nothing."""
    with clock.clock_at(NOW):
        assert build.build(now=NOW)
        assert Job.objects.get(name="Aperitivo launch film").number == "ORS-26-0117"
        assert Job.objects.get(name="Winter cups").number == "PEL-26-0091"
        assert desk("Nora Whitfield", NOW).lead.startswith("Eleven things are owed. Two are late")
        nora = Person.objects.get(name="Nora Whitfield")
        assert "remark posted" in Notification.objects.filter(person=nora).values_list("why", flat=True), "a mention"
        names = Counter(Job.objects.values_list("client", "name"))
        assert [one for one, times in names.items() if times > 1] == [], "each job has a name of its own"
        assert list(findings()) == []
        jobs = Job.objects.count()
        assert not build.build(now=NOW)
        assert Job.objects.count() == jobs


def test_an_address_book_came_in_by_the_importer_and_one_in_it_was_there_already(told):
    kept = Import.objects.get(done__isnull=False)
    assert (kept.name, kept.rows, kept.created) == ("calderfell.csv", 9, 9)
    assert Contact.objects.get(name="Georgia Penn").reaches.count() == 2
    imogen = Person.objects.get(name__startswith="Imogen")
    (pair,) = alike_contacts(imogen, "1").pairs
    assert {pair.one.name, pair.other.name} == {"Tom Aldous", "Thomas Aldous"}


def test_rhythms_were_agreed_and_some_have_run_out(told):
    (muriel,) = [row for row in relation_map(Client.objects.get(code="TAR"), "1").rows if row.agreed]
    assert (muriel.contact.name, muriel.agreed[0].words, muriel.overdue) == ("Muriel Tarn", "every month", True)
    assert Duty.objects.filter(kind="contact_rhythm", done=None, owner=muriel.agreed[0].person).exists()
