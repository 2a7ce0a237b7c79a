from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, departments, roles, absence, walls, sign-in, and who may see what."""

    name = "herringbone.people"

    def ready(self) -> None:
        from herringbone.people.rules.standing import forget
        from herringbone.record.action import after_action

        after_action(forget)
