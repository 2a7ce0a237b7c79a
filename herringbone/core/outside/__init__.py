"""The one way out: what the program sends over HTTP to addresses that people typed.

An address is checked when it is saved (`addresses.read`, `addresses.numbers_of`) and again at each sending, and the
connection goes to the very number that was checked (`posting.post`). No proxy is used, no redirect is followed, and
of an answer nothing but its status is read.
"""

from herringbone.core.outside.addresses import BadAddress, Place, UnknownHost, numbers_of, read
from herringbone.core.outside.posting import NotSent, Unsure, post

__all__ = ["BadAddress", "NotSent", "Place", "UnknownHost", "Unsure", "numbers_of", "post", "read"]
