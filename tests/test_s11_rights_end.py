"""S06, S10, S11, B49: a right ends with its reason, from the very next request on."""

import pytest
from django.test import Client as Browser

from herringbone.people.actions import deactivate_person, end_role, raise_wall
from herringbone.people.models import Role
from herringbone.record.models import Event, StoredFile
from tests.crawling import browser_of, dump, undone, words_of, writes_to
from tests.test_s02_forged import DENIALS, without_denials
from tests.test_s03_choices import pages_with_forms

INLINE = "image/png"


FORMS = []  # found once for all tests of a process


@pytest.fixture
def attached(filled):
    """A file that somebody attached at Alder, as its address and its row: no preview, no rendering."""
    file = StoredFile.objects.filter(client=filled.alder, preview_of=None, rendering=None).first()
    return f"/files/{file.path.replace('/', '')}/", file


def end_roles(filled, person):
    for role in Role.objects.filter(person=person, client=filled.alder, ends=None):
        end_role(by=filled.head, role=role)


ENDINGS = {
    "the role ends": lambda filled: end_roles(filled, filled.planner_alder),
    "a wall rises": lambda filled: raise_wall(by=filled.head, one=filled.alder, other=filled.cedar, reason="rivals"),
    "the person leaves": lambda filled: deactivate_person(by=filled.head, person=filled.planner_alder),
}


@pytest.mark.parametrize("how", ENDINGS)
def test_s11_the_next_request_is_refused_whatever_was_open(filled, attached, how):
    if how == "a wall rises":
        Role.objects.create(person=filled.planner_alder, client=filled.cedar, kind="planner", starts="2026-01-01")
    browser, address = browser_of(filled.planner_alder), attached[0]
    opened = ["/clients/ALD/", f"/contacts/{filled.pat.pk}/edit/", address]
    assert [browser.get(url).status_code for url in opened] == [200, 200, 200]
    ENDINGS[how](filled)
    before = dump()
    for url in opened:
        for headers in ({}, {"HX-Request": "true"}):
            answer = browser.get(url, headers=headers)
            assert answer.status_code in {302, 204, 404}, url
            assert "CANARY-alder" not in words_of(answer)
    answer = browser.post(f"/contacts/{filled.pat.pk}/edit/", {"name": "Taken over", "once": "x"})
    assert answer.status_code in {403, 404}, "whoever is out sees what they typed, and the way in"
    assert without_denials(dump()) == without_denials(before)


def test_s06_b49_a_file_has_the_permission_of_its_client_when_it_is_fetched(filled, cast, attached):
    address, _ = attached
    assert Browser().get(address).status_code == 302
    for who in ("ae_birch", "former", "admin", "bizdev", "both"):
        answer = browser_of(cast[who]).get(address)
        assert answer.status_code == (200 if who == "both" else 404), who
    got = browser_of(filled.ae_alder).get(address)
    assert got.status_code == 200
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in got["Cache-Control"]
    assert got["Content-Security-Policy"].startswith("sandbox")


def test_b49_every_fetch_of_a_clients_file_is_in_the_event_stream(filled, attached):
    address, file = attached
    fetched = Event.objects.filter(verb="file fetched", client=filled.alder)
    browser_of(filled.ae_birch).get(address)
    browser_of(filled.ae_alder).head(address)
    assert not fetched.exists(), "nobody got a byte"
    browser_of(filled.ae_alder).get(address)
    one = fetched.get()
    assert (one.by, one.subject_id, one.particulars["file"]) == (filled.ae_alder, file.pk, file.pk)


def test_s06_no_path_leads_to_the_store(filled, attached):
    browser, path = browser_of(filled.ae_alder), attached[1].path
    for url in (
        f"/static/{path}",
        f"/media/{path}",
        f"/files/{path}",
        f"/static/../files/{path}",
        f"/static/%2e%2e/files/{path}",
    ):
        assert browser.get(url).status_code in {404, 301}, url


@pytest.mark.crawl
@pytest.mark.forged
@pytest.mark.once
class TestWhoMayOnlyLook:
    """S10: executive management changes nothing, and neither does an administrator who looks as somebody else."""

    @pytest.fixture
    def forms(self, filled):
        """Every form on Alder's pages, filled in as its account executive would send it: the same in each test."""
        if not FORMS:
            FORMS.extend((address, form.filled()) for address, form in pages_with_forms(filled, filled.ae_alder))
        assert len(FORMS) > 30
        return [one for one in FORMS if not one[0].startswith(("/me/", "/sign-in/", "/calls/understand/"))]

    def refused(self, browser, forms, settings_of_ones_own=()):
        before, taken = dump(), []
        for address, sent in forms:
            with undone(browser), writes_to(but=(DENIALS,)) as written:
                status = browser.post(address, sent).status_code
                if written and without_denials(dump()) != without_denials(before):
                    taken.append(f"{address}: {status}")
        return [one for one in taken if not one.startswith(settings_of_ones_own)]

    def test_s10_executive_management_changes_nothing(self, filled, forms):
        bag = f"/jobs/{filled.alder.jobs.order_by('pk').first().number}/bag/"  # what is read there, as a file
        own = ("/people/absence/", "/notifications/", "/jobs/views/", "/calendar/feeds/", bag)
        assert self.refused(browser_of(filled.exec), forms, own) == []

    def test_s10_an_administrator_touches_no_business(self, filled, forms):
        own = ("/people/absence/", "/notifications/", "/jobs/views/", "/calendar/feeds/")
        assert self.refused(browser_of(filled.admin), forms, own) == []

    def test_s10_whoever_looks_as_somebody_else_changes_nothing(self, filled, forms):
        browser = browser_of(filled.admin)
        begun = browser.post(f"/people/{filled.ae_alder.pk}/viewing/", {"reason": "to see what she sees"})
        assert begun.status_code == 303
        assert browser.get("/clients/ALD/").status_code == 200
        assert self.refused(browser, forms) == []
        for address in ("/me/", "/me/two-step/", "/me/passkeys/", "/me/password/"):
            assert browser.get(address).status_code == 403, address

    def test_s02_a_rivals_account_executive_changes_nothing(self, filled, forms):
        alders = [one for one in forms if one[0] not in ("/people/absence/", "/clients/", "/jobs/views/new/")]
        own = (
            "/people/absence/", "/notifications/", "/jobs/views/", "/calendar/feeds/", "/forms/new/", "/contacts/new/",
            "/calls/", "/weekly-meetings/: ",  # one begins a meeting about one's own clients
        )  # fmt: skip
        assert self.refused(browser_of(filled.ae_birch), alders, own) == []
