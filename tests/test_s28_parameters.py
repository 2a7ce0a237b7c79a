"""S28, S38: whatever stands behind the question mark is understood, refused, or ignored; never a fault, never more."""

import pytest

from tests.addresses import stops
from tests.crawling import Eyes, browser_of, words_of, writes_to
from tests.test_s01_crawler import READING_WRITES, wanted

NAMES = (
    "q", "name", "text", "sort", "order", "dir", "page", "per_page", "limit", "before", "after", "ids", "id", "client",
    "code", "contact", "job", "person", "owner", "lead", "stage", "kind", "state", "status", "department", "office",
    "brand", "from", "until", "on", "day", "date", "week", "month", "year", "view", "as", "lang", "label", "which",
    "group", "filter[cost__gt]", "client__name", "password", "next", "all", "left", "mine", "due", "major", "language",
)  # fmt: skip
HOSTILE = {
    "an end of a statement": "name);--",
    "a field of somebody's": "client__password",
    "a union": "1/**/union select 1",
    "a wildcard": "%_",
    "a huge number": "1" + "0" * 30,
    "a negative number": "-1",
    "no number": "NaN",
    "another script's figures": "٣٤",
    "a year that is none": "99999-13-45",
    "a week that is none": "2026-W99",
    "nothing": "",
    "what full text means": '"* OR NEAR(',
    "a null": "\x00",
    "half a character": "\ud800".encode("utf-8", "surrogatepass").decode("latin1"),
    "ten thousand letters": "x" * 10_000,
    "markup": "<img src=x onerror=alert(1)>",
}


@pytest.mark.crawl
@pytest.mark.parametrize("what", HOSTILE)
def test_s28_no_parameter_is_a_fault(filled, cast, what, forge_every):
    readers = [(Eyes.of(filled, cast[who]), browser_of(cast[who])) for who in ("ae_alder", "head", "bizdev")]
    values, faults = dict.fromkeys(NAMES, HOSTILE[what]), set()
    pages = [stop for stop in stops(rows_each=1) if not stop.free or stop.client == filled.alder.pk]
    every = min(forge_every, len(HOSTILE))
    for number, stop in list(enumerate(pages))[list(HOSTILE).index(what) % every :: every]:
        eyes, browser = readers[number % len(readers)]
        with writes_to(but=READING_WRITES.get(stop.name, ())) as written:
            answer = browser.get(stop.url, values)
        if answer.status_code not in wanted(eyes, stop) | {400, 404, 414}:
            faults.add(f"{stop.url}: {answer.status_code}")
        if written:
            faults.add(f"{stop.url} writes to {sorted(written)}")
        if "<img src=x onerror" in answer.content.decode("utf-8", "replace") if not answer.streaming else False:
            faults.add(f"{stop.url} gives markup back")
        faults |= {f"{stop.url} betrays {mark}" for mark in eyes.betrayed(words_of(answer))}
    assert not faults, "\n".join(sorted(faults))


def test_s38_lists_give_no_more_than_a_page_whatever_is_asked(filled):
    browser = browser_of(filled.head)
    for address in ("/clients/", "/jobs/", "/contacts/", "/contact-reports/", "/tasks/", "/forms/", "/people/"):
        answer = browser.get(address, {"per_page": "1000000", "page": "1000000000", "limit": "999999"})
        assert answer.status_code in {200, 302, 400, 404}, address
        assert len(answer.content) < 300_000


def test_s38_a_body_that_is_too_large_is_refused_in_words(filled):
    answer = browser_of(filled.ae_alder).post("/contacts/new/", {"name": "x" * 6_000_000})
    assert answer.status_code in {400, 413}
    assert "Traceback" not in answer.content.decode()


def test_s38_a_form_of_ten_thousand_fields_is_refused(filled):
    answer = browser_of(filled.ae_alder).post("/contacts/new/", {f"field-{number}": "1" for number in range(10_000)})
    assert answer.status_code == 400


class TestB48:
    """B48: search shows what the list shows, and counts no more."""

    ASKS = (
        ("/contacts/", "q", "rio"), ("/contacts/", "name", "rio"), ("/clients/", "q", "Birch"),
        ("/jobs/", "q", "birch"),
        ("/clients/duplicates/", "name", "CANARY-birch-Birch"), ("/clients/duplicates/", "email", "rio@birch.example"),
        ("/calls/suggest/", "q", "rio"), ("/calls/suggest/", "said", "rio → birch"), ("/people/", "name", "birch"),
        ("/jobs/", "client", "BIR"), ("/contact-reports/", "client", "BIR"), ("/meetings/", "client", "BIR"),
        ("/tasks/", "client", "BIR"), ("/forms/", "client", "BIR"),
    )  # fmt: skip

    @pytest.mark.parametrize(("address", "name", "asked"), ASKS)
    def test_b48_a_question_about_a_rival_finds_nothing(self, filled, address, name, asked):
        eyes, browser = Eyes.of(filled, filled.ae_alder), browser_of(filled.ae_alder)
        answer = browser.get(address, {name: asked})
        assert answer.status_code in {200, 400, 404}
        found = [mark for mark in eyes.betrayed(words_of(answer)) if mark != asked]
        assert found == []

    def test_b48_a_duplicate_across_a_wall_is_not_told_of(self, filled):
        eyes, browser = Eyes.of(filled, filled.ae_alder), browser_of(filled.ae_alder)
        sent = {
            "name": "Bruno",
            "email": filled.rio.email,
            "client": filled.alder.pk,
            "roles": ["day to day"],
            "once": "b",
        }
        answer = browser.post("/contacts/new/", sent)
        told = [mark for mark in eyes.betrayed(words_of(answer)) if mark != filled.rio.email]
        assert told == []
        free = browser.post("/contacts/new/", {**sent, "email": "nobody@birch-not.example", "once": "c"})
        assert answer.status_code == free.status_code, "that somebody else has the address is not said"


def test_s28_a_null_in_an_address_is_refused_before_any_database_sees_it(filled):
    browser = browser_of(filled.head)
    for address in (
        "/contacts/new/?client=%00",
        "/forms/new/?client=%00",
        "/jobs/?text=a%00b",
        "/people/?name=%00",
        "/meetings/?office=%00",
        "/clients/a%00b/",
        "/clients/a%00b/team/",
        "/jobs/a%00b/",
        "/jobs/a%00b/status/",
        "/status-reports/a%00b/",
    ):
        assert browser.get(address).status_code == 400, address
    nothing_chosen = browser.post("/jobs/batch/", {"do": "status", "job": ["a\0b"], "once": "1"})
    assert nothing_chosen.status_code == 303
