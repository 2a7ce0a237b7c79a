from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Clients and their contacts, and what passes between them and the agency."""

    name = "herringbone.clients"

    def ready(self) -> None:
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from herringbone.clients import deeds, duties, merging, panels, searching
        from herringbone.clients.conversations import declare_conversation
        from herringbone.clients.importing import known
        from herringbone.clients.importing.kinds import declare_import
        from herringbone.clients.moves import left_behind
        from herringbone.clients.promises import Unit, declare_promise
        from herringbone.clients.queries import documents
        from herringbone.clients.queries.merges import AMOUNT, POLICY, UNIT
        from herringbone.clients.wording import WORDINGS
        from herringbone.core.panels import declare_panel
        from herringbone.core.search import declare as declare_searched
        from herringbone.record.acts import declare_acts
        from herringbone.record.check import declare_check
        from herringbone.record.duties.declare import declare
        from herringbone.record.wording import declare_wording

        declare_searched(
            searching.CLIENT, searching.CONTACT, searching.REACHED, searching.REMARK, searching.MESSAGE
        )  # fmt: skip
        declare(duties.NO_POINT_PERSON, duties.NO_POINT_PERSON_YET, duties.CLIENT_MESSAGE)
        declare_wording(WORDINGS)
        declare_import(known.CLIENTS)
        declare_import(known.CONTACTS)
        declare_import(known.PEOPLE)
        declare_conversation("clients.Client", lambda client: reverse("client_tab", args=[client.code, "conversation"]))
        days = Unit.WORKING_DAYS
        declare_promise("client_message", _("A client’s message is answered"), 1, days, order=30)
        declare_promise("no_point_person", _("A point person who has left is followed"), 1, days, order=70)
        declare_promise("no_point_person_yet", _("A new client gets a point person"), 1, days, order=71)
        declare_promise(POLICY, _("Merged contacts can be taken apart again"), AMOUNT, UNIT, order=90)
        merging.declare()
        declare_check(left_behind)
        declare_acts(*deeds.ACTS)
        declare_panel(
            page="client", name="people", order=30, place="tab", title=_("People"), query=panels.people,
            count=documents.number_of_people, template="clients/panels/people.html",
        )  # fmt: skip
        declare_panel(
            page="client", name="conversation", order=70, place="tab", title=_("Conversation"),
            query=panels.conversation, count=panels.number_of_client_remarks,
            template="clients/panels/conversation.html",
        )  # fmt: skip
        declare_panel(
            page="client", name="documents", order=80, place="tab", title=_("Documents"), query=panels.documents,
            count=documents.number_of_documents, template="clients/panels/documents.html",
            table=panels.documents_table,
        )  # fmt: skip
        declare_panel(
            page="client", name="people", order=10, place="margin", query=panels.people_beside,
            template="clients/panels/people_beside.html",
        )  # fmt: skip
