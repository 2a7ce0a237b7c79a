from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo agency."""

    name = "herringbone.demo"

    def ready(self) -> None:
        from django.conf import settings

        if settings.DEMO:
            from herringbone.demo.door import offers
            from herringbone.people.demo_door import offer

            offer(offers)
