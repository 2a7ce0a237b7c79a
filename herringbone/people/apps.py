from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, departments, roles, absence, walls, sign-in, and who may see what."""

    name = "herringbone.people"

    def ready(self) -> None:
        from datetime import timedelta

        from herringbone.core.search import declare as declare_searched
        from herringbone.people import mail, searching, tasks  # noqa: F401  # the worker knows its schedule by them
        from herringbone.people.checks import zones_ahead
        from herringbone.people.deeds import looks_otherwise_told
        from herringbone.people.door import signals  # noqa: F401  # registers itself, as Django's signals do
        from herringbone.people.models import SecondLook, Viewing, Wall
        from herringbone.people.rules.holding import held_when_due
        from herringbone.people.rules.standing import forget_what_changed
        from herringbone.record.action import after_action
        from herringbone.record.acts import Act, declare_acts
        from herringbone.record.check import declare_check
        from herringbone.record.duties.holding import declare_holders
        from herringbone.record.effects import declare_effect

        declare_searched(searching.PERSON)
        after_action(forget_what_changed)
        declare_acts(
            Act(Wall, ("wall raised",), who="raised_by", at="raised"),
            Act(Viewing, ("viewing begun",), at="begins"),
            Act(SecondLook, ("second look asked for",), who="asked_by", at="asked_at"),
        )
        declare_check(looks_otherwise_told, zones_ahead)
        declare_holders(held_when_due)
        declare_effect("invitation", mail.invitation_mail, keep=timedelta(days=7))
        declare_effect("password reset", mail.reset_mail, keep=timedelta(hours=1))
        for what in mail.NOTICES:
            declare_effect(f"notice: {what}", mail.notice_mail)
