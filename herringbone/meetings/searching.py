"""What of meetings and contact reports is searched.

Of a report it is what was issued, as those inside read it, internal items included: a draft is its writer's own.
"""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from herringbone.core.links import link
from herringbone.core.search import Searched, Text
from herringbone.meetings.models import Issue, Meeting
from herringbone.meetings.queries.stands import latest_issues


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.filter(withdrawal=None).select_related("client").prefetch_related("agenda")


def _meeting(meeting: Meeting) -> Iterator[Text]:
    client = meeting.client
    body = "\n".join(
        part for part in (meeting.said, meeting.place, *(one.text for one in meeting.agenda.all())) if part
    )
    names = (client.name, client.code)
    yield Text(meeting.topic, client.pk, str(meeting.pk), names, body, aside=client.name, at=meeting.starts)


def _issues() -> QuerySet[Issue]:
    return latest_issues().select_related("inside_edition", "report__meeting__client")


def _report(issue: Issue) -> Iterator[Text]:
    client, key = issue.report.meeting.client, str(issue.report_id)
    topic, names = issue.inside_edition.content["meeting"]["topic"], (client.name, client.code)
    yield Text(topic, client.pk, key, (str(issue.number), *names), aside=str(issue.number), at=issue.at)


def _said(issue: Issue) -> Iterator[Text]:
    client, key = issue.report.meeting.client, str(issue.report_id)
    for item in issue.inside_edition.content["items"]:
        if item["change"] != "removed":
            names = (client.name, client.code)
            yield Text("", client.pk, key, names, item["text"], str(issue.number), issue.at, part=item["key"])


_FOLLOWED = {"meetings.Issue": "report__issues", "clients.Client": "report__meeting__client"}

MEETING = Searched(
    "meeting", _("Meetings and calls"), Meeting, _meetings, _meeting,
    {
        "meetings.Meeting": "pk", "meetings.Withdrawal": "withdrawal", "meetings.AgendaItem": "agenda",
        "meetings.Series": "series",
        "clients.Client": "client",
    },
    lambda found: link("meeting", int(found.key)), order=40,
)  # fmt: skip
REPORT = Searched(
    "report", _("Reports"), Issue, _issues, _report, _FOLLOWED,
    lambda found: link("report", int(found.key)), order=50,
)  # fmt: skip
SAID = Searched(
    "said", _("Said in reports"), Issue, _issues, _said, _FOLLOWED,
    lambda found: link("report", int(found.key)), order=51, shelf="said", only_said=True,
)  # fmt: skip
