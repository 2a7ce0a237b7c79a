"""How somebody is reached, as links that open a mail or dial: `{% load reaches %}`."""

import re
from urllib.parse import quote

from django import template
from django.utils.html import format_html

register = template.Library()
NOTHING = "–"
FEWEST = 5  # digits of what can be dialled


@register.simple_tag
def mail_link(address: str) -> str:
    """`{% mail_link contact.email %}`: opens a mail; a dash where there is no address."""
    return format_html('<a href="mailto:{}">{}</a>', quote(address, safe="@"), address) if address else NOTHING


@register.simple_tag
def call_link(number: str) -> str:
    """`{% call_link contact.phone %}`: dials; a dash where there is no number, its words where they are none."""
    if not number:
        return NOTHING
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", "").split("ext")[0])
    if len(digits) < FEWEST:
        return format_html("{}", number)
    return format_html('<a href="tel:{}">{}</a>', digits, number)
