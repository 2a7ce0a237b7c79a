"""The pages of clients and contacts: who may open them, what they show, and that nothing typed is lost."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from herringbone.clients.actions import (
    add_contact,
    change_client,
    declare_revenue,
    open_client,
    post,
    receive_message,
)
from herringbone.clients.models import Brand, Client, Contact, Message, Post, Revenue
from herringbone.people.actions.roles import may_end_role
from herringbone.people.models import Role
from herringbone.record.models import Denial, Event, Policy
from tests.world import World

SEES_ALDER = ("ae_alder", "sup_alder", "coord_alder", "planner_alder", "dept", "director", "head", "exec", "finance")
SEES_NOT = ("ae_birch", "sup_birch", "bizdev", "admin")
PARTS = ("", "people/", "documents/", "conversation/", "team/", "holdings/", "settings/", "edit/", "revenue/new/")


def test_a1_the_team_opens_the_page_and_nobody_else(world: World, enter: Callable):
    post(by=world.ae_alder, subject=world.alder, text="Hello")
    receive_message(by=world.ae_alder, contact=world.pat, text="When?")
    for name in SEES_ALDER:
        browser = enter(getattr(world, name))
        for part in PARTS:
            answer = browser.get(f"/clients/ALD/{part}")
            allowed = part != "edit/" or name in ("sup_alder", "director", "head")
            assert answer.status_code == (200 if allowed else 403), (name, part)
            if name not in ("head", "exec", "finance"):  # who stand above walls
                assert "CANARY-birch" not in answer.content.decode(), (name, part)
    for name in SEES_NOT:
        browser = enter(getattr(world, name))
        for part in PARTS:
            assert browser.get(f"/clients/ALD/{part}").status_code == 404, (name, part)


def without_nonce(page: bytes) -> bytes:
    """A page without what is drawn anew for each answer, and without what its own address gives: its room in the rail,
    and where forms come back to.
    """
    return re.sub(rb'[\w/+-]{20,}={0,2}|name="next" value="[^"]*"| aria-current="page"', b"", page)


def test_s01_a_foreign_client_answers_as_one_that_does_not_exist(world: World, enter: Callable):
    browser = enter(world.ae_alder)
    foreign, absent = browser.get("/clients/BIR/"), browser.get("/clients/QQQ/")
    assert foreign.status_code == absent.status_code == 404
    assert without_nonce(foreign.content) == without_nonce(absent.content)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(browser, method)("/clients/BIR/").status_code in (404, 405)


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/clients/BIR/edit/", {"name": "Mine"}),
        ("/clients/BIR/brands/new/", {"name": "Mine"}),
        ("/clients/BIR/entities/new/", {"name": "Mine"}),
        ("/clients/BIR/revenue/new/", {"amount": "1", "currency": "USD", "year": "2026", "source": "x"}),
        ("/clients/BIR/messages/new/", {"text": "x"}),
        ("/clients/BIR/settings/policy/", {"kind": "client_message", "amount": "1", "unit": "working days"}),
        ("/conversations/clients.Client/{birch}/", {"text": "x"}),
        ("/contacts/{rio}/edit/", {"name": "Mine"}),
        ("/contacts/{rio}/consent/", {"channel": "mail", "allowed": "no", "source": "x"}),
        ("/brands/{brand}/", {"name": "Mine"}),
        ("/brands/{brand}/removal/", {}),
    ],
)
def test_s01_nothing_is_done_on_a_foreign_client(world: World, enter: Callable, address: str, data: dict):
    brand = Brand.objects.get(client=world.birch)
    events = Event.objects.count()
    address = address.format(birch=world.birch.pk, rio=world.rio.pk, brand=brand.pk)
    assert enter(world.ae_alder).post(address, data).status_code == 404
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("who", "address", "data"),
    [
        ("exec", "/clients/ALD/brands/new/", {"name": "Mine"}),
        ("ae_alder", "/clients/ALD/edit/", {"name": "Mine"}),
        ("dept", "/clients/ALD/revenue/new/", {"amount": "1", "currency": "USD", "year": "2026", "source": "x"}),
        (
            "coord_alder",
            "/clients/ALD/settings/policy/",
            {"kind": "client_message", "amount": "1", "unit": "working days"},
        ),
        ("exec", "/conversations/clients.Client/{alder}/", {"text": "x"}),
        ("sup_alder", "/clients/new/", {"name": "Mine", "code": "MIN"}),
        ("director", "/clients/major-accounts/", {"currency": "USD", "amount": "1"}),
    ],
)
def test_s02_what_one_may_not_do_is_refused_before_anything_is_touched(
    world: World, enter: Callable, who: str, address: str, data: dict
):
    events = Event.objects.count()
    answer = enter(getattr(world, who)).post(address.format(alder=world.alder.pk), data)
    assert answer.status_code == 403
    assert Event.objects.count() == events
    assert Denial.objects.count() <= 1


def test_s03_choices_and_suggestions_hold_nothing_from_across_a_wall(world: World, enter: Callable):
    browser = enter(world.ae_alder)
    for address in (
        "/clients/", "/clients/?q=CANARY-birch", "/clients/?q=BIR", "/contacts/", "/contacts/?q=rio",
        "/contacts/?q=CANARY-birch", "/contacts/new/", "/clients/duplicates/?name=CANARY-birch-Birch",
        f"/conversations/clients.Client/{world.alder.pk}/mentions/?q=",
    ):  # fmt: skip
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert "CANARY-birch-" not in answer.content.decode().replace("?name=CANARY-birch-Birch", ""), address
    assert (
        "Bob Birch" not in browser.get(f"/conversations/clients.Client/{world.alder.pk}/mentions/?q=b").content.decode()
    )


def test_s03_an_id_that_was_not_offered_is_no_choice(world: World, enter: Callable):
    browser = enter(world.ae_alder)
    answer = browser.post("/contacts/new/", {"name": "New", "client": world.birch.pk})
    assert answer.status_code == 422
    assert not Contact.objects.filter(name="New").exists()
    answer = browser.post("/clients/ALD/messages/new/", {"contact": world.rio.pk, "via": "mail", "text": "x"})
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_s03_a_parent_across_a_wall_is_neither_offered_nor_named(world: World, enter: Callable):
    change_client(by=world.head, client=world.alder, values={"parent": world.birch.pk})
    browser = enter(world.sup_alder)
    assert "CANARY-birch" not in browser.get("/clients/ALD/").content.decode()
    assert "CANARY-birch" not in browser.get("/clients/ALD/edit/").content.decode()


def test_a2_across_a_team_only_name_and_company_are_shown(world: World, enter: Callable):
    browser = enter(world.bizdev)
    page = browser.get("/contacts/").content.decode()
    assert "CANARY-alder-pat" in page
    for hidden in ("pat@alder.example", "CANARY-alder-phone", "CANARY-alder-title", "CANARY-alder-notes"):
        assert hidden not in page
        assert hidden not in browser.get(f"/contacts/{world.pat.pk}/").content.decode()
    assert browser.get(f"/contacts/{world.pat.pk}/edit/").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["order=name);--", "order=client__password", "order=-pk", "office=1 OR 1=1", "office=%00", "q=%00", "point=٣",
     "before=x_1", "before=2026-01-01T00:00:00_1", "office=" + "9" * 30],
)  # fmt: skip
def test_s28_only_what_a_link_of_ours_says_is_understood(world: World, enter: Callable, query: str):
    browser = enter(world.ae_alder)
    address = "/clients/ALD/" if query.startswith("before") else "/clients/"
    assert browser.get(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["q=%25", "q='", 'q=" OR NEAR(', "page=1e9", "page=-1", "page=99999999999", "q=" + "x" * 5000]
)
def test_s28_free_text_and_odd_pages_do_no_harm(world: World, enter: Callable, query: str):
    for address in ("/clients/", "/contacts/"):
        assert enter(world.ae_alder).get(f"{address}?{query}").status_code == 200


HOSTILE = '<img src=x onerror=alert(1)>"><script>window.__xss=1</script>{{ 7*7 }}'


def test_s25_what_people_type_is_text(world: World, enter: Callable):
    change_client(by=world.head, client=world.alder, values={"name": HOSTILE[:110], "industry": HOSTILE[:70]})
    add_contact(by=world.ae_alder, client=world.alder, name=HOSTILE[:110], title=HOSTILE[:100])
    post(by=world.ae_alder, subject=world.alder, text=HOSTILE)
    receive_message(by=world.ae_alder, contact=world.pat, text=HOSTILE)
    browser = enter(world.ae_alder)
    for address in (
        "/clients/",
        "/clients/ALD/",
        *(f"/clients/ALD/{part}" for part in PARTS if part != "edit/"),
        "/contacts/",
    ):
        page = browser.get(address).content.decode()
        assert "<img src=x" not in page, address
        assert "<script>window" not in page, address
        assert "{{ 7" in page or "7*7" not in page, address


def test_s35_fields_that_no_form_offers_change_nothing(world: World, enter: Callable):
    browser = enter(world.sup_alder)
    original = browser.get("/clients/ALD/edit/").context["original"]
    form = {"name": "Alder", "office": world.office.pk, "language": "en", "original": original}
    extra = {
        "code": "HCK",
        "opened": "2001-01-01",
        "external_id": "x",
        "profile": "{}",
        "id": 99,
        "client": world.birch.pk,
    }
    before = Client.objects.values("code", "opened", "external_id", "profile", "id").get(pk=world.alder.pk)
    assert browser.post("/clients/ALD/edit/", {**form, **extra}).status_code == 303
    assert Client.objects.values("code", "opened", "external_id", "profile", "id").get(pk=world.alder.pk) == before
    world.alder.refresh_from_db()
    assert world.alder.name == "Alder"
    original = browser.get(f"/contacts/{world.pat.pk}/edit/").context["original"]
    form = {"name": "Pat", "email": "pat@alder.example", "original": original}
    assert (
        browser.post(
            f"/contacts/{world.pat.pk}/edit/", {**form, "client": world.birch.pk, "left": "2020-01-01", "company": "X"}
        ).status_code
        == 303
    )
    world.pat.refresh_from_db()
    assert (world.pat.client, world.pat.left, world.pat.company, world.pat.name) == (world.alder, None, "", "Pat")


def test_a1_an_account_is_opened_from_the_page_once_however_often_it_is_sent(world: World, enter: Callable):
    browser = enter(world.head)
    form = {
        "name": "Dogwood", "code": "dog", "office": world.office.pk, "language": "it", "point_person": world.bizdev.pk,
        "brands": "Rosso, Bianco", "legal_name": "Dogwood S.p.A.", "once": "k1",
    }  # fmt: skip
    for _again in range(2):
        answer = browser.post("/clients/new/", form)
        assert (answer.status_code, answer["Location"]) == (303, "/clients/DOG/")
    made = Client.objects.get(code="DOG")
    assert [brand.name for brand in made.brands.all()] == ["Bianco", "Rosso"]
    assert Role.objects.get(client=made).person == world.bizdev


def test_a1_what_is_wrong_stands_at_its_field_and_everything_typed_is_still_there(world: World, enter: Callable):
    answer = enter(world.head).post(
        "/clients/new/",
        {"name": "Dogwood", "code": "ALD", "office": world.office.pk, "language": "it", "industry": "dogs"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Another client has that code" in page
    assert 'value="Dogwood"' in page and 'value="dogs"' in page


def test_a1_possible_duplicates_are_shown_while_the_name_is_typed(world: World, enter: Callable):
    open_client(by=world.head, name="Orsatti Vermouth S.p.A.", code="ORS", office=world.office)
    page = enter(world.head).get("/clients/duplicates/?name=Orsatti vermouth").content.decode()
    assert "/clients/ORS/" in page
    assert enter(world.ae_alder).get("/clients/duplicates/?name=Orsatti vermouth").content.decode().strip() == ""


def test_b46_two_who_edit_the_same_client_see_both_versions(world: World, enter: Callable):
    browser = enter(world.sup_alder)
    original = browser.get("/clients/ALD/edit/").context["original"]
    change_client(by=world.head, client=world.alder, values={"industry": "steel"})
    form = {
        "name": world.alder.name,
        "office": world.office.pk,
        "language": "en",
        "currency": "USD",
        "original": original,
    }
    answer = browser.post("/clients/ALD/edit/", {**form, "industry": "iron"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for version in ("<ins>steel</ins>", "<ins>iron</ins>", "CANARY-alder-industry"):
        assert version in page
    assert f"{world.head.name} saved this at 09:00, while you were writing." in page
    chosen = {**form, "industry": "iron", "original": answer.context["conflict"].original, "choose-industry": "yours"}
    assert browser.post("/clients/ALD/edit/", chosen).status_code == 303
    world.alder.refresh_from_db()
    assert world.alder.industry == "iron"


def test_a1_major_accounts_can_be_told_apart(world: World, enter: Callable):
    declare_revenue(
        by=world.head, client=world.alder, amount=Decimal(250_000), currency="USD", year=2026, source="contract"
    )
    browser = enter(world.head)
    assert "Major account" in browser.get("/clients/ALD/").content.decode()
    listed = browser.get("/clients/?major=1").content.decode()
    assert "CANARY-alder-Alder" in listed and "CANARY-cedar-Cedar" not in listed
    assert Revenue.objects.get().by == world.head


def test_a4_a_remark_with_a_file_is_posted_without_scripts(world: World, enter: Callable, png: bytes):
    browser = enter(world.ae_alder)
    files = [SimpleUploadedFile("label.png", png, "text/html"), SimpleUploadedFile("brief.txt", b"words")]
    answer = browser.post(
        f"/conversations/clients.Client/{world.alder.pk}/", {"text": "@Sam Super, look", "files": files}
    )
    made = Post.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/clients/ALD/conversation/#remark-{made.pk}")
    page = browser.get("/clients/ALD/conversation/").content.decode()
    assert "<b>@Sam Super</b>" in page and "brief.txt" in page
    assert "label.png" in browser.get("/clients/ALD/documents/").content.decode()


def test_b30_a_refused_file_leaves_what_was_typed(world: World, enter: Callable):
    empty = SimpleUploadedFile("empty.txt", b"")
    answer = enter(world.ae_alder).post(
        f"/conversations/clients.Client/{world.alder.pk}/", {"text": "typed with care", "files": [empty]}
    )
    assert answer.status_code == 422
    assert "typed with care" in answer.content.decode() and "empty.txt is empty" in answer.content.decode()


def test_a4_people_talk_only_on_what_declared_a_conversation(world: World, enter: Callable):
    browser = enter(world.head)
    for label in ("people.Person", "clients.Brand", "nothing", "clients.client"):
        assert browser.get(f"/conversations/{label}/1/").status_code == 404


def test_a3_a_setting_of_the_client_counts_from_now_on(world: World, enter: Callable):
    browser = enter(world.sup_alder)
    form = {"kind": "client_message", "amount": "4", "unit": "working hours"}
    assert browser.post("/clients/ALD/settings/policy/", form).status_code == 303
    assert Policy.objects.get(client=world.alder).amount == 4
    assert browser.post("/clients/ALD/settings/policy/", {**form, "kind": "no_such"}).status_code == 422
    assert browser.post("/clients/ALD/settings/policy/", {**form, "amount": "0"}).status_code == 422


def test_a3_the_team_is_changed_from_its_page(world: World, enter: Callable):
    browser = enter(world.sup_alder)
    answer = browser.post("/clients/ALD/team/", {"person": world.finance.pk, "kind": "member", "shielded": "on"})
    assert answer.status_code == 303
    role = Role.objects.get(client=world.alder, person=world.finance)
    assert role.shielded
    assert "shielded" in browser.get("/clients/ALD/").content.decode()
    assert browser.post(f"/clients/ALD/team/{role.pk}/end/").status_code == 303
    role.refresh_from_db()
    assert role.ends
    refused = browser.post("/clients/ALD/team/", {"person": world.ae_birch.pk, "kind": "member"})
    assert refused.status_code == 422 and "competitor" in refused.content.decode()


def test_a3_the_team_page_offers_each_the_roles_they_may_give_and_end(world: World, enter: Callable):
    offered = {}
    for who in ("ae_alder", "sup_alder", "director", "exec"):
        page = enter(getattr(world, who)).get("/clients/ALD/team/").content.decode()
        offered[who] = set(re.findall(r'<option value="([a-z ]+)"', page)), "/end/" in page
        ends = set(re.findall(r"/team/(\d+)/end/", page))
        assert all(may_end_role(by=getattr(world, who), role=Role.objects.get(pk=pk)) for pk in ends)
    below = {"point", "second", "executive", "coordinator", "planner", "producer", "member"}
    assert offered["ae_alder"] == ({"member"}, True), "Dee, who is a member"
    assert {kind.split()[0] for kind in offered["sup_alder"][0]} == below
    assert {kind.split()[0] for kind in offered["director"][0]} == {*below, "director", "supervisor"}
    assert offered["exec"] == (set(), False)
    assert enter(world.exec).post("/clients/ALD/team/", {"person": world.dept.pk, "kind": "member"}).status_code == 403


def test_a1_every_name_in_the_addresses_has_a_page(world: World):
    for name in ("clients", "client_new", "contacts", "contact_new", "major_accounts"):
        assert reverse(name)


def test_s39_a_form_sent_again_is_one_contact_and_with_other_words_it_is_told(world: World, enter: Callable):
    browser = enter(world.ae_alder)
    sent = {"name": "Marla Quist", "client": world.alder.pk, "roles": ["day to day"], "once": "form-1"}
    first = browser.post("/contacts/new/", sent)
    again = browser.post("/contacts/new/", {**sent, "csrfmiddlewaretoken": "another"})
    assert (first.status_code, again["Location"]) == (303, first["Location"])
    other = browser.post("/contacts/new/", {**sent, "name": "Nils Quist", "note": "Only on Fridays"})
    assert other.status_code == 409
    assert "it said something else" in other.content.decode()
    assert "Only on Fridays" in other.content.decode(), "what was typed is there to be sent anew"
    assert "form-1" not in other.content.decode()
    assert list(Contact.objects.filter(name__endswith="Quist").values_list("name", flat=True)) == ["Marla Quist"]
    assert browser.post("/contacts/new/", {**sent, "name": "Nils Quist", "once": "form-2"}).status_code == 303
