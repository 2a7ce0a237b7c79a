"""What a next step becomes: a task of ours, or a waiting on the client. Through corrections it stays one."""

from datetime import date
from typing import Any

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.meetings.models import Item
from herringbone.people.models import Person
from herringbone.work.actions import drop_task, end_waiting, make_task, move_task, wait_on_client
from herringbone.work.models import Task, Waiting

TITLE, WHAT = 300, 200  # characters that a task and a waiting hold


def take_effect(by: Person, client: Client, item: Item) -> None:
    """Make of a next step what it asks for, or bring up to date what was made of it before."""
    if item.kind == Item.Kind.NEXT_STEP and item.owner:
        _lift_waiting(by, item.key)
        _set_task(by, client, item, item.owner)
    elif item.kind == Item.Kind.NEXT_STEP and item.owner_contact:
        _drop_tasks(by, item.key)
        _set_waiting(by, client, item)
    else:
        let_go(by, item.key)


def let_go(by: Person, key: str) -> None:
    """A step is no longer agreed: what is open of it need not be done."""
    _drop_tasks(by, key)
    _lift_waiting(by, key)


def _set_task(by: Person, client: Client, item: Item, owner: Person) -> None:
    wanted: dict[str, Any] = {"title": " ".join(item.text.split())[:TITLE], "owner": owner, "job": item.job}
    due: dict[str, Any] = {"due": item.due, "due_at": item.due_at}
    made = Task.objects.filter(item_key=item.key, client=client, dropped=None).select_related("done").last()
    if made and all(getattr(made, name) == value for name, value in wanted.items()):
        if (made.due, made.due_at) == (item.due, item.due_at):
            return
        if not hasattr(made, "done") and _ahead(client, item.due):
            move_task(by=by, task=made, to=item.due, to_at=item.due_at)
            return
    _drop_tasks(by, item.key)
    make_task(by=by, client=client, item_key=item.key, **wanted, **due)


def _set_waiting(by: Person, client: Client, item: Item) -> None:
    what = " ".join(item.text.split())[:WHAT]
    asked = Waiting.objects.filter(item_key=item.key, client=client).last()
    if asked and (asked.what, asked.contact_id, asked.wanted_on) == (what, item.owner_contact_id, item.due):
        return
    _lift_waiting(by, item.key)
    wait_on_client(
        by=by, client=client, what=what, contact=item.owner_contact, job=item.job, due=item.due, item_key=item.key
    )


def _drop_tasks(by: Person, key: str) -> None:
    for task in Task.objects.filter(item_key=key, dropped=None, done=None):
        drop_task(by=by, task=task)


def _lift_waiting(by: Person, key: str) -> None:
    for waiting in Waiting.objects.filter(item_key=key, ended=None):
        end_waiting(by=by, waiting=waiting)


def _ahead(client: Client, due: date | None) -> bool:
    return due is not None and due >= client.office.local(clock.now()).date()
