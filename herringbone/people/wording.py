"""What roles are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from herringbone.people.models import Department, Role

Kind = Role.Kind
ROLES: dict[str, str | Promise] = {
    Kind.HEAD: _("Head of account services"),
    Kind.MANAGEMENT: _("Executive management"),
    Kind.ADMINISTRATOR: _("Administrator"),
    Kind.FINANCE: _("Finance"),
    Kind.BUSINESS: _("Business development"),
    Kind.TRAFFIC: _("Traffic"),
    Kind.DIRECTOR: _("Account director"),
    Kind.SUPERVISOR: _("Supervisor"),
    Kind.EXECUTIVE: _("Account executive"),
    Kind.COORDINATOR: _("Coordinator"),
    Kind.PLANNER: _("Planner"),
    Kind.PRODUCER: _("Producer"),
    Kind.MEMBER: _("Member"),
    Kind.POINT: _("Point person"),
    Kind.SECOND: _("Second contact"),
}
CRAFTS: dict[str, str | Promise] = {
    Department.Craft.ACCOUNT: _("Account services"),
    Department.Craft.CREATIVE: _("Creative"),
    Department.Craft.PRODUCTION: _("Production"),
    Department.Craft.MEDIA: _("Media"),
    Department.Craft.PLANNING: _("Planning"),
    Department.Craft.FINANCE: _("Finance"),
    Department.Craft.OPERATIONS: _("Operations"),
    Department.Craft.OTHER: _("Something else"),
}


def role_in_words(kind: str) -> str:
    """A role in the reader's language."""
    return str(ROLES[kind])


def craft_in_words(craft: str) -> str:
    """What a department does, in the reader's language."""
    return str(CRAFTS[craft])
