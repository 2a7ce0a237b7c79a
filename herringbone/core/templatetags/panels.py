"""Showing a panel inside the page that composes it."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from herringbone.core.panels import Filled

register = template.Library()


@register.simple_tag(takes_context=True)
def show(context: template.Context, panel: Filled) -> SafeString:
    """Render a panel's template with the page's variables and its own, its own first."""
    return get_template(panel.panel.template).render({**context.flatten(), **panel.context}, context.get("request"))
