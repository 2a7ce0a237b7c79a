"""What is done about people: roles, cover, walls."""

from herringbone.people.actions.cover import arrange_cover, end_cover
from herringbone.people.actions.roles import end_role, give_role
from herringbone.people.actions.walls import lower_wall, name_on_wall, raise_wall

__all__ = ["arrange_cover", "end_cover", "end_role", "give_role", "lower_wall", "name_on_wall", "raise_wall"]
