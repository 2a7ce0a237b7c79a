"""Sessions (S21): a new id at sign-in; the old ones dead at once; one's own in a list, and nobody else's."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from herringbone.core import clock
from herringbone.people.actions import deactivate_person, end_role, give_role
from herringbone.people.models import Role
from herringbone.people.sessions import BEGAN, SEEN
from herringbone.people.tests.door import PASSWORD, sign_in, with_password
from tests.world import HOUR, World


@pytest.fixture
def ann(world: World):
    return with_password(world.ae_alder)


def signed_in(person) -> Client:
    client = Client()
    assert sign_in(client, person).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_s21_a_session_set_before_signing_in_is_not_the_one_after(ann):
    client = Client()
    client.get("/sign-in/")
    client.session.save()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = session.session_key
    sign_in(client, ann)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_s21_an_old_cookie_is_worth_nothing_after_sign_out(ann):
    client = signed_in(ann)
    stolen = Client()
    stolen.cookies["session"] = client.cookies["session"].value
    assert is_in(stolen)
    client.post("/sign-out/")
    assert not is_in(stolen)


def test_s21_a_new_password_ends_every_other_session(ann):
    here, there = signed_in(ann), signed_in(ann)
    answer = here.post("/me/password/", {"oldpassword": PASSWORD, "password1": "a heron never counts its weirs"})
    assert answer.status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert UserSession.objects.filter(user=ann).count() == 1


def test_s21_whoever_leaves_is_out_at_once(world: World, ann):
    client = signed_in(ann)
    assert is_in(client)
    deactivate_person(by=world.admin, person=ann)
    assert not is_in(client)
    assert not UserSession.objects.filter(user=ann).exists()
    assert sign_in(Client(), ann).status_code == 422


def test_s21_a_role_lost_counts_from_the_next_click(world: World):
    person = with_password(world.planner_alder)
    role = give_role(by=world.head, person=person, client=None, kind=Role.Kind.ADMINISTRATOR)
    client = signed_in(person)
    assert client.get("/security-log/").status_code == 200
    end_role(by=world.head, role=role)
    assert client.get("/security-log/").status_code == 403


@pytest.mark.parametrize(("key", "seconds"), [(BEGAN, 14 * 24 * 3600 + 1), (SEEN, 24 * 3600 + 1)])
def test_s21_a_session_ends_after_two_weeks_and_after_a_day_without_use(ann, key: str, seconds: int):
    client = signed_in(ann)
    session = client.session
    session[key] = int(time.time()) - seconds
    session.save()
    assert not is_in(client)


def test_s21_use_is_noted_now_and_then_and_not_at_every_click(ann):
    client = signed_in(ann)
    session = client.session
    session[SEEN] = int(time.time()) - 3600
    session.save()
    begun = clock.now()
    with clock.clock_at(begun + HOUR):
        client.get("/me/")
    with clock.clock_at(begun + HOUR + timedelta(minutes=5)):
        client.get("/me/")
    assert UserSession.objects.get(user=ann).last_seen_at == begun + HOUR


def test_s21_one_ends_ones_own_sessions_and_nobody_elses(world: World, ann):
    here, there = signed_in(ann), signed_in(ann)
    bob = signed_in(with_password(world.ae_birch))
    foreign = UserSession.objects.get(user=world.ae_birch)
    assert here.post(f"/me/sessions/{foreign.pk}/end/").status_code == 404
    assert is_in(bob)
    other = UserSession.objects.filter(user=ann).exclude(session_key=here.session.session_key).get()
    assert here.post(f"/me/sessions/{other.pk}/end/").status_code == 303
    assert not is_in(there)
    assert is_in(here)


def test_s21_signing_out_everywhere_ends_this_one_too(ann):
    here, there = signed_in(ann), signed_in(ann)
    here.post("/me/sessions/end/")
    assert not is_in(here)
    assert not is_in(there)


def test_s21_the_cookie_is_bound_to_the_host_and_out_of_reach_of_scripts(settings, ann):
    cookie = signed_in(ann).cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]


def test_s21_a_safe_address_makes_the_cookies_safe(tmp_path):
    """What the settings say of cookies where the address begins with https."""
    import os
    import subprocess
    import sys

    shown = "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    told = subprocess.run(
        [sys.executable, "-c", f"import herringbone.settings as s; {shown}"],
        env={**os.environ, "HERRINGBONE_BASE_URL": "https://agency.example", "HERRINGBONE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["__Host-session", "__Host-csrf", "True", "True"]
