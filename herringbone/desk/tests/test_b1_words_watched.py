"""B1: whoever answers for a client sees on the desk the words that others still owe on its forms, and reminds them."""

from django.urls import reverse

from herringbone.core import clock
from herringbone.desk.queries.page import Desk, desk_of
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.record.models import Event
from herringbone.work.actions import acknowledge_form
from herringbone.work.tests.builders import a_job
from tests.crawling import browser_of
from tests.forms import forms_in
from tests.world import World


def desk(person: Person) -> Desk:
    return desk_of(person, standing(person), clock.now())


def words(person: Person) -> list[tuple[str, str]]:
    return [
        (duty.kind, duty.owner)
        for group in desk(person).groups
        if group.key in ("account_late", "account")
        for duty in group.duties
        if duty.kind == "form_acknowledgement"
    ]


def test_b1_who_answers_sees_the_words_that_others_owe_until_they_are_given(world: World):
    routing = a_job(world, departments=[world.departments["creative"]]).form.routings.get()
    assert words(world.ae_alder) == [("form_acknowledgement", routing.person.name)]
    assert words(world.ae_birch) == [], "another client's are not seen"
    assert "owe nothing" in desk(world.ae_alder).lead or "form" not in desk(world.ae_alder).lead, "it is not theirs"
    acknowledge_form(by=routing.person, routing=routing)
    assert words(world.ae_alder) == []


def test_b1_a_click_on_the_desk_reminds_once(world: World):
    routing = a_job(world, departments=[world.departments["creative"]]).form.routings.get()
    browser = browser_of(world.ae_alder)
    page = browser.get("/desk/").content.decode()
    assert f"Nudge {routing.person.name.split(' ')[0]}<" in page
    (reminding,) = (one for one in forms_in(page) if one.action == reverse("routing_reminder", args=[routing.pk]))
    for _twice in range(2):
        assert browser.post(reminding.action, reminding.filled())["Location"] == "/desk/"
    assert Event.objects.filter(verb="acknowledgement asked for").count() == 1
