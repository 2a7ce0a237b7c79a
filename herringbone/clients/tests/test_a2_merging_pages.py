"""A2, the pages: possible duplicates, two contacts side by side, and the way back."""

import re

from herringbone.clients.actions import add_contact, change_contact, merge_contacts, record_consent
from herringbone.clients.models import KeptApart, Merge
from herringbone.core import clock
from tests.world import DAY, World


def once(page) -> str:
    """The key of the form on a page."""
    return re.search(r'name="once" value="(\w+)"', page.content.decode())[1]


def hidden(page, name: str) -> str:
    """What a hidden field of a page holds."""
    return re.search(rf'name="{name}" value="(\w+)"', page.content.decode())[1]


def test_a2_the_list_leads_to_both_side_by_side_and_to_one_contact(world: World, enter):
    twin = add_contact(by=world.ae_alder, client=world.alder, name="Pat Twin", email="pat@alder.example", title="Owner")
    record_consent(by=world.ae_alder, contact=twin, channel="phone", allowed=False, source="by mail")
    browser = enter(world.ae_alder)
    listed = browser.get("/contacts/duplicates/").content.decode()
    address = f"/contacts/{world.pat.pk}/merge/{twin.pk}/"
    assert address in listed
    assert "The same mail address" in listed
    page = browser.get(address)
    assert "1 answer on whether they may be reached" in page.content.decode()
    assert "Not by telephone" in page.content.decode()
    sent = {"once": once(page), "seen": hidden(page, "seen"), "name": "gone", "title": "gone"}
    answer = browser.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (303, f"/contacts/{world.pat.pk}/")
    shown = browser.get(answer["Location"]).content.decode()
    assert "Pat Twin" in shown
    assert "Owner" in shown
    assert "Merged into this one" in shown
    led = browser.get(f"/contacts/{twin.pk}/")
    assert (led.status_code, led["Location"]) == (302, f"/contacts/{world.pat.pk}/")


def test_a2_a_choice_that_was_not_made_comes_back_with_what_was_chosen(world: World, enter):
    twin = add_contact(by=world.ae_alder, client=world.alder, name="Pat Twin", title="Owner")
    browser = enter(world.ae_alder)
    address = f"/contacts/{world.pat.pk}/merge/{twin.pk}/"
    page = browser.get(address)
    answer = browser.post(address, {"once": once(page), "seen": hidden(page, "seen"), "title": "gone"})
    assert answer.status_code == 422
    assert re.search(r'name="title" value="gone"[^>]*checked', answer.content.decode())
    assert Merge.objects.count() == 0


def test_a2_what_was_looked_at_must_still_be_so(world: World, enter):
    twin = add_contact(by=world.ae_alder, client=world.alder, name="Pat Twin")
    browser = enter(world.ae_alder)
    address = f"/contacts/{world.pat.pk}/merge/{twin.pk}/"
    page = browser.get(address)
    change_contact(by=world.ae_alder, contact=twin, values={"title": "Owner"})
    answer = browser.post(address, {"once": once(page), "seen": hidden(page, "seen"), "name": "kept"})
    assert answer.status_code == 422
    assert "changed in the meantime" in answer.content.decode()
    sent = {"once": once(answer), "seen": hidden(answer, "seen"), "name": "kept", "title": "gone"}
    assert browser.post(address, sent).status_code == 303


def test_a2_they_can_be_taken_apart_on_the_page_for_a_while(world: World, enter):
    twin = add_contact(by=world.ae_alder, client=world.alder, name="Pat Twin")
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    browser, address = enter(world.ae_alder), f"/merges/{Merge.objects.get().pk}/undoing/"
    with clock.clock_at(clock.now() + 30 * DAY):
        page = browser.get(address)
        assert "The time to take them apart is over" in page.content.decode()
        assert browser.post(address, {"once": once(page)}).status_code == 422
    page = browser.get(address)
    assert "This can be done until" in page.content.decode()
    assert browser.post(address, {"once": once(page)}).status_code == 303
    assert browser.get(f"/contacts/{twin.pk}/").status_code == 200


def test_a2_two_people_are_kept_apart_from_the_list(world: World, enter):
    twin = add_contact(by=world.ae_alder, client=world.alder, name="Pat Twin", email="pat@alder.example")
    browser, address = enter(world.ae_alder), f"/contacts/{world.pat.pk}/apart/{twin.pk}/"
    page = browser.get(address)
    assert browser.post(address, {"once": once(page)}).status_code == 303
    assert KeptApart.objects.get().other == twin
    assert "Nobody is here twice" in browser.get("/contacts/duplicates/").content.decode()


def test_a2_somebody_else_can_be_chosen_from_the_contacts_of_the_client(world: World, enter):
    kim = add_contact(by=world.ae_alder, client=world.cedar, name="Kim of Cedar")
    stray = add_contact(by=world.ae_alder, name="Stray")
    browser, address = enter(world.ae_alder), f"/contacts/{world.pat.pk}/merge/"
    page = browser.get(address).content.decode()
    assert "Stray" in page
    assert "Kim of Cedar" not in page
    assert browser.get(address, {"other": kim.pk}).status_code == 422
    answer = browser.get(address, {"other": stray.pk})
    assert answer["Location"] == f"/contacts/{world.pat.pk}/merge/{stray.pk}/"


def test_a2_the_pages_are_not_there_for_whoever_does_not_see_both(world: World, enter):
    twin = add_contact(by=world.ae_alder, client=world.alder, name="Pat Twin", email="pat@alder.example")
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    merge = Merge.objects.get()
    addresses = [
        f"/contacts/{world.pat.pk}/merge/", f"/contacts/{world.pat.pk}/merge/{world.quinn.pk}/",
        f"/contacts/{world.rio.pk}/merge/{world.pat.pk}/", f"/contacts/{world.pat.pk}/apart/{world.quinn.pk}/",
        f"/merges/{merge.pk}/undoing/", f"/contacts/{twin.pk}/",
    ]  # fmt: skip
    assert {enter(world.ae_birch).get(address).status_code for address in addresses} == {404}
    assert {enter(world.exec).get(address).status_code for address in [*addresses[:2], *addresses[3:5]]} == {403}
