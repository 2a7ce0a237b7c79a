"""Addresses that only the demo has."""

from django.urls import path

from herringbone.demo import views

urlpatterns = [
    path("mail/", views.letters, name="demo_mail"),
    path("mail/<str:name>/", views.letter, name="demo_letter"),
    path("mail/<str:name>/html/", views.html, name="demo_letter_html"),
    path("mail/<str:name>/parts/<int:place>/", views.part, name="demo_letter_part"),
]
