"""A mail address opens a mail, and a number dials, as it was written."""

import pytest

from herringbone.core.templatetags.reaches import call_link, mail_link


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("+39 011 5550 202", '<a href="tel:+390115550202">+39 011 5550 202</a>'),
        ("+44 (0)20 7946 0018", '<a href="tel:+442079460018">+44 (0)20 7946 0018</a>'),
        ("212 555 0148 ext. 7", '<a href="tel:2125550148">212 555 0148 ext. 7</a>'),
        ("ask <Rosa>", "ask &lt;Rosa&gt;"),
        ("", "–"),
    ],
)
def test_a2_a_number_dials_where_it_is_one(written: str, shown: str) -> None:
    assert call_link(written) == shown


def test_a2_an_address_opens_a_mail_and_nothing_in_it_is_read_as_more() -> None:
    assert mail_link("pat@alder.example") == '<a href="mailto:pat@alder.example">pat@alder.example</a>'
    assert mail_link("pat?bcc=x@alder.example").startswith('<a href="mailto:pat%3Fbcc%3Dx@alder.example">')
    assert mail_link("") == "–"
