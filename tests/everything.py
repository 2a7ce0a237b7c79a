"""The rivals' world with a record of every model for each client, made by the same actions as everything else.

The crawler opens all of it. A model without a row on both sides of the wall fails the crawl, so that a new feature
joins by itself.
"""

from contextlib import suppress
from datetime import time, timedelta
from decimal import Decimal
from io import BytesIO

from django.core import mail
from PIL import Image

from herringbone.clients import actions as of_clients
from herringbone.clients.actions.bringing import explain_file, keep_file
from herringbone.clients.models import Client, Contact
from herringbone.clients.uploads import Upload
from herringbone.core import clock
from herringbone.desk.actions import chats as of_chats
from herringbone.desk.actions import choose_notices, nudge, take_over
from herringbone.desk.actions.webhooks import make_webhook
from herringbone.desk.models import Attempt, ChatChannel, ChatPost, Delivery, Mail
from herringbone.desk.notices.collecting import collect
from herringbone.desk.notices.digests import make_digests
from herringbone.desk.notices.ways import Ways
from herringbone.desk.webhooks.noting import note_deliveries
from herringbone.desk.webhooks.signing import new_secret
from herringbone.meetings import actions as of_meetings
from herringbone.meetings.actions import Written
from herringbone.meetings.actions.drafting import draft_of_item
from herringbone.meetings.models import IncomingMail, Item
from herringbone.ontime.actions import give_reason, set_goal
from herringbone.people import actions as of_people
from herringbone.people.actions.identities import bind_identity
from herringbone.people.actions.offices import Place
from herringbone.people.models import Person, Role, SecondLook, Wall
from herringbone.record.action import Denied
from herringbone.record.actor import ByLink
from herringbone.record.duties.holding import settle
from herringbone.record.editions import rendering
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Bounce, Duty, Effect, Link, Policy
from herringbone.status import actions as of_status
from herringbone.status.letters.ask import PURPOSE as ASKED
from herringbone.status.models import Turn
from herringbone.work import actions as of_work
from herringbone.work.bag.filling import fill as fill_bag
from herringbone.work.models import Job
from tests.world import DAY, HOUR, World, canary


def fill(world: World) -> None:
    """Fill the world at the clock's moment, and then look back from two days later."""
    of_work.ensure_job_kinds()
    _people(world)
    contacts = {
        world.alder: world.pat,
        world.birch: world.rio,
        world.cedar: of_clients.add_contact(
            by=world.ae_alder, client=world.cedar, name=canary("cedar", "kim"), email="kim@cedar.example",
            phone=canary("cedar", "phone"), title=canary("cedar", "title"), roles=["decision maker"],
            notes=canary("cedar", "notes"),
        ),
    }  # fmt: skip
    world.extra["kim"] = contacts[world.cedar]
    for client, contact in contacts.items():
        by = world.ae_birch if client == world.birch else world.ae_alder
        lead = {world.birch: world.sup_birch, world.cedar: world.director}.get(client, world.sup_alder)
        _fill_client(world, client, contact, by, lead)
    of_people.arrange_cover(
        by=world.dept,
        person=world.dept,
        cover=world.planner_alder,
        begins=clock.now() + DAY,
        ends=clock.now() + 2 * DAY,
    )
    choose_notices(by=world.bizdev, ways={"mention": Ways(shown=True, mail=Mail.DAILY, chat=False)})
    of_chats.set_own_chat(by=world.coord_alder, format="slack", address="https://chat.agency.example/services/T0/B0/x")
    make_webhook(
        by=world.admin, address="https://hooks.agency.example/herringbone", kinds=["task.made"], secret=new_secret()
    )
    with suppress(Denied):
        of_clients.set_policy(
            by=world.dept, client=world.alder, kind="objection", amount=1, unit=Policy.Unit.WORKING_DAYS
        )
    collect()
    send_due()
    for link in Link.objects.all():
        _answer_by_link(ByLink(link.contact, link))
    with clock.clock_at(clock.now() + DAY):
        collect()
        make_digests()
        send_due()
        settle()
    _to_programs(world)
    world.extra["letters"] = list(getattr(mail, "outbox", []))
    for effect in Effect.objects.filter(kind="contact_report", contact__isnull=False):
        Bounce.objects.create(effect=effect, code="5.1.1")


def _to_programs(world: World) -> None:
    """A webhook is told of something, and the try is in its log; nothing leaves the house."""
    of_work.make_task(
        by=world.ae_alder, client=world.alder, title=canary("alder", "told outside"), owner=world.ae_alder,
        due=clock.now().date(),
    )  # fmt: skip
    for client in (world.alder, world.birch, world.cedar):
        ChatPost.objects.create(channel=ChatChannel.objects.get(client=client))
    note_deliveries()
    Attempt.objects.create(delivery=Delivery.objects.latest("pk"), outcome="refused", status=500)


def _answer_by_link(by: ByLink) -> None:
    """The client's contact comes in by the link of a letter and confirms the report, or says how a job stands."""
    low = by.contact.client.name.split("-")[1]
    if by.link.purpose == ASKED:
        line = by.link.edition.ask.lines.get()
        of_status.propose_line(by=by, line=line, status=canary(low, "by link"), step=canary(low, "step by link"))
        return
    issue = by.link.edition.client_issue
    of_meetings.confirm_report(
        by=by, issue=issue, contact=by.contact, name=canary(low, "signed"), address="198.51.100.7"
    )


def _asked_of_two(world: World, for_a_while: Person) -> None:
    """A wall that one head asked of another, who is head no more; and the export of everything."""
    second = of_people.give_role(by=world.head, person=for_a_while, client=None, kind=Role.Kind.HEAD)
    sides = dict(zip(("one", "other"), sorted([world.birch.pk, world.cedar.pk]), strict=True))
    of_people.ask_second_look(
        by=world.head, what=SecondLook.What.RAISE, why=canary("birch", "why a wall"), particulars=sides
    )
    of_people.end_role(by=world.head, role=second)
    of_people.ask_second_look(by=world.admin, what=SecondLook.What.EXPORT, why="a copy for the archive")


def _people(world: World) -> None:
    """Those whose place is a rare one, and what hangs on people."""
    head, wall = world.head, Wall.objects.get()
    former, both, chief = (
        of_people.add_person(by=head, name=name, email=email, office=world.office, department=department)
        for name, email, department in (
            ("Fay Former", "fay@agency.example", world.departments["account services"]),
            ("Tia Traffic", "tia@agency.example", world.departments["production"]),
            ("Cleo Chief", "cleo@agency.example", world.departments["media"]),
        )
    )
    creative = of_people.add_person(
        by=head, name="Cara Creative", email="cara@agency.example", office=world.office,
        department=world.departments["creative"],
    )  # fmt: skip
    month = clock.now().date() - timedelta(days=30)
    of_people.give_role(
        by=head,
        person=former,
        client=world.alder,
        kind=Role.Kind.PLANNER,
        starts=month - timedelta(days=99),
        ends=month,
    )
    for one in (both, creative):  # asked to meetings on both sides of the wall
        of_people.give_role(by=head, person=one, client=None, kind=Role.Kind.TRAFFIC)
        of_people.name_on_wall(by=head, wall=wall, person=one)
    of_people.set_head(by=head, department=world.departments["media"], head=chief)
    of_people.invite(by=world.admin, person=former)
    ahead = Place("New York", "America/New_York", "US", "", "USD", "en", time(8), time(17))
    since = clock.now().date() + timedelta(days=300)
    of_people.change_office(by=world.admin, office=world.office, place=ahead, since=since)
    _asked_of_two(world, chief)
    bind_identity(by=world.finance, person=world.finance, issuer="https://id.agency.example", subject="finn")
    of_people.begin_viewing(by=world.admin, person=world.ae_alder, reason="to see what she sees")
    of_meetings.make_feed(by=world.ae_alder, token=of_meetings.new_token(), person=world.ae_alder)
    IncomingMail.objects.create(mailbox="mail.example/INBOX", validity=1, uid=1, size=1_000, outcome="unread")
    of_clients.define_major(by=head, amount=Decimal(250_000), currency="EUR")
    of_meetings.set_kick_off_size(by=head, amount=Decimal(10_000), departments=3)
    set_goal(by=head, share=92)
    for low, by in (("alder", world.ae_alder), ("birch", world.ae_birch)):
        rows = f"Name,Mail\n{canary(low, 'imported')},new@{low}.example\n".encode()
        kept = keep_file(by=by, kind="contacts", upload=Upload(canary(low, "list.csv"), rows))
        explain_file(by=by, kept=kept, options={"rejected": {"1": canary(low, "rejected")}})
    world.extra.update({"former": former, "both": both, "chief": chief})


def _fill_client(world: World, client: Client, contact: Contact, by: Person, lead: Person) -> None:
    low = client.name.split("-")[1]
    of_clients.declare_revenue(
        by=lead, client=client, amount=Decimal("31337.17") if low == "birch" else Decimal(150_000), currency="USD",
        year=2026, source=canary(low, "source"),
    )  # fmt: skip
    of_clients.set_policy(by=lead, client=client, kind="objection", amount=3, unit=Policy.Unit.WORKING_DAYS)
    of_clients.record_consent(by=by, contact=contact, channel="phone", allowed=False, source=canary(low, "consent"))
    of_clients.add_reach(by=by, contact=contact, kind="phone", value="+1 212 555 0100", label=canary(low, "reach"))
    of_clients.add_reach(by=by, contact=contact, kind="mail", value=f"home@{low}.example", label=canary(low, "home"))
    of_clients.add_entity(
        by=lead,
        client=client,
        name=canary(low, "entity"),
        address=canary(low, "address"),
        tax_number=canary(low, "tax"),
    )
    of_clients.change_client(by=lead, client=client, values={"website": f"https://{canary(low, 'site')}.example/"})
    # What only a file that is brought in can say.
    Client.objects.filter(pk=client.pk).update(
        profile={"founded": canary(low, "founded")}, external_id=canary(low, "client id")
    )
    of_clients.add_contact(
        by=by, client=client, name=canary(low, "second"), email=f"second@{low}.example", roles=["day to day"],
        external_id=canary(low, "contact id"), once=f"second-{low}",
    )  # fmt: skip
    _twice(by, client, contact, low)
    answered = of_clients.receive_message(by=by, contact=contact, text=canary(low, "message"))
    of_clients.answer_message(by=by, message=answered, text=canary(low, "answer"))
    of_clients.receive_message(by=by, contact=contact, text=canary(low, "waiting message"))
    job = _job(world, client, contact, by, lead, low)
    of_clients.post(
        by=by, subject=job, text=canary(low, "remark"), mentions=[lead], files=[Upload(canary(low, "a.png"), picture())]
    )
    of_clients.post(by=by, subject=client, text=canary(low, "of the client"), mentions=[lead])
    _meetings(world, client, contact, by, lead, job, low)
    of_chats.set_client_chat(
        by=world.head,
        client=client,
        format="teams",
        address=f"https://{canary(low, 'chat')}.example/hook",
        kinds=["jobs"],
    )
    _told(client, by, lead, job, low)
    _asked(client, contact, by, job, low)
    with clock.clock_at(clock.now() + 2 * DAY):
        late = Duty.objects.filter(client=client, kind="task", done=None).first()
        give_reason(by=lead, duty=late, why=canary(low, "why late"))
        nudge(by=lead, duty=late, to=by)
        take_over(by=lead, duty=late)


def _twice(by: Person, client: Client, contact: Contact, low: str) -> None:
    """Somebody who was on file twice, and somebody who only seems to be."""
    twin, other = (
        of_clients.add_contact(by=by, client=client, name=canary(low, name), phone=canary(low, name))
        for name in ("twin", "namesake")
    )
    of_clients.agree_rhythm(by=by, contact=twin, every=14)
    of_clients.agree_rhythm(by=by, contact=contact, every=7, person=by)
    of_clients.merge_contacts(by=by, kept=contact, gone=twin)
    of_clients.keep_apart(by=by, kept=contact, gone=other)


def _job(world: World, client: Client, contact: Contact, by: Person, lead: Person, low: str) -> Job:
    kind, ours = of_work.ensure_job_kinds()["email"], world.departments["account services"]
    today = clock.now().date()
    draft = {
        "name": canary(low, "draft"),
        "kind": kind,
        "scope": canary(low, "draft scope"),
        "asked_how": canary(low, "how"),
    }
    of_work.begin_form(by=by, client=client, **draft)
    form = of_work.begin_form(
        by=by, client=client, name=canary(low, "job"), kind=kind, scope=canary(low, "scope"), asked_by=contact,
        asked_how=canary(low, "asked"), delivered_by=today + timedelta(days=14), departments=[ours.pk],
        budget=Decimal(12_000),
        route={str(ours.pk): lead.pk}, extra={"list": canary(low, "list")},
        deliverables=[{"what": canary(low, "deliverable"), "quantity": 2, "rounds": 2}],
    )  # fmt: skip
    job = of_work.submit_form(by=by, form=form)
    routing = form.routings.get()
    of_work.nudge(by=by, routing=routing)
    of_work.acknowledge_by_word(by=by, routing=routing, how=canary(low, "by word"))
    of_work.set_status_line(by=by, job=job, status=canary(low, "status"))
    of_work.set_next_step(by=by, job=job, step=canary(low, "step"), contact=contact, on=today + timedelta(days=2))
    first = of_work.plan_milestone(by=by, job=job, name=canary(low, "milestone"), on=today + timedelta(days=3))
    paper = of_work.draft_change(
        by=by, job=job, why=canary(low, "why changed"), stage="on hold", scope=canary(low, "other scope"),
        milestones={str(first.pk): today + timedelta(days=4)}, budget=Decimal("23456.50"),
        touches={"what": ["brief"], "files": [], "other": canary(low, "other document")},
    )  # fmt: skip
    of_work.submit_change(by=by, change=paper)
    of_work.draft_change(by=lead, job=job, why=canary(low, "why drafted"), delivered_by=today + timedelta(days=18))
    of_work.reach_milestone(by=by, milestone=first)
    of_work.plan_milestone(by=by, job=job, name=canary(low, "next milestone"), on=today + timedelta(days=7))
    of_work.make_task(by=by, client=client, title=canary(low, "task"), owner=by, due_at=clock.now() + HOUR, job=job)
    done = of_work.make_task(by=by, client=client, title=canary(low, "done task"), owner=by, due=today, job=job)
    of_work.finish_task(by=by, task=done)
    awaited = of_work.wait_on_client(
        by=by, client=client, what=canary(low, "copy"), job=job, contact=contact, effect=canary(low, "effect")
    )
    of_work.ask_again(by=by, waiting=awaited)
    of_work.edit_jobs(by=by, jobs=[job], what="status", status=canary(low, "status of several"))
    of_work.save_view(by=by, list="jobs", name=canary(low, "view"), query="stage=open")
    return job


def _meetings(world: World, client: Client, contact: Contact, by: Person, lead: Person, job: Job, low: str) -> None:
    now = clock.now()

    def meeting(what: str, ends=now, **more):
        return of_meetings.plan_meeting(
            by=by, client=client, topic=canary(low, what), starts=ends - HOUR, ends=ends, place=canary(low, "room"),
            conference=f"https://{low}.example/{canary(low, 'conference')}", refreshments=canary(low, "tea"),
            people=[lead], contacts=[contact], agenda=[canary(low, "point")], job=job, **more,
        )  # fmt: skip

    due = now.date() + timedelta(days=3)
    held = meeting("held")
    report = of_meetings.open_report(by=by, meeting=held)
    report = of_meetings.save_items(
        by=by, report=report,
        items=[
            Written("decision", canary(low, "decided"), job=job), Written("internal", canary(low, "INTERNAL")),
            Written("next_step", canary(low, "ours"), owner=by, due=due),
            Written("next_step", canary(low, "theirs"), owner=contact, due=due),
        ],
    )  # fmt: skip
    of_meetings.change_distribution(by=by, report=report, added=True, person=lead)
    of_meetings.change_distribution(by=by, report=report, added=False, person=lead)
    issue = of_meetings.issue_contact_report(by=by, report=report)
    rendering(issue.client_edition)
    rendering(issue.inside_edition)
    decided = Item.objects.filter(report=report, kind="decision").get()
    draft_of_item(by=lead, item=decided)
    objection = of_meetings.object_to_item(
        by=by, issue=issue, item_key=decided.key, contact=contact, reason=canary(low, "reason"), via="phone"
    )
    of_meetings.settle_objection(by=by, objection=objection, how=canary(low, "settled"))
    of_meetings.object_to_item(
        by=by, issue=issue, item_key=decided.key, contact=contact, reason=canary(low, "second reason"), via="mail"
    )
    of_meetings.begin_correction(by=by, report=report, because=canary(low, "corrected because"))
    of_meetings.make_feed(by=by, token=of_meetings.new_token(), client=client)
    of_meetings.make_feed(by=by, token=of_meetings.new_token(), job=job)
    of_meetings.plan_series(
        by=by, client=client, topic=canary(low, "weekly"), every="week", starts=now + 2 * DAY,
        ends=now + 2 * DAY + HOUR, count=2, place=canary(low, "weekly room"), conference=canary(low, "weekly line"),
        refreshments=canary(low, "weekly tea"), agenda=[canary(low, "weekly point")], people=[lead], contacts=[contact],
        job=job,
    )  # fmt: skip
    draft = meeting("draft")
    of_meetings.open_report(by=by, meeting=draft)
    of_meetings.note_attendance(by=by, meeting=draft, absent={draft.attendees.first().pk: canary(low, "was ill")})
    of_meetings.note_no_report_owed(by=by, meeting=meeting("small"), because=canary(low, "because"))
    of_meetings.withdraw_meeting(by=by, meeting=meeting("called off", ends=now + 5 * DAY), why=canary(low, "why off"))
    meeting("to come", ends=now + 3 * DAY)
    _called_for(world, by, job, low)
    fill_bag(of_work.ask_for_bag(by=by, job=job).pk)
    of_meetings.log_call(by=by, contact=contact, said=canary(low, "said"), job=job)


def _told(client: Client, by: Person, lead: Person, job: Job, low: str) -> None:
    """Two status reports, the first reviewed, and a third one changed after its review; a job was kept out of it."""
    of_status.set_opening(by=by, client=client, opening=canary(low, "opening"))
    of_status.review_status_report(by=lead, client=client)
    rendering(of_status.publish_status_report(by=by, client=client).edition)
    of_work.set_status_line(by=by, job=job, status=canary(low, "another status"))
    of_status.set_opening(by=by, client=client, opening=canary(low, "second opening"))
    rendering(of_status.publish_status_report(by=by, client=client).edition, "xlsx")
    of_status.review_status_report(by=lead, client=client)
    of_status.set_opening(by=by, client=client, opening=canary(low, "next opening"))
    of_status.keep_out(by=by, job=job)
    of_status.set_report_days(by=by, client=client, days=[3])
    pause = of_status.pause_reports(
        by=by, client=client, reason=canary(low, "why paused"), until=clock.now().date() + timedelta(days=30)
    )
    of_status.take_up_reports(by=by, pause=pause)
    turn = Turn.objects.get(meeting=of_status.begin_weekly_meeting(by=by), client=client)
    of_status.set_status_at_table(by=by, turn=turn, job=job, status=canary(low, "said at the table"))
    of_status.give_task_at_table(
        by=by, turn=turn, job=job, title=canary(low, "task at the table"), owner=by, due=clock.now().date()
    )


def _asked(client: Client, contact: Contact, by: Person, job: Job, low: str) -> None:
    """The client is told of the day. Two are asked how the job stands: one of ours, who has answered, and the client's
    contact by a link."""
    of_status.set_daily_updates(by=by, client=client, wanted=True)
    today = clock.now().date()
    of_status.send_update(by=by, client=client, day=today, text=canary(low, "told of the day"), to=[contact])
    given = {"by": by, "client": client, "jobs": [job], "until": clock.now() + DAY}
    ours = of_status.ask_for_lines(**given, person=by, note=canary(low, "a word with it"))
    of_status.propose_line(by=by, line=ours.lines.get(), status=canary(low, "proposed"), step=canary(low, "would be"))
    of_status.ask_for_lines(**given, contact=contact, note=canary(low, "a word outside"))


def _called_for(world: World, by: Person, job: Job, low: str) -> None:
    """The kick-off of a job, waived before it was called, and a meeting about its change form."""
    of_meetings.waive_kick_off(by=world.head, job=job, why=canary(low, "why waived"))
    given = {"starts": clock.now() + DAY, "ends": clock.now() + DAY + HOUR}
    people = Person.objects.filter(name__in=["Cara Creative", "Tia Traffic"])
    of_meetings.call_kick_off(
        by=by, job=job, topic=canary(low, "kick-off"), people=list(people), place=canary(low, "studio"), **given
    )
    paper = job.changes.get(number=1)
    of_meetings.call_about_change(by=by, change=paper, topic=canary(low, "talk"), internal=True, **given)


def picture() -> bytes:
    """A small PNG."""
    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()
