"""Addresses of our own pages, remembered: a page names hundreds, and the same ones each time."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse


def link(name: str, *values: Any) -> str:
    """The address of a name and the values in it. Raises NoReverseMatch where there is none."""
    return _made(name, values, get_script_prefix())


@lru_cache(maxsize=8192)
def _made(name: str, values: tuple[Any, ...], prefix: str) -> str:
    """`prefix` is where the whole site lies, which Django takes from the request."""
    return reverse(name, args=values)
