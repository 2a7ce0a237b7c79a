"""B4: the status line and the next step of a job are written in its row of the list, which stays as it was."""

from collections.abc import Callable
from html import unescape

import pytest
from django.urls import reverse

from herringbone.work.actions import set_status_line
from herringbone.work.models import Job
from herringbone.work.tests.builders import a_job
from tests.forms import forms_in
from tests.world import World

pytestmark = pytest.mark.django_db
PLACE = {"HX-Request": "true", "X-In-Place": "yes"}


def posted(page: str, **typed: str) -> dict[str, object]:
    """What a browser would send of the form on the page, with other words in some of its fields."""
    form = next(one for one in forms_in(page) if one.method == "post" and "original" in one.fields)
    return {name: field.values for name, field in form.fields.items() if field.values} | typed


@pytest.mark.parametrize(
    ("address", "typed", "kept"),
    [
        ("listed_status", {"status": "Proof 4 with the client"}, "status"),
        ("listed_next_step", {"step": "Proof 4 with the client"}, "next_step"),
    ],
)
def test_b4_a_line_is_written_from_the_list_and_the_list_is_come_back_to(
    world: World, enter: Callable, address: str, typed: dict[str, str], kept: str
):
    job, browser = a_job(world), enter(world.ae_alder)
    page = browser.get(f"{reverse('jobs')}?order=name&stage=all").content.decode()
    url = f"{reverse(address, args=[job.number])}?order=name&stage=all"
    assert f'<a class="plain" href="{url}"' in unescape(page), "without scripts it is a link to the form"
    page = browser.get(url).content.decode()
    assert "<h1" in page
    answer = browser.post(url, posted(page, **typed))
    assert answer.status_code == 303
    assert answer["Location"] == f"{reverse('jobs')}?order=name&stage=all#job-{job.number}"
    assert getattr(Job.objects.get(), kept) == "Proof 4 with the client"
    assert f'id="job-{job.number}"' in browser.get(answer["Location"]).content.decode()


def test_b4_sent_from_its_row_the_list_stays_as_it_is_filtered(world: World, enter: Callable):
    job, browser = a_job(world), enter(world.ae_alder)
    url = reverse("listed_status", args=[job.number]) + "?stage=all"
    page = browser.get(url, headers=PLACE).content.decode()
    assert "<h1" not in page and f'action="{url}"' in page
    here = {**PLACE, "HX-Current-URL": f"http://testserver{reverse('jobs')}?stage=all"}
    answer = browser.post(url, posted(page, status="Layout"), headers=here)
    assert answer.status_code == 204 and answer["HX-Refresh"] == "true"
    assert answer["HX-Redirect"] == f"{reverse('jobs')}?stage=all#job-{job.number}"


def test_b4_a_refused_line_comes_back_with_what_was_typed(world: World, enter: Callable):
    job, browser = a_job(world), enter(world.ae_alder)
    url = reverse("listed_next_step", args=[job.number]) + "?stage=all"
    page = browser.get(url, headers=PLACE).content.decode()
    answer = browser.post(url, posted(page, step="Cast the bakers", on="some day"), headers=PLACE)
    said = answer.content.decode()
    assert answer.status_code == 422 and "<h1" not in said and 'id="id_on_error"' in said
    assert 'value="Cast the bakers"' in said and 'value="some day"' in said and f'action="{url}"' in said
    assert Job.objects.get().next_step == ""


def test_b4_what_two_wrote_is_asked_about_and_the_list_is_come_back_to(world: World, enter: Callable):
    job, browser = a_job(world), enter(world.ae_alder)
    url = reverse("listed_status", args=[job.number]) + "?stage=all"
    sent = posted(browser.get(url).content.decode(), status="Layout 2")
    set_status_line(by=world.sup_alder, job=job, status="Layout 1")
    answer = browser.post(url, sent)
    assert answer.status_code == 409 and f'action="{url}"' in answer.content.decode()
    assert f"{reverse('jobs')}?stage=all#job-{job.number}" in answer.content.decode()


def test_b4_whoever_only_reads_is_offered_no_line_to_write(world: World, enter: Callable):
    job = a_job(world)
    set_status_line(by=world.ae_alder, job=job, status="Layout")
    page = enter(world.exec).get(reverse("jobs") + "?stage=all").content.decode()
    assert job.name in page and "Layout" in page and "/listed/" not in page and "data-row=" not in page
    for address in ("listed_status", "listed_next_step"):
        url = reverse(address, args=[job.number])
        sent = posted(enter(world.ae_alder).get(url).content.decode(), status="Other", step="Other")
        assert enter(world.exec).post(url, sent).status_code == 403
        assert enter(world.ae_birch).get(url).status_code == 404
    job.refresh_from_db()
    assert (job.status, job.next_step) == ("Layout", "")


def test_b4_the_file_of_the_list_is_as_it_was(world: World, enter: Callable):
    job = a_job(world)
    set_status_line(by=world.ae_alder, job=job, status="Layout")
    table = enter(world.ae_alder).get(reverse("jobs") + "?stage=all&as=csv")
    said = b"".join(table.streaming_content) if table.streaming else table.content
    assert b"Layout" in said and b"Write the next step" not in said
