"""What a notice is about beside its client: the job by number and name, the contact report, the duty. Names only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from herringbone.clients.models import Post
from herringbone.desk.models import Notification
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty

JOBS = {  # by the record of an event: the way from there to its job
    "work.Job": "",
    "work.Task": "job__",
    "work.Change": "job__",
    "work.Routing": "form__job__",
    "work.Acknowledgement": "routing__form__job__",
    "meetings.KickOffWaived": "job__",
    "status.Proposal": "line__job__",
}
OF_CHANGES = {"work.Routing": "form__change__job__", "work.Acknowledgement": "routing__form__change__job__"}
REPORTS = ("meetings.Objection", "meetings.Confirmation")
DUTIES = ("desk.Nudge", "record.Takeover")
Record = tuple[str, int]  # label and id


def abouts(notices: Iterable[Notification]) -> dict[int, str]:
    """By the id of each notice what it is about; nothing of one that its client says enough of. One query for each
    kind of record."""
    asked: dict[int, Record] = {one.pk: (one.event.subject_label, one.event.subject_id or 0) for one in notices}
    found = _named(set(asked.values()))
    return {pk: found[record] for pk, record in asked.items() if found.get(record)}


def _named(records: Collection[Record]) -> dict[Record, str]:
    found: dict[Record, str] = {}
    for label, ids in _by_label(records).items():
        if label in JOBS:
            names = _jobs(label, ids)
        elif label in REPORTS:
            rows = apps.get_model(label).objects.filter(pk__in=ids).values_list("pk", "issue__number")
            names = {pk: _("contact report %(number)d") % {"number": number} for pk, number in rows}
        elif label in DUTIES:
            names = _duties(label, ids)
        elif label == "clients.Post":
            names = _posts(ids)
        else:
            continue
        found |= {(label, pk): name for pk, name in names.items()}
    return found


def _by_label(records: Iterable[Record]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for label, pk in records:
        found[label].append(pk)
    return found


def _jobs(label: str, ids: list[int]) -> dict[int, str]:
    """By the ids of these records their jobs; of a form of a change the job that it changes."""
    ways = [JOBS[label], *([OF_CHANGES[label]] if label in OF_CHANGES else [])]
    columns = [f"{way}{column}" for way in ways for column in ("number", "name")]
    rows: Iterable[tuple[Any, ...]] = apps.get_model(label).objects.filter(pk__in=ids).values_list("pk", *columns)
    return {pk: " ".join(filter(None, names)) for pk, *names in rows if any(names)}


def _duties(label: str, ids: list[int]) -> dict[int, str]:
    asked = {one.pk: (one.kind, one.subject, one.started) for one in apps.get_model(label).objects.filter(pk__in=ids)}
    subjects = {subject for _kind, subject, _started in asked.values()}
    duties = {(one.kind, one.subject, one.started): one for one in Duty.objects.filter(subject__in=subjects)}
    return {pk: register[duty.kind].line(duty).what for pk, key in asked.items() if (duty := duties.get(key))}


def _posts(ids: list[int]) -> dict[int, str]:
    """Of a remark on a job or a meeting which one that is."""
    places = {pk: (label, of) for pk, label, of in Post.objects.filter(pk__in=ids).values_list(
        "pk", "subject_label", "subject_id"
    )}  # fmt: skip
    jobs = _jobs("work.Job", [of for label, of in places.values() if label == "work.Job"])
    meetings = [of for label, of in places.values() if label == "meetings.Meeting"]
    topics = dict(apps.get_model("meetings.Meeting").objects.filter(pk__in=meetings).values_list("pk", "topic"))
    names = {"work.Job": jobs, "meetings.Meeting": topics}
    return {pk: names[label][of] for pk, (label, of) in places.items() if of in names.get(label, {})}
