"""The two letters that stand for a person."""

import re


def initials(name: str) -> str:
    """First letters of the first and the last word of a name: "Nora Whitfield" is NW, "Lucia de' Rossi" LR.

    One word gives its first two letters, and no name no letters.
    """
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    if not words:
        return ""
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()
