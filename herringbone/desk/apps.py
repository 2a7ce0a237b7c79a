from django.apps import AppConfig


class DeskConfig(AppConfig):
    """My desk, escalation, notifications."""

    name = "herringbone.desk"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from herringbone.clients.promises import Unit, declare_promise
        from herringbone.desk.chats import posting
        from herringbone.desk.notices import digests
        from herringbone.desk.notices import tasks as telling  # noqa: F401  # so that the worker knows its schedule
        from herringbone.desk.webhooks import delivering, noting
        from herringbone.record.acts import Act, declare_acts
        from herringbone.record.effects import declare_effect
        from herringbone.record.models import Takeover

        declare_acts(Act(Takeover, ("duty taken over",)))
        declare_effect(digests.KIND, digests.compose)
        declare_effect(posting.KIND, posting.compose, posting.KEPT, hand_over=posting.hand_over)
        declare_effect(
            noting.KIND, delivering.compose, delivering.KEPT, hand_over=delivering.hand_over, pauses=delivering.PAUSES,
            may_repeat=True,
        )  # fmt: skip
        hours = Unit.CLOCK_HOURS
        declare_promise("climb", _("What is late climbs to the director"), 24, hours, order=90, units=(hours,))
