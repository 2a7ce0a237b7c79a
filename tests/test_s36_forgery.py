"""S36, S37: another site can make nobody's browser act, frame a page, or get at what it was answered."""

import pytest

from tests.addresses import ENDS_THE_SESSION, site, stops
from tests.crawling import browser_of, dump, writes_to

pytestmark = [pytest.mark.thorough, pytest.mark.once]

PRIVATE = {"private", "no-store"}


def test_s36_no_form_is_taken_without_its_token(filled):
    browser, before, faults, met = browser_of(filled.head, enforce_csrf_checks=True), dump(), [], set()
    for stop in stops(rows_each=1):
        if stop.name in met:
            continue
        met.add(stop.name)
        for headers in ({}, {"HX-Request": "true"}, {"Origin": "https://evil.example"}):
            with writes_to() as written:
                answer = browser.post(stop.url, {"name": "CANARY-typed"}, headers=headers)
            if answer.status_code not in {403, 405}:
                faults.append(f"{stop.url}: {answer.status_code}")
            if written:
                faults.append(f"{stop.url} writes to {sorted(written)}")
    assert faults == []
    assert len(met) > 100
    assert dump() == before


def test_s36_no_address_is_exempt():
    assert [name for name, _, view in site() if getattr(view, "csrf_exempt", False)] == []


@pytest.mark.parametrize("who", ["ae_alder", "nobody"])
def test_s36_s37_every_answer_is_kept_by_nobody_and_framed_by_nobody(filled, cast, who):
    browser, faults, met = browser_of(cast[who]), [], set()
    for stop in stops(rows_each=1):
        place = (stop.name, stop.client)
        if place in met or stop.name in ENDS_THE_SESSION | {"healthz", "home"}:
            continue
        met.add(place)
        answer = browser.get(stop.url)
        policy, kept = answer.get("Content-Security-Policy", ""), answer.get("Cache-Control", "")
        if "frame-ancestors 'none'" not in policy and "sandbox" not in policy:
            faults.append(f"{stop.url} may be framed")
        if "'unsafe-inline'" in policy or "'unsafe-eval'" in policy:
            faults.append(f"{stop.url} lets scripts in")
        if answer.get("X-Content-Type-Options") != "nosniff":
            faults.append(f"{stop.url} may be sniffed")
        if answer.get("Cross-Origin-Opener-Policy") != "same-origin":
            faults.append(f"{stop.url} leaves its window open")
        if who != "nobody" and not {word.strip() for word in kept.split(",")} >= PRIVATE:
            faults.append(f"{stop.url} is kept: {kept}")
        if "ETag" in answer and who != "nobody":
            faults.append(f"{stop.url} has an ETag")
    assert not faults, "\n".join(faults)


def test_s37_what_one_person_was_answered_is_no_answer_to_another(filled):
    addresses = ["/desk/", "/clients/", "/jobs/", "/meetings/", "/notifications/", "/tasks/", "/me/"]
    ann, bob = browser_of(filled.ae_alder), browser_of(filled.ae_birch)
    for address in addresses:
        hers = ann.get(address)
        told = {name: hers[name] for name in ("ETag", "Last-Modified") if name in hers}
        headers = {"If-None-Match": told.get("ETag", "*"), "If-Modified-Since": told.get("Last-Modified", "")}
        his = bob.get(address, headers={name: value for name, value in headers.items() if value})
        assert his.status_code == 200, "never 304 for what another has"
        assert "CANARY-alder" not in his.content.decode()
        assert "Cookie" in his["Vary"]
    assert ann.get("/desk/x.css").status_code == 404


def test_s37_nothing_is_kept_by_htmx_either(filled):
    page = browser_of(filled.ae_alder).get("/desk/").content.decode()
    assert "historyCacheSize&quot;:0" in page.replace(" ", "").replace('"', "&quot;")
    assert "allowEval&quot;:false" in page.replace(" ", "").replace('"', "&quot;")
