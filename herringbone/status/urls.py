"""Addresses of this feature."""

from django.urls import path

from herringbone.status.views import asking, lines, live, published, publishing, rhythm, weekly

urlpatterns = [
    path("status-reports/", live.status_reports, name="status_reports"),
    path("status-reports/jobs/<str:number>/status/", lines.status, name="report_status"),
    path("status-reports/jobs/<str:number>/next-step/", lines.next_step, name="report_next_step"),
    path("status-reports/jobs/<str:number>/hiding/", lines.hiding, name="report_hiding"),
    path("status-reports/jobs/<str:number>/showing/", lines.showing, name="report_showing"),
    path("status-reports/<str:code>/", live.live_report, name="status_live"),
    path("status-reports/<str:code>/opening/", lines.opening, name="status_opening"),
    path("status-reports/<str:code>/publishing/", publishing.publishing, name="status_publishing"),
    path("status-reports/<str:code>/days/", rhythm.days, name="status_days"),
    path("status-reports/<str:code>/pause/", rhythm.pause, name="status_pause"),
    path("status-reports/pauses/<int:pk>/end/", rhythm.pause_end, name="status_pause_end"),
    path("status-reports/<str:code>/asking/", asking.asking, name="status_asking"),
    path("asks/<int:pk>/", asking.ask, name="ask"),
    path("asks/<int:pk>/withdrawal/", asking.withdrawal, name="ask_withdrawal"),
    path("asks/<int:pk>/reminder/", asking.reminder, name="ask_reminder"),
    path("asked-lines/<int:pk>/", asking.handing_in, name="asked_line"),
    path("proposals/<int:pk>/", asking.editing, name="proposal"),
    path("proposals/<int:pk>/taking/", asking.taking, name="proposal_taking"),
    path("proposals/<int:pk>/leaving/", asking.leaving, name="proposal_leaving"),
    path("weekly-meetings/", weekly.weekly_meetings, name="weekly_meetings"),
    path("weekly-meetings/<int:pk>/", weekly.weekly_meeting, name="weekly_meeting"),
    path("weekly-meetings/<int:pk>/end/", weekly.ending, name="weekly_meeting_end"),
    path("weekly-meetings/<int:pk>/record/", weekly.record, name="weekly_meeting_record"),
    path("turns/<int:pk>/", weekly.turn, name="turn"),
    path("turns/<int:pk>/speaker/", weekly.speaker, name="turn_speaker"),
    path("turns/<int:pk>/status/<str:number>/", weekly.status, name="turn_status"),
    path("turns/<int:pk>/next-step/<str:number>/", weekly.next_step, name="turn_next_step"),
    path("turns/<int:pk>/task/<str:number>/", weekly.task, name="turn_task"),
    path("table-changes/<int:pk>/undoing/", weekly.undoing, name="table_change_undoing"),
    path("status-reports/<str:code>/comparison/", published.comparison, name="status_comparison"),
    path("status-reports/<str:code>/<int:report>/", published.status_report, name="status_report"),
    path("status-reports/<str:code>/<int:report>/pdf/", published.pdf, name="status_report_pdf"),
    path("status-reports/<str:code>/<int:report>/xlsx/", published.xlsx, name="status_report_xlsx"),
]
