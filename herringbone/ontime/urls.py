"""Addresses of the on-time record."""

from django.urls import path

from herringbone.ontime.views import lengths, record

urlpatterns = [
    path("record/", record.record, name="record"),
    path("record/table.csv", record.record_csv, name="record_csv"),
    path("record/table.xlsx", record.record_xlsx, name="record_xlsx"),
    path("duties/lengths/", lengths.lengths, name="duty_lengths"),
    path("duties/lengths/<slug:kind>/", lengths.length, name="duty_length"),
]
