"""Who may report to whom (I1)."""

from herringbone.people.models import Department, Person, Role

R8 = frozenset({Role.Kind.TRAFFIC, Role.Kind.PRODUCER})


def under_account_services(superior: Person | None) -> bool:
    """Whether this superior, or anybody above, belongs to account services. Stops at a circle."""
    seen: set[int] = set()
    while superior is not None and superior.pk not in seen:
        seen.add(superior.pk)
        if superior.department and superior.department.craft == Department.Craft.ACCOUNT:
            return True
        superior = superior.reports_to
    return False


def is_above(person: Person, superior: Person | None) -> bool:
    """Whether `person` stands somewhere above `superior`, or is the same: then reporting there would be a circle."""
    seen: set[int] = set()
    while superior is not None and superior.pk not in seen:
        if superior.pk == person.pk:
            return True
        seen.add(superior.pk)
        superior = superior.reports_to
    return False


def is_r8(person: Person, department: Department | None) -> bool:
    """Whether somebody does production or traffic: by the department, or by a role that has not ended."""
    if department and department.craft == Department.Craft.PRODUCTION:
        return True
    return person.pk is not None and person.roles.filter(kind__in=R8, ends=None).exists()
