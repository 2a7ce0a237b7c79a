"""As whom one may come into the demo: one person for each role, and a client's contact by a link."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from herringbone.core import clock
from herringbone.demo import cast
from herringbone.meetings.letters.report import PURPOSE
from herringbone.meetings.models import Issue
from herringbone.people.demo_door import Offered
from herringbone.people.models import Person
from herringbone.record.links import live_link, make_link
from herringbone.record.models import Link

CONTACT = ("ORS", "Paolo Brandi")  # who answers a contact report by the link
OPEN_FOR = timedelta(days=30)


def lines() -> Iterator[str]:
    """See `herringbone.demo.people_lines`."""
    told = [(int(one.door[1:]), f"person {one.door} {one.email} {cast.PASSWORD} {one.name}") for one in _at_the_door()]
    told += [(10, line) for line in _contact()]
    yield from (line for _number, line in sorted(told))


def offers() -> list[Offered]:
    """What the sign-in page offers: one of ours for each role, and the contact's link, in their order."""
    people = {person.email: person for person in Person.objects.filter(is_active=True).select_related("office")}
    there = [one for one in _at_the_door() if one.email in people]
    found = [
        (int(one.door[1:]), Offered(people[one.email].name, f"{one.door}, {one.title}", people[one.email]))
        for one in there
    ]
    if link := _contacts_link():
        role = ", ".join(["R10", *([link.contact.client.name] if link.contact.client else [])])
        found.append((10, Offered(link.contact.name, role, url=reverse("answer_door", args=[_token()]))))
    return [one for _number, one in sorted(found, key=lambda numbered: numbered[0])]


def _at_the_door() -> list[cast.Someone]:
    return sorted((one for one in cast.people() if one.door), key=lambda one: int(one.door[1:]))


def _contact() -> Iterator[str]:
    """The newest report that the contact was sent, by a link as their mail holds one.

    Its token is kept beside the demo, so that each start tells the same link.
    """
    code, name = CONTACT
    sent = Issue.objects.filter(readers__contact__name=name, client_edition__client__code=code).order_by("-at")
    issue = sent.select_related("client_edition").first()
    if issue is None or issue.client_edition is None:
        return
    contact = issue.readers.get(contact__name=name).contact
    assert contact
    token = _kept(issue.client_edition.pk)
    if not token:
        _row, token = make_link(
            purpose=PURPOSE, contact=contact, edition=issue.client_edition, expires=clock.now() + OPEN_FOR
        )
        _door_key().write_text(token)
    yield f"person R10 {contact.email} {settings.BASE_URL}{reverse('answer_door', args=[token])} {contact.name}"


def _door_key() -> Path:
    return settings.DATA / "contact.link"


def _kept(edition: int) -> str:
    """The token that was told before, while its link opens this edition; else nothing."""
    link = _contacts_link()
    return _token() if link and link.edition_id == edition else ""


def _contacts_link() -> Link | None:
    """The link that was told at a start, while it opens something."""
    token = _token()
    return live_link(token, PURPOSE) if token else None


def _token() -> str:
    return _door_key().read_text() if _door_key().is_file() else ""
