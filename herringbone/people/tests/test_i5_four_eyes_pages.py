"""I5: a second pair of eyes on the page: who is asked, told and led there, and what a forged form does."""

import pytest

from herringbone.core import clock
from herringbone.desk.models import Notification
from herringbone.desk.notices.collecting import collect, start_from_here
from herringbone.people.actions import (
    agree,
    arrange_cover,
    ask_second_look,
    give_role,
)
from herringbone.people.models import Role, SecondLook, Wall
from herringbone.people.queries.security import security_log
from herringbone.people.tests.builders import another, last, signed_in, stands
from herringbone.record.action import Refused
from tests.world import DAY, canary

Kind, What = Role.Kind, SecondLook.What


def test_i5_the_page_asks_and_says_who_may_agree_and_a_click_does_it(world, second, client):
    typed = {"one": world.alder.pk, "other": world.cedar.pk, "reason": "both make shoes"}
    asker, agreeing = signed_in(world.head), signed_in(second)
    seen = asker.post("/walls/", typed).content.decode()
    assert "Nothing happens before one of these agrees" in seen and "Hugo Head" in seen and "Raise it now" not in seen
    assert asker.post("/walls/", {**typed, "raise": "on", "once": "a"})["Location"] == "/walls/"
    assert asker.post("/walls/", {**typed, "raise": "on", "once": "a"}).status_code == 303, "a double click"
    look = SecondLook.objects.get()
    assert not stands(world).exists()
    own = asker.get("/walls/").content.decode()
    assert "both make shoes" in own and "Hugo Head" in own and f"/four-eyes/{look.pk}/agreeing/" not in own
    assert f"/four-eyes/{look.pk}/refusing/" in own
    theirs = agreeing.get("/walls/").content.decode()
    assert f"/four-eyes/{look.pk}/agreeing/" in theirs and "Hedda Head" in theirs
    before = agreeing.get(f"/walls/asked/{look.pk}/").content.decode()
    assert "Ann Alder" in before and "both make shoes" in before and f"/four-eyes/{look.pk}/agreeing/" in before
    assert signed_in(world.admin).get(f"/walls/asked/{look.pk}/").status_code == 403
    assert agreeing.get("/four-eyes/").content.decode().count(f"/four-eyes/{look.pk}/agreeing/") == 1
    assert agreeing.post(f"/four-eyes/{look.pk}/agreeing/")["Location"] == "/walls/"
    assert stands(world).exists()
    assert agreeing.get(f"/walls/asked/{look.pk}/").status_code == 404, "it waits no more"
    assert "Hugo Head agreed" in asker.get("/four-eyes/").content.decode()


def test_i5_lowering_on_the_page_asks_too(world, second):
    wall = Wall.objects.get()
    asker = signed_in(world.head)
    assert "Hugo Head" in asker.get(f"/walls/{wall.pk}/lowering/").content.decode()
    assert asker.post(f"/walls/{wall.pk}/lowering/", {"reason": ""}).status_code == 422
    assert asker.post(f"/walls/{wall.pk}/lowering/", {"reason": "sold", "once": "b"}).status_code == 303
    again = asker.post(f"/walls/{wall.pk}/lowering/", {"reason": "sold", "once": "c"})
    assert again.status_code == 422 and "asked already" in again.content.decode() and "sold" in again.content.decode()
    wall.refresh_from_db()
    assert wall.lowered is None
    assert signed_in(second).post(f"/four-eyes/{SecondLook.objects.get().pk}/agreeing/").status_code == 303
    wall.refresh_from_db()
    assert wall.lowered


@pytest.mark.parametrize("page", ["agreeing", "refusing"])
def test_i5_a_forged_form_agrees_to_nothing(world, second, sides, page):
    look = ask_second_look(by=world.head, **sides)
    address = f"/four-eyes/{look.pk}/{page}/"
    forged = {"look": look.pk, "agreed_by": second.pk, "by": second.pk, "person": second.pk, "used_at": ""}
    assert signed_in(second).get(address).status_code == 405
    for name, person in world.everyone.items():
        if person == world.head and page == "refusing":
            continue  # takes it back
        answer = signed_in(person).post(address, forged)
        # An administrator may open the page, and finds there nothing about clients.
        assert answer.status_code == (404 if name == "admin" else 403), name
    for field in ({"agreed_by": second.pk}, {"look": look.pk}, {"raise": "on", "look": look.pk}):
        typed = {"one": world.alder.pk, "other": world.cedar.pk, "reason": "both make shoes", **field}
        signed_in(world.head).post("/walls/", typed)
    look.refresh_from_db()
    assert (look.agreed_at, look.refused_at, look.used_at) == (None, None, None)
    assert not stands(world).exists()


def test_i5_an_administrator_sees_nothing_of_what_is_asked_about_clients(world, second):
    first, other = sorted([world.birch.pk, world.cedar.pk])
    ask_second_look(
        by=world.head, what=What.RAISE, why=canary("birch", "why"), particulars={"one": first, "other": other}
    )
    for address in ("/four-eyes/", "/security-log/", "/administration/"):
        answer = signed_in(world.admin).get(address)
        assert answer.status_code == 200 and "CANARY" not in answer.content.decode(), address
    assert canary("birch", "why") in signed_in(second).get("/four-eyes/").content.decode()


def test_i5_a_cover_behind_a_wall_of_their_own_reads_nothing_of_its_other_side(world, second, sides):
    now = clock.now()
    arrange_cover(by=second, person=second, cover=world.ae_birch, begins=now, ends=now + DAY)
    look = ask_second_look(by=world.head, **sides)
    assert signed_in(world.ae_birch).get(f"/walls/asked/{look.pk}/").status_code == 404, "Alder is behind a wall"
    assert signed_in(world.head).get(f"/walls/asked/{look.pk}/").status_code == 200


def test_i5_the_administrators_page_counts_what_waits_for_an_answer(world):
    look = ask_second_look(by=world.admin, what=What.EXPORT, why="for the archive")
    shown = 'href="/four-eyes/">Waits for somebody to agree</a>: '
    assert f"{shown}1<" in signed_in(world.admin).get("/administration/").content.decode()
    agree(by=world.head, look=look)
    assert f"{shown}0<" in signed_in(world.admin).get("/administration/").content.decode()


def test_i5_who_opens_the_page(world):
    for name, person in world.everyone.items():
        assert signed_in(person).get("/four-eyes/").status_code == (200 if name in ("head", "admin") else 403), name
    assert "Nothing waits for anybody to agree." in signed_in(world.head).get("/four-eyes/").content.decode()


def test_i5_the_page_takes_as_many_queries_for_many_as_for_few(world, second, django_assert_max_num_queries):
    now = clock.now()
    walls = [
        SecondLook(
            what=What.LOWER, particulars={"wall": Wall.objects.get().pk}, why="x", asked_by=world.head,
            expires=now + (DAY if number % 2 else -DAY), asked_at=now - 2 * DAY,
        )
        for number in range(200)
    ]  # fmt: skip
    browser = signed_in(second)
    for rows in (walls[:10], walls[10:]):
        SecondLook.objects.bulk_create(rows)
        browser.get("/four-eyes/")
        with django_assert_max_num_queries(13):
            page = browser.get("/four-eyes/").content.decode()
    assert "before=" in page
    oldest = SecondLook.objects.order_by("pk").first()
    assert browser.get(f"/four-eyes/?before={oldest.pk}").status_code == 200
    SecondLook.objects.all().delete()  # no event tells of them


def test_c7_those_who_may_agree_are_told_and_who_asked_hears_the_answer(world, second, sides):
    start_from_here()
    third = another(world, "Hal Head", Kind.HEAD)
    start_from_here()
    look = ask_second_look(by=world.head, **sides)
    assert collect() == 2
    assert {*Notification.objects.values_list("person", flat=True)} == {second.pk, third.pk}
    told = Notification.objects.get(person=second)
    assert signed_in(second).get(f"/notifications/{told.pk}/")["Location"] == "/four-eyes/"
    assert (
        "Hedda Head asks for your agreement: to raise a wall"
        in signed_in(third).get("/notifications/").content.decode()
    )
    agree(by=second, look=look)
    collect()
    waiting = Notification.objects.filter(event__verb="second look asked for", read=None)
    assert not waiting.exists(), "third has nothing to do any more"
    assert Notification.objects.get(person=world.head).event.verb == "second look agreed to"


def test_i5_nobody_gives_themself_a_role_in_the_agency_alone(world):
    for by, kind in ((world.admin, Kind.HEAD), (world.admin, Kind.FINANCE), (world.head, Kind.ADMINISTRATOR)):
        with pytest.raises(Refused, match="agree first"):
            give_role(by=by, person=by, client=None, kind=kind)


def test_i5_an_administrators_own_role_is_given_when_the_head_agrees(world):
    browser, address = signed_in(world.admin), f"/people/{world.admin.pk}/roles/"
    assert "Nothing happens before one of these agrees" in browser.get(address).content.decode()
    assert browser.post(address, {"kind": "finance", "reason": ""}).status_code == 422
    assert browser.post(address, {"kind": "finance", "reason": "keeps the books"})["Location"] == "/four-eyes/"
    assert not world.admin.roles.filter(kind="finance").exists()
    look = SecondLook.objects.get()
    assert signed_in(world.admin).post(f"/four-eyes/{look.pk}/agreeing/").status_code == 403
    assert signed_in(world.head).post(f"/four-eyes/{look.pk}/agreeing/").status_code == 303
    assert world.admin.roles.filter(kind="finance").exists()
    assert last("role given").particulars["agreed_by"] == world.head.pk


def test_i5_an_own_role_agreed_to_late_begins_on_that_day(world):
    told = {"kind": "finance", "starts": clock.now().date().isoformat()}
    look = ask_second_look(by=world.admin, what=What.ROLE, why="keeps the books", particulars=told)
    with clock.clock_at(clock.now() + 3 * DAY):
        agree(by=world.head, look=look)
        assert world.admin.roles.get(kind="finance").starts == clock.now().date()


def test_i5_the_only_one_who_keeps_the_house_gives_themself_a_role_with_the_reason_on_record(world):
    Role.objects.filter(kind=Kind.HEAD).delete()
    browser, address = signed_in(world.admin), f"/people/{world.admin.pk}/roles/"
    assert browser.post(address, {"kind": "head", "reason": "there is no other"})["Location"] == address
    assert world.admin.roles.filter(kind="head").exists()
    look = SecondLook.objects.get()
    assert (look.why, look.agreed_by, last("role given").particulars["look"]) == ("there is no other", None, look.pk)
    assert any("there is no other" in line.detail for line in security_log(None))


def test_i5_a_role_for_somebody_else_is_given_as_before(world):
    browser = signed_in(world.admin)
    assert "reason" not in browser.get(f"/people/{world.dept.pk}/roles/").content.decode()
    assert browser.post(f"/people/{world.dept.pk}/roles/", {"kind": "finance"}).status_code == 303
    assert world.dept.roles.filter(kind="finance").exists()
