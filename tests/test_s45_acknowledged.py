"""S45: web and worker are killed by -9, again and again. What was acknowledged is there once; no mail goes twice."""

import http.client
import os
import random
import secrets
import signal
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings as used

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.check import findings
from herringbone.record.effects import sending
from herringbone.record.models import Effect, Event
from herringbone.serve import answers, web_command, worker_command
from tests.crawling import browser_of
from tests.processes import database_url, until
from tests.test_s45_killed_server import port  # noqa: F401  # a fixture
from tests.world import make_world

pytestmark = pytest.mark.processes


class Bench:
    """A web server and a worker, each in a process group of its own, so that all of it can be killed at once."""

    def __init__(self, at: int, mail: Path) -> None:
        self.at = at
        self.commands = {"web": web_command("127.0.0.1", at, 1, 4), "worker": worker_command()}
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.served",
            "HERRINGBONE_TEST_MAIL": str(mail),
            "HERRINGBONE_WORKER_SILENT_AFTER": "2",
        }
        self.running = {name: self._start(name) for name in self.commands}
        until(lambda: answers(at), seconds=60)

    def _start(self, name: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            self.commands[name], env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL
        )

    def kill(self, name: str) -> None:
        """Kill one with everything below it, and start it again."""
        self.end(name, signal.SIGKILL)
        self.running[name] = self._start(name)

    def end(self, name: str, how: signal.Signals) -> None:
        os.killpg(self.running[name].pid, how)
        self.running[name].wait(timeout=60)


@dataclass
class Typist:
    """Somebody at a browser who sends one form after the other, and the same again where no answer came."""

    name: str
    at: int
    cookie: str
    client: int
    office: int
    told: threading.Event
    contacts: list[str] = field(default_factory=list)  # acknowledged
    invited: list[str] = field(default_factory=list)  # acknowledged
    answers: Counter[object] = field(default_factory=Counter)

    def work(self) -> None:
        number = 0
        while not self.told.is_set():
            number += 1
            who = f"{self.name} {secrets.token_hex(6)}"  # a name like another’s would be asked about
            new = {"name": who, "client": self.client, "roles": "day to day", "once": f"{self.name}-{number}"}
            while not self.told.is_set():
                if self._post("/contacts/new/", new) == 303:
                    self.contacts.append(who)
                    break
            address = f"{self.name}.{number}@agency.example"
            if self._post("/invitations/", {"people": f"{who} <{address}>", "office": self.office}) == 303:
                self.invited.append(address)

    def _post(self, path: str, fields: dict[str, object]) -> object:
        """Send a form; gives the status, or the name of what went wrong."""
        proof = secrets.token_hex(16)
        headers = {
            "Host": "localhost",
            "Cookie": f"{self.cookie}; {used.CSRF_COOKIE_NAME}={proof}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        line = http.client.HTTPConnection("127.0.0.1", self.at, timeout=10)
        try:
            line.request("POST", path, urlencode({**fields, "csrfmiddlewaretoken": proof}), headers)
            status: object = line.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            status = type(error).__name__
            time.sleep(0.05)
        finally:
            line.close()
        self.answers[status] += 1
        return status


def letters_in(folder: Path) -> Counter[str]:
    """How many mails went to each address."""
    return Counter(message_from_bytes(file.read_bytes())["To"] for file in folder.glob("*.eml"))


def killed_and_counted(port: int, mail: Path, settings: object, kills: list[str]) -> None:  # noqa: F811
    world, told, chance = make_world(), threading.Event(), random.Random(45)
    cookies = browser_of(world.head).cookies
    cookie = f"{used.SESSION_COOKIE_NAME}={cookies[used.SESSION_COOKIE_NAME].value}"
    bench = Bench(port, mail)
    typists = [Typist(name, port, cookie, world.alder.pk, world.office.pk, told) for name in ("ada", "ben", "cy")]
    hands = [threading.Thread(target=one.work) for one in typists]
    try:
        for hand in hands:
            hand.start()
        for victim in kills:
            so_far = sum(len(one.contacts) for one in typists)
            until(lambda so_far=so_far: sum(len(one.contacts) for one in typists) > so_far + 2, seconds=90)
            time.sleep(chance.uniform(0, 0.7))
            bench.kill(victim)
        so_far = sum(len(one.contacts) for one in typists)
        until(lambda: sum(len(one.contacts) for one in typists) > so_far + 2, seconds=90)
    finally:
        told.set()
        for hand in hands:
            hand.join()
        for name in bench.running:
            bench.end(name, signal.SIGTERM)

    written = Counter(Contact.objects.filter(name__regex="^(ada|ben|cy) ").values_list("name", flat=True))
    acknowledged = [who for one in typists for who in one.contacts]
    assert {who: written[who] for who in acknowledged} == dict.fromkeys(acknowledged, 1)
    assert set(written.values()) == {1}, "what was sent again after no answer is there once too"
    of_them = Contact.objects.filter(name__in=written).values("pk")
    assert Event.objects.filter(verb="contact added", subject_id__in=of_them).count() == len(written)

    invited = [address for one in typists for address in one.invited]
    assert Person.objects.filter(email__in=invited).count() == len(invited) > 0
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "herringbone.core.eml.EmailBackend", str(mail)
    settings.INSTANCE_FILE = mail / "none"
    with clock.clock_at(clock.now() + sending.LOST_AFTER + timedelta(minutes=1)):
        sending.sweep()
        while sending.send_due():
            pass
    sent = letters_in(mail)
    assert set(sent.values()) == {1}, "no mail goes twice"
    states = Counter()
    for effect in Effect.objects.filter(kind__contains="invitation").select_related("person"):
        states[effect.state] += 1
        got = sum(number for to, number in sent.items() if effect.person.email in to)
        assert got == 1 if effect.state == "sent" else got <= 1
    assert set(states) <= {"sent", "unknown"}
    shown = browser_of(world.admin).get("/administration/").content.decode()
    for effect in Effect.objects.filter(state="unknown"):
        assert f'<small class="number">{effect.pk}</small>' in shown, "what is unknown is shown to a person"
    assert list(findings()) == []
    assert {status for one in typists for status in one.answers if isinstance(status, int)} <= {303, 503}


def test_s45_what_was_acknowledged_is_there_once_and_no_mail_goes_twice(committing, port, tmp_path, settings):  # noqa: F811
    killed_and_counted(port, tmp_path / "mail", settings, ["web", "worker", "web", "worker"])


@pytest.mark.slow
def test_s45_the_same_after_many_kills(committing, port, tmp_path, settings):  # noqa: F811
    killed_and_counted(port, tmp_path / "mail", settings, ["web", "worker", "worker"] * 4)
