"""Addresses of this feature."""

from django.urls import path
from django.views.generic import RedirectView

from herringbone.clients.views.bringing import import_records
from herringbone.meetings.views import (
    answers,
    calendar,
    calls,
    feeds,
    kick_offs,
    links,
    meeting,
    planning,
    reports,
    writing,
)
from herringbone.people.pages import SIGNED_IN, page

CALENDAR = page(SIGNED_IN)(RedirectView.as_view(pattern_name="meetings", query_string=True))
ITEM = "contact-reports/<int:pk>/"

urlpatterns = [
    path("calendar/", CALENDAR, name="calendar"),
    path("calendar/feeds/", feeds.calendar_feeds, name="calendar_feeds"),
    path("calendar/feeds/<int:pk>/revoking/", feeds.calendar_feed_revoking, name="calendar_feed_revoking"),
    path("administration/calendars/", feeds.calendar_feeds_of_all, name="calendar_feeds_of_all"),
    path("administration/calendars/<int:pk>/ending/", feeds.calendar_feed_ending, name="calendar_feed_ending"),
    path("feeds/<str:token>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("meetings/", calendar.meetings, name="meetings"),
    path("import/meetings/", import_records, {"name": "meetings"}, name="import_meetings"),
    path("meetings/new/", planning.meeting_new, name="meeting_new"),
    path("kick-offs/", kick_offs.kick_off_size, name="kick_off_size"),
    path("jobs/<str:number>/kick-off/waiving/", kick_offs.kick_off_waiving, name="kick_off_waiving"),
    path("meetings/<int:pk>/kick-off/", kick_offs.kick_off_naming, name="kick_off_naming"),
    path("meetings/<int:pk>/", meeting.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", planning.meeting_change, name="meeting_change"),
    path("meetings/<int:pk>/withdrawal/", planning.meeting_withdrawal, name="meeting_withdrawal"),
    path("meetings/<int:pk>/agenda/", meeting.meeting_agenda, name="meeting_agenda"),
    path("meetings/<int:pk>/agenda/<int:point>/discussed/", meeting.point_discussed, name="point_discussed"),
    path("meetings/<int:pk>/attendance/", meeting.meeting_attendance, name="meeting_attendance"),
    path("meetings/<int:pk>/replies/<int:attendee>/", meeting.meeting_reply, name="meeting_reply"),
    path("meetings/<int:pk>/no-report/", meeting.meeting_none_owed, name="meeting_none_owed"),
    path("meetings/<int:pk>/contact-report/", writing.contact_report, name="contact_report"),
    path("meetings/<int:pk>/contact-report/issue/", writing.contact_report_issue, name="contact_report_issue"),
    path("meetings/<int:pk>/contact-report/preview/", writing.contact_report_preview, name="contact_report_preview"),
    path("meetings/<int:pk>/contact-report/change/", writing.contact_report_change, name="contact_report_change"),
    path("meetings/<int:pk>/contact-report/margins/", writing.contact_report_margins, name="contact_report_margins"),
    path("meetings/<int:pk>/contact-report/readers/", writing.contact_report_readers, name="contact_report_readers"),
    path("meetings/<int:pk>/contact-report/client-edition/", reports.contact_report_sheet, name="contact_report_sheet"),
    path("calls/new/", calls.call_new, name="capture"),
    path("calls/", calls.calls, name="calls"),
    path("calls/understand/", calls.call_understand, name="call_understand"),
    path("calls/suggest/", calls.call_suggest, name="call_suggest"),
    path("contact-reports/", reports.contact_reports, name="contact_reports"),
    path(ITEM, reports.report, name="report"),
    path(f"{ITEM}versions/<int:version>/", reports.report, name="report_version"),
    path(f"{ITEM}versions/<int:version>/<slug:audience>.pdf", reports.report_pdf, name="report_pdf"),
    path(f"{ITEM}versions/<int:version>/<slug:audience>.txt", reports.report_text, name="report_text"),
    path(f"{ITEM}correction/", answers.report_correction, name="report_correction"),
    path(f"{ITEM}correction/leave/", answers.report_correction_left, name="report_correction_left"),
    path(f"{ITEM}confirmation/", answers.report_confirmation, name="report_confirmation"),
    path(f"{ITEM}items/<str:key>/change/", reports.report_change, name="report_change"),
    path(f"{ITEM}items/<str:key>/objection/", answers.report_objection, name="report_objection"),
    path("objections/<int:pk>/settlement/", answers.objection_settlement, name="objection_settlement"),
    path("readers/<int:pk>/mail/", answers.report_mail_again, name="report_mail_again"),
    path("links/<str:code>/", links.client_links, name="client_links"),
    path("links/<int:pk>/revocation/", links.link_revocation, name="link_revocation"),
]
