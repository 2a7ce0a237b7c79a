"""S18: whoever can come in without signing in is listed, and can be kept out at once."""

import re

from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.meetings.actions import make_feed, new_token
from herringbone.meetings.tests.builders import an_issue
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Link
from herringbone.status.actions import ask_for_lines
from herringbone.work.tests.builders import a_job
from tests.world import DAY, MONDAY, World


def test_s18_all_open_links_of_a_client_stand_on_one_page(world: World, client: Browser) -> None:
    issue = an_issue(world)
    for contact in (world.pat, world.quinn):
        Link.objects.create(
            purpose="contact report", token_sha256=contact.name, client=world.alder, contact=contact,
            edition=issue.client_edition, expires=MONDAY + 30 * DAY,
        )  # fmt: skip
    asked = ask_for_lines(
        by=world.ae_alder, client=world.alder, jobs=[a_job(world)], until=clock.now() + 3 * DAY, contact=world.quinn
    )
    send_due()  # with the mail goes the link
    make_feed(by=world.ae_alder, token=new_token(), client=world.alder)
    client.force_login(world.ae_alder)
    there = reverse("client_links", args=["ALD"])
    html = client.get(there).content.decode()
    live = Link.objects.filter(revoked=None, client=world.alder)
    assert live.filter(edition=asked.edition).exists()
    shut = {reverse("link_revocation", args=[link.pk]) for link in live}
    assert set(re.findall(r"/links/\d+/revocation/", html)) == shut and len(shut) >= 3
    assert reverse("ask", args=[asked.pk]) in html and reverse("report", args=[issue.report_id]) in html
    of_ask = reverse("link_revocation", args=[live.get(edition=asked.edition).pk])
    question = client.get(f"{of_ask}?from=all").content.decode()
    assert live.filter(edition=asked.edition).exists(), "asking shuts nothing"
    assert f"Close a link: {world.quinn}" in question and "everybody to whom the letter was handed on" in question
    assert "Question about status lines" in question and f'href="{there}"' in question
    assert client.post(f"{of_ask}?from=all")["Location"] == there
    assert client.get(f"{of_ask}?from=all")["Location"] == there, "there is nothing left to ask"
    assert client.post(f"{of_ask}?from=all")["Location"] == there
    assert of_ask not in client.get(there).content.decode()
    client.force_login(world.dept)
    assert "revocation" not in client.get(there).content.decode()
    left = sorted(shut - {of_ask})[0]
    assert client.get(left).status_code == 403
    assert client.post(left).status_code == 403
    client.force_login(world.ae_birch)
    assert client.get(left).status_code == 404
    assert client.get(there).status_code == 404
