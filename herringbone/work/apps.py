from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Forms, jobs, milestones, tasks."""

    name = "herringbone.work"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from herringbone.clients.columns import declare_column
        from herringbone.clients.conversations import declare_conversation
        from herringbone.core.panels import declare_panel
        from herringbone.people.handover import declare_handover
        from herringbone.record.check import declare_check
        from herringbone.record.duties.declare import declare
        from herringbone.record.wording import declare_wording
        from herringbone.work import checks, duties, handover, panels, wording

        declare(*duties.ALL)
        declare_wording(wording.WORDINGS)
        declare_check(checks.numbers, checks.kept)
        declare_conversation("work.Job", lambda job: wording.job_url(job.number))
        declare_column("open_jobs", _("Open jobs"), panels.number_of_jobs, tab="jobs")
        declare_panel(
            page="client", name="jobs", title=_("Jobs"), order=10, place="tab", query=panels.jobs,
            count=panels.number_of_jobs, template="work/panels/jobs.html",
        )  # fmt: skip
        declare_handover("jobs", handover.jobs, handover.give_jobs)
        declare_handover("next steps", handover.next_steps, handover.give_next_steps)
        declare_handover("tasks", handover.tasks, handover.give_tasks)
        declare_handover("forms to acknowledge", handover.routings, handover.give_routings)
