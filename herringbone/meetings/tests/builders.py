"""Meetings and reports for tests, made by the same actions as the pages use."""

from datetime import timedelta
from typing import Any

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.meetings.actions import Written, issue_contact_report, open_report, plan_meeting, save_items
from herringbone.meetings.models import ContactReport, Issue, Meeting
from tests.world import HOUR, World, canary

INTERNAL = "INTERNAL-ald-mood"


def a_meeting(world: World, client: Client | None = None, **values: Any) -> Meeting:
    """A meeting of Alder's with Pat and Quinn that ended just now; Ann owes the report, Dee came along."""
    client = client or world.alder
    by = values.pop("by", world.ae_birch if client == world.birch else world.ae_alder)
    low = client.name.split("-")[1]
    given = {
        "topic": canary(low, "topic"), "starts": clock.now() - HOUR, "ends": clock.now(), "place": canary(low, "room"),
        "people": [] if client == world.birch else [world.dept],
        "contacts": {world.alder: [world.pat, world.quinn], world.birch: [world.rio]}.get(client, []),
    }  # fmt: skip
    return plan_meeting(by=by, client=client, **(given | values))


def items(world: World, **owner: Any) -> list[Written]:
    """One item of each kind; the first next step is Ann's, the second Pat's, both due in three days."""
    due = clock.now().date() + timedelta(days=3)
    return [
        Written("discussion", canary("alder", "discussed")),
        Written("decision", canary("alder", "decided")),
        Written("budget", canary("alder", "budget")),
        Written("internal", INTERNAL),
        Written("next_step", canary("alder", "ours"), owner=world.ae_alder, due=due),
        Written("next_step", canary("alder", "theirs"), owner=world.pat, due=due),
    ]


def a_draft(world: World, meeting: Meeting | None = None, written: list[Written] | None = None) -> ContactReport:
    """A report that is ready to be issued."""
    meeting = meeting or a_meeting(world)
    report = open_report(by=meeting.reporter, meeting=meeting)
    return save_items(by=meeting.reporter, report=report, items=written or items(world))


def an_issue(world: World, meeting: Meeting | None = None, written: list[Written] | None = None) -> Issue:
    """A report that was issued."""
    report = a_draft(world, meeting, written)
    return issue_contact_report(by=report.meeting.reporter, report=report)


def again(issue: Issue, **texts: str) -> list[Written]:
    """The issued items as they would be written again; `texts` gives new words for the kind of that name."""
    return [
        Written(
            item.kind,
            texts.get(item.kind, item.text),
            item.key,
            item.job,
            item.owner or item.owner_contact,
            item.due,
            item.due_at,
            item.agenda,
        )
        for item in issue.report.items.order_by("position")
    ]
