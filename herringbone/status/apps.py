from typing import Any

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """What a client is told each week: status reports."""

    name = "herringbone.status"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _
        from django.utils.translation import pgettext_lazy

        from herringbone.clients.promises import declare_promise
        from herringbone.core.panels import declare_panel
        from herringbone.core.search import declare as declare_searched
        from herringbone.people.handover import declare_handover
        from herringbone.record.acts import declare_acts
        from herringbone.record.check import declare_check
        from herringbone.record.duties.declare import declare
        from herringbone.record.editions import declare_rendering
        from herringbone.record.effects import declare_effect
        from herringbone.record.wording import declare_wording
        from herringbone.status import checks, deeds, duties, handover, merging, panels, searching
        from herringbone.status.documents.ask import KIND as ASK
        from herringbone.status.documents.contract import KIND
        from herringbone.status.documents.daily import KIND as DAILY
        from herringbone.status.duties.daily import AMOUNT, UNIT
        from herringbone.status.wording import WORDINGS

        declare(*duties.ALL)
        merging.declare()
        declare_wording(WORDINGS)
        declare_searched(searching.STATUS)
        declare_check(checks.reports_and_editions)
        declare_acts(*deeds.ACTS)
        declare_handover("status lines", handover.questions, handover.give_questions)
        declare_rendering(KIND, "pdf", "application/pdf", _pdf)
        declare_rendering(KIND, "xlsx", SHEET, _xlsx)
        declare_effect(KIND, _mail)
        declare_effect(ASK, _ask)
        declare_effect(DAILY, _daily)
        declare_promise("daily_update", _("Daily update given, from the opening of the office"), AMOUNT, UNIT, order=35)
        declare_panel(
            page="client", name="status", title=pgettext_lazy("status reports", "Status"), order=18, place="tab",
            query=panels.reports, count=panels.number_of_reports, template="status/panels/reports.html",
        )  # fmt: skip
        declare_panel(
            page="client", name="status", order=30, place="figure", query=panels.last_report,
            template="status/panels/figure.html",
        )  # fmt: skip
        declare_panel(
            page="job", name="status", order=5, place="margin", query=panels.of_job,
            template="status/panels/job.html",
        )  # fmt: skip


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What makes PDFs, workbooks and mails is loaded by the process that makes the first one: a page needs none of it.


def _pdf(edition: Any) -> bytes:
    from herringbone.status.documents.pdf import as_pdf

    return as_pdf(edition.content)


def _xlsx(edition: Any) -> bytes:
    from herringbone.status.documents.xlsx import as_xlsx

    return as_xlsx(edition.content)


def _mail(effect: Any) -> Any:
    from herringbone.status.letters.report import report_mail

    return report_mail(effect)


def _ask(effect: Any) -> Any:
    from herringbone.status.letters.ask import ask_mail

    return ask_mail(effect)


def _daily(effect: Any) -> Any:
    from herringbone.status.letters.daily import update_mail

    return update_mail(effect)
