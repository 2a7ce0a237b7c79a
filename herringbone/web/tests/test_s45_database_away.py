"""S45: where the database is locked or away, the page says so soon and keeps what was typed."""

import re
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.exception import response_for_exception
from django.db import OperationalError
from django.utils import translation

LOCKED = OperationalError("database is locked")
TYPED = {"title": 'Spring "launch" <b>', "once": "key-1", "days": ["mon", "tue"], "password": "CANARY-secret"}


def answer_to(request, error):
    """What the site answers when this error came out of a page."""
    request.user = AnonymousUser()
    with mock.patch("django.core.handlers.exception.log_response"):
        try:
            raise error
        except type(error):
            return response_for_exception(request, error)


def test_s45_a_locked_database_is_said_in_words_and_never_as_a_fault(rf):
    answer = answer_to(rf.get("/jobs/?q=spring"), LOCKED)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert 'href="/jobs/?q=spring"' in answer.content.decode()


def test_s45_what_was_typed_waits_in_the_page_and_is_sent_again_as_it_was(rf):
    page = answer_to(rf.post("/forms/7/", TYPED), LOCKED).content.decode()
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    assert 'action="/forms/7/"' in page
    assert [value for name, value in fields if name == "days"] == ["mon", "tue"]
    assert ("once", "key-1") in fields
    assert ("title", "Spring &quot;launch&quot; &lt;b&gt;") in fields
    assert "CANARY-secret" not in page


def test_any_other_fault_is_a_fault(rf):
    assert answer_to(rf.get("/jobs/"), ValueError("CANARY")).status_code == 500


@pytest.mark.django_db
def test_s45_the_page_itself_asks_nothing_of_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer_to(rf.get("/jobs/"), LOCKED)


def test_s45_the_page_says_in_which_language_it_is(rf):
    with translation.override("it"):
        page = answer_to(rf.get("/jobs/"), LOCKED).content.decode()
    assert '<html lang="it">' in page and "Riprova" in page
