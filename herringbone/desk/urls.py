"""Addresses of the desk."""

from django.urls import path

from herringbone.desk import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("duties/<int:pk>/takeover/", views.takeover, name="takeover"),
    path("duties/<int:pk>/asking/", views.asking, name="asking"),
    path("clients/<str:code>/duties/<str:which>/", views.duties_of_client, name="duties_of_client"),
]
