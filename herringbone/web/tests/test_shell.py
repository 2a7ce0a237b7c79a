"""Pages that say no keep the rail for whoever is signed in; and where mail stays here, it is said."""

import pytest
from django.test import Client

from herringbone.people.models import Person
from tests.world import World

pytestmark = pytest.mark.django_db


def seen_by(person: Person | None, address: str) -> tuple[int, str]:
    browser = Client()
    if person:
        browser.force_login(person)
    answer = browser.get(address)
    return answer.status_code, answer.content.decode()


def test_pages_that_say_no_keep_the_rail_of_whoever_is_signed_in(world: World) -> None:
    for address, status in (("/nowhere/", 404), ("/clients/BIR/", 404), ("/administration/", 403)):
        told, page = seen_by(world.ae_alder, address)
        assert told == status
        assert 'class="rail-links"' in page and page.count("<main") == 1 and page.count("<html") == 1


def test_a_page_that_is_not_there_shows_no_rail_outside(world: World) -> None:
    told, page = seen_by(None, "/nowhere/")
    assert told == 404 and "rail" not in page and page.count("<main") == 1


@pytest.mark.parametrize(("sent", "demo", "said"), [(True, False, False), (False, False, True), (False, True, False)])
def test_where_no_mail_server_is_set_it_is_said(world: World, settings, sent: bool, demo: bool, said: bool) -> None:
    settings.MAIL_IS_SENT, settings.DEMO, settings.EMAIL_FILE_PATH = sent, demo, "/srv/here/mail"
    pages = [seen_by(world.admin, address)[1] for address in ("/administration/", "/invitations/")]
    assert ["written to a folder" in page for page in pages] == [said, said]
    assert ("/srv/here/mail" in pages[0]) is said
