"""Addresses of this feature: what a client's contact opens without a password."""

from django.urls import path

from herringbone.portal.views import answer, asked

urlpatterns = [
    path("a/<str:token>/", answer.door, name="answer_door"),
    path("answer/<int:pk>/", answer.answer, name="answer"),
    path("answer/<int:pk>/confirmation/", answer.confirmation, name="answer_confirmation"),
    path("answer/<int:pk>/objections/<str:key>/", answer.objection, name="answer_objection"),
    path("answer/<int:pk>/message/", answer.message, name="answer_message"),
    path("answer/<int:pk>/report.pdf", answer.pdf, name="answer_pdf"),
    path("l/<str:token>/", asked.door, name="asked_door"),
    path("asked/<int:pk>/", asked.asked, name="asked"),
    path("asked/<int:pk>/lines/<int:line>/", asked.handing_in, name="asked_handing_in"),
]
