from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Forms, jobs, milestones, tasks."""

    name = "herringbone.work"
