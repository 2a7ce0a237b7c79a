"""S37, S11: two people ask a real server at the same time, and neither gets a byte of the other's."""

import http.client
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from tests.crawling import browser_of
from tests.world import World

PAGES = ("/desk/", "/clients/", "/contacts/", "/jobs/", "/meetings/", "/clients/ALD/", "/clients/BIR/")
TIMES = 50


@pytest.mark.later
def test_s37_fifty_at_once_each_get_their_own(shared_world: World, live_server) -> None:
    cookies = {
        rival: f"{settings.SESSION_COOKIE_NAME}={browser_of(person).cookies[settings.SESSION_COOKIE_NAME].value}"
        for rival, person in (("birch", shared_world.ae_alder), ("alder", shared_world.ae_birch))
    }

    def ask(number: int) -> list[str]:
        rival, page = ("birch", "alder")[number % 2], PAGES[number % len(PAGES)]
        line = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=60)
        line.request("GET", page, headers={"Host": "localhost", "Cookie": cookies[rival]})
        answer = line.getresponse()
        body = answer.read().decode()
        line.close()
        of_the_rival = page == {"birch": "/clients/BIR/", "alder": "/clients/ALD/"}[rival]
        faults = [] if answer.status == (404 if of_the_rival else 200) else [f"{page}: {answer.status}"]
        own = {"birch": "CANARY-alder", "alder": "CANARY-birch"}[rival]
        if page == "/clients/" and own not in body:
            faults.append(f"{page} does not hold {own}")
        return faults + ([f"{page} holds {rival}"] if f"CANARY-{rival}" in body else [])

    with ThreadPoolExecutor(10) as pool:
        assert [fault for faults in pool.map(ask, range(TIMES)) for fault in faults] == []
