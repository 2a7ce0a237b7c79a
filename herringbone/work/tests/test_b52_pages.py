"""B52 on the pages of a form: both versions are shown, with who wrote the other, and the choice is obeyed."""

import re
from collections.abc import Callable

from django.urls import reverse

from herringbone.work.tests.builders import a_form
from herringbone.work.tests.test_pages import fields_of
from tests.world import World


def test_b52_both_versions_are_shown_and_the_choice_is_obeyed(world: World, enter: Callable):
    form = a_form(world)
    address = reverse("form", args=[form.pk])
    mine, theirs = enter(world.ae_alder), enter(world.sup_alder)
    typed, other = (fields_of(one.get(address).content.decode()) for one in (mine, theirs))
    theirs.post(address, {**other, "name": "Theirs", "keep": "on"})
    for choice, name in (("theirs", "Theirs"), ("yours", "Mine")):
        answer = mine.post(address, {**typed, "name": "Mine", "asked_how": "by mail", "keep": "on"})
        page = answer.content.decode()
        assert answer.status_code == 409 and "Sam Super" in page and "Theirs" in page and "Mine" in page
        form.refresh_from_db()
        assert form.name == "Theirs"  # nothing is saved until somebody chooses
        kept = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page))
        answer = mine.post(address, {**kept, "choose-name": choice})
        assert answer.status_code == 303
        form.refresh_from_db()
        assert (form.name, form.asked_how) == (name, "by mail")
        typed = fields_of(mine.get(address).content.decode()) | {"original": typed["original"]}
        theirs.post(address, {**fields_of(theirs.get(address).content.decode()), "name": "Theirs", "keep": "on"})
    back = mine.post(address, {**kept, "choose-name": "yours", "write": "on"})
    assert back.status_code == 200 and 'value="Mine"' in back.content.decode()


def test_b52_a_conflict_names_who_changed_that_line_and_not_who_saved_last(world: World, enter: Callable):
    form = a_form(world)
    address = reverse("form", args=[form.pk])
    ann, sam = enter(world.ae_alder), enter(world.sup_alder)
    loaded = fields_of(ann.get(address).content.decode())
    typed = fields_of(sam.get(address).content.decode())
    sam.post(address, {**typed, "name": "Sam's", "keep": "on"})
    ann.post(address, {**loaded, "scope": "Ann's", "keep": "on"})  # the last to save; the name stands
    page = ann.post(address, {**loaded, "scope": "Ann's", "name": "Ann's too", "keep": "on"}).content.decode()
    assert "Sam Super saved this at" in page and "in another window" not in page
