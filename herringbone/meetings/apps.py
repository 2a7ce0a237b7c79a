from typing import Any

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, invitations, contact reports, the client's answer."""

    name = "herringbone.meetings"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from herringbone.clients.importing.kinds import declare_import
        from herringbone.clients.promises import Unit, declare_promise
        from herringbone.clients.spoken import declare_contact
        from herringbone.core.search import declare as declare_searched
        from herringbone.meetings import checks, deeds, duties, merging, relations, searching
        from herringbone.meetings import tasks as answers  # noqa: F401  # so that the worker knows its schedule
        from herringbone.meetings.bag import of_job
        from herringbone.meetings.documents.contract import KIND
        from herringbone.meetings.importing.known import MEETINGS
        from herringbone.meetings.queries.calendar import last_held
        from herringbone.meetings.queries.kick_offs import why_shut
        from herringbone.meetings.wording import WORDINGS
        from herringbone.record.acts import declare_acts
        from herringbone.record.check import declare_check
        from herringbone.record.duties.declare import declare
        from herringbone.record.editions import declare_rendering
        from herringbone.record.effects import declare_effect
        from herringbone.record.wording import declare_wording
        from herringbone.work.bag.contents import declare_contents
        from herringbone.work.gates import declare_gate
        from herringbone.work.marks import declare_mark

        declare_searched(searching.MEETING, searching.REPORT, searching.SAID)
        declare(duties.CONTACT_REPORT, duties.OBJECTION, duties.KICK_OFF)
        declare(relations.CONTACT_RHYTHM, relations.CONTACT_RHYTHM_AGAIN)
        declare_wording(WORDINGS)
        declare_import(MEETINGS)
        declare_contact(last_held)
        hours, days = Unit.CLOCK_HOURS, Unit.WORKING_DAYS
        declare_promise("contact_report", _("A contact report is issued after the meeting"), 48, hours, order=10)
        declare_promise("objection", _("The client may object to a contact report"), 2, days, order=20)
        declare_promise("objection_unanswered", _("An objection is answered"), 1, days, order=25)
        declare_promise("kick_off", _("The kick-off of a job is called"), 2, days, order=47)
        declare_promise(
            "contact_rhythm", _("A contact is met or called when the agreed time is over"), relations.AMOUNT,
            relations.UNIT, order=80,
        )  # fmt: skip
        merging.declare()
        declare_gate("in work", why_shut)
        declare_mark("kick_off", _("Kick-off due"))
        declare_contents(of_job)
        declare_rendering(KIND, "pdf", "application/pdf", _report_pdf)
        declare_effect(KIND, _report_mail)
        declare_effect("invitation_itip", _invitation_mail)
        declare_check(checks.issues_and_editions, checks.every_edition_is_issued)
        declare_acts(*deeds.ACTS)
        self._show_elsewhere()

    def _show_elsewhere(self) -> None:
        """What stands on the pages of clients, jobs and persons."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from herringbone.clients.conversations import declare_conversation
        from herringbone.core.panels import declare_panel
        from herringbone.meetings import handover, panels
        from herringbone.people.handover import declare_handover

        declare_panel(
            page="client", name="meetings", title=_("Meetings"), order=15, place="tab", query=panels.meetings,
            count=panels.number_of_meetings, template="meetings/panels/meetings.html",
        )  # fmt: skip
        declare_panel(
            page="client", name="reports", title=_("Reports"), order=20, place="tab", query=panels.reports,
            count=panels.number_of_reports, template="meetings/panels/reports.html",
        )  # fmt: skip
        declare_panel(
            page="client", name="relations", title=_("Relationships"), order=35, place="tab", query=panels.relations,
            template="meetings/panels/relations.html",
        )  # fmt: skip
        declare_panel(
            page="contact", name="who_knows", order=10, place="main", query=panels.who_knows,
            template="meetings/panels/who_knows.html",
        )  # fmt: skip
        declare_panel(
            page="job", name="kick_off", order=5, place="main", query=panels.kick_off,
            template="meetings/panels/kick_off.html",
        )  # fmt: skip
        declare_panel(
            page="job", name="meetings", order=60, place="main", query=panels.of_job,
            template="meetings/panels/meetings.html",
        )  # fmt: skip
        declare_panel(
            page="change", name="source", order=10, place="main", query=panels.change_source,
            template="meetings/panels/change_source.html",
        )  # fmt: skip
        declare_panel(
            page="task", name="origin", order=10, place="main", query=panels.task_origin,
            template="meetings/panels/task_origin.html",
        )  # fmt: skip
        declare_conversation("meetings.Meeting", lambda meeting: reverse("meeting", args=[meeting.pk]))
        declare_conversation("meetings.ContactReport", lambda report: reverse("report", args=[report.pk]))
        declare_handover("rhythms", handover.rhythms, handover.give_rhythms)
        declare_handover("contact reports", handover.reports, handover.give_reports)


# What makes PDFs and calendars is loaded by the process that makes the first one: a page needs none of it.


def _report_pdf(edition: Any) -> bytes:
    from herringbone.meetings.documents.pdf import as_pdf

    return as_pdf(edition.content)


def _report_mail(effect: Any) -> Any:
    from herringbone.meetings.letters.report import report_mail

    return report_mail(effect)


def _invitation_mail(effect: Any) -> Any:
    from herringbone.meetings.letters.invitation import invitation_mail

    return invitation_mail(effect)
