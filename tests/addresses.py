"""Which record each address is about: the crawler's table, by the address's name.

An address with a part that varies and without an entry here fails the crawl, so that a new page joins by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from herringbone.clients.conversations import talked_about
from herringbone.clients.models import Brand, Client, Contact, Import, LegalEntity, Merge, Message, Rhythm
from herringbone.clients.promises import promises
from herringbone.core.models import Agency, Office
from herringbone.core.panels import panels
from herringbone.desk.models import Delivery, Notification, Webhook
from herringbone.meetings.models import (
    AgendaItem,
    Attendee,
    CalendarFeed,
    ContactReport,
    IncomingMail,
    Issue,
    IssuedItem,
    Item,
    Meeting,
    Objection,
    Reader,
)
from herringbone.people.models import Absence, Department, Invitation, Person, Role, SecondLook, Wall, WallName
from herringbone.people.pages import Rule
from herringbone.record.events import client_of
from herringbone.record.models import Chain, Duty, Effect, Link, StoredFile
from herringbone.status.models import Ask, AskedLine, Pause, Proposal, Published, TableChange, Turn, WeeklyMeeting
from herringbone.work.models import (
    Batch,
    Change,
    Deliverable,
    Form,
    Job,
    JobBag,
    JobKind,
    Milestone,
    Routing,
    SavedView,
    Task,
    Waiting,
)

Parts = dict[str, Any]
FREE = {"pk": 987_654_321, "code": "NONE", "number": "NONE-26-0099", "key": "0" * 34}

# Who finds the record at an address.
TEAM = "whoever sees its client"
NAMED = "whoever may see the name of the contact: everybody not across a wall, save administrators"
OWNER = "its owner alone"
HOLDER = "whoever came in by the link, and nobody else"
ANYBODY = "whoever the rule lets in"


@dataclass(frozen=True)
class Address:
    """The model of the record, how the parts of the address are made of one, and who finds it."""

    model: type[Model]
    parts: Callable[[Any], list[Parts]] = lambda row: [{"pk": row.pk}]
    found_by: str = TEAM
    owner: str = ""


@dataclass(frozen=True)
class Stop:
    """An address with a record in it; `free` is the same address with a number that nobody has."""

    name: str
    rule: Rule
    url: str
    free: str = ""
    client: int | None = None
    found_by: str = ANYBODY
    owner: int | None = None


def by_code(client: Client) -> list[Parts]:
    """A client by its code."""
    return [{"code": client.code}]


def by_number(job: Job) -> list[Parts]:
    """A job by its number."""
    return [{"number": job.number}]


def by_client_and_number(report: Published) -> list[Parts]:
    """A status report by its client and its number."""
    return [{"code": report.client.code, "report": report.number}]


def each_job_of_turn(turn: Turn) -> list[Parts]:
    """The jobs of the client whose turn it is."""
    return [{"pk": turn.pk, "number": job.number} for job in turn.client.jobs.order_by("pk")[:1]]


def each_agency_role(person: Person) -> list[Parts]:
    """The roles that somebody holds in the agency."""
    return [{"pk": person.pk, "role": role.pk} for role in person.roles.filter(client=None)]


def by_key(file: StoredFile) -> list[Parts]:
    """A file by its random name."""
    return [{"key": file.path.replace("/", "")}]


def each_tab(client: Client) -> list[Parts]:
    """All views of a client's page."""
    return [{"code": client.code, "name": panel.name} for panel in panels("client", "tab")]


def beside_another(one: Contact) -> list[Parts]:
    """A contact with another one of the same client."""
    others = Contact.objects.filter(client=one.client_id).exclude(pk=one.pk)
    return [{"pk": one.pk, "other": other.pk} for other in others[:1]]


def talk(row: Model) -> list[Parts]:
    """The conversation on a record, where people may talk on such records."""
    return [{"label": row._meta.label, "pk": row.pk}] if talked_about(row._meta.label) else []


def each_sheet(issue: Issue) -> list[Parts]:
    """Both editions of a version of a report."""
    of_report = {"pk": issue.report_id, "version": issue.version}
    return [{**of_report, "audience": audience} for audience in ("client", "inside")]


def each_item_of_link(link: Link) -> list[Parts]:
    """The items of the edition that a link leads to."""
    return [{"pk": link.pk, "key": item["key"]} for item in link.edition.content.get("items", [])]


def each_line_of_link(link: Link) -> list[Parts]:
    """The lines that a link asks for."""
    return [{"pk": link.pk, "line": line.pk} for line in AskedLine.objects.filter(ask__edition=link.edition_id)]


OF_CLIENT = Address(Client, by_code)
OF_JOB = Address(Job, by_number)
OF_PERSON = Address(Person, found_by=ANYBODY)
OF_CONTACT = Address(Contact)
CONTACT_PAGES = ("edit", "client", "consent", "departure", "return", "reach", "vcard", "merge_with", "rhythm")
OF_MEETING = Address(Meeting)
OF_REPORT = Address(ContactReport)
OF_PUBLISHED = Address(Published, by_client_and_number)
OF_WEEKLY = Address(WeeklyMeeting, found_by=OWNER, owner="by_id")
OF_TURN = Address(Turn, found_by=OWNER, owner="holder_id")
OF_IMPORT = Address(Import, found_by=OWNER, owner="by_id")
OF_LINK = Address(Link, found_by=HOLDER)
OF_WEBHOOK = ("", "_edit", "_rotation", "_test", "_stopping", "_starting", "_ending", "_range")

ADDRESSES: dict[str, tuple[Address, ...]] = {
    "month": (Address(Office, lambda office: [{"office": office.pk}], ANYBODY),),
    **dict.fromkeys(("mail_sending", "mail_giving_up"), (Address(Effect, found_by=ANYBODY),)),
    # people
    "invitation_revoking": (Address(Invitation, found_by=ANYBODY),),
    "invitation_link": (Address(Invitation, found_by=ANYBODY),),
    **dict.fromkeys(("office_edit", "office_closing", "office_opening"), (Address(Office, found_by=ANYBODY),)),
    "department_edit": (Address(Department, found_by=ANYBODY),),
    "absence_end": (Address(Absence, found_by=ANYBODY),),
    "person": (OF_PERSON,),
    "person_edit": (OF_PERSON,),
    "person_leaving": (OF_PERSON,),
    "person_coming_back": (OF_PERSON,),
    "absence_of": (OF_PERSON,),
    **dict.fromkeys(
        ("handover", "invite_person", "viewing", "company_account_releasing", "person_roles"), (OF_PERSON,)
    ),
    "person_role_end": (Address(Person, each_agency_role, found_by=ANYBODY),),
    **dict.fromkeys(("wall_lowering", "wall_naming"), (Address(Wall, found_by=ANYBODY),)),
    "wall_name_end": (Address(WallName, found_by=ANYBODY),),
    **dict.fromkeys(("second_look_agreeing", "second_look_refusing"), (Address(SecondLook, found_by=ANYBODY),)),
    "wall_asked": (Address(SecondLook, lambda look: [{"pk": look.pk}] if "one" in look.particulars else [], ANYBODY),),
    # clients
    **dict.fromkeys(("client", "client_edit", "client_team"), (OF_CLIENT,)),
    "client_role_end": (
        Address(Role, lambda role: [{"code": role.client.code, "pk": role.pk}] if role.client else []),
    ),
    "client_settings": (OF_CLIENT,),
    **dict.fromkeys(("client_policy", "client_holdings", "entity_new", "brand_new"), (OF_CLIENT,)),
    **dict.fromkeys(("revenue_new", "message_new"), (OF_CLIENT,)),
    "client_tab": (Address(Client, each_tab),),
    "entity": (Address(LegalEntity),),
    "brand": (Address(Brand),),
    "brand_removal": (Address(Brand),),
    "contact": (Address(Contact, found_by=NAMED),),
    **{f"contact_{page}": (OF_CONTACT,) for page in CONTACT_PAGES},
    **{f"contact_{page}": (Address(Contact, beside_another),) for page in ("merge", "apart")},
    **{"merge_undoing": (Address(Merge),), "rhythm_end": (Address(Rhythm),)},
    "import": (OF_IMPORT,),
    "import_explain": (OF_IMPORT,),
    "import_land": (OF_IMPORT,),
    "import_rejected": (OF_IMPORT,),
    "message_answer": (Address(Message),),
    "conversation": (Address(Client, talk), Address(Job, talk), Address(Meeting, talk), Address(ContactReport, talk)),
    "mentions": (Address(Client, talk), Address(Job, talk), Address(Meeting, talk), Address(ContactReport, talk)),
    "file": (
        Address(StoredFile, lambda file: by_key(file) if file.client_id else []),
        Address(StoredFile, lambda file: [] if file.client_id else by_key(file), OWNER, "by_id"),
    ),
    # work
    "form_new": (OF_CLIENT,),
    "form_questions": (OF_CLIENT,),
    "task_new": (OF_CLIENT,),
    "client_waiting_new": (OF_CLIENT,),
    "form": (Address(Form),),
    "form_discard": (Address(Form),),
    "acknowledge_form": (Address(Routing),),
    "acknowledge_by_word": (Address(Routing),),
    "routing_reminder": (Address(Routing),),
    "routing_handing_on": (Address(Routing),),
    "bag_new": (OF_JOB,),
    "bag": (Address(JobBag, found_by=OWNER, owner="by_id"),),
    "bag_file": (Address(JobBag, found_by=OWNER, owner="by_id"),),
    "batch": (Address(Batch, found_by=OWNER, owner="by_id"),),
    "batch_undoing": (Address(Batch, found_by=OWNER, owner="by_id"),),
    "job_view_deletion": (Address(SavedView, found_by=OWNER, owner="person_id"),),
    "job": (OF_JOB,),
    "change_new": (OF_JOB,),
    "change": (Address(Change),),
    **dict.fromkeys(("listed_status", "listed_next_step"), (OF_JOB,)),
    **dict.fromkeys(("job_status", "job_next_step", "job_stage", "job_lead", "milestone_new"), (OF_JOB,)),
    **dict.fromkeys(("waiting_new", "job_task_new", "deliverable_new"), (OF_JOB,)),
    "deliverable": (Address(Deliverable),),
    "deliverable_removal": (Address(Deliverable),),
    "milestone_moving": (Address(Milestone),),
    "milestone_reaching": (Address(Milestone),),
    "milestone_dropping": (Address(Milestone),),
    "waiting": (Address(Waiting),),
    "waiting_asking": (Address(Waiting),),
    "waiting_ending": (Address(Waiting),),
    "task": (Address(Task),),
    **dict.fromkeys(("task_doing", "task_moving", "task_dropping", "task_handing_over"), (Address(Task),)),
    "job_kind": (Address(JobKind, found_by=ANYBODY),),
    # meetings
    "meeting": (OF_MEETING,),
    "meeting_change": (OF_MEETING,),
    "kick_off_waiving": (OF_JOB,),
    "kick_off_naming": (OF_MEETING,),
    "meeting_withdrawal": (OF_MEETING,),
    "meeting_agenda": (OF_MEETING,),
    "point_discussed": (Address(AgendaItem, lambda point: [{"pk": point.meeting_id, "point": point.pk}]),),
    "meeting_attendance": (OF_MEETING,),
    "meeting_reply": (Address(Attendee, lambda one: [{"pk": one.meeting_id, "attendee": one.pk}]),),
    "meeting_none_owed": (OF_MEETING,),
    **dict.fromkeys(("contact_report", "contact_report_issue", "contact_report_preview"), (OF_MEETING,)),
    **dict.fromkeys(("contact_report_margins", "contact_report_change"), (OF_MEETING,)),
    **dict.fromkeys(("contact_report_readers", "contact_report_sheet"), (OF_MEETING,)),
    "report": (OF_REPORT,),
    "report_version": (Address(Issue, lambda issue: [{"pk": issue.report_id, "version": issue.version}]),),
    "report_pdf": (Address(Issue, each_sheet),),
    "report_text": (Address(Issue, each_sheet),),
    "report_correction": (OF_REPORT,),
    "report_correction_left": (OF_REPORT,),
    "report_confirmation": (OF_REPORT,),
    "report_objection": (Address(IssuedItem, lambda item: [{"pk": item.issue.report_id, "key": item.key}]),),
    "report_change": (Address(Item, lambda item: [{"pk": item.report_id, "key": item.key}]),),
    "objection_settlement": (Address(Objection),),
    "report_mail_again": (Address(Reader),),
    "client_links": (OF_CLIENT,),
    "link_revocation": (Address(Link),),
    "incoming_seen": (Address(IncomingMail, found_by=ANYBODY),),
    "calendar_feed_revoking": (Address(CalendarFeed, found_by=OWNER, owner="by_id"),),
    "calendar_feed_ending": (Address(CalendarFeed, found_by=ANYBODY),),
    "reason": (Address(Duty),),
    # status
    **dict.fromkeys(("report_status", "report_next_step", "report_hiding", "report_showing"), (OF_JOB,)),
    **dict.fromkeys(("status_live", "status_opening", "status_publishing", "status_comparison"), (OF_CLIENT,)),
    "status_review": (OF_CLIENT,),
    **dict.fromkeys(("status_days", "status_pause", "status_asking", "status_daily", "status_updates"), (OF_CLIENT,)),
    **dict.fromkeys(
        ("status_update", "status_update_call"),
        (Address(Client, lambda client: [{"code": client.code, "day": "2026-03-02"}]),),
    ),
    "status_pause_end": (Address(Pause),),
    **dict.fromkeys(("status_report", "status_report_pdf", "status_report_xlsx"), (OF_PUBLISHED,)),
    **dict.fromkeys(("ask", "ask_withdrawal", "ask_reminder"), (Address(Ask),)),
    "asked_line": (Address(AskedLine),),
    **dict.fromkeys(("proposal", "proposal_taking", "proposal_leaving"), (Address(Proposal),)),
    **dict.fromkeys(("weekly_meeting", "weekly_meeting_end", "weekly_meeting_record"), (OF_WEEKLY,)),
    **dict.fromkeys(("turn", "turn_speaker"), (OF_TURN,)),
    **dict.fromkeys(
        ("turn_status", "turn_next_step", "turn_task", "turn_change", "turn_milestone"),
        (Address(Turn, each_job_of_turn, OWNER, "holder_id"),),
    ),
    "table_change_undoing": (Address(TableChange, found_by=OWNER, owner="holder_id"),),
    # portal
    **dict.fromkeys(("answer", "answer_confirmation", "answer_message", "answer_pdf", "asked"), (OF_LINK,)),
    "answer_objection": (Address(Link, each_item_of_link, HOLDER),),
    "asked_handing_in": (Address(Link, each_line_of_link, HOLDER),),
    # desk
    "takeover": (Address(Duty),),
    "asking": (Address(Duty),),
    **dict.fromkeys(("client_chat", "client_chat_test", "client_chat_end"), (OF_CLIENT,)),
    "notification": (Address(Notification, found_by=OWNER, owner="person_id"),),
    **{f"webhook{what}": (Address(Webhook, found_by=ANYBODY),) for what in OF_WEBHOOK},
    "delivery_again": (Address(Delivery, found_by=ANYBODY),),
    "duties_of_client": (
        Address(Client, lambda client: [{"code": client.code, "which": w} for w in ("late", "soon", "waiting")]),
    ),
    # on-time record
    **dict.fromkeys(("work_of_person", "work_of_team"), (OF_PERSON,)),
    "duty_length": (Address(Agency, lambda _: [{"kind": one.kind} for one in promises()], ANYBODY),),
}

# Addresses whose part is a secret, or one's own: each has tests of its own.
ELSEWHERE = {
    "answer_door": "portal/tests",
    "calendar_feed": "meetings/tests/test_k3_feeds.py",
    "asked_door": "portal/tests",
    "account_reset_password_from_key": "people/tests/test_s22_reset.py",
    "invitation": "people/tests/test_s23_invitations.py",
    "my_session_end": "people/tests/test_s21_sessions.py",
    "mfa_edit_webauthn": "people/tests/test_s20_codes.py",
    "mfa_remove_webauthn": "people/tests/test_s20_codes.py",
}
# What a record has only in some of its states; in others there is nothing at its address, for nobody.
NOT_IN_EVERY_STATE = {
    "answer_objection", "contact_report_issue", "contact_report_preview", "contact_report_margins",
    "contact_report_readers", "contact_report_sheet", "contact_report_change", "report_change", "meeting_none_owed",
    "report", "report_version", "report_pdf", "report_text", "report_correction", "report_correction_left",
    "report_confirmation", "report_objection", "objection_settlement", "import_rejected", "status_comparison",
    "bag_file",  # the next are of one's own ways in, which nobody of this world has yet
    "mfa_reauthenticate", "account_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "invitation_answer",
    # whose work one may read is said in herringbone/ontime/tests
    "work_of_person", "work_of_team",
}  # fmt: skip
# Signing in and out changes the session that the crawler goes by; people/tests drives these.
ENDS_THE_SESSION = {"account_logout", "my_sessions_end", "my_session_end", "viewing_end"}


_kept: dict[tuple[object, ...], list[Stop]] = {}


def site() -> Iterator[tuple[str, str, Any]]:
    """Every address of the site, as (name, pattern, view)."""
    yield from _below(get_resolver().url_patterns, "")


def stops(rows_each: int | None = None) -> list[Stop]:
    """Every address with every record (or the newest `rows_each` of each client) in it, and those without one.

    Kept for each history: two worlds whose chains of events end alike are the same one, laid down again.
    """
    history = (rows_each, *Chain.objects.order_by("pk").values_list("pk", "head"))
    if history not in _kept:
        _kept[history] = list(_stops(rows_each))
    return _kept[history]


def _stops(rows_each: int | None) -> Iterator[Stop]:
    for name, pattern, view in site():
        if name in ENDS_THE_SESSION or name in ELSEWHERE:
            continue
        if "<" not in pattern:
            yield Stop(name, view.rule, "/" + pattern)
            continue
        for address in ADDRESSES[name]:
            for row in _some(address.model, rows_each):
                for parts in address.parts(row):
                    yield Stop(
                        name,
                        view.rule,
                        reverse(name, kwargs=parts),
                        reverse(name, kwargs={**parts, **{key: FREE[key] for key in parts if key in FREE}}),
                        client_of(row) if hasattr(row, "client_path") else None,
                        address.found_by,
                        getattr(row, address.owner) if address.owner else None,
                    )


def _some(model: type[Model], rows_each: int | None) -> Iterator[Model]:
    counts: dict[int | None, int] = {}
    for row in model._default_manager.order_by("-pk"):
        client = client_of(row) if hasattr(row, "client_path") else None
        counts[client] = counts.get(client, 0) + 1
        if rows_each is None or counts[client] <= rows_each:
            yield row


def _below(patterns: list[Any], before: str) -> Iterator[tuple[str, str, Any]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or here, here, pattern.callback
