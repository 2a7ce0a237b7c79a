"""What is done about people: who joins and leaves, roles, cover, walls, ways in."""

from herringbone.people.actions.cover import arrange_cover, end_cover
from herringbone.people.actions.departments import add_department, change_department, set_head
from herringbone.people.actions.exporting import note_export
from herringbone.people.actions.four_eyes import agree, ask_second_look, refuse
from herringbone.people.actions.handing_over import hand_over
from herringbone.people.actions.identities import bind_identity, release_identity
from herringbone.people.actions.invitations import (
    answer_invitation,
    invite,
    invite_list,
    revoke_invitation,
    show_way_in,
)
from herringbone.people.actions.offices import (
    add_office,
    begin_clock,
    change_office,
    close_office,
    open_office,
)
from herringbone.people.actions.persons import add_person, change_person, deactivate_person, reactivate_person
from herringbone.people.actions.roles import end_role, give_role, shield
from herringbone.people.actions.settings import change_own_settings
from herringbone.people.actions.viewings import begin_viewing, end_viewing
from herringbone.people.actions.walls import lower_wall, name_on_wall, raise_wall, take_off_wall

__all__ = [
    "add_department",
    "add_office",
    "add_person",
    "agree",
    "answer_invitation",
    "arrange_cover",
    "ask_second_look",
    "begin_clock",
    "begin_viewing",
    "bind_identity",
    "change_department",
    "change_office",
    "change_own_settings",
    "change_person",
    "close_office",
    "deactivate_person",
    "end_cover",
    "end_role",
    "end_viewing",
    "give_role",
    "hand_over",
    "invite",
    "invite_list",
    "lower_wall",
    "name_on_wall",
    "note_export",
    "open_office",
    "raise_wall",
    "reactivate_person",
    "refuse",
    "release_identity",
    "revoke_invitation",
    "set_head",
    "shield",
    "show_way_in",
    "take_off_wall",
]
