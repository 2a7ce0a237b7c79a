from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Forms, jobs, milestones, tasks."""

    name = "herringbone.work"

    def ready(self) -> None:
        from herringbone.record.check import declare_check
        from herringbone.record.duties.declare import declare
        from herringbone.record.wording import declare_wording
        from herringbone.work import checks, duties, wording

        declare(*duties.ALL)
        declare_wording(wording.WORDINGS)
        declare_check(checks.numbers, checks.kept)
