"""The pages of people: who opens which, what they show, what comes back, and how many queries they take."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from herringbone.core import clock
from herringbone.core.search.keeping import follow
from herringbone.people.actions import arrange_cover
from herringbone.people.models import Absence, Department, Person, Role, Wall
from tests.forms import forms_in
from tests.world import DAY, World

EVERYBODY = {"/people/", "/people/departments/", "/people/absence/", "/me/"}
KEEPERS = {"/people/new/", "/people/departments/new/", "/invitations/"}  # head and administrator
HEADS, ADMINISTRATORS = {"/walls/"}, {"/security-log/"}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_i1_who_opens_which_page(world: World):
    for name, person in world.everyone.items():
        client = signed_in(person)
        may = EVERYBODY | (KEEPERS if name in ("head", "admin") else set())
        may |= HEADS if name == "head" else set()
        may |= ADMINISTRATORS if name == "admin" else set()
        for address in EVERYBODY | KEEPERS | HEADS | ADMINISTRATORS:
            assert client.get(address).status_code == (200 if address in may else 403), f"{name} at {address}"


def test_i1_whoever_is_not_signed_in_is_sent_to_the_door(world: World):
    for address in EVERYBODY | KEEPERS | HEADS | ADMINISTRATORS | {f"/people/{world.ae_alder.pk}/"}:
        assert Client().get(address)["Location"].startswith("/sign-in/?next=")
        answer = Client().get(address, headers={"HX-Request": "true"})
        assert (answer.status_code, answer["HX-Redirect"][:9]) == (204, "/sign-in/")


def test_i1_the_directory_says_who_is_away_and_who_covers(world: World):
    now = clock.now()
    arrange_cover(by=world.ae_alder, person=world.ae_alder, cover=world.sup_alder, begins=now, ends=now + DAY)
    body = signed_in(world.bizdev).get("/people/").content.decode()
    assert "Sam Super stands in" in body
    assert all(person.name in body for person in world.everyone.values())


@pytest.mark.parametrize(
    ("asked", "found", "not_found"),
    [
        ("name=alder", "Ann Alder", "Bob Birch"),
        ("name=ALDER+ann", "Ann Alder", "Bob Birch"),
        ("department={creative}", "Dee Dept", "Ann Alder"),
        ("office=999", "Nobody fits", "Ann Alder"),
        ("department=x%27--&office=0x1", "Ann Alder", "Nobody fits"),
        ("left=1", "Nobody fits", "Ann Alder"),
    ],
)
def test_i1_the_directory_is_filtered(world: World, asked: str, found: str, not_found: str):
    asked = asked.format(creative=world.departments["creative"].pk)
    body = signed_in(world.bizdev).get(f"/people/?{asked}").content.decode()
    assert found in body
    assert not_found not in body


def test_i1_a_persons_page_shows_only_roles_on_clients_that_the_reader_sees(world: World):
    page = f"/people/{world.ae_birch.pk}/"
    for reader, sees in ((world.sup_birch, True), (world.head, True), (world.ae_alder, False), (world.admin, False)):
        body = signed_in(reader).get(page).content.decode()
        assert ("CANARY-birch" in body) is sees, reader


def test_i1_a_persons_page_shows_the_reporting_line(world: World):
    Person.objects.filter(pk=world.ae_alder.pk).update(reports_to=world.sup_alder)
    Person.objects.filter(pk=world.sup_alder.pk).update(reports_to=world.director)
    body = signed_in(world.bizdev).get(f"/people/{world.ae_alder.pk}/").content.decode()
    assert body.index("Sam Super") < body.index("Dora Director")
    assert "Ann Alder" in signed_in(world.bizdev).get(f"/people/{world.sup_alder.pk}/").content.decode()


def test_i1_somebody_is_entered_changed_let_go_and_taken_back_on_pages(world: World):
    client = signed_in(world.admin)
    sent = {"name": "Nina New", "email": "nina@agency.example", "office": world.office.pk, "title": "Producer"}
    page = client.post("/people/new/", sent)
    assert page.status_code == 303
    nina = Person.objects.get(email="nina@agency.example")
    sent = {**sent, **sent_from(client.get(f"/people/{nina.pk}/edit/"), f"/people/{nina.pk}/edit/")}
    answer = client.post(f"/people/{nina.pk}/edit/", {**sent, "email": world.ae_alder.email, "title": "Kept as typed"})
    assert answer.status_code == 422
    assert "has that address already" in answer.content.decode()
    assert "Kept as typed" in answer.content.decode()
    assert client.post(f"/people/{nina.pk}/edit/", {**sent, "title": "Traffic"})["Location"] == f"/people/{nina.pk}/"
    assert Person.objects.get(pk=nina.pk).title == "Traffic"
    client.post(f"/people/{nina.pk}/leaving/")
    assert not Person.objects.get(pk=nina.pk).is_active
    assert "Nina New" in client.get("/people/?left=1").content.decode()
    client.post(f"/people/{nina.pk}/coming-back/")
    assert Person.objects.get(pk=nina.pk).is_active
    assert client.post(f"/people/{world.admin.pk}/leaving/").status_code == 422


def sent_from(page: HttpResponse, address: str) -> dict[str, list[str]]:
    """What a browser would send of the form on a page that goes to an address, as it stands."""
    (form,) = (one for one in forms_in(page.content.decode()) if one.action == address)
    return {field.name: field.values for field in form.fields.values() if field.kind != "submit" and field.values}


def test_b52_two_who_edit_a_person_keep_both_changes_or_are_asked(world: World):
    ann, address = world.ae_alder, f"/people/{world.ae_alder.pk}/edit/"
    head, admin = signed_in(world.head), signed_in(world.admin)
    one, other = (sent_from(browser.get(address), address) for browser in (head, admin))
    assert head.post(address, {**one, "title": "Senior account executive", "once": "1"}).status_code == 303
    assert admin.post(address, {**other, "phone": "212 555 0142", "once": "2"}).status_code == 303
    ann.refresh_from_db()
    assert (ann.title, ann.phone) == ("Senior account executive", "212 555 0142")

    asked = admin.post(address, {**other, "title": "Account director", "once": "3"})
    assert asked.status_code == 409
    body = asked.content.decode()
    assert "Senior" in body and "Account director" in body
    assert "You saved this at" in body and "in another window" in body, "the last one who did"
    again = sent_from(asked, address)
    assert admin.post(address, {**again, "choose-title": "yours", "once": "4"}).status_code == 303
    ann.refresh_from_db()
    assert (ann.title, ann.phone) == ("Account director", "212 555 0142")
    theirs = {**one, "title": "Copywriter", "once": "5"}
    again = sent_from(head.post(address, theirs), address)
    assert head.post(address, {**again, "choose-title": "theirs", "once": "6"}).status_code == 303
    ann.refresh_from_db()
    assert ann.title == "Account director"


def test_i1_a_double_click_enters_one_person(world: World):
    client = signed_in(world.admin)
    sent = {"name": "Nina New", "email": "nina@agency.example", "office": world.office.pk, "once": "the-form's-key"}
    first, second = client.post("/people/new/", sent), client.post("/people/new/", sent)
    assert first["Location"] == second["Location"]


def test_i1_departments_on_their_page(world: World):
    client = signed_in(world.head)
    sent = {"name": "Digital", "craft": "creative", "head": world.dept.pk}
    assert client.post("/people/departments/new/", sent).status_code == 303
    made = Department.objects.get(name="Digital")
    assert client.post("/people/departments/new/", sent).status_code == 422
    assert client.get(f"/people/departments/{made.pk}/edit/").status_code == 200
    client.post(f"/people/departments/{made.pk}/edit/", {"name": "Digital", "craft": "media", "head": ""})
    made.refresh_from_db()
    assert (made.craft, made.head) == ("media", None)
    assert "Digital" in client.get("/people/departments/").content.decode()


def test_i1_an_absence_is_arranged_in_whole_days_of_the_office(world: World):
    client = signed_in(world.ae_alder)
    sent = {"first": "2026-03-09", "last": "2026-03-10", "cover": world.sup_alder.pk}
    assert client.post("/people/absence/", sent).status_code == 303
    absence = Absence.objects.get()
    local = [world.office.local(moment).isoformat() for moment in (absence.begins, absence.ends)]
    assert local == ["2026-03-09T00:00:00-04:00", "2026-03-11T00:00:00-04:00"]
    assert client.post(f"/people/absences/{absence.pk}/end/").status_code == 303


@pytest.mark.parametrize(
    ("language", "first", "last", "from_hour", "ends"),
    [
        ("en", "Mon 9 Mar", "10 March", "2 pm", "2026-03-11T00:00:00-04:00"),
        ("it", "lunedì 9 marzo", "10 marzo 2026", "14.00", "2026-03-11T00:00:00-04:00"),
    ],
)
def test_i1_an_absence_is_typed_as_people_say_it(world: World, language, first, last, from_hour, ends):
    Person.objects.filter(pk=world.ae_alder.pk).update(language=language)
    client = signed_in(Person.objects.get(pk=world.ae_alder.pk))
    sent = {"first": first, "last": last, "from_hour": from_hour, "cover": world.sup_alder.pk}
    assert client.post("/people/absence/", sent).status_code == 303
    absence = Absence.objects.get()
    local = [world.office.local(moment).isoformat() for moment in (absence.begins, absence.ends)]
    assert local == ["2026-03-09T14:00:00-04:00", ends]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"last": "2026-03-08"}, "before the first"),
        ({"cover": "{self}"}, "from the list"),
        ({"cover": "{birch}"}, "A wall stands between"),
        ({"first": "whenever"}, "“whenever” is not a day. Write it as 8 Dec"),
        ({"first": "3/4/2026"}, "4 Mar"),
        ({"from_hour": "25:10"}, "That is no hour"),
    ],
)
def test_i1_an_absence_that_cannot_be_comes_back_with_its_reason(world: World, changed: dict, reason: str):
    ids = {"self": world.ae_alder.pk, "birch": world.ae_birch.pk}
    sent = {"first": "2026-03-09", "last": "2026-03-10", "cover": world.sup_alder.pk, "reason": "skiing", **changed}
    sent["cover"] = str(sent["cover"]).format(**ids)
    answer = signed_in(world.ae_alder).post("/people/absence/", sent)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert "skiing" in answer.content.decode()
    assert all(
        f'value="{escape(value)}"' in answer.content.decode() for key, value in changed.items() if key != "cover"
    )
    assert not Absence.objects.exists()


def test_i1_nobody_arranges_anothers_absence_without_standing_above(world: World):
    address = f"/people/{world.ae_alder.pk}/absence/"
    assert signed_in(world.bizdev).get(address).status_code == 403
    assert signed_in(world.ae_birch).post(address, {}).status_code == 403
    assert signed_in(world.sup_alder).get(address).status_code == 200


def test_i5_walls_on_their_page(world: World):
    client = signed_in(world.head)
    same = client.post("/walls/", {"one": world.alder.pk, "other": world.birch.pk, "reason": "again"})
    assert same.status_code == 422
    assert "already" in same.content.decode()
    assert (
        client.post(
            "/walls/", {"one": world.alder.pk, "other": world.cedar.pk, "reason": "shoes", "raise": "on"}
        ).status_code
        == 303
    )
    wall = Wall.objects.get(other=world.cedar)
    body = client.get("/walls/").content.decode()
    assert "Ann Alder serves or served both, and sees neither" in body
    assert "shoes" in body
    naming = f"/walls/{wall.pk}/naming/"
    assert client.post(naming, {"person": world.ae_alder.pk}).status_code == 422
    assert client.post(naming, {"person": world.director.pk}).status_code == 303
    name = wall.names.get()
    assert client.post(f"/walls/names/{name.pk}/end/").status_code == 303
    assert client.post(f"/walls/{wall.pk}/lowering/", {"reason": ""}).status_code == 422
    assert client.post(f"/walls/{wall.pk}/lowering/", {"reason": "Cedar makes hats now"}).status_code == 303
    body = client.get("/walls/").content.decode()
    assert "shoes" in body
    assert "Cedar makes hats now" in body
    assert client.get(naming).status_code == 404


def test_i5_the_security_log_tells_no_clients_name(world: World):
    client = signed_in(world.admin)
    signed_in(world.ae_alder).post("/people/departments/new/", {})
    Client().post("/sign-in/", {"login": world.ae_alder.email, "password": "wrong"})
    body = client.get("/security-log/").content.decode()
    assert "CANARY" not in body
    assert "Raised a wall" in body
    assert "Gave a role in the agency" in body
    refused = client.get("/security-log/?only=refused").content.decode()
    assert "Wrong password" in refused
    assert "Ann Alder" in refused
    assert "Raised a wall" not in refused
    for odd in ("?before=yesterday", "?before=2026-03-02", "?only=x", "?before=2026-01-01T00:00:00%2B00:00"):
        assert client.get(f"/security-log/{odd}").status_code == 200


def test_i1_own_settings_are_kept(world: World):
    client = signed_in(world.ae_alder)
    sent = {"name": "Ann Alder-Berg", "language": "it", "theme": "dark", "phone": "1"}
    assert client.post("/me/", sent).status_code == 303
    ann = Person.objects.get(pk=world.ae_alder.pk)
    assert (ann.name, ann.language, ann.theme, ann.single_keys) == ("Ann Alder-Berg", "it", "dark", False)
    assert 'lang="it"' in client.get("/me/").content.decode()
    assert client.post("/me/", {**sent, "language": "tlh"}).status_code == 422
    assert client.post("/me/", {**sent, "name": "Ann\r\nBcc: x"}).status_code == 422


@pytest.fixture
def crowd(world: World) -> World:
    """A thousand people, a tenth of them away."""
    people = Person.objects.bulk_create(
        Person(
            name=f"Person {number}", email=f"person{number}@agency.example", office=world.office, password="!",
            department=world.departments["creative"],
        )
        for number in range(1000)
    )  # fmt: skip
    follow({Person._meta.label: [person.pk for person in people]})
    now = clock.now()
    Absence.objects.bulk_create(
        Absence(person=person, cover=world.ae_alder, begins=now, ends=now + DAY) for person in people[:100]
    )
    Role.objects.bulk_create(
        Role(person=world.dept, client=world.alder, kind="member", starts=date(2020, 1, 1), ends=date(2020, 2, 1))
        for _ in range(1000)
    )
    return world


def test_i1_few_queries_with_a_dozen_people(world: World, django_assert_max_num_queries):
    _few_queries(world, django_assert_max_num_queries)


@pytest.mark.thorough
def test_i1_few_queries_with_a_thousand_people(crowd: World, django_assert_max_num_queries):
    _few_queries(crowd, django_assert_max_num_queries)


def _few_queries(world: World, at_most) -> None:
    """Session, reader, standing (3) and the rail's count included: lists at most 8, whatever the number of rows."""
    reader, head, admin = signed_in(world.bizdev), signed_in(world.head), signed_in(world.admin)
    for client, address, most in (
        (reader, "/people/", 8),
        (reader, "/people/departments/", 8),
        (reader, f"/people/{world.dept.pk}/", 15),
        (head, "/walls/", 11),
        (admin, "/security-log/", 10),
        (reader, "/me/", 9),
    ):
        client.get(address)
        with at_most(most):
            assert client.get(address).status_code == 200


def test_i1_letting_somebody_go_is_asked_with_what_they_hold(world: World):
    address = f"/people/{world.ae_alder.pk}/leaving/"
    assert f'href="{address}"' in signed_in(world.head).get(f"/people/{world.ae_alder.pk}/").content.decode()
    body = signed_in(world.head).get(address).content.decode()
    assert "Without a point person after it" in body and world.cedar.name in body and world.alder.name in body
    assert f'href="/people/{world.ae_alder.pk}/handover/"' in body
    body = signed_in(world.admin).get(address).content.decode()
    assert "2 clients that you do not see" in body and "CANARY" not in body
    world.ae_alder.refresh_from_db()
    assert world.ae_alder.is_active, "a look lets nobody go"
    assert signed_in(world.sup_alder).get(address).status_code == 403
    assert signed_in(world.head).post(address).status_code == 303
    world.ae_alder.refresh_from_db()
    assert not world.ae_alder.is_active
