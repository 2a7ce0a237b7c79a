from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, invitations, contact reports, the client's answer."""

    name = "herringbone.meetings"

    def ready(self) -> None:
        from herringbone.meetings import checks, duties
        from herringbone.meetings.documents.contract import KIND
        from herringbone.meetings.documents.pdf import as_pdf
        from herringbone.meetings.letters.invitation import invitation_mail
        from herringbone.meetings.letters.report import report_mail
        from herringbone.meetings.wording import WORDINGS
        from herringbone.record.check import declare_check
        from herringbone.record.duties.declare import declare
        from herringbone.record.editions import declare_rendering
        from herringbone.record.effects import declare_effect
        from herringbone.record.wording import declare_wording

        declare(duties.CONTACT_REPORT, duties.OBJECTION)
        declare_wording(WORDINGS)
        declare_rendering(KIND, "pdf", "application/pdf", lambda edition: as_pdf(edition.content))
        declare_effect(KIND, report_mail)
        declare_effect("invitation_itip", invitation_mail)
        declare_check(checks.issues_and_editions, checks.every_edition_is_issued)
