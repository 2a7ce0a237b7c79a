"""Addresses of this feature. A client's code is in capitals, so that no word of ours is taken for one."""

from django.urls import path

from herringbone.clients.views import accounts, bringing, contacts, files, holdings, opening, team, words

urlpatterns = [
    path("clients/", accounts.clients, name="clients"),
    path("clients/new/", opening.client_new, name="client_new"),
    path("clients/duplicates/", opening.duplicates, name="client_duplicates"),
    path("clients/major-accounts/", holdings.major, name="major_accounts"),
    path("clients/<str:code>/", accounts.client, name="client"),
    path("clients/<str:code>/edit/", opening.client_edit, name="client_edit"),
    path("clients/<str:code>/team/", team.team, name="client_team"),
    path("clients/<str:code>/team/<int:pk>/end/", team.role_end, name="client_role_end"),
    path("clients/<str:code>/settings/", team.client_settings, name="client_settings"),
    path("clients/<str:code>/settings/policy/", team.client_policy, name="client_policy"),
    path("clients/<str:code>/holdings/", team.holdings, name="client_holdings"),
    path("clients/<str:code>/entities/new/", holdings.entity_new, name="entity_new"),
    path("clients/<str:code>/brands/new/", holdings.brand_new, name="brand_new"),
    path("clients/<str:code>/revenue/new/", holdings.revenue_new, name="revenue_new"),
    path("clients/<str:code>/messages/new/", words.message_new, name="message_new"),
    path("clients/<str:code>/<slug:name>/", accounts.client_tab, name="client_tab"),
    path("entities/<int:pk>/", holdings.entity, name="entity"),
    path("brands/<int:pk>/", holdings.brand, name="brand"),
    path("brands/<int:pk>/removal/", holdings.brand_removal, name="brand_removal"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<int:pk>/", contacts.contact, name="contact"),
    path("contacts/<int:pk>/edit/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/consent/", contacts.contact_consent, name="contact_consent"),
    path("contacts/<int:pk>/departure/", contacts.contact_departure, name="contact_departure"),
    path("contacts/<int:pk>/return/", contacts.contact_return, name="contact_return"),
    path("contacts/<int:pk>/reaches/new/", contacts.contact_reach, name="contact_reach"),
    path("messages/<int:pk>/", words.message_answer, name="message_answer"),
    path("conversations/<str:label>/<int:pk>/", words.conversation, name="conversation"),
    path("conversations/<str:label>/<int:pk>/mentions/", words.mentions, name="mentions"),
    path("import/clients/", bringing.import_clients, name="import_clients"),
    path("import/contacts/", bringing.import_contacts, name="import_contacts"),
    path("import/<int:pk>/", bringing.import_file, name="import"),
    path("import/<int:pk>/trial/", bringing.import_explain, name="import_explain"),
    path("import/<int:pk>/landing/", bringing.import_land, name="import_land"),
    path("files/<str:key>/", files.file, name="file"),
]
