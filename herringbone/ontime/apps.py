from django.apps import AppConfig


class OntimeConfig(AppConfig):
    """The on-time record, the workload of persons and teams, and how long duties may take."""

    name = "herringbone.ontime"

    def ready(self) -> None:
        from herringbone.ontime.models import Goal, Reason
        from herringbone.record.acts import Act, declare_acts

        declare_acts(Act(Reason, ("reason given",)), Act(Goal, ("goal set",)))
