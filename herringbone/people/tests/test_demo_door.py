"""The demo's door: one click, as those whom it offers and nobody else, and only in demo mode."""

import pytest
from django.test import Client

from herringbone.people import demo_door
from herringbone.people.demo_door import Offered, offer
from tests.world import World


@pytest.fixture
def offering(world: World, settings, monkeypatch: pytest.MonkeyPatch) -> World:
    settings.DEMO = True
    monkeypatch.setattr(demo_door, "_offers", [])
    offer(lambda: [
        Offered("Ann Alder", "Account executive", world.ae_alder), Offered("Paolo Brandi", "Client", url="/a/kept/"),
        Offered("Hedda Head", "Director", world.head),
    ])  # fmt: skip
    return world


def test_demo_one_click_comes_in(offering: World):
    client = Client()
    body = client.get("/sign-in/").content.decode()
    assert "Ann Alder <span>Account executive</span>" in body
    assert client.post("/demo/sign-in/", {"person": offering.ae_alder.pk})["Location"] == "/desk/"
    assert client.get("/me/").context["person"] == offering.ae_alder


def test_demo_a_clients_contact_comes_in_by_the_link_of_their_mail(offering: World):
    assert '<a href="/a/kept/">Paolo Brandi <span>Client</span></a>' in Client().get("/sign-in/").content.decode()
    assert Client().post("/demo/sign-in/", {"person": "None"}).status_code == 404


@pytest.mark.parametrize("who", ["ae_birch", "nobody"])
def test_demo_nobody_else_is_let_in(offering: World, who: str):
    asked = offering.ae_birch.pk if who == "ae_birch" else "x"
    assert Client().post("/demo/sign-in/", {"person": asked}).status_code == 404


def test_demo_offers_nothing_outside_the_demo(offering: World, settings):
    settings.DEMO = False
    assert Client().post("/demo/sign-in/", {"person": offering.ae_alder.pk}).status_code == 404
    assert "come in as" not in Client().get("/sign-in/").content.decode()
