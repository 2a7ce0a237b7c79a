from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, invitations, contact reports, the client's answer."""

    name = "herringbone.meetings"
