"""Showing a panel inside the page that composes it."""

from typing import Any, cast

from django import template
from django.template.loader import get_template

from herringbone.core.panels import Filled

register = template.Library()


@register.simple_tag(takes_context=True)
def show(context: template.Context, panel: Filled) -> str:
    """Render a panel's template with the page's variables and its own, its own first."""
    return get_template(panel.panel.template).render(
        {**cast(dict[str, Any], context.flatten()), **panel.context}, context.get("request")
    )
