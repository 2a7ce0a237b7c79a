"""Addresses of the on-time record."""

from django.urls import path

from herringbone.ontime.views import record

urlpatterns = [
    path("record/", record.record, name="record"),
    path("record/table.csv", record.record_csv, name="record_csv"),
    path("record/table.xlsx", record.record_xlsx, name="record_xlsx"),
]
