"""What two spellings of one address or telephone have in common."""

from herringbone.clients.models import Reach
from herringbone.core.names import fold, read_email, read_phone


def reach_key(kind: str, value: str) -> str:
    """By what a way to reach somebody is compared: an e-mail without case, a telephone's digits, else the text."""
    if kind == Reach.Kind.MAIL:
        read = read_email(value)
        return read.key if read else value.casefold()
    if kind == Reach.Kind.PHONE:
        phone = read_phone(value)
        return phone.digits if phone else fold(value)
    return fold(" ".join(value.split()))
