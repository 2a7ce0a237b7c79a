"""Jobs from the files of other programs: the figures of `expected.csv`, and what a careless importer gets wrong."""

import csv
import io
import json
import shlex
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from herringbone.clients.actions import open_client
from herringbone.clients.importing import Told, read, run
from herringbone.clients.models import Client, Post
from herringbone.core import clock
from herringbone.record.models import Duty, Event, ThreadEntry
from herringbone.work.importing.plan import Link, Project, Step
from herringbone.work.models import Form, Job, Milestone, Task, TaskMove
from herringbone.work.tests.builders import a_job
from tests.shared_data import DATA, expected, last_line, needs_data
from tests.world import World

pytestmark = pytest.mark.thorough

FILES = expected("jobs")


@pytest.fixture
def client(world: World) -> Client:
    return open_client(by=world.head, name="Test Client", office=world.office, point_person=world.ae_alder)


@pytest.fixture
def brought(tmp_path: Path, capsys: pytest.CaptureFixture) -> Any:
    """Bring in jobs from a text; the exit code, the last line and all that was said."""

    def perform(text: str | bytes, *options: str, name: str = "jobs.csv") -> tuple[int, str, str]:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        capsys.readouterr()
        code = run(["jobs", str(path), *options])
        told = capsys.readouterr()
        lines = told.out.strip().splitlines()
        return code, lines[-1] if lines else "", told.out + told.err

    return perform


def project(file: str) -> Project:
    return read("jobs", DATA / "projects" / file, Told(whose=True)).records[0].source


def step(file: str, uid: str) -> Step:
    return next(one for one in project(file).steps if one.uid == uid)


def named(file: str, name: str) -> Step:
    return next(one for one in project(file).steps if one.name == name)


@pytest.mark.thorough
@needs_data
@pytest.mark.parametrize("row", FILES, ids=lambda row: row["file"])
def test_k3_each_file_prints_what_is_expected_and_again_changes_nothing(
    world: World, client: Client, capsys: Any, row: dict[str, str]
):
    command = ["jobs", str(DATA / row["file"]), *shlex.split(row["options"])]
    assert run([*command, "--dry-run"]) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(row)
    assert run(command) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(row)
    assert Job.objects.filter(client=client).count() == int(row["created"])
    assert {form.asked_how for form in Form.objects.filter(client=client)} == {
        f"{Path(row['file']).name}, row {number}" for number in range(1, int(row["rows"]) + 1)
    }
    assert run(command) == 0
    again = {**row, "created": "0", "unchanged": row["rows"]}
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(again)


@needs_data
@pytest.mark.parametrize(
    ("file", "uid", "link"),
    [
        ("msproject-2019-task-links.xml", "8", Link("7", "finish-start", Decimal(5))),
        ("msproject-2019-task-links.xml", "12", Link("11", "start-finish", Decimal(2))),
        ("msproject-sample-20-tasks.xml", "14", Link("13", "finish-start", Decimal(-1))),
    ],
)
def test_k3_links_go_by_id_with_kind_and_lag_in_working_days(file: str, uid: str, link: Link):
    assert list(step(file, uid).links) == [link]


@needs_data
@pytest.mark.parametrize(
    ("file", "tasks", "summaries", "links"),
    [
        ("gnome-planner-sample.planner", 2, 0, 1),
        ("msproject-2019-task-dates-custom-fields.xml", 10, 0, 0),
        ("msproject-2019-task-links.xml", 16, 0, 8),
        ("msproject-calendars.xml", 3, 0, 0),
        ("msproject-null-tasks.xml", 5, 2, 0),
        ("msproject-sample-20-tasks.xml", 19, 3, 6),
        ("msproject-split-task.xml", 2, 0, 0),
        ("primavera-calendar.xer", 1, 0, 0),
    ],
)
def test_k3_a_plan_is_counted_without_its_blank_lines(file: str, tasks: int, summaries: int, links: int):
    steps = project(file).steps
    counted = len(steps), sum(one.summary for one in steps), sum(len(one.links) for one in steps)
    assert counted == (tasks, summaries, links)


@needs_data
def test_k3_what_a_careless_importer_gets_wrong_in_plans():
    assert step("msproject-null-tasks.xml", step("msproject-null-tasks.xml", "8").above).name == "Task 4"
    split = named("msproject-split-task.xml", "Split Task 1")
    assert (split.hours, split.finish) == (80, datetime(2006, 10, 9, 17))
    test = named("primavera-calendar.xer", "A1000 Test")
    assert (test.done, test.finish) == (True, datetime(2019, 6, 12, 17))
    assert project("trello-wekan-one-card.json").due == datetime(2026, 9, 30, 12, 34, 56, tzinfo=UTC)
    assert project("trello-wekan-one-card.json").name == "Audit task – Å 中文"
    assert project("asana-wekan-one-task.json").due == date(2026, 9, 30)
    assert len(project("trello-api-board-with-comments.json").remarks) == 2
    assert project("trello-export-anonymised.json").who == []
    assert project("msproject-null-tasks.xml").name == "Project1"


@needs_data
def test_k3_subtasks_and_comments_are_of_the_job(world: World, client: Client):
    run(["jobs", str(DATA / "projects" / "asana-wekan-one-task.json"), "--client", "Test Client"])
    job = Job.objects.get(client=client)
    task = Task.objects.get(job=job)
    assert task.title == "Audit subtask" and task.done.by == world.head
    assert [post.text for post in Post.objects.filter(subject_label="work.Job", subject_id=job.pk)] == [
        "asana-user, 30 Sep 2026:\nAudit comment"
    ]
    assert job.form.scope.startswith("First line: café")
    assert (job.form.begins, job.form.delivered_by) == (date(2026, 9, 1), date(2026, 9, 30))
    assert job.lead == world.ae_alder and not job.form.routings.exists()


@needs_data
def test_k3_a_plan_reads_in_the_form(world: World, client: Client):
    run(["jobs", str(DATA / "projects" / "msproject-2019-task-links.xml"), "--client", "TES"])
    lines = Form.objects.get(client=client).scope.splitlines()
    assert lines[0] == "The plan in the file:"
    assert lines[8] == "8. Task 2, 26 Oct 2018 to 26 Oct 2018, 8 h, begins after 7, 5 working days later"


SHEET = """Job;Client;Status;Due date;Budget;Owner;Next step
Spring leaflet;Test Client;In progress;18.12.2026;1.234,50;Nora's deputy;Send the proof
Old calendar;Test Client;Done;31.01.2019;;;
Posters;Test Client;Sent to print;;;;
"""


def test_k3_a_sheet_of_open_jobs(world: World, client: Client, brought: Any):
    sheet = SHEET.replace("Nora's deputy", world.ae_alder.email)
    code, last, said = brought(sheet)
    assert (code, last) == (0, "rows 3, created 3, updated 0, unchanged 0, rejected 0")
    leaflet = Job.objects.get(name="Spring leaflet")
    assert (leaflet.stage, leaflet.lead, leaflet.budget) == ("in work", world.ae_alder, Decimal("1234.5"))
    assert (leaflet.next_step, leaflet.next_person) == ("Send the proof", world.ae_alder)
    assert leaflet.form.delivered_by == date(2026, 12, 18) and leaflet.form.asked_how == "jobs.csv, row 1"
    assert "“Sent to print” is no stage of ours" in said
    assert Event.objects.filter(verb="job brought in").count() == 3
    assert ThreadEntry.objects.filter(verb="job brought in", job=leaflet).exists()


def test_k3_finished_jobs_owe_nothing_and_open_ones_from_today(world: World, client: Client, brought: Any):
    brought(SHEET)
    by_title = {duty.facts["job"]: duty for duty in Duty.objects.filter(client=client, kind="job_next_step")}
    assert set(by_title) == {"Posters"}  # the leaflet has its next step, the calendar is over
    assert by_title["Posters"].started == clock.now()


def board(*items: dict[str, Any], **card: Any) -> str:
    whole = {"id": "c", "name": "Window display", "idList": "l", "closed": False, "idChecklists": ["k"], **card}
    return json.dumps(
        {
            "lists": [{"id": "l", "name": "Doing", "closed": False}, {"id": "gone", "name": "Old", "closed": True}],
            "cards": [whole, {**whole, "id": "d", "closed": True}, {**whole, "id": "e", "idList": "gone"}],
            "checklists": [{"id": "k", "idCard": "c", "checkItems": list(items)}],
        }
    )


def test_k3_nothing_that_was_due_before_is_owed(world: World, client: Client, brought: Any):
    text = board(
        {"id": "1", "name": "Long done", "state": "complete", "due": "2019-05-01T10:00:00.000Z"},
        {"id": "2", "name": "Long late", "state": "incomplete", "due": "2019-05-01T10:00:00.000Z"},
        {"id": "3", "name": "Ahead", "state": "incomplete", "due": "2026-12-15T10:00:00.000Z"},
        due="2026-12-18T17:00:00.000Z",
    )
    code, last, said = brought(text, "--client", "Test Client", name="board.json")
    assert (code, last) == (0, "rows 1, created 1, updated 0, unchanged 0, rejected 0")
    assert "1 open task has no day ahead" in said
    dues = {task.title: (task.due, hasattr(task, "done")) for task in Task.objects.filter(client=client)}
    assert dues == {
        "Long done": (date(2019, 5, 1), True),
        "Long late": (date(2026, 12, 18), False),
        "Ahead": (date(2026, 12, 15), False),
    }
    assert set(TaskMove.objects.filter(task__client=client).values_list("task__title", flat=True)) == {
        "Long late",
        "Ahead",
    }
    assert all(duty.due > clock.now() for duty in Duty.objects.filter(client=client, kind="task"))


def test_k3_below_a_job_that_is_over_nothing_is_open(world: World, client: Client, brought: Any):
    brought(
        board({"id": "1", "name": "Never done", "state": "incomplete"}, dueComplete=True),
        "--client",
        "TES",
        name="b.json",
    )
    job = Job.objects.get(client=client)
    assert job.stage == "closed" and Task.objects.get(job=job).dropped
    assert not Duty.objects.filter(client=client, done=None).exclude(kind="no_point_person").exists()


def test_k3_two_jobs_of_one_name_stay_two_and_are_known_again_one_for_one(world: World, client: Client, brought: Any):
    sheet = "Job,Client\nBanner,Test Client\nBanner,Test Client\n"
    assert brought(sheet)[1] == "rows 2, created 2, updated 0, unchanged 0, rejected 0"
    assert brought(sheet + "banner,Test Client\n")[1] == "rows 3, created 1, updated 0, unchanged 2, rejected 0"


def test_k3_a_job_that_is_open_here_is_not_brought_in_twice(world: World, brought: Any):
    job = a_job(world)
    code, last, said = brought(f"Job,Client\n{job.name.upper()},{world.alder.name}\n")
    assert (code, last) == (0, "rows 1, created 0, updated 0, unchanged 1, rejected 0")
    assert f"It is there already: {job.number}" in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Job,Client\n,Test Client\n", "no name"),
        ("Job,Client\nBanner,Nobody Ltd\n", "is no client: bring it in first"),
        ("Job,Client,Budget\nBanner,Test Client,-5\n", "A budget is nought or more"),
    ],
)
def test_k3_a_row_that_cannot_be_is_rejected_with_the_reason(
    world: World, client: Client, brought: Any, text: str, why: str
):
    code, last, said = brought(text)
    assert (code, last) == (1, "rows 1, created 0, updated 0, unchanged 0, rejected 1")
    assert why in said and not Job.objects.filter(client=client).exists()


def test_k3_without_a_client_it_is_asked_whose_they_are(world: World, client: Client, brought: Any):
    code, _last, said = brought("Job\nBanner\n")
    assert code == 2 and "--client" in said
    assert brought("Job\nBanner\n", "--client", "Nobody")[0] == 2
    assert brought("Job\nBanner\n", "--client", "test client")[0] == 0


def test_k3_an_administrator_of_a_new_agency_brings_in_jobs_that_the_point_person_leads(
    world: World, client: Client, brought: Any
):
    assert brought("Job,Client\nBanner,Test Client\n", "--as", world.admin.email)[0] == 0
    job = Job.objects.get(client=client)
    assert (job.form.by, job.lead) == (world.admin, world.ae_alder)


def test_s01_nobody_brings_a_job_into_a_client_that_they_do_not_see(world: World, brought: Any):
    code, _last, said = brought(f"Job,Client\nBanner,{world.birch.name}\n", "--as", world.ae_alder.email)
    assert code == 1 and "is no client" in said
    assert brought("Job\nBanner\n", "--client", world.birch.name, "--as", world.ae_alder.email)[0] == 2


def test_k3_a_workbook_of_jobs_reads_as_a_csv_does(world: World, client: Client, brought: Any):
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO("Job,Client,Budget\nBanner,Test Client,1200\n")):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    assert brought(data.getvalue(), name="jobs.xlsx")[0] == 0
    assert Job.objects.get(client=client).budget == 1200


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><project mrproject-version="2">&a;</project>',
        "<x>",
        "<x/>",
        "{",
        '{"a": 1}',
        "[" * 100_000,
        '{"data": [{"gid": "1", "subtasks": 5, "stories": "x"}], "x": NaN}',
        "ERMHDR\t8\n%T\tPROJECT\n%F\tproj_id\n%R\t1\n%T\tTASK\n%F\ttask_id\tproj_id\ttarget_drtn_hr_cnt\n%R\t1\t1\tx\n",
    ],
)
def test_s31_a_hostile_or_broken_project_file_ends_in_a_sentence(world: World, client: Client, brought: Any, text: str):
    code, _last, said = brought(text, "--client", "TES", name="plan.xml")
    assert code == 1 and "Traceback" not in said and "/etc" not in said and "root:" not in said
    assert not Job.objects.filter(client=client).exists()


def test_k3_jobs_come_in_by_the_page(world: World, client: Client, enter: Any):
    browser = enter(world.head)
    assert "/import/jobs/" in browser.get("/jobs/").content.decode()
    given = browser.post("/import/jobs/", {"file": SimpleUploadedFile("board.json", board().encode())})
    address = given["Location"]
    assert "does not say whose jobs" in browser.get(address).content.decode()
    unsaid = browser.post(f"{address}trial/", {"client": ""})
    assert unsaid.status_code == 422 and unsaid.context["form"].errors["client"] == [
        "The file does not say whose jobs these are."
    ]
    trial = browser.post(f"{address}trial/", {"client": str(client.pk)})
    assert trial.status_code == 200 and "1 new" in trial.content.decode()
    assert browser.post(f"{address}landing/").status_code == 303
    job = Job.objects.get(client=client)
    form = browser.get(f"/forms/{job.form_id}/").content.decode()
    assert "It came from a file" in form and "board.json, row 1" in form
    assert browser.get(f"/jobs/{job.number}/").status_code == 200
    assert browser.get(f"/clients/{client.code}/").status_code == 200


def test_k3_a_milestone_ahead_is_promised_and_one_behind_is_a_task(world: World, client: Client, brought: Any):
    def task(uid: int, name: str, finish: str, percent: int = 0) -> str:
        return (
            f"<Task><UID>{uid}</UID><Name>{name}</Name><OutlineLevel>1</OutlineLevel><Milestone>1</Milestone>"
            f"<Finish>{finish}</Finish><PercentComplete>{percent}</PercentComplete></Task>"
        )

    plan = (
        '<Project xmlns="http://schemas.microsoft.com/project"><Title>Fair</Title><Tasks>'
        + task(1, "Stand built", "2026-12-15T17:00:00")
        + task(2, "Space booked", "2026-02-04T17:00:00", 100)
        + task(3, "Hall chosen", "2026-02-04T17:00:00")
        + "</Tasks></Project>"
    )
    assert brought(plan, "--client", "TES", name="fair.xml")[0] == 0
    job = Job.objects.get(name="Fair")
    assert job.milestone == Milestone.objects.get(name="Stand built") and job.milestone_on == date(2026, 12, 15)
    assert Milestone.objects.get(name="Space booked").reached.at < clock.now()
    assert Task.objects.get(job=job).title == "Hall chosen"
