"""Forms that stand inside a page and are sent from there: what is refused comes back in their place.

Without scripts they are sent like any other form, and nothing of this counts.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

HEADER = "X-In-Place"  # said by such a form; a part that htmx fetches while somebody types does not say it


def in_place(request: HttpRequest) -> bool:
    """Whether a form was sent so that the answer takes its place."""
    return request.method == "POST" and HEADER in request.headers


def as_page(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let an answer that is a whole page take the place of the page, and not of the form that was sent from it."""
    if in_place(request):
        answer.status_code = HTTPStatus.CONFLICT  # one that is put into the page, as `htmx-config` has it
        answer["HX-Retarget"] = answer["HX-Reselect"] = "main"
        answer["HX-Reswap"] = "outerHTML show:window:top"
    return answer
