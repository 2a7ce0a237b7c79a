"""Default deny, by structure: an address without a declared rule does not start."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver


@register()
def every_address_has_a_rule(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """One error for each address whose view declares no rule."""
    return [
        Error(f"/{address} declares no rule: who may open it?", id="herringbone.E001")
        for address, view in addresses(get_resolver().url_patterns)
        if not hasattr(view, "rule")
    ]


def refuse_undeclared() -> None:
    """Let the site start only where every address declares its rule. Raises ImproperlyConfigured naming the others."""
    if found := every_address_has_a_rule(None):
        raise ImproperlyConfigured(" ".join(error.msg for error in found))


def addresses(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the site with its view, as (pattern, view)."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here, pattern.callback
