"""Addresses of the on-time record."""

from django.urls import path

from herringbone.ontime.views import lengths, people, record, said

urlpatterns = [
    path("record/", record.record, name="record"),
    path("record/table.csv", record.record_csv, name="record_csv"),
    path("record/table.xlsx", record.record_xlsx, name="record_xlsx"),
    path("record/people/<int:pk>/", people.person, name="work_of_person"),
    path("record/teams/<int:pk>/", people.team, name="work_of_team"),
    path("record/goals/", said.goals, name="record_goals"),
    path("record/duties/<int:pk>/reason/", said.reason, name="reason"),
    path("record/lengths/", lengths.lengths, name="duty_lengths"),
    path("record/lengths/<slug:kind>/", lengths.length, name="duty_length"),
]
