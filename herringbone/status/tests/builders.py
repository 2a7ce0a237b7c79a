"""Questions for tests, asked as the pages ask them."""

import re
from datetime import datetime
from typing import Any

from django.core import mail

from herringbone.clients.actions import add_contact
from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.record.effects.sending import send_due
from herringbone.status.actions import ask_for_lines
from herringbone.status.models import Ask
from herringbone.work.models import Job
from tests.world import DAY, World

TOKEN = re.compile(r"/l/([\w-]+)/")


def an_ask(world: World, *jobs: Job, until: datetime | None = None, **given: Any) -> Ask:
    """The account executive asks about some jobs of Alder's: Dee of the creative department, unless told otherwise."""
    whom = given if {"person", "contact"} & given.keys() else {"person": world.dept, **given}
    until = until or clock.now() + 2 * DAY
    return ask_for_lines(by=world.ae_alder, client=jobs[0].client, jobs=list(jobs), until=until, **whom)


def a_freelancer(world: World, language: str = "") -> Contact:
    """Somebody at no client of ours."""
    return add_contact(
        by=world.ae_alder, client=None, name="Frida Lance", email="frida@lance.example", company="Frida Lance",
        language=language,
    )  # fmt: skip


def token_of(address: str) -> str:
    """The token in the newest mail to somebody, once all mails were sent."""
    send_due()
    sent = [one for one in mail.outbox if address in one.to[0]]
    found = TOKEN.search(str(sent[-1].body))
    assert found, "a letter without a link"
    return found[1]
