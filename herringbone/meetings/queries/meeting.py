"""A meeting as it stands in the database."""

from typing import Any

from herringbone.meetings.models import Meeting


def stored_values(meeting: Meeting) -> dict[str, Any]:
    """What a form about a meeting is filled with, and what an edit is merged against."""
    asked = list(meeting.attendees.values_list("person", "contact"))
    return {
        "topic": meeting.topic,
        "starts": meeting.starts,
        "ends": meeting.ends,
        "place": meeting.place,
        "conference": meeting.conference,
        "refreshments": meeting.refreshments,
        "job": meeting.job,
        "planning": meeting.planning,
        "reporter": meeting.reporter,
        "people": sorted(person for person, _contact in asked if person),
        "contacts": sorted(contact for _person, contact in asked if contact),
    }
