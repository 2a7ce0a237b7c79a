"""Every address of the site. Each view declares its rule (`people.pages.page`); `web.checks` refuses one without."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from herringbone.people.pages import PUBLIC, page
from herringbone.web import administration, views_kit, views_month, views_search
from herringbone.web.views import healthz

urlpatterns = [
    path("", page(PUBLIC)(RedirectView.as_view(url="/desk/")), name="home"),
    path("healthz", healthz, name="healthz"),
    path("month/<int:office>/", views_month.month, name="month"),
    path("search/", views_search.search, name="search"),
    path("search/found/", views_search.found, name="search_found"),
    path("kit/", views_kit.kit, name="kit"),
    path("administration/", administration.administration, name="administration"),
    path("administration/mail/<int:pk>/sending/", administration.sending, name="mail_sending"),
    path("administration/incoming/<int:pk>/seen/", administration.incoming_seen, name="incoming_seen"),
    path("administration/mail/<int:pk>/giving-up/", administration.giving_up, name="mail_giving_up"),
    path("", include("herringbone.people.urls")),
    path("", include("herringbone.clients.urls")),
    path("", include("herringbone.work.urls")),
    path("", include("herringbone.status.urls")),
    path("", include("herringbone.meetings.urls")),
    path("", include("herringbone.portal.urls")),
    path("", include("herringbone.desk.urls")),
    path("", include("herringbone.ontime.urls")),
    *([path("demo/", include("herringbone.demo.urls"))] if settings.DEMO else []),
]

handler500 = "herringbone.web.views_broken.broken"
