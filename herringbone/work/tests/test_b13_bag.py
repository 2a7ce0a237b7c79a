"""B13: everything of a job as one archive, filled by the worker for whoever asked, with what they may see."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from herringbone.clients.actions import post
from herringbone.clients.uploads import Upload
from herringbone.core import clock
from herringbone.people.actions import end_role
from herringbone.people.models import Role
from herringbone.record import files
from herringbone.record.action import Denied
from herringbone.record.models import Event
from herringbone.work.actions import ask_for_bag, plan_milestone
from herringbone.work.bag.filling import fill, throw_away
from herringbone.work.models import Job, JobBag
from herringbone.work.tests.builders import a_job, changed, days
from tests.everything import picture
from tests.world import MONDAY, World

pytestmark = pytest.mark.thorough


@pytest.fixture
def job(world: World) -> Job:
    found = a_job(world, deliverables=[{"what": "Film", "quantity": 4, "rounds": 2}])
    plan_milestone(by=world.ae_alder, job=found, name="Shoot", on=days(3))
    shots = [Upload("../../shot list.png", picture()), Upload("shot list.png", picture())]
    post(by=world.ae_alder, subject=found, text="Look at this", files=shots)
    changed(found, world.ae_alder, "Permits", delivered_by=days(16))
    return found


def asked(world: World, job: Job) -> JobBag:
    bag = ask_for_bag(by=world.ae_alder, job=job)
    fill(bag.pk)
    bag.refresh_from_db()
    return bag


def inside(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_b13_the_bag_holds_forms_changes_plan_conversation_and_files(world: World, job: Job, enter: Callable):
    bag = asked(world, job)
    assert bag.done == bag.total > 0
    browser = enter(world.ae_alder)
    answer = browser.get(reverse("bag_file", args=[bag.pk]))
    assert answer["Content-Type"] == "application/zip" and answer["X-Content-Type-Options"] == "nosniff"
    found = inside(b"".join(answer.streaming_content))
    assert set(found) == {
        "Job.txt", "Forms/Initiation.txt", "Forms/Change 1.txt", "Conversation.txt", "Files/shot list.png",
        "Files/shot list (2).png",
    }  # fmt: skip
    words = {name: content.decode() for name, content in found.items() if name.endswith(".txt")}
    assert "Shoot" in words["Job.txt"] and "4 × Film" in words["Job.txt"]
    assert "Permits" in words["Forms/Change 1.txt"] and "→" in words["Forms/Change 1.txt"]
    assert "Look at this" in words["Conversation.txt"]
    assert Event.objects.filter(verb="job bag asked for").count() == 1
    assert Event.objects.filter(verb="file fetched").count() == 1


def test_b13_while_it_is_filled_its_page_says_how_far_it_is(world: World, job: Job, enter: Callable):
    browser = enter(world.ae_alder)
    made = browser.post(reverse("bag_new", args=[job.number]), {"once": "a"})
    bag = JobBag.objects.get()
    assert made.url == reverse("bag", args=[bag.pk])
    assert "It begins in a moment" in browser.get(made.url).content.decode()
    JobBag.objects.update(total=9, done=4)
    part = browser.get(made.url, headers={"HX-Request": "true", "HX-Target": "bag"}).content.decode()
    assert "4 of 9 are in it" in part and 'hx-trigger="every 2s"' in part and "<html" not in part
    assert browser.get(reverse("bag_file", args=[bag.pk])).status_code == 404
    fill(bag.pk)
    page = browser.get(made.url).content.decode()
    assert "Download" in page and "every 2s" not in page


def test_s04_a_bag_is_for_whoever_asked_and_as_long_as_they_see_the_job(world: World, job: Job, enter: Callable):
    bag = asked(world, job)
    for name in ("bag", "bag_file"):
        for other in (world.sup_alder, world.head, world.ae_birch):
            assert enter(other).get(reverse(name, args=[bag.pk])).status_code == 404
    assert enter(world.ae_birch).post(reverse("bag_new", args=[job.number])).status_code == 404
    with pytest.raises(Denied):
        ask_for_bag(by=world.ae_birch, job=job)
    mine = ask_for_bag(by=world.planner_alder, job=job)
    end_role(by=world.head, role=Role.objects.get(person=world.planner_alder, client=world.alder), ends=MONDAY.date())
    with clock.clock_at(MONDAY + timedelta(days=1)):
        assert not fill(mine.pk)
        mine.refresh_from_db()
        assert mine.trouble == "You do not see this job any more" and mine.file is None
        assert enter(world.planner_alder).get(reverse("bag", args=[mine.pk])).status_code == 404


def test_s04_the_bag_of_a_job_holds_nothing_of_another_client(world: World, job: Job):
    other = a_job(world, world.birch)
    post(by=world.ae_birch, subject=other, text="CANARY-birch-remark")
    stored = asked(world, job).file
    assert stored
    content = b"".join(inside(files.read(stored)).values()).decode(errors="replace")
    assert "CANARY-birch" not in content and "CANARY-alder" in content


def test_b13_an_archive_is_kept_for_a_week_and_filled_once(world: World, job: Job, enter: Callable):
    bag = asked(world, job)
    first = bag.file_id
    assert fill(bag.pk)
    bag.refresh_from_db()
    assert bag.file_id == first
    assert throw_away() == 0
    with clock.clock_at(MONDAY + timedelta(days=8)):
        assert throw_away() == 1
        page = enter(world.ae_alder).get(reverse("bag", args=[bag.pk])).content.decode()
        assert "Ask for it anew" in page
