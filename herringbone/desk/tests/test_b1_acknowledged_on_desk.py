"""B1: whoever acknowledges a form on a department's desk reads there that it is done, and who has been told."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.work.models import Job
from herringbone.work.tests.builders import a_job
from tests.crawling import BACKEND
from tests.world import World


def jobs_of(world: World, count: int) -> list[Job]:
    """Jobs of Alder's whose forms wait for Dee's word."""
    creative = world.departments["creative"]
    return [
        a_job(world, name=f"Poster {n}", departments=[creative], route={str(creative.pk): world.dept.pk})
        for n in range(count)
    ]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1]).split())


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Acknowledged. Ann Alder has been told."), ("it", "Presa in carico. Ann Alder ne ha ricevuto notizia.")],
)
def test_b1_the_row_says_once_that_it_is_acknowledged_and_who_knows(
    world: World, client: Browser, language: str, says: str
) -> None:
    world.dept.language = language
    world.dept.save()
    first, _second = jobs_of(world, 2)
    says = says.replace("Ann Alder", first.form.by.name)
    client.force_login(world.dept, backend=BACKEND)
    routing = first.form.routings.get()
    answer = client.post(reverse("acknowledge_form", args=[routing.pk]), {"next": "/desk/"}, follow=True)
    page = answer.content.decode()
    assert page.count(says) == 1 and re.search(rf'<p role="status">{re.escape(says)}</p>', page)
    assert words(page).index("Poster 0") < words(page).index(says) < words(page).index("Poster 1")
    assert says not in client.get("/desk/").content.decode(), "the next page is the desk as it is"


def test_b1_on_the_form_s_own_page_it_is_said_at_the_top(world: World, client: Browser) -> None:
    (job,) = jobs_of(world, 1)
    client.force_login(world.dept, backend=BACKEND)
    page = client.post(reverse("acknowledge_form", args=[job.form.routings.get().pk]), follow=True).content.decode()
    assert page.count(f"Acknowledged. {job.form.by.name} has been told.") == 1
