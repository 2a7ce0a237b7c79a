"""One action, one transaction, one event; permission first, nothing half done, a double click harmless."""

from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection, models

from herringbone.core import clock
from herringbone.core.models import Counter
from herringbone.record.action import Denied, Done, Refused, SentBefore, action, saying
from herringbone.record.models import Denial, Edition, Event, Once
from herringbone.record.tests.builders import issue_paper
from tests.world import MONDAY


def rows_of_everything():
    """Every row of every table of ours, for a comparison before and after."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model.__module__.startswith("herringbone") and model is not Denial
    }


def test_s02_a_denied_action_leaves_everything_as_it_was_and_one_denial(world):
    before = rows_of_everything()
    with pytest.raises(Denied):
        issue_paper(by=world.ae_alder, client=world.birch, data={"a": 1})
    assert rows_of_everything() == before
    denial = Denial.objects.get()
    assert (denial.by, denial.verb, denial.subject_label) == (world.ae_alder, "paper issued", "clients.Client")
    assert denial.subject_id == world.birch.pk


def test_s02_a_refused_action_leaves_no_number_and_no_event(world):
    before = rows_of_everything()
    with pytest.raises(Refused) as refused:
        issue_paper(by=world.ae_alder, client=world.alder, data={})
    assert (str(refused.value), refused.value.field) == ("There is nothing to issue", "data")
    assert rows_of_everything() == before
    assert not Counter.objects.filter(series__startswith="edition:paper").exists()


def test_s42_one_deed_one_event_with_who_when_and_for_which_client(world):
    edition = issue_paper(by=world.ae_alder, client=world.alder, data={"a": 1})
    event = Event.objects.get(verb="paper issued")
    assert (event.by, event.client, event.at) == (world.ae_alder, world.alder, MONDAY)
    assert event.subject == edition
    assert event.particulars == {"number": 1, "sealed": [edition.data_sha256]}


def test_s39_the_same_form_sent_twice_gives_the_first_ones_outcome(world):
    first = issue_paper(by=world.ae_alder, client=world.alder, data={"a": 1}, once="form-1")
    again = issue_paper(by=world.ae_alder, client=world.alder, data={"a": 2}, once="form-1")
    assert again == first
    assert Edition.objects.count() == 1
    assert Event.objects.filter(verb="paper issued").count() == 1
    assert Once.objects.get().event.subject == first


def test_s39_the_same_key_with_other_content_is_said_and_changes_nothing(world):
    with saying("one"):
        first = issue_paper(by=world.ae_alder, client=world.alder, data={"a": 1}, once="form-1")
        assert issue_paper(by=world.ae_alder, client=world.alder, data={"a": 1}, once="form-1") == first
    before = rows_of_everything()
    with saying("two"), pytest.raises(SentBefore):
        issue_paper(by=world.ae_alder, client=world.alder, data={"a": 2}, once="form-1")
    assert rows_of_everything() == before
    with saying("two"):
        assert issue_paper(by=world.ae_alder, client=world.alder, data={"a": 2}, once="form-2") != first


def test_s39_another_persons_form_with_the_same_key_is_another_form(world):
    issue_paper(by=world.ae_alder, client=world.alder, data={"a": 1}, once="form-1")
    issue_paper(by=world.sup_alder, client=world.alder, data={"a": 1}, once="form-1")
    assert Edition.objects.count() == 2


def test_s39_ten_at_once_with_one_key_issue_once(shared_world):
    world, start, given = shared_world, Barrier(10), []

    def click():
        start.wait()
        with clock.clock_at(MONDAY):
            given.append(issue_paper(by=world.ae_alder, client=world.alder, data={"a": 1}, once="click").pk)
        connection.close()

    clicks = [Thread(target=click) for _ in range(10)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(given) == 10
    assert len(set(given)) == 1
    assert Edition.objects.count() == 1


def test_an_inner_action_stands_before_its_outer_one_and_falls_with_it(world):
    def anybody(**_):
        return True

    @action("bundle issued", may=anybody)
    def issue_bundle(*, by, client, fail):
        issue_paper(by=by, client=client, data={"a": 1})
        if fail:
            raise Refused("No bundle today")
        return Done(client)

    with pytest.raises(Refused):
        issue_bundle(by=world.ae_alder, client=world.alder, fail=True)
    assert not Edition.objects.exists()
    issue_bundle(by=world.ae_alder, client=world.alder, fail=False)
    assert list(Event.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == ["bundle issued", "paper issued"]


def test_every_model_of_a_client_says_where_its_client_stands(db):
    """What does not say cannot be loaded by `visible_to`; what says wrongly is found here."""
    for model in apps.get_models():
        if not model.__module__.startswith("herringbone"):
            continue
        names_client = any(
            isinstance(field, models.ForeignKey) and field.related_model._meta.label == "clients.Client"
            for field in model._meta.fields
        )
        if names_client and model._meta.label not in ("people.Wall", "desk.Webhook"):
            assert hasattr(model, "client_path"), f"{model._meta.label} belongs to a client and does not say how"
        if hasattr(model, "client_path"):
            model._base_manager.filter(**{model.client_path: 1}).exists()
