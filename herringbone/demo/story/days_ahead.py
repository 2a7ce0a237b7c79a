"""The week of the story in the calendar, as cast/week.toml tells it: held since Monday, today's, and to come."""

from datetime import timedelta
from typing import Any

from herringbone.demo import cast
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.script import Script

LISTS = ("people", "contacts", "agenda")


def script(moments: Moments) -> Script:
    """All of them were called last week or yesterday; invitations go to those at the client's for what is to come."""
    found: Script = []
    for place, row in enumerate(cast.table("week", "meeting")):
        told: dict[str, Any] = {name: tuple(value) if name in LISTS else value for name, value in row.items()}
        key, client, by, day = told.pop("key"), told.pop("client"), told.pop("by"), told.pop("day")
        starts = moments.at(day, told.pop("begins"), told["office"])
        meets = (starts, starts + timedelta(minutes=told.pop("minutes")))
        inside = not told.get("contacts")
        planned = moments.at(-1, f"12:{20 + place:02d}") if day > 0 else moments.at(-6, f"12:{10 + place:02d}")
        found.append(
            steps.Meet(
                planned, by, f"week-{key}", client, meets=meets, internal=inside, invite=day > 0 and not inside, **told
            )
        )
    return found
