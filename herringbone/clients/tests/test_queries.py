"""Each page asks the database the same number of questions, however much there is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from herringbone.clients.actions import add_contact, open_client, receive_message
from herringbone.clients.models import Attachment, Client, Contact, Post
from herringbone.core import clock
from herringbone.people.models import Role
from herringbone.record.models import Duty, Event, StoredFile, ThreadEntry
from tests.world import MONDAY, World, make_world

pytestmark = pytest.mark.thorough

PAGES = {
    "/clients/": 8, "/clients/?q=a&mine=1&order=late": 8, "/contacts/": 8, "/clients/ALD/": 15,
    "/clients/ALD/people/": 15, "/clients/ALD/documents/": 15, "/clients/ALD/conversation/": 15,
}  # fmt: skip


def fill(world: World, number: int) -> None:
    """Much of everything, written past the actions, since only the reading is measured."""
    begun = Client.objects.count()
    Client.objects.bulk_create(
        Client(name=f"Client {n}", code=f"C{begun + n}", office=world.office) for n in range(number)
    )
    Contact.objects.bulk_create(Contact(client=world.alder, name=f"Contact {n}") for n in range(number))
    message = receive_message(by=world.ae_alder, contact=world.pat, text="When?")
    entry = ThreadEntry.objects.latest("pk")
    events = Event.objects.bulk_create(
        Event(
            chain=entry.event.chain, number=(begun + 999) * 1000 + n, verb="x", subject_label="x", subject_id=n,
            client=world.alder, at=clock.now(), particulars={}, digest="x",
        )
        for n in range(number)
    )  # fmt: skip
    ThreadEntry.objects.bulk_create(
        ThreadEntry(
            event=event, client=world.alder, at=MONDAY - timedelta(hours=n), side="client",
            verb="client message received", subject_label="clients.Message", subject_id=message.pk, facts=entry.facts,
        )
        for n, event in enumerate(events)
    )  # fmt: skip
    about = {"client": world.alder, "subject_label": "clients.Client", "subject_id": world.alder.pk}
    posts = Post.objects.bulk_create(Post(**about, by=world.ae_alder, text=f"Remark {n}") for n in range(number))
    files = StoredFile.objects.bulk_create(
        StoredFile(client=world.alder, path=f"{begun}/{n}", name="x", media_type="x", size=1, sha256="x", by=world.head)
        for n in range(number)
    )
    Attachment.objects.bulk_create(
        Attachment(**about, post=one, file=file) for one, file in zip(posts, files, strict=True)
    )
    Role.objects.bulk_create(
        Role(person=world.ae_alder, client=client, kind=Role.Kind.POINT, starts=MONDAY.date())
        for client in Client.objects.filter(roles=None)
    )
    Duty.objects.bulk_create(
        Duty(
            kind="x", subject=n, title="x", client=world.alder, started=MONDAY - timedelta(2), due=MONDAY - timedelta(1)
        )
        for n in range(begun, begun + number)
    )


def asked(browser: Browser, address: str) -> int:
    browser.get(address)  # the first page of a session notes when it began
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(found)


@pytest.fixture
def full(db: None):
    """Where records are written past the actions, `check` is not asked afterwards."""
    with clock.clock_at(MONDAY):
        yield make_world()


@pytest.mark.parametrize("person", ["ae_alder", "head"])
def test_every_page_asks_the_same_at_ten_and_at_a_thousand(full: World, enter: Callable, person: str):
    browser = enter(getattr(full, person))
    fill(full, 10)
    few = {address: asked(browser, address) for address in PAGES}
    fill(full, 990)
    many = {address: asked(browser, address) for address in PAGES}
    assert few == many
    assert {address: number for address, number in many.items() if number > PAGES[address]} == {}


def test_a_thousand_duplicates_are_looked_for_in_as_many_questions(full: World, enter: Callable):
    browser = enter(full.head)
    few = asked(browser, "/clients/duplicates/?name=Orsatti")
    fill(full, 300)
    assert asked(browser, "/clients/duplicates/?name=Orsatti") == few


def test_a_page_of_the_thread_is_small(full: World, enter: Callable):
    fill(full, 300)
    open_client(by=full.head, name="Dogwood", code="DOG", office=full.office)
    add_contact(by=full.head, client=full.alder, name="New")
    assert len(enter(full.head).get("/clients/ALD/").content) < 60_000
