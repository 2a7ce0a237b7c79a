"""Persons, departments, the roles they hold on clients, their absences, and the walls between competing clients.

Clients stand on a higher floor and are named by label.
"""

from herringbone.people.models.absence import Absence
from herringbone.people.models.clock_ahead import ClockAhead
from herringbone.people.models.four_eyes import SecondLook
from herringbone.people.models.person import Department, Person
from herringbone.people.models.role import Role
from herringbone.people.models.signin import Identity, Invitation, Viewing
from herringbone.people.models.wall import Wall, WallName

__all__ = [
    "Absence",
    "ClockAhead",
    "Department",
    "Identity",
    "Invitation",
    "Person",
    "Role",
    "SecondLook",
    "Viewing",
    "Wall",
    "WallName",
]
