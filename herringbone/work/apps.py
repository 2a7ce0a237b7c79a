from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Forms, jobs, milestones, tasks."""

    name = "herringbone.work"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from herringbone.clients.columns import declare_column
        from herringbone.clients.conversations import declare_conversation
        from herringbone.clients.importing.kinds import declare_import
        from herringbone.clients.promises import Unit, declare_promise
        from herringbone.core.panels import declare_panel
        from herringbone.core.search import declare as declare_searched
        from herringbone.people.handover import declare_handover
        from herringbone.record.acts import declare_acts
        from herringbone.record.check import declare_check
        from herringbone.record.duties.declare import declare
        from herringbone.record.wording import declare_wording
        from herringbone.work import checks, deeds, duties, handover, merging, panels, searching, wording
        from herringbone.work import tasks as filling  # noqa: F401  # so that the worker knows its schedule
        from herringbone.work.importing.known import JOBS

        declare_searched(searching.JOB, searching.DRAFT, searching.TASK)
        declare(*duties.ALL)
        declare_wording(wording.WORDINGS)
        declare_import(JOBS)
        declare_check(checks.numbers, checks.kept, checks.promises)
        declare_acts(*deeds.ACTS)
        days = Unit.WORKING_DAYS
        declare_promise("form_acknowledgement", _("A form is acknowledged"), 1, days, order=40)
        declare_promise("change_acknowledgement", _("A change form is acknowledged"), 1, days, order=45)
        declare_promise("job_next_step", _("A job gets its next step"), 1, days, order=50)
        declare_promise("waiting_too_long", _("We wait for the client before it counts as long"), 5, days, order=60)
        merging.declare()
        declare_conversation("work.Job", lambda job: wording.job_url(job.number))
        declare_column("open_jobs", _("Open jobs"), panels.number_of_jobs, tab="jobs")
        declare_panel(
            page="client", name="jobs", title=_("Jobs"), order=10, place="tab", query=panels.jobs,
            count=panels.number_of_jobs, template="work/panels/jobs.html",
        )  # fmt: skip
        declare_panel(
            page="client", name="open_jobs", order=10, place="main", query=panels.most_urgent,
            template="work/panels/open_jobs.html",
        )  # fmt: skip
        declare_panel(
            page="client", name="waiting", order=10, place="figure", query=panels.waiting_on_client,
            template="work/panels/waiting_figure.html",
        )  # fmt: skip
        declare_handover("jobs", handover.jobs, handover.give_jobs)
        declare_handover("next steps", handover.next_steps, handover.give_next_steps)
        declare_handover("tasks", handover.tasks, handover.give_tasks)
        declare_handover("forms to acknowledge", handover.routings, handover.give_routings)
