"""What somebody who leaves holds of jobs, next steps, tasks and forms, and how each goes to an heir."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from herringbone.people.handover import Belonging
from herringbone.people.models import Person
from herringbone.work.actions import change_lead, hand_over_task, pass_next_step, reroute_form
from herringbone.work.queries.holdings import jobs_led, next_steps_of, open_tasks_of, routings_of


def jobs(person: Person) -> Iterator[Belonging]:
    """The open jobs that somebody leads."""
    for job in jobs_led(person):
        yield Belonging(job, _("Leads %(job)s") % {"job": job}, job.client_id)


def give_jobs(*, by: Person, person: Person, to: Person, belongings: Iterable[Belonging]) -> None:
    """The heir leads them."""
    for one in belongings:
        change_lead(by=by, job=one.subject, to=to)


def next_steps(person: Person) -> Iterator[Belonging]:
    """The next steps that are somebody's."""
    for job in next_steps_of(person):
        yield Belonging(job, _("%(job)s: %(step)s") % {"job": job, "step": job.next_step}, job.client_id)


def give_next_steps(*, by: Person, person: Person, to: Person, belongings: Iterable[Belonging]) -> None:
    """The heir does them."""
    for one in belongings:
        pass_next_step(by=by, job=one.subject, to=to)


def tasks(person: Person) -> Iterator[Belonging]:
    """The open tasks of somebody."""
    for task in open_tasks_of(person):
        yield Belonging(task, task.title, task.client_id)


def give_tasks(*, by: Person, person: Person, to: Person, belongings: Iterable[Belonging]) -> None:
    """The heir does them, by the same dates."""
    for one in belongings:
        hand_over_task(by=by, task=one.subject, to=to)


def routings(person: Person) -> Iterator[Belonging]:
    """The forms that wait for somebody's word."""
    for routing in routings_of(person):
        yield Belonging(routing, _("Acknowledges %(form)s") % {"form": routing.form}, routing.form.client_id)


def give_routings(*, by: Person, person: Person, to: Person, belongings: Iterable[Belonging]) -> None:
    """The heir acknowledges them; one on which the heir is named already needs no second word of theirs."""
    for one in belongings:
        if not one.subject.form.routings.filter(person=to).exists():
            reroute_form(by=by, routing=one.subject, to=to)
