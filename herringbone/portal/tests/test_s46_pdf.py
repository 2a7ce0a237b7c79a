"""S46: a document whose file was replaced in the store is handed to nobody, and goes out with no mail."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client as Browser

from herringbone.meetings.letters.report import report_mail
from herringbone.meetings.models import Issue
from herringbone.meetings.tests.builders import an_issue
from herringbone.portal.tests.test_c2_answer import came_in
from herringbone.record.editions import rendering
from herringbone.record.models import Effect, Rendering
from herringbone.status.models import Published


@pytest.fixture
def replaced(filled):
    """Every file of an edition is another one now."""
    for issue in Issue.objects.all():
        rendering(issue.client_edition), rendering(issue.inside_edition)
    for one in Published.objects.select_related("edition"):
        rendering(one.edition), rendering(one.edition, "xlsx")
    for one in Rendering.objects.select_related("file"):
        (Path(settings.FILES_ROOT) / one.file.path).write_bytes(b"%PDF FORGED")
    return filled


def test_s46_a_replaced_report_is_not_handed_out_in_the_house(replaced):
    browser = Browser()
    browser.force_login(replaced.ae_alder)
    issue = Issue.objects.filter(report__meeting__client=replaced.alder).latest("pk")
    published = Published.objects.filter(client=replaced.alder).latest("pk")
    for address in (
        f"/contact-reports/{issue.report_id}/versions/{issue.version}/inside.pdf",
        f"/contact-reports/{issue.report_id}/versions/{issue.version}/client.pdf",
        f"/status-reports/ALD/{published.number}/pdf/",
        f"/status-reports/ALD/{published.number}/xlsx/",
    ):
        answer = browser.get(address)
        assert answer.status_code == 410, address
        assert b"FORGED" not in answer.content


def test_s46_a_replaced_report_goes_out_with_no_mail(replaced):
    effect = Effect.objects.filter(kind="contact_report", contact__isnull=False).latest("pk")
    with pytest.raises(FileNotFoundError):
        report_mail(effect)


def test_s46_a_replaced_report_is_not_handed_to_the_client(world):
    issue, browser = an_issue(world), Browser()
    page = came_in(issue, browser)
    place = Path(settings.FILES_ROOT) / rendering(issue.client_edition).file.path
    whole = place.read_bytes()
    place.write_bytes(b"%PDF FORGED")
    answer = browser.get(f"{page}report.pdf")
    assert answer.status_code == 410
    assert "This document cannot be opened" in answer.content.decode()
    assert "FORGED" not in answer.content.decode()
    place.write_bytes(whole)
    assert browser.get(f"{page}report.pdf").status_code == 200
