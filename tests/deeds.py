"""One call of each action that making the world of everything does not call, for tests that look at all actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.test import override_settings

from herringbone.clients import actions as of_clients
from herringbone.clients.actions.bringing import explain_file, record_import
from herringbone.clients.models import Brand, Import, LegalEntity, Merge, Rhythm
from herringbone.clients.uploads import clean_name
from herringbone.core import clock
from herringbone.desk.actions import chats, choose_notices, give_up, send_again, webhooks
from herringbone.desk.models import Delivery, Webhook
from herringbone.desk.notices.ways import Ways
from herringbone.desk.webhooks.signing import new_secret
from herringbone.meetings import actions as of_meetings
from herringbone.meetings.actions.attendance import pass_report
from herringbone.meetings.actions.mailbox import note_mail_seen
from herringbone.meetings.actions.resending import send_report_again
from herringbone.meetings.actions.returned import note_bounce
from herringbone.meetings.models import (
    AgendaItem,
    Attendee,
    CalendarFeed,
    IncomingMail,
    Meeting,
    Reader,
    Series,
)
from herringbone.ontime.actions import set_goal
from herringbone.people import actions as of_people
from herringbone.people.actions import handing_over, signing_in
from herringbone.people.mail import invitation_mail, new_token
from herringbone.people.models import Department, Invitation, Role, SecondLook, Wall, WallName
from herringbone.record.actor import SYSTEM
from herringbone.record.models import Effect, Link, StoredFile
from herringbone.status import actions as of_status
from herringbone.status.models import NotShown, Proposal, WeeklyMeeting
from herringbone.work import actions as of_work
from herringbone.work.brought import BroughtJob
from herringbone.work.models import Change, Form, Job, Milestone, SavedView, Waiting
from herringbone.work.queries.promised import deliverables_of
from tests.at_hand import (
    ANOTHER,
    a_place,
    asked,
    asked_of,
    away,
    bound,
    brought,
    called,
    closed_in_a_week,
    coming,
    explained,
    held,
    in_chicago,
    of,
    on_another_clock,
    own_chat,
    own_task,
    promise,
    settled,
    table_change,
    today,
    undelivered,
)
from tests.everything import picture
from tests.world import DAY, HOUR, World

Deed = Callable[[World], Any]


def way_in_shown(w: Any) -> None:
    """Where no mail server is set, once its letter is written."""
    with override_settings(MAIL_IS_SENT=False):
        invitation = Invitation.objects.last()
        assert invitation
        invitation_mail(Effect(key="written", subject_id=invitation.pk))
        invitation.refresh_from_db()
        of_people.show_way_in(by=w.admin, invitation=invitation, token=new_token())


DEEDS: dict[str, Deed] = {
    # people
    "cover changed": lambda w: handing_over._move_cover(by=w.head, absence=away(w), to=w.ae_alder),
    "cover ended": lambda w: of_people.end_cover(by=w.head, absence=away(w)),
    "office added": lambda w: of_people.add_office(by=w.admin, place=a_place("Milan")),
    "office changed": lambda w: of_people.change_office(
        by=w.admin, office=w.office, place=a_place("New York"), since=today() + 2 * DAY
    ),
    "office's new clock begun": lambda w: of_people.begin_clock(by=SYSTEM, office=on_another_clock(w)),
    "office closed on days": closed_in_a_week,
    "office opened on a day": lambda w: of_people.open_office(
        by=w.admin, office=closed_in_a_week(w), on=today() + 7 * DAY
    ),
    "department added": lambda w: of_people.add_department(by=w.head, name="Film", craft=Department.Craft.OTHER),
    "department changed": lambda w: of_people.change_department(
        by=w.head, department=w.departments["media"], name="Media", craft=Department.Craft.MEDIA
    ),
    "everything handed over": lambda w: of_people.hand_over(by=w.head, person=w.ae_alder, to=w.coord_alder),
    "invitation answered": lambda w: of_people.answer_invitation(
        by=w.extra["former"], invitation=Invitation.objects.last(), password="long enough to be taken"
    ),
    "way in shown": way_in_shown,
    "invitation revoked": lambda w: of_people.revoke_invitation(by=w.head, invitation=Invitation.objects.last()),
    "member shielded": lambda w: of_people.shield(
        by=w.head, role=of(w, Role, kind=Role.Kind.MEMBER, ends=None), shielded=True
    ),
    "own settings changed": lambda w: of_people.change_own_settings(
        by=w.dept, name="Dee Dept", language="it", theme="dark", single_keys=False
    ),
    "person back": lambda w: (
        of_people.deactivate_person(by=w.head, person=w.planner_alder),
        of_people.reactivate_person(by=w.head, person=w.planner_alder),
    ),
    "person changed": lambda w: of_people.change_person(
        by=w.head,
        person=w.dept,
        name="Dee Other",
        email="dee@agency.example",
        office=w.office,
        department=w.departments["creative"],
        title="Designer",
        reports_to=None,
    ),
    "company account bound": lambda w: bound(w),
    "company account released": lambda w: of_people.release_identity(by=w.admin, identity=bound(w)),
    "person left": lambda w: of_people.deactivate_person(by=w.head, person=w.planner_alder),
    "reporting line moved": lambda w: handing_over._move_line(by=w.head, person=w.dept, to=w.director),
    "role ended": lambda w: of_people.end_role(by=w.head, role=of(w, Role, kind=Role.Kind.MEMBER, ends=None)),
    "sessions ended": lambda w: signing_in.note_sessions_ended(by=w.dept, person=w.dept, ended=2),
    "sign-in shut": lambda w: signing_in.note_shut_door(by=SYSTEM, person=w.dept),
    "signed in": lambda w: signing_in.note_sign_in(by=w.dept, person=w.dept, method="password"),
    "signed out": lambda w: signing_in.note_sign_out(by=w.dept, person=w.dept),
    "way in changed": lambda w: signing_in.note_way_in(by=w.dept, person=w.dept, change="password"),
    "taken off wall": lambda w: of_people.take_off_wall(by=w.head, name=WallName.objects.order_by("pk").first()),
    "viewing ended": lambda w: of_people.end_viewing(
        by=w.admin, viewing=of_people.begin_viewing(by=w.admin, person=w.dept, reason="to see")
    ),
    "second look agreed to": lambda w: of_people.agree(by=w.head, look=SecondLook.objects.last()),
    "second look refused": lambda w: of_people.refuse(by=w.head, look=SecondLook.objects.last()),
    "everything exported": lambda w: of_people.note_export(
        by=w.admin, look=of_people.agree(by=w.head, look=SecondLook.objects.last())
    ),
    "wall lowered": lambda w: of_people.lower_wall(by=w.head, wall=Wall.objects.get(), reason="one was sold"),
    # clients
    "brand added": lambda w: of_clients.add_brand(by=w.ae_alder, client=w.alder, name="Another"),
    "brand removed": lambda w: of_clients.remove_brand(
        by=w.ae_alder, brand=of_clients.add_brand(by=w.ae_alder, client=w.alder, name="Passing")
    ),
    "brand renamed": lambda w: of_clients.rename_brand(by=w.ae_alder, brand=of(w, Brand), name="Renamed"),
    "client placed": lambda w: of_clients.place_client(by=w.head, client=w.alder, parent=w.cedar),
    "contact changed": lambda w: of_clients.change_contact(by=w.ae_alder, contact=w.pat, values={"title": "Director"}),
    "contact left": lambda w: of_clients.note_departure(by=w.ae_alder, contact=w.quinn, on=today()),
    "contact placed": lambda w: of_clients.place_contact(
        by=w.ae_alder, contact=of_clients.add_contact(by=w.ae_alder, name="Placed"), client=w.alder
    ),
    "contacts taken apart": lambda w: of_clients.take_apart(by=w.ae_alder, merge=of(w, Merge, undone_at=None)),
    "rhythm ended": lambda w: of_clients.end_rhythm(by=w.ae_alder, rhythm=of(w, Rhythm, ended=None)),
    "rhythm handed over": lambda w: of_clients.hand_over_rhythm(
        by=w.ae_alder, rhythm=of(w, Rhythm, ended=None, person=w.ae_alder), to=w.coord_alder
    ),
    "contact returned": lambda w: (
        of_clients.note_departure(by=w.ae_alder, contact=w.quinn, on=today()),
        of_clients.note_return(by=w.ae_alder, contact=w.quinn),
    ),
    "file attached": lambda w: of_clients.attach_file(by=w.ae_alder, subject=w.alder, name="b.png", data=picture()),
    "file brought in": lambda w: record_import(
        by=w.head,
        kind="clients",
        name=clean_name("list.csv"),
        figures={"rows": 1, "created": 1, "updated": 0, "unchanged": 0, "rejected": 0},
    ),
    "file fetched": lambda w: of_clients.note_fetch(by=w.ae_alder, file=of(w, StoredFile), eyes=w.ae_alder),
    "import explained": lambda w: explain_file(
        by=w.ae_alder, kept=Import.objects.get(by=w.ae_alder), options={"separator": ","}
    ),
    "legal entity changed": lambda w: of_clients.change_entity(
        by=w.sup_alder, entity=of(w, LegalEntity), name="Alder SpA"
    ),
    # work
    "job brought in": lambda w: of_work.bring_in_job(
        by=w.head, client=w.alder, brought=BroughtJob(name="From a sheet", evidence="jobs.csv, row 2", lead=w.ae_alder)
    ),
    "change saved": lambda w: of_work.save_change(
        by=w.ae_alder, change=of(w, Change, number=None), values={"why": "A better reason"}
    ),
    "deliverable added": lambda w: promise(w, deliverables=[*deliverables_of(of(w, Job)), ANOTHER]),
    "deliverable changed": lambda w: promise(w, deliverables=[one | ANOTHER for one in deliverables_of(of(w, Job))]),
    "deliverable removed": lambda w: promise(w, deliverables=[]),
    "form acknowledged": lambda w: of_work.acknowledge_form(by=w.sup_alder, routing=asked_of(w, w.sup_alder)),
    "form discarded": lambda w: of_work.discard_form(by=w.ae_alder, form=of(w, Form, submission=None, change=None)),
    "form handed on": lambda w: of_work.reroute_form(
        by=w.sup_alder, routing=asked_of(w, w.sup_alder), to=w.coord_alder
    ),
    "form saved": lambda w: of_work.save_form(
        by=w.ae_alder, form=of(w, Form, submission=None, change=None), values={"name": "A better name"}
    ),
    "job kind kept": lambda w: of_work.keep_job_kind(by=w.head, name="Radio"),
    "job numbers set": lambda w: of_work.set_job_numbers(by=w.head, pattern="{client}.{yyyy}.{number:4}"),
    "jobs edited back": lambda w: of_work.undo_batch(
        by=w.ae_alder, batch=of_work.edit_jobs(by=w.ae_alder, jobs=[of(w, Job)], what="lead", to=w.coord_alder)
    ),
    "lead changed": lambda w: of_work.change_lead(by=w.ae_alder, job=of(w, Job), to=w.coord_alder),
    "job amended": lambda w: promise(w, budget=Decimal(900)),
    "milestone dropped": lambda w: promise(w, milestones={str(of(w, Milestone, reached=None).pk): ""}),
    "next step handed over": lambda w: (
        of_work.set_next_step(
            by=w.ae_alder, job=of(w, Job), step="Ours", person=w.ae_alder, on=today() + timedelta(days=1)
        ),
        of_work.pass_next_step(by=w.ae_alder, job=of(w, Job), to=w.coord_alder),
    ),
    "task dropped": lambda w: of_work.drop_task(by=w.ae_alder, task=own_task(w)),
    "task handed over": lambda w: of_work.hand_over_task(by=w.ae_alder, task=own_task(w), to=w.coord_alder),
    "task moved": lambda w: of_work.move_task(by=w.ae_alder, task=own_task(w), to=today() + timedelta(days=9)),
    "view deleted": lambda w: of_work.delete_view(
        by=w.ae_alder, view=SavedView.objects.filter(person=w.ae_alder).first()
    ),
    "client asked again": lambda w: of_work.ask_again(by=w.ae_alder, waiting=of(w, Waiting, ended=None)),
    "waiting ended": lambda w: of_work.end_waiting(by=w.ae_alder, waiting=of(w, Waiting, ended=None)),
    # meetings
    "meeting brought in": lambda w: of_meetings.bring_in_meeting(by=w.head, client=w.alder, brought=brought(w)),
    "brought meeting changed": lambda w: of_meetings.change_brought_meeting(
        by=w.head,
        meeting=of_meetings.bring_in_meeting(by=w.head, client=w.alder, brought=brought(w)),
        brought=replace(brought(w), topic="Moved"),
    ),
    "brought meeting called off": lambda w: of_meetings.call_off_brought_meeting(
        by=w.head,
        meeting=of_meetings.bring_in_meeting(by=w.head, client=w.alder, brought=brought(w)),
        evidence="calendar.ics, row 2",
    ),
    "agenda point not discussed": lambda w: of_meetings.mark_not_discussed(by=w.ae_alder, point=of(w, AgendaItem)),
    "agenda written": lambda w: of_meetings.set_agenda(by=w.ae_alder, meeting=coming(w), points=["One", "Two"]),
    "contact report sent again": lambda w: send_report_again(
        by=w.ae_alder, reader=Reader.objects.get(pk=undelivered("failed").subject_id)
    ),
    "correction left": lambda w: of_meetings.leave_correction(by=w.ae_alder, report=settled(w)),
    "link revoked": lambda w: of_meetings.revoke_link(by=w.ae_alder, link=of(w, Link)),
    "mail came back": lambda w: note_bounce(
        by=SYSTEM,
        effect=Effect.objects.filter(kind="contact_report", person__isnull=False, state="sent").first(),
        code="5.1.1",
    ),
    "goal set": lambda w: set_goal(by=w.head, share=95, kind="contact_report"),
    "reason given": lambda w: explained(w),
    "kick-off size set": lambda w: of_meetings.set_kick_off_size(by=w.head, amount=Decimal(5000), departments=2),
    "meeting named kick-off": lambda w: of_meetings.name_kick_off(
        by=w.ae_alder,
        meeting=of_meetings.plan_meeting(
            by=w.ae_alder,
            client=w.alder,
            topic="Start",
            starts=clock.now() + DAY,
            ends=clock.now() + DAY + HOUR,
            job=of(w, Job),
            people=[w.dept, w.extra["both"]],
            internal=True,
        ),
    ),
    "series changed": lambda w: of_meetings.change_following(
        by=w.ae_alder, meeting=of(w, Meeting, series__isnull=False), topic="Another"
    ),
    "series called off": lambda w: of_meetings.withdraw_following(
        by=w.ae_alder, meeting=of(w, Meeting, series__isnull=False)
    ),
    "series lengthened": lambda w: of_meetings.lengthen_series(by=SYSTEM, series=of(w, Series)),
    "series moved with its office": lambda w: of_meetings.move_with_office(by=SYSTEM, series=in_chicago(w, Series)),
    "incoming mail seen": lambda w: note_mail_seen(by=w.admin, mail=IncomingMail.objects.get()),
    "calendar feed revoked": lambda w: of_meetings.revoke_feed(
        by=w.ae_alder, feed=CalendarFeed.objects.filter(by=w.ae_alder).first()
    ),
    "meeting changed": lambda w: of_meetings.change_meeting(by=w.ae_alder, meeting=coming(w), topic="Another"),
    "reply received": lambda w: of_meetings.record_reply(
        by=w.ae_alder, attendee=Attendee.objects.filter(meeting=coming(w), contact=w.pat).get(), reply="accepted"
    ),
    "report owed after all": lambda w: of_meetings.owe_report_after_all(
        by=w.ae_alder, meeting=of(w, Meeting, no_report__isnull=False)
    ),
    "report passed on": lambda w: pass_report(by=w.ae_alder, meeting=held(w), to=w.coord_alder),
    # status
    "change at the table taken back": lambda w: of_status.undo_at_table(by=w.ae_alder, change=table_change(w)),
    "next step set at the table": lambda w: of_status.set_step_at_table(
        by=w.ae_alder, turn=table_change(w).turn, job=of(w, Job), step="Show it"
    ),
    "change drafted at the table": lambda w: of_status.draft_change_at_table(
        by=w.ae_alder, turn=table_change(w).turn, job=of(w, Job), why="More of it"
    ),
    "milestone moved at the table": lambda w: of_status.move_milestone_at_table(
        by=w.ae_alder, turn=table_change(w).turn, job=of(w, Job), to=today() + timedelta(days=9), why="The hall"
    ),
    "speaker named": lambda w: of_status.name_speaker(by=w.ae_alder, turn=table_change(w).turn, speaker=w.coord_alder),
    "weekly meeting ended": lambda w: of_status.end_weekly_meeting(
        by=w.ae_alder, meeting=WeeklyMeeting.objects.get(by=w.ae_alder, ended=None)
    ),
    "daily update given by call": lambda w: of_status.give_update_by_call(
        by=w.ae_alder, client=w.alder, day=today(), call=called(w)
    ),
    "lines asked for again": lambda w: of_status.ask_again_for_lines(by=w.ae_alder, ask=asked(w)),
    "lines no longer asked for": lambda w: of_status.withdraw_ask(by=w.ae_alder, ask=asked(w)),
    "question handed over": lambda w: of_status.hand_over_ask(by=w.ae_alder, ask=asked(w), to=w.coord_alder),
    "proposed line taken over": lambda w: of_status.take_over_line(
        by=w.ae_alder, proposal=of(w, Proposal, settled=None)
    ),
    "proposed line left": lambda w: of_status.leave_line(by=w.ae_alder, proposal=of(w, Proposal, settled=None)),
    "job shown in the report again": lambda w: of_status.show_again(by=w.ae_alder, job=of(w, NotShown, ended=None).job),
    # desk
    "notices chosen": lambda w: choose_notices(by=w.dept, ways={"task": Ways(True, "daily", False)}, any_hour=True),
    "chat tested": lambda w: chats.note_chat_test(by=w.coord_alder, channel=own_chat(w), status=200),
    "chat stopped": lambda w: chats.stop_chat(by=SYSTEM, channel=own_chat(w)),
    "chat taken away": lambda w: chats.end_chat(by=w.coord_alder, channel=own_chat(w)),
    "webhook changed": lambda w: webhooks.change_webhook(
        by=w.admin, webhook=Webhook.objects.get(), address="https://other.agency.example/", kinds=["task.done"]
    ),
    "webhook's secret changed": lambda w: webhooks.rotate_secret(
        by=w.admin, webhook=Webhook.objects.get(), secret=new_secret()
    ),
    "webhook tested": lambda w: webhooks.note_test(
        by=w.admin, webhook=Webhook.objects.get(), outcome="taken", status=200
    ),
    "webhook stopped": lambda w: webhooks.stop_webhook(by=SYSTEM, webhook=Webhook.objects.get()),
    "webhook let go on": lambda w: (
        webhooks.stop_webhook(by=w.admin, webhook=Webhook.objects.get()),
        webhooks.start_webhook(by=w.admin, webhook=Webhook.objects.get()),
    ),
    "webhook ended": lambda w: webhooks.end_webhook(by=w.admin, webhook=Webhook.objects.get()),
    "delivery sent again": lambda w: (
        Effect.objects.filter(kind="webhook").update(state="sent"),
        webhooks.send_delivery_again(by=w.admin, delivery=Delivery.objects.latest("pk")),
    ),
    "deliveries sent again": lambda w: (
        Effect.objects.filter(kind="webhook").update(state="sent"),
        webhooks.send_range_again(
            by=w.admin, webhook=Webhook.objects.get(), since=clock.now() - 9 * DAY, until=clock.now() + DAY
        ),
    ),
    # mail
    "mail given up": lambda w: give_up(by=w.admin, effect=undelivered("unknown")),
    "mail sent again": lambda w: send_again(by=w.admin, effect=undelivered("unknown")),
}
