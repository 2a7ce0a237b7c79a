"""Addresses of the desk."""

from django.urls import path

from herringbone.desk import views, views_chats, views_choices, views_notices, views_webhooks

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("duties/<int:pk>/takeover/", views.takeover, name="takeover"),
    path("duties/<int:pk>/asking/", views.asking, name="asking"),
    path("notifications/", views_notices.notifications, name="notifications"),
    path("notifications/read/", views_notices.all_read, name="notifications_read"),
    path("notifications/<int:pk>/", views_notices.notification, name="notification"),
    path("me/notifications/", views_choices.choices, name="notice_choices"),
    path("me/chat/", views_chats.own_chat, name="own_chat"),
    path("me/chat/test/", views_chats.own_chat_test, name="own_chat_test"),
    path("me/chat/ending/", views_chats.own_chat_end, name="own_chat_end"),
    path("clients/<str:code>/team/chat/", views_chats.client_chat, name="client_chat"),
    path("clients/<str:code>/team/chat/test/", views_chats.client_chat_test, name="client_chat_test"),
    path("clients/<str:code>/team/chat/ending/", views_chats.client_chat_end, name="client_chat_end"),
    path("administration/webhooks/", views_webhooks.webhooks, name="webhooks"),
    path("administration/webhooks/new/", views_webhooks.webhook_new, name="webhook_new"),
    path("administration/webhooks/<int:pk>/", views_webhooks.webhook, name="webhook"),
    path("administration/webhooks/<int:pk>/edit/", views_webhooks.webhook_edit, name="webhook_edit"),
    path("administration/webhooks/<int:pk>/secret/", views_webhooks.webhook_rotation, name="webhook_rotation"),
    path("administration/webhooks/<int:pk>/test/", views_webhooks.webhook_test, name="webhook_test"),
    path("administration/webhooks/<int:pk>/stopping/", views_webhooks.webhook_stopping, name="webhook_stopping"),
    path("administration/webhooks/<int:pk>/starting/", views_webhooks.webhook_starting, name="webhook_starting"),
    path("administration/webhooks/<int:pk>/ending/", views_webhooks.webhook_ending, name="webhook_ending"),
    path("administration/webhooks/<int:pk>/again/", views_webhooks.webhook_range, name="webhook_range"),
    path("administration/deliveries/<int:pk>/again/", views_webhooks.delivery_again, name="delivery_again"),
    path("clients/<str:code>/duties/<str:which>/", views.duties_of_client, name="duties_of_client"),
]
