"""A sheet of jobs as an agency keeps it: who leads, what stands where, and where it all is afterwards."""

from typing import Any

import pytest

from herringbone.clients.tests.test_import_page import columns, upload
from herringbone.clients.tests.test_k3_again import brought  # noqa: F401  # a fixture
from herringbone.people.actions import give_role
from herringbone.people.models import Role
from herringbone.work.models import Job
from tests.world import World


def test_k3_who_the_file_names_leads_if_on_the_team_and_else_it_is_said(world: World, brought: Any):  # noqa: F811
    give_role(by=world.head, person=world.bizdev, client=world.alder, kind=Role.Kind.MEMBER)
    text = (
        f"Job,Client,Lead\nOne,{world.alder.name},{world.bizdev.name}\nTwo,{world.alder.name},{world.ae_birch.name}\n"
        f"Three,{world.alder.name},Marco Neri\nFour,{world.alder.name},\n"
    )
    _last, said = brought("jobs", text)
    leads = {job.name: job.lead for job in Job.objects.filter(client=world.alder)}
    point = world.ae_alder
    assert leads == {"One": world.bizdev, "Two": point, "Three": point, "Four": point}
    assert f"Two: {world.ae_birch.name} is not on the team of {world.alder.name}: it goes to {point.name}" in said
    assert f"“Marco Neri” is nobody of the agency, or several: it goes to {point.name}" in said
    assert "Four: it goes" not in said


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["In corso", "Da fare"], "stage"),
        (["Aspettiamo il layout", "Manca l'ok di Rosa", "In corso"], "status"),
        (["", ""], "stage"),
    ],
)
def test_k3_a_column_called_status_is_what_its_values_are(world: World, enter: Any, values: list[str], field: str):
    browser = enter(world.head)
    rows = "".join(f"Job {at};{world.alder.name};{value}\n" for at, value in enumerate(values))
    address = upload(browser, "jobs", f"Lavoro;Cliente;Stato\n{rows}")
    assert columns(browser, address)["column2"] == field
    chosen = columns(browser, address, column2="stage")
    assert browser.post(f"{address}trial/", chosen).status_code == 200


def test_k3_a_row_without_a_client_is_rejected_alone_and_the_room_stays_lit(world: World, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "jobs", f"Job;Client\nLeaflet;{world.alder.name}\nNobody’s;\n")
    trial = browser.post(f"{address}trial/", columns(browser, address))
    assert trial.status_code == 200 and "The row does not say whose job it is" in trial.content.decode()
    assert [room.url for room in trial.context["navigation"] if room.current] == ["/jobs/"]


def test_k3_what_was_said_of_a_status_column_goes_before_its_values(world: World, brought: Any):  # noqa: F811
    text = f"Job,Client,Status\nOne,{world.alder.name},Waits for Rosa\n"
    _last, said = brought("jobs", text, "--map", "status=stage")
    assert "“Waits for Rosa” is no stage of ours" in said and Job.objects.get(name="One").status == ""


def test_k3_each_job_shows_what_it_becomes_and_the_list_after_shows_them_all(world: World, enter: Any):
    browser = enter(world.head)
    sheet = f"Job;Client;Due date;Budget;Lead\nLeaflet;{world.alder.name};18.12.2026;1.234,50;{world.ae_alder.name}\n"
    address = upload(browser, "jobs", sheet)
    page = browser.post(f"{address}trial/", columns(browser, address)).content.decode()
    for told in (world.alder.name, world.ae_alder.name, "1,234.50", "18 Dec 2026"):
        assert told in page
    browser.post(f"{address}landing/")
    page = browser.get(address).content.decode()
    assert "/jobs/?stage=all&amp;order=newest" in page
    assert "Leaflet" in browser.get("/jobs/?stage=all&order=newest").content.decode()
