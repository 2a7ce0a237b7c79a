"""I1: a name that nobody and nothing has is said to be unknown, and stays in its field."""

import pytest
from django.test import Client as Browser

from tests.world import World


@pytest.mark.parametrize(
    ("address", "field", "told"),
    [
        ("/people/absence/", "cover", "Nobody is called “zz &lt;b&gt;”."),
        ("/walls/", "one", "Nothing is called “zz &lt;b&gt;”."),
        ("/walls/", "other", "Nothing is called “zz &lt;b&gt;”."),
    ],
)
def test_i1_a_name_that_nobody_has_is_no_missing_one(
    world: World, client: Browser, address: str, field: str, told: str
) -> None:
    client.force_login(world.head)
    answer = client.post(address, {field: "", f"{field}-typed": "zz <b>"})
    html = answer.content.decode()
    assert answer.status_code == 422 and told in html
    assert 'data-typed="zz &lt;b&gt;"' in html, "what was typed stays"


def test_i1_a_figure_that_was_typed_is_no_key(world: World, client: Browser) -> None:
    client.force_login(world.head)
    html = client.post("/people/absence/", {"cover": "", "cover-typed": str(world.sup_alder.pk)}).content.decode()
    assert f"Nobody is called “{world.sup_alder.pk}”." in html


def test_i1_what_was_left_empty_is_missing_as_before(world: World, client: Browser) -> None:
    client.force_login(world.head)
    html = client.post("/people/absence/", {"cover": "", "cover-typed": " "}).content.decode()
    assert "This is missing" in html and "is called" not in html


@pytest.mark.parametrize("address", ["/meetings/new/", "/forms/new/"])
def test_c1_a_client_that_is_not_found_is_said_and_one_not_chosen_is_asked(
    world: World, client: Browser, address: str
) -> None:
    client.force_login(world.head)
    unknown = client.get(address, {"client": "", "client-typed": "zzzz"})
    assert unknown.status_code == 422 and "Nothing is called “zzzz”." in unknown.content.decode()
    assert 'data-typed="zzzz"' in unknown.content.decode()
    empty = client.get(address, {"client": ""})
    assert empty.status_code == 422 and "Choose the client" in empty.content.decode()
