"""Addresses of the desk."""

from django.urls import path

from herringbone.desk import views, views_choices, views_notices

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("duties/<int:pk>/takeover/", views.takeover, name="takeover"),
    path("duties/<int:pk>/asking/", views.asking, name="asking"),
    path("notifications/", views_notices.notifications, name="notifications"),
    path("notifications/read/", views_notices.all_read, name="notifications_read"),
    path("notifications/<int:pk>/", views_notices.notification, name="notification"),
    path("me/notifications/", views_choices.choices, name="notice_choices"),
    path("clients/<str:code>/duties/<str:which>/", views.duties_of_client, name="duties_of_client"),
]
