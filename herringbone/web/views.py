"""Pages that belong to no feature."""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from herringbone.people.pages import PUBLIC, page


@page(PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the program serves and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
