"""What was changed at the table of a weekly meeting, `{% load weekly %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from herringbone.status.models import TableChange
from herringbone.status.queries.table import change_words, paper_words, since_then

register = template.Library()


@register.simple_tag
def table_change(change: TableChange) -> SafeString:
    """`{% table_change one %}`: "Rosso label: status <ins>Signed off</ins> <del>Proof 4 with you</del>"."""
    said = change_words(change)
    old = format_html(" <del>{}</del>", said["was"]) if said["was"] else ""
    now = format_html("<ins>{}</ins>", said["now"]) if said["now"] else "–"
    if change.undone:
        now, old = format_html("<del>{}</del>", said["now"]), ""
    return format_html("{}: {} {}{}", change.job.name, said["what"], now, old)


@register.filter
def became(change: TableChange) -> str:
    """`{{ one|became }}`: "changed again since", "done"; nothing while it stands as it was changed."""
    return since_then(change)


@register.filter
def on_paper(change: TableChange) -> str:
    """`{{ one|on_paper }}`: "to be submitted", "submitted", "discarded"; nothing where there is no form."""
    return paper_words(change)
