"""The tag `{% url %}`, which remembers the addresses it made: a list names hundreds, and the same ones each time."""

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.utils.html import conditional_escape

from herringbone.core.links import link

register = template.Library()


class Address(URLNode):
    """An address by its name and the values in it, escaped for mark-up. Raises NoReverseMatch where there is none."""

    def render(self, context: template.Context) -> str:
        """Django's own, save that what was made before is not made again."""
        if self.kwargs or self.asvar:
            return super().render(context)
        made = link(self.view_name.resolve(context), *(one.resolve(context) for one in self.args))
        return conditional_escape(made) if context.autoescape else made


@register.tag
def url(parser: Parser, token: Token) -> Address:
    """`{% url "client" client.code %}`"""
    told = django_url(parser, token)
    return Address(told.view_name, told.args, told.kwargs, told.asvar)
