"""Names as people write them: cleaned, folded for comparing, and matched against those already known."""

from herringbone.core.names.companies import Known, Likeness, Why, company_key, company_words, possible_duplicates
from herringbone.core.names.near import NearNames
from herringbone.core.names.reach import Email, Phone, read_email, read_phone, split_reach
from herringbone.core.names.text import fold, words

__all__ = [
    "Email",
    "Known",
    "Likeness",
    "NearNames",
    "Phone",
    "Why",
    "company_key",
    "company_words",
    "fold",
    "possible_duplicates",
    "read_email",
    "read_phone",
    "split_reach",
    "words",
]
