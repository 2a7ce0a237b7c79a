"""Small numbers as words, as a sentence wants them."""

from django.utils.translation import gettext as _


def in_words(count: int) -> str:
    """ "eleven" up to twelve, "13" beyond, and "no" for none."""
    words = [
        _("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
        _("ten"), _("eleven"), _("twelve"),
    ]  # fmt: skip
    return words[count] if 0 <= count < len(words) else str(count)


def sentence(text: str) -> str:
    """The text with a capital at its head, as a sentence begins."""
    return text[:1].upper() + text[1:]
