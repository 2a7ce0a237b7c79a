"""Tasks: something one person does by a date (B9)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules import may_see
from herringbone.record.action import Done, action, refuse_unless
from herringbone.work.actions.written import day, line
from herringbone.work.models import Job, Task, TaskDone, TaskMove
from herringbone.work.rules import may_hand_over_task, may_work, may_work_on_task


@action("task made", may=may_work)
def make_task(
    *, by: Person, client: Client, title: str, owner: Person, due: date | None = None, due_at: datetime | None = None,
    job: Job | None = None, item_key: str = "",
) -> Done[Task]:  # fmt: skip
    """Give somebody something to do by the close of a date at the client's office, or by a moment (`due_at`).

    `item_key` names the next step of a contact report that it comes from; such a task may be late from the start.
    """
    now = clock.now()
    refuse_unless(job is None or job.client_id == client.pk, _("That job belongs to another client"), "job")
    _refuse_wrong_owner(owner, client)
    due = client.office.local(due_at).date() if due_at else due
    due = day(client.office, due, "due", now, past=bool(item_key))
    title = line(title, "title", 300, _("Say what is to be done"))
    task = Task.objects.create(
        client=client, job=job, title=title, owner=owner, due=due, due_at=due_at, by=by, made=now, item_key=item_key
    )
    TaskMove.objects.create(task=task, to=due, to_at=due_at, by=by, at=now)
    return Done(task, {"owner": owner.pk, "due": due, "due_at": due_at, "job": job and job.pk})


@action("task done", may=may_work_on_task)
def finish_task(*, by: Person, task: Task) -> Done[TaskDone]:
    """It is done, now. Whoever notes it need not be its owner."""
    _refuse_unless_open(task)
    done = TaskDone.objects.create(task=task, by=by, at=clock.now())
    return Done(done, {"task": task.pk, "owner": task.owner_id})


@action("task moved", may=may_work_on_task)
def move_task(*, by: Person, task: Task, to: date | None = None, to_at: datetime | None = None) -> Done[Task]:
    """Promise another date or moment for a task."""
    _refuse_unless_open(task)
    now = clock.now()
    to = task.client.office.local(to_at).date() if to_at else to
    to = day(task.client.office, to, "to", now)
    refuse_unless((to, to_at) != (task.due, task.due_at), _("That is the day it has already"), "to")
    was, task.due, task.due_at = task.due, to, to_at
    task.save(update_fields=["due", "due_at"])
    TaskMove.objects.create(task=task, was=was, to=to, to_at=to_at, by=by, at=now)
    return Done(task, {"was": was, "to": to, "to_at": to_at})


@action("task dropped", may=may_work_on_task)
def drop_task(*, by: Person, task: Task) -> Done[Task]:
    """It need not be done any more."""
    _refuse_unless_open(task)
    task.dropped = clock.now()
    task.save(update_fields=["dropped"])
    return Done(task, {"owner": task.owner_id})


@action("task handed over", may=may_hand_over_task)
def hand_over_task(*, by: Person, task: Task, to: Person) -> Done[Task]:
    """Give a task to somebody else; its date stays."""
    _refuse_unless_open(task)
    _refuse_wrong_owner(to, task.client, "to")
    refuse_unless(to.pk != task.owner_id, _("It is theirs already"), "to")
    was, task.owner = task.owner_id, to
    task.save(update_fields=["owner"])
    return Done(task, {"was": was, "owner": to.pk})


def _refuse_wrong_owner(owner: Person, client: Client, field: str = "owner") -> None:
    refuse_unless(owner.is_active, _("%(person)s has left the agency") % {"person": owner}, field)
    words = {"person": owner}
    seen = may_see(owner, client)
    refuse_unless(seen, _("%(person)s is not on the client's team and could not open it") % words, field)


def _refuse_unless_open(task: Task) -> None:
    task.refresh_from_db()
    done = TaskDone.objects.select_related("by").filter(task=task).first()
    refuse_unless(done is None, _("%(person)s noted it as done already") % {"person": done and done.by})
    refuse_unless(task.dropped is None, _("It need not be done any more"))
